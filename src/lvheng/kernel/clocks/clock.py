"""A clock is a ledger of intervals: running, or standing still for a reason. What is left of it follows. Pure.

A day counts if the clock ran when the day began. So neither the day on which it starts nor the day on which it goes on
counts, and the day on which it is paused does (民法典第二百零一条 for each of the three).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from lvheng.kernel.clocks.limits import Limit, Unit
from lvheng.kernel.time.calendar import (
    LimitEnd,
    add_working_days,
    months_later,
    next_working_day,
    working_days_between,
)
from lvheng.kernel.time.days import OPEN_DAY

RUNNING = "running"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """From a day to a day (half-open) the clock ran, or stood still for the reason that `state` names."""

    state: str
    since: date
    until: date = OPEN_DAY


@dataclass(frozen=True, slots=True)
class Clock:
    """Intervals in order, without a gap; `extended`: units granted beyond the limit."""

    limit: Limit
    intervals: tuple[Interval, ...]
    extended: int = 0

    @property
    def began(self) -> date:
        return self.intervals[0].since

    @property
    def stopped_on(self) -> date | None:
        """The day on which what it waited for was done; None while it is awaited."""
        until = self.intervals[-1].until
        return until if until < OPEN_DAY else None

    @property
    def length(self) -> int:
        return self.limit.length + self.extended

    def as_of(self, day: date) -> Clock:
        """The clock as it stood on `day`: what comes later has not happened yet. Raises ValueError before its start."""
        if day < self.began:
            raise ValueError(f"{day} 时还没有开始计时")
        past = [interval for interval in self.intervals if interval.since <= day]
        last = past[-1]
        return replace(self, intervals=(*past[:-1], replace(last, until=OPEN_DAY) if last.until > day else last))


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a clock says on a day. `left` is negative by how much it is late, counted as the limit counts days: on the
    weekend after its last day a limit in working days is late by none."""

    state: str  # running, the reason of a pause, or '' once stopped
    used: int
    left: int
    last_day: date | None  # None while it stands still: nobody knows yet
    moved_from: date | None  # the holiday off which the last day was moved
    provisional: bool  # a year whose holidays are not yet published was counted
    paused: Mapping[str, int]  # calendar days stood still, by reason
    late: bool


def last_day(clock: Clock) -> LimitEnd | None:
    """The day up to whose end the thing may still be done; None while the clock stands still within its limit."""
    found = _end(clock)
    return found[1] if found else None


def reckon(clock: Clock, day: date) -> Reckoning:
    """What the clock says on `day`. Raises ValueError if it had not started."""
    clock = clock.as_of(day)
    asked = clock.stopped_on or day
    used, found = _used(clock, asked), _end(clock)
    raw, end = found or (None, None)
    paused: dict[str, int] = defaultdict(int)
    for interval in clock.intervals:
        if interval.state != RUNNING:
            paused[interval.state] += (min(interval.until, asked) - interval.since).days
    return Reckoning(
        state="" if clock.stopped_on else clock.intervals[-1].state,
        used=used,
        left=_between(clock.limit, asked, end.day) if end else max(0, _days(clock) - used),
        last_day=end.day if end else None,
        moved_from=raw if end and raw != end.day else None,
        provisional=bool(end and end.provisional),
        paused=dict(paused),
        late=bool(end and asked > end.day),
    )


def _running(clock: Clock) -> list[tuple[date, Interval]]:
    """The intervals in which it ran, each with the day after which its days count."""
    first = clock.began - _ONE_DAY if clock.limit.first_day_counts else clock.began
    running = [interval for interval in clock.intervals if interval.state == RUNNING]
    return [(first if interval.since == clock.began else interval.since, interval) for interval in running]


def _days(clock: Clock) -> int:
    """How many days the limit has; one in months has those of its months, pauses left out."""
    if clock.limit.unit is Unit.MONTHS:
        return (months_later(clock.began, clock.length) - clock.began).days
    return clock.length


def _between(limit: Limit, after: date, until: date) -> int:
    """How many days count after one day, up to and with another; negative if that comes first."""
    return working_days_between(after, until) if limit.unit is Unit.WORKING_DAYS else (until - after).days


def _forward(limit: Limit, after: date, days: int) -> LimitEnd:
    """The last of `days` that count after a day."""
    if days and limit.unit is Unit.WORKING_DAYS:
        return add_working_days(after, days)
    return LimitEnd(after + timedelta(days=days), provisional=False)


def _off_holidays(limit: Limit, end: LimitEnd) -> LimitEnd:
    if not limit.moves_off_holidays:
        return end
    found = next_working_day(end.day)
    return LimitEnd(found.day, end.provisional or found.provisional)


def _end(clock: Clock) -> tuple[date, LimitEnd] | None:
    """The last day before and after it is moved off holidays; None while the clock stands still within its limit.

    What is paused on its last day is in time: its last day is then the one on which it goes on."""
    days = _days(clock)
    for after, interval in _running(clock):
        raw = _forward(clock.limit, after, days)
        end = _off_holidays(clock.limit, raw)
        paused = interval is not clock.intervals[-1]
        if not paused or end.day < interval.until:
            return raw.day, end
        days -= min(days, _between(clock.limit, after, interval.until))
    return None


def _used(clock: Clock, day: date) -> int:
    return sum(_between(clock.limit, after, min(interval.until, day)) for after, interval in _running(clock))


def clock_of(limit: Limit, intervals: Iterable[tuple[str, date, date]], extended: int = 0) -> Clock:
    """A clock of intervals (state, since, until) in any order. Raises ValueError if there is none, or a gap between."""
    ordered: Sequence[Interval] = sorted((Interval(*each) for each in intervals), key=lambda each: each.since)
    if not ordered:
        raise ValueError("没有计时")
    for before, after in pairwise(ordered):
        if before.until != after.since:
            raise ValueError(f"计时在 {before.until} 至 {after.since} 之间有空缺或重叠")
    return Clock(limit, tuple(ordered), extended)
