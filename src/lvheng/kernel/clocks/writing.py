"""What an act writes of a clock: it begins, stands still, goes on, is extended, is done. Pure but for keys newly drawn.

Each answers rows opened and closed, as `kernel/acts/spans.py` does; whether the act may is told by `may_*`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID, uuid4

from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.spans import Change, end_all, row_on
from lvheng.kernel.clocks.clock import RUNNING, Clock, clock_of, last_day
from lvheng.kernel.clocks.limits import limit_on, pause_titles
from lvheng.kernel.clocks.models import ClockInterval
from lvheng.kernel.time.days import OPEN_DAY


def clock_from(rows: Sequence[ClockInterval]) -> Clock:
    """The clock that the rows of one thread tell. Raises ValueError if they have a gap."""
    begun = min(row.valid_from for row in rows)
    limit = limit_on(rows[0].kind, begun)
    if limit is None:
        raise ValueError(f"{begun} 时没有“{rows[0].kind}”这一期限")
    spans = [(row.state, row.valid_from, row.valid_to) for row in rows]
    return clock_of(limit, spans, max(row.extended for row in rows))


def clocks_from(rows: Iterable[ClockInterval]) -> list[Sequence[ClockInterval]]:
    """The rows of several clocks, each clock's together in order."""
    ordered = sorted(rows, key=lambda row: (row.clock, row.valid_from))
    return [list(same) for _, same in groupby(ordered, key=lambda row: row.clock)]


def open_clocks(rows: Iterable[ClockInterval], limit: str, on: date) -> list[Sequence[ClockInterval]]:
    """The clocks of one limit that run or stand still on `on`, oldest first."""
    found = [thread for thread in clocks_from(row for row in rows if row.kind == limit) if row_on(thread, on)]
    return sorted(found, key=lambda thread: thread[0].valid_from)


def begin(limit: str, subject: UUID, on: date) -> list[ClockInterval]:
    """The clock of `limit` begins for `subject`; nothing if the law had no such limit on that day. Raises KeyError."""
    if limit_on(limit, on) is None:
        return []
    return _reckoned([ClockInterval(subject=subject, clock=uuid4(), kind=limit, state=RUNNING, valid_from=on)])


def may_pause(rows: Sequence[ClockInterval], reason: str, on: date) -> list[Refusal]:
    """行政许可法第四十五条: only what the law names stops a clock, and only one that runs."""
    clock, now = clock_from(rows), row_on(rows, on)
    if now is None:
        return [Refusal(f"{on} 当日没有在计时")]
    if reason not in clock.limit.pauses:
        title = pause_titles().get(reason, reason)
        return [Refusal(f"“{clock.limit.title}”的期限不因{title}中止", article=clock.limit.basis[0].cited)]
    if now.state != RUNNING:
        return [Refusal(f"已因{pause_titles()[now.state]}中止计时", already=now.state == reason)]
    return []


def pause(rows: Sequence[ClockInterval], reason: str, on: date) -> Change[ClockInterval]:
    """From `on` the clock stands still for `reason`, until it goes on."""
    return _from(rows, on, state=reason)


def may_go_on(rows: Sequence[ClockInterval], on: date) -> list[Refusal]:
    """Only what stands still goes on."""
    now = row_on(rows, on)
    if now is None or now.state == RUNNING:
        return [Refusal("没有中止计时", already=now is not None)]
    return []


def go_on(rows: Sequence[ClockInterval], on: date) -> Change[ClockInterval]:
    """What the clock stood still for is over: it runs again."""
    return _from(rows, on, state=RUNNING)


def may_extend(rows: Sequence[ClockInterval], on: date) -> list[Refusal]:
    """Once, by what the limit itself allows, and before it has run out."""
    clock, now = clock_from(rows), row_on(rows, on)
    limit = clock.limit
    if limit.extension is None:
        return [Refusal(f"“{limit.title}”的期限不能延长", article=limit.basis[0].cited)]
    if now is None:
        return [Refusal(f"{on} 当日没有在计时")]
    if clock.extended:
        return [Refusal("期限已延长过一次", article=limit.extension.basis.cited)]
    end = last_day(clock.as_of(on))
    if end and on > end.day:
        return [Refusal(f"期限已于 {end.day} 届满，不能再延长", article=limit.extension.basis.cited)]
    return []


def extend(rows: Sequence[ClockInterval], on: date) -> Change[ClockInterval]:
    """The limit is extended by as much as it may be."""
    extension, now = clock_from(rows).limit.extension, row_on(rows, on)
    assert extension is not None
    assert now is not None
    return _from(rows, on, state=now.state, extended=extension.units)


def stop(rows: Sequence[ClockInterval], on: date) -> Change[ClockInterval]:
    """What the clock waited for was done on `on`."""
    return end_all(rows, on)


def _from(rows: Sequence[ClockInterval], on: date, **told: object) -> Change[ClockInterval]:
    """From `on` for good the clock is as told; what was planned after it falls away."""
    now = row_on(rows, on)
    if now is None:
        raise ValueError(f"no interval on {on}")
    opened, closed = end_all(rows, on)
    before = [row for row in rows if row not in closed]
    written = _reckoned([*before, *opened, now.again(valid_from=on, valid_to=OPEN_DAY, **told)])
    return [row for row in written if row not in before], closed


def _reckoned(rows: list[ClockInterval]) -> list[ClockInterval]:
    """The last of the rows with the last day that follows from all of them."""
    end = last_day(clock_from(rows))
    rows[-1].last_day = end.day if end else None
    rows[-1].provisional = bool(end and end.provisional)
    return rows
