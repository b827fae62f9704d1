"""Eleven years of published holiday schedules, day by day: days off, make-up days, and every other weekday and weekend."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from lvheng.kernel.time.calendar import add_working_days, is_working_day

SCHEDULES: dict[int, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "holidays.yaml").read_text(encoding="utf-8")
)


def day_of(year: int, written: str) -> date:
    month, day = map(int, written.split("-"))
    return date(year, month, day)


def free_days(year: int) -> set[date]:
    found = set()
    for span in SCHEDULES[year]["free"]:
        first, last = (day_of(year, end) for end in span.split(".."))
        found |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return found


@pytest.mark.parametrize("year", SCHEDULES)
def test_every_day_of_a_published_year_is_as_the_notice_says(year: int) -> None:
    free, worked = free_days(year), {day_of(year, written) for written in SCHEDULES[year]["worked"]}
    assert all(day.weekday() >= 5 for day in worked), "only weekends are made up for"
    assert not free & worked
    day = date(year, 1, 1)
    wrong = []
    while day.year == year:
        expected = day in worked or (day.weekday() < 5 and day not in free)
        if bool(is_working_day(day)) is not expected:
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2015, 9, 1), 5, date(2015, 9, 9)),  # the parade's holiday, Sunday 6 September worked
        (date(2016, 9, 30), 5, date(2016, 10, 12)),  # both days of the weekend after are worked
        (date(2018, 2, 9), 5, date(2018, 2, 22)),  # Sunday the 11th is worked, the 22nd follows the festival
        (date(2020, 1, 23), 5, date(2020, 2, 7)),  # prolonged to 2 February in the epidemic
        (date(2021, 9, 17), 7, date(2021, 9, 28)),
        (date(2022, 4, 1), 20, date(2022, 4, 29)),
        (date(2023, 9, 28), 2, date(2023, 10, 8)),  # Saturday and Sunday are worked, the limit ends on a Sunday
        (date(2025, 9, 26), 10, date(2025, 10, 16)),
    ],
)
def test_limits_in_working_days_of_past_years(start: date, n: int, end: date) -> None:
    assert add_working_days(start, n).day == end
