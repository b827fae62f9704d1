"""`./lvheng status`: whether everything runs, in one look; starts nothing and changes nothing."""

import argparse
import json
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from lvheng.launcher.refusal import Refusal
from lvheng.verbs import Needs

NAME = "status"
TITLE = "看运行情况：网页、数据库、存证编号、后台作业、卡住的作业、上次备份、磁盘"
NEEDS: Needs = "nothing"  # it must not start what it looks at

LEAST_DISK = 1_000  # MB
BACKUP_WITHIN = 26  # hours: one a day, and time to make it


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--json", action="store_true", help="以 JSON 输出，供监控程序读")


def run(options: argparse.Namespace) -> int:
    """Print the state; 0 if nothing needs anybody, else 1."""
    found = look()
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print("\n".join(lines(found)))
    return 1 if found["troubles"] else 0


def look() -> dict[str, Any]:
    """The state, and `troubles`: one sentence for everything that needs somebody."""
    from lvheng.launcher import home as homes
    from lvheng.launcher import locks
    from lvheng.operation.backup.record import last_backup

    home = homes.locate()
    up = home / "locks" / "up"
    disk = shutil.disk_usage(next(place for place in (home, *home.parents) if place.exists()))
    backup = last_backup(home)
    found: dict[str, Any] = {
        "home": str(home),
        "running": up.exists() and not locks.is_free(up),
        "disk_free_mb": disk.free // 1_000_000,
        "last_backup": backup and {"at": backup.at, "file": backup.file, "last_entry": backup.last_entry},
        **database(home),
    }
    found["troubles"] = troubles(found)
    return found


def database(home: Path) -> dict[str, Any]:
    """The database's part: its server, the ledger's last entry, the queue; `database` says why it cannot be asked."""
    import psycopg

    from lvheng.kernel.jobs import queue_state
    from lvheng.launcher.database import ensure
    from lvheng.operation.numbered import alarms, log_states

    if not own_server() and not embedded_runs(home):
        return {"database": "没有运行"}
    try:
        with psycopg.connect(ensure().app) as connection, connection.cursor() as cursor:
            version = connection.info.server_version
            queue, logs = queue_state(cursor), log_states(cursor)
            cursor.execute("select coalesce(max(id), 0) from kernel_ledger_entry")
            [[entry]] = cursor.fetchall()
    except Refusal as refusal:
        return {"database": refusal.sentence}
    except psycopg.errors.UndefinedTable:
        return {"database": "还没有建表"}
    except psycopg.Error as error:
        return {"database": f"不应答（{type(error).__name__}）"}
    jobs = [
        {"id": job.id, "task": job.task, "state": job.state, "since": job.since.isoformat()} for job in queue.troubled
    ]
    return {
        "database": f"PostgreSQL {version // 10_000}.{version % 10_000}",
        "last_entry": entry,
        "worker_seen_seconds": queue.heartbeat and round(queue.heartbeat, 1),
        "worker_lives": queue.worker_lives,
        "queue": queue.counts,
        "jobs": jobs,
        "logs": {state.log: {"size": state.size, "waiting_seconds": round(state.waiting, 1)} for state in logs},
        "log_alarms": alarms(logs),
    }


def own_server() -> bool:
    """Whether somebody else's PostgreSQL is used."""
    return bool(os.environ.get("LVHENG_DATABASE") or os.environ.get("DATABASE_URL"))


def embedded_runs(home: Path) -> bool:
    """Whether the server of this home runs; makes nothing, not even the lock file."""
    from lvheng.launcher import locks

    lock = home / "locks" / "keeper"
    return lock.exists() and not locks.is_free(lock)


def troubles(found: dict[str, Any]) -> list[str]:
    """What needs somebody."""
    queue = found.get("queue", {})
    backup = found["last_backup"]
    asked = {
        "律衡没有运行。": not found["running"],
        f"数据库：{found['database']}。": "queue" not in found,
        "后台作业的程序没有心跳。": "queue" in found and not found["worker_lives"],
        f"有 {queue.get('stuck')} 件作业卡住。": queue.get("stuck", 0) > 0,
        f"近 7 天有 {queue.get('failed')} 件作业失败。": queue.get("failed", 0) > 0,
        "从没有备份过。": backup is None,
        f"上次备份已超过 {BACKUP_WITHIN} 小时。": backup is not None and hours_since(backup["at"]) > BACKUP_WITHIN,
        f"磁盘只剩 {found['disk_free_mb']} MB。": found["disk_free_mb"] < LEAST_DISK,
    }
    return [*(sentence for sentence, holds in asked.items() if holds), *found.get("log_alarms", [])]


def hours_since(written: str) -> float:
    """Hours from an ISO 8601 instant until now."""
    return (datetime.now().astimezone() - datetime.fromisoformat(written)).total_seconds() / 3600


def lines(found: dict[str, Any]) -> list[str]:
    """The state as people read it."""
    from lvheng.kernel.jobs import STATE_TITLES, TITLES

    told = [
        f"目录      {found['home']}",
        f"网页      {'在运行' if found['running'] else '没有运行'}",
        f"数据库    {found['database']}",
    ]
    if "queue" in found:
        seen = found["worker_seen_seconds"]
        counts = found["queue"]
        told += [
            f"存证      最后一条 № {found['last_entry']}（号有空的），日志已编 {found['logs'].get('acts', {}).get('size', 0)} 条",
            f"后台作业  {'在运行' if found['worker_lives'] else '没有运行'}"
            + (f"，{seen:.0f} 秒前有心跳" if seen is not None else ""),
            f"作业      等待 {counts['waiting']}，定时 {counts['later']}，在办 {counts['running']}，"
            f"卡住 {counts['stuck']}，近 7 天失败 {counts['failed']}",
            *[
                f"            {job['id']} {TITLES.get(job['task'], job['task'])}"
                f"（{STATE_TITLES[job['state']]}，自 {job['since'][:16]}）"
                for job in found["jobs"]
            ],
        ]
    backup = found["last_backup"]
    told += [
        f"备份      {backup['at'][:16]}，到第 {backup['last_entry']} 条，{backup['file']}"
        if backup
        else "备份      没有",
        f"磁盘      剩 {found['disk_free_mb'] / 1000:.1f} GB",
        *[f"✗ {sentence}" for sentence in found["troubles"]],
    ]
    return told
