"""Working days in China, with make-up days, and the ends of limits counted in days and months.

Holidays and make-up days are the State Council's yearly notices (国务院办公厅节假日安排通知), through
chinesecalendar. Years it does not hold are provisional: weekends only, and every answer that leans on one says so.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import chinese_calendar

FIRST_PUBLISHED_YEAR: int = min(chinese_calendar.holidays).year
LAST_PUBLISHED_YEAR: int = max(chinese_calendar.holidays).year
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """Whether a day is a working day, and whether that is provisional. True exactly if it is a working day."""

    working: bool
    provisional: bool

    def __bool__(self) -> bool:
        return self.working


class LimitEnd(NamedTuple):
    """The last day of a limit; provisional if a year not yet published was counted on the way."""

    day: date
    provisional: bool


@lru_cache(maxsize=20_000)
def is_working_day(day: date) -> WorkingDay:
    """Whether offices work on `day`: make-up Saturdays and Sundays do, public holidays and other weekends do not."""
    if FIRST_PUBLISHED_YEAR <= day.year <= LAST_PUBLISHED_YEAR:
        return WorkingDay(bool(chinese_calendar.is_workday(day)), provisional=False)
    return WorkingDay(day.weekday() < 5, provisional=True)


def add_working_days(start: date, n: int) -> LimitEnd:
    """The last day of a limit of `n` ≥ 1 working days that begins with an event on `start`.

    行政许可法第八十二条: limits of permits count working days and leave public holidays out. 民法典第二百零一条: the
    day of the event is not counted. Refuses n < 1.
    """
    _positive(n)
    day, provisional = start, False
    while n:
        day += _ONE_DAY
        found = is_working_day(day)
        provisional |= found.provisional
        n -= found.working
    return LimitEnd(day, provisional)


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and with `end`; negative if `end` comes first.

    So `working_days_between(start, add_working_days(start, n).day)` is n, and what is left of a limit on a day is
    `working_days_between(day, last_day)`.
    """
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=i)).working for i in range(1, (end - start).days + 1))


def add_calendar_days(start: date, n: int) -> LimitEnd:
    """The last day of a limit of `n` ≥ 1 calendar days (自然日) that begins with an event on `start`.

    民法典第二百零一条: the day of the event is not counted. 第二百零三条: if the last day is a holiday, the limit
    ends with the next working day. Refuses n < 1.
    """
    _positive(n)
    return next_working_day(start + timedelta(days=n))


def add_months(start: date, n: int) -> LimitEnd:
    """The last day of a limit of `n` ≥ 1 months (a year is twelve) that begins with an event on `start`.

    民法典第二百零二条: it ends on the same day of the last month, or on that month's end where it has no such day.
    第二百零三条: if that is a holiday, with the next working day. Refuses n < 1.
    """
    _positive(n)
    return next_working_day(months_later(start, n))


def months_later(start: date, n: int) -> date:
    """The same day `n` months later, or that month's end where it has no such day (民法典第二百零二条)."""
    years, month = divmod(start.month - 1 + n, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def next_working_day(day: date) -> LimitEnd:
    """`day` itself, or the first working day after the holiday or weekend that it lies in (民法典第二百零三条)."""
    provisional = is_working_day(day).provisional
    while not is_working_day(day):
        day += _ONE_DAY
        provisional |= is_working_day(day).provisional
    return LimitEnd(day, provisional)


def _positive(n: int) -> None:
    if n < 1:
        raise ValueError(f"期限须至少为 1，现为 {n}")
