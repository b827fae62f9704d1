"""The queue of jobs as the database shows it: what waits, what runs, what is stuck, what failed, when a worker was seen.

Plain SQL on any open connection, so that `./lvheng status` asks it without Django.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

WORKER_SEEN_WITHIN = 60  # seconds; a living worker says so every ten
TAKEN_WITHIN = 300  # seconds after which a job that nobody has taken is stuck
FAILED_WITHIN = 7  # days for which a failed job is shown
SHOWN = 20

_STATES = f"""
with job as (
  select j.id, j.task_name, j.status::text as status, j.attempts, w.last_heartbeat as seen,
         coalesce((select max(e.at) from procrastinate_events e where e.job_id = j.id), now()) as since, j.scheduled_at
  from procrastinate_jobs j left join procrastinate_workers w on w.id = j.worker_id
  where j.status in ('todo', 'doing', 'failed')
), told as (
  select id, task_name, attempts, since, case
    when status = 'failed' then 'failed'
    when status = 'doing' and (seen is null or seen < now() - interval '{WORKER_SEEN_WITHIN} seconds') then 'stuck'
    when status = 'doing' then 'running'
    when scheduled_at > now() then 'later'
    when greatest(since, scheduled_at) < now() - interval '{TAKEN_WITHIN} seconds' then 'stuck'
    else 'waiting' end as state
  from job where status <> 'failed' or since > now() - interval '{FAILED_WITHIN} days'
)
"""


class Asked(Protocol):
    """A cursor, of psycopg or of Django."""

    def execute(self, query: Any, parameters: Any = None, /) -> Any: ...
    def fetchall(self) -> Sequence[Sequence[Any]]: ...


@dataclass(frozen=True, slots=True)
class Job:
    """A job that somebody should look at."""

    id: int
    task: str
    state: str
    attempts: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    """How many jobs are in each state, those that need somebody, and the seconds since a worker was last seen."""

    counts: dict[str, int]
    troubled: list[Job]
    heartbeat: float | None

    @property
    def worker_lives(self) -> bool:
        return self.heartbeat is not None and self.heartbeat < WORKER_SEEN_WITHIN


STATE_TITLES: Mapping[str, str] = {
    "waiting": "等待",
    "later": "定时",
    "running": "在办",
    "stuck": "卡住",
    "failed": "失败",
}
STATES = tuple(STATE_TITLES)
TITLES: Mapping[str, str] = {
    "elicence.publish": "签发电子证照状态名单",
    "kernel.acts.forget_answers": "清除一天前的接口回答",
    "kernel.desk.compare": "比较关注的内容，发出通知",
    "kernel.desk.forget": "清除半年前的通知",
    "kernel.desk.post": "寄出通知邮件",
    "kernel.documents.forget_files": "清除没有用上的文件",
    "kernel.tables.accept": "登记一份导入或一批办理",
    "kernel.tables.check": "核对一份表格",
    "kernel.tables.end_abandoned": "找出中断的导入",
    "operation.forget_askers": "清除限速的计数",
    "operation.forget_done": "清除办完的作业",
    "operation.retry_stalled": "找出卡住的作业",
    "steering.alert": "看指标的转折、漏办的例行事项和异动，发出提醒",
}
"""What each job is called where people see it."""


def queue_state(cursor: Asked) -> Queue:
    """Ask the database; raises its error if the tables are not there yet."""
    cursor.execute(_STATES + "select state, count(*) from told group by state")
    found = {str(state): int(count) for state, count in cursor.fetchall()}
    cursor.execute(
        _STATES + "select id, task_name, state, attempts, since from told where state in ('stuck', 'failed')"
        f" order by since desc limit {SHOWN}"
    )
    troubled = [Job(*row) for row in cursor.fetchall()]
    cursor.execute("select extract(epoch from now() - max(last_heartbeat))::float from procrastinate_workers")
    [[heartbeat]] = cursor.fetchall()
    return Queue({state: found.get(state, 0) for state in STATES}, troubled, heartbeat)


def retry_failed(cursor: Asked, number: int) -> bool:
    """Queues a failed job once more; whether there was one. Every job of ours may be run twice."""
    cursor.execute(
        "select procrastinate_retry_job_v2(id, now(), null, null, null) from procrastinate_jobs"
        " where id = %s and status = 'failed'",
        [number],
    )
    return bool(cursor.fetchall())


def dismiss_failed(cursor: Asked, number: int) -> bool:
    """Takes a failed job off the list, which somebody has seen to in another way; whether there was one."""
    cursor.execute(
        "update procrastinate_jobs set status = 'cancelled' where id = %s and status = 'failed' returning id", [number]
    )
    return bool(cursor.fetchall())
