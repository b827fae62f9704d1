"""All figures: on one day, and on the ends of 36 months, with nothing kept of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection

from lvheng.benchmarks.measured import Measured, goal_at, percentiles, seconds
from lvheng.benchmarks.pages import forget_readings
from lvheng.kernel.figures.figure import all_figures
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.figures.reading import read_all
from lvheng.kernel.figures.snapshot import one_snapshot
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import month_ends, today

COUNT, BEFORE, MONTHS = 10, 1, 36
GOALS, GOAL_SERIES = {"beijing": 1_000, "national": 8_000}, 15  # milliseconds, seconds
LARGE_FIRMS = """
  select count(*) from (
    select e.organisation from register_engagement e
    join register_practising_licence l on l.person = e.lawyer and l.state = 'practising'
      and l.valid_from <= %(day)s and l.valid_to > %(day)s and l.known_to = '9999-01-01Z'
    where e.valid_from <= %(day)s and e.valid_to > %(day)s and e.known_to = '9999-01-01Z'
    group by 1 having count(*) >= 100) firms
"""
"""The figure most looked at, as somebody would write it for itself; the floor supposes that each costs as much."""


def measure(size: str) -> list[Measured]:
    """Every figure that is read from rows, on today and on the last month-ends."""
    last, goal = today(), goal_at(size, GOALS)
    if size == "national":  # its months take minutes; and nothing that is kept there is thrown away
        return [one_day(last, 3, BEFORE, goal)]
    days = month_ends(date(last.year - 4, 1, 1), last)[-MONTHS:]
    return [one_day(last, COUNT, BEFORE, goal), series(days)]


def one_day(on: date, times: int, before: int, goal: float) -> Measured:
    """All figures of one day, each read from its rows."""
    taken = [seconds(read_now, on) for _ in range(before + times)]
    floor = [seconds(by_hand, on) * len(all_figures()) for _ in range(before + times)]
    return percentiles("figures", f"全部 {len(all_figures())} 个指标，一天", taken[before:], floor[before:], goal)


def read_now(on: date) -> list[int]:
    """How many rows each figure has on the day."""
    with one_snapshot():
        return [reading.rows for reading in read_all(all_figures(), Moment(on))]


def series(days: Sequence[date]) -> Measured:
    """All figures on many days, as a page asks for them that finds nothing kept."""
    forget_readings()
    taken = seconds(series_of, dict.fromkeys(all_figures(), days))
    floor = sum(seconds(by_hand, day) for day in days) * len(all_figures())
    return Measured(
        name="months",
        title=f"全部指标，{len(days)} 个月末",
        value=taken,
        unit="秒",
        floor=floor,
        goal=GOAL_SERIES,
    )


def by_hand(on: date) -> int:
    """How many firms have 100 practising lawyers."""
    with connection.cursor() as cursor:
        cursor.execute(LARGE_FIRMS, {"day": on})
        return int(cursor.fetchone()[0])
