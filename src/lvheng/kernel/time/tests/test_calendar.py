"""Limits end on the day the law says, and say when they lean on a calendar not yet published."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.time.calendar import (
    FIRST_PUBLISHED_YEAR,
    LAST_PUBLISHED_YEAR,
    LimitEnd,
    add_calendar_days,
    add_months,
    add_working_days,
    is_working_day,
    working_days_between,
)

DAYS = st.dates(date(2000, 1, 1), date(LAST_PUBLISHED_YEAR + 3, 12, 31))


def test_the_published_years_reach_from_2004() -> None:
    assert FIRST_PUBLISHED_YEAR == 2004
    assert LAST_PUBLISHED_YEAR >= 2026


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2024, 2, 4), True),  # a Sunday worked for the Spring Festival
        (date(2024, 2, 9), True),  # the eve was no holiday in 2024
        (date(2024, 2, 12), False),  # Monday, Spring Festival
        (date(2024, 10, 7), False),
        (date(2024, 10, 12), True),  # a Saturday worked for National Day
        (date(2024, 10, 13), False),
    ],
)
def test_holidays_and_make_up_days_are_known(day: date, working: bool) -> None:
    found = is_working_day(day)
    assert bool(found) is working
    assert not found.provisional


def test_unpublished_years_know_weekends_only_and_say_so() -> None:
    new_year = date(LAST_PUBLISHED_YEAR + 5, 1, 1)
    assert is_working_day(new_year).provisional
    assert bool(is_working_day(new_year)) is (new_year.weekday() < 5)


def test_the_day_of_the_event_is_not_counted() -> None:
    assert add_working_days(date(2024, 3, 4), 5) == LimitEnd(date(2024, 3, 11), provisional=False)


def test_a_limit_runs_around_the_holiday_and_through_make_up_days() -> None:
    # From Monday 2024-09-23: 24, 25, 26, 27, Sunday 29 (made up), 30, then 8, 9, 10, 11 October.
    assert add_working_days(date(2024, 9, 23), 10) == LimitEnd(date(2024, 10, 11), provisional=False)


def test_a_limit_that_reaches_an_unpublished_year_is_provisional() -> None:
    last = date(LAST_PUBLISHED_YEAR, 12, 28)
    assert not add_working_days(last, 1).provisional
    assert add_working_days(last, 10).provisional


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2024, 3, 4), 15, date(2024, 3, 19)),
        (date(2024, 3, 1), 15, date(2024, 3, 18)),  # the 16th is a Saturday
        (date(2024, 9, 21), 10, date(2024, 10, 8)),  # 1 October: the whole holiday is passed over
        (date(2024, 9, 27), 2, date(2024, 9, 29)),  # a Sunday that is worked ends a limit
    ],
)
def test_calendar_days_end_after_the_holiday(start: date, n: int, end: date) -> None:
    assert add_calendar_days(start, n).day == end


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2024, 1, 15), 6, date(2024, 7, 15)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),  # no 31st: the end of the month
        (date(2023, 11, 13), 3, date(2024, 2, 18)),  # 13 February lies in the Spring Festival
        (date(2023, 12, 4), 12, date(2024, 12, 4)),
        (date(2023, 12, 29), 36, date(2026, 12, 29)),
    ],
)
def test_months_end_on_the_same_day_or_the_end_of_the_month(start: date, n: int, end: date) -> None:
    assert add_months(start, n).day == end


@given(DAYS, st.integers(1, 60))
def test_counting_back_gives_the_limit(start: date, n: int) -> None:
    end = add_working_days(start, n).day
    assert is_working_day(end)
    assert working_days_between(start, end) == n
    assert working_days_between(end, start) == -n


@given(DAYS, st.integers(1, 400))
def test_a_limit_never_ends_early_nor_on_a_holiday(start: date, n: int) -> None:
    end = add_calendar_days(start, n).day
    assert is_working_day(end)
    assert end >= start + timedelta(days=n)


@pytest.mark.parametrize("add", [add_working_days, add_calendar_days, add_months])
@pytest.mark.parametrize("n", [0, -3])
def test_a_limit_of_nothing_is_refused(add: object, n: int) -> None:
    assert callable(add)
    with pytest.raises(ValueError, match="期限"):
        add(date(2024, 3, 4), n)
