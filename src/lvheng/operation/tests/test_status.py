"""The state in one look: it says what needs somebody, starts nothing and leaves no trace."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lvheng import cli
from lvheng.launcher import locks
from lvheng.launcher.database import Connections
from lvheng.operation.backup.record import LastBackup, last_backup, note_backup
from lvheng.verbs import status


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("LVHENG_DATABASE", "DATABASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LVHENG_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_home_that_is_not_there_is_not_made(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["status", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["running"], said["database"], said["last_backup"]) == (False, "没有运行", None)
    assert not home.exists()


def test_everything_well_is_told_without_trouble(
    fresh_database: Connections, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import psycopg

    for variable, named in fresh_database.environment().items():
        monkeypatch.setenv(variable, named)
    (home / "locks").mkdir(parents=True)
    note_backup(home, LastBackup(datetime.now().astimezone().isoformat(), "/backups/lvheng.backup", 1, 7))
    up = locks.take(home / "locks" / "up")
    assert up is not None
    with psycopg.connect(fresh_database.app) as connection:
        connection.execute("insert into procrastinate_workers (last_heartbeat) values (now())")
    confirm_logs(fresh_database)
    assert cli.main(["status"]) == 0
    said = capsys.readouterr().out
    assert "✗" not in said
    assert "等待 0，定时 0，在办 0，卡住 0，近 7 天失败 0" in said
    with psycopg.connect(fresh_database.app) as connection:
        connection.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status) values ('q', 'a.job', '{}', 'doing')"
        )
    assert cli.main(["status"]) == 1
    assert "a.job（卡住" in capsys.readouterr().out


def confirm_logs(roles: Connections) -> None:
    """As the sequencer leaves it that has just found everything numbered."""
    import psycopg

    with psycopg.connect(roles.sequencer) as connection:
        connection.execute("update kernel_log_head set confirmed_at = now(), drained_at = now()")


WELL: dict[str, Any] = {
    "running": True,
    "database": "PostgreSQL 18.6",
    "worker_lives": True,
    "queue": {"stuck": 0, "failed": 0},
    "last_backup": {"at": datetime.now().astimezone().isoformat()},
    "disk_free_mb": 50_000,
}
LONG_AGO = (datetime.now().astimezone() - timedelta(days=2)).isoformat()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"running": False}, "律衡没有运行"),
        ({"worker_lives": False}, "没有心跳"),
        ({"queue": {"stuck": 2, "failed": 0}}, "有 2 件作业卡住"),
        ({"queue": {"stuck": 0, "failed": 3}}, "有 3 件作业失败"),
        ({"last_backup": None}, "从没有备份过"),
        ({"last_backup": {"at": LONG_AGO}}, "上次备份已超过"),
        ({"disk_free_mb": 900}, "磁盘只剩 900 MB"),
        ({"log_alarms": ["存证日志有条目 11 秒没有编号。"]}, "没有编号"),
    ],
)
def test_each_trouble_is_one_sentence(changed: dict[str, Any], said: str) -> None:
    assert status.troubles(WELL) == []
    [sentence] = status.troubles(WELL | changed)
    assert said in sentence


def test_the_note_of_a_backup_is_read_again_and_a_broken_one_is_none(tmp_path: Path) -> None:
    made = LastBackup("2026-01-05T03:00:00+08:00", "/backups/a", 10, 7)
    note_backup(tmp_path, made)
    assert last_backup(tmp_path) == made
    assert made.stamp == 1767553200
    (tmp_path / "last-backup.json").write_text("{")
    assert last_backup(tmp_path) is None
