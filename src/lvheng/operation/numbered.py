"""How far the logs have come, as the database shows it: what is numbered, what waits, when all was last found to agree.

Plain SQL on any open connection, so that `./lvheng status` asks it without Django.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lvheng.kernel.jobs import Asked

NUMBERED_WITHIN = 10  # seconds after which an entry without a number is an alarm
CONFIRMED_WITHIN = 60  # seconds after which a checkpoint that nobody has confirmed is one


@dataclass(frozen=True, slots=True)
class LogState:
    """One log. `confirmed`: seconds since the sequencer last found it in order, None if it never did; `waiting`: seconds
    for which the oldest entry beyond the last numbered one has waited."""

    log: str
    size: int
    confirmed: float | None
    waiting: float
    trouble: str


def log_states(cursor: Asked) -> list[LogState]:
    """All logs; raises the database's error if the tables are not there yet."""
    cursor.execute(
        "select h.log, h.size, extract(epoch from clock_timestamp() - h.confirmed_at)::float, coalesce((select"
        " extract(epoch from clock_timestamp() - greatest(e.at, coalesce(h.drained_at, pg_postmaster_start_time())))"
        " from kernel_ledger_entry e where h.log = 'acts' and e.id > coalesce((select max(n.entry) from"
        " kernel_log_number n where n.log = h.log), 0) order by e.id limit 1), 0)::float, h.trouble"
        " from kernel_log_head h order by h.log"
    )
    return [LogState(*row) for row in cursor.fetchall()]


TITLES = {"acts": "存证日志", "views": "查看日志"}


def alarms(states: Sequence[LogState]) -> list[str]:
    """What needs somebody, one Chinese sentence each."""
    return [sentence for state in states for sentence in _alarms(state)] if states else ["存证编号的程序从没有工作过。"]


def _alarms(state: LogState) -> list[str]:
    title = TITLES[state.log]
    asked = {
        f"{title}：{state.trouble}": bool(state.trouble),
        f"{title}有条目 {state.waiting:.0f} 秒没有编号。": state.waiting > NUMBERED_WITHIN,
        f"{title}的检查点超过 {CONFIRMED_WITHIN} 秒没有核对：存证编号的程序没有在工作。": state.confirmed is None
        or state.confirmed > CONFIRMED_WITHIN,
    }
    return [sentence for sentence, holds in asked.items() if holds]
