"""A clock counts what it ran, and nothing of what it stood still: against an oracle that walks every day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.clocks.clock import RUNNING, Clock, clock_of, last_day, reckon
from lvheng.kernel.clocks.limits import Limit, Unit, limit_on
from lvheng.kernel.law import legal_bases
from lvheng.kernel.time.calendar import add_calendar_days, add_months, add_working_days, is_working_day
from lvheng.kernel.time.days import OPEN_DAY

DAY = timedelta(days=1)
STARTS = st.dates(date(2015, 1, 1), date(2025, 6, 30))
UNITS = st.sampled_from(Unit)
LENGTHS = st.integers(1, 40)
PAUSES = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 30)), max_size=3)


def limit(unit: Unit = Unit.WORKING_DAYS, length: int = 20, **more: object) -> Limit:
    plain = limit_on("licence.review", date(2024, 1, 2))
    assert plain
    return replace(plain, unit=unit, length=length, **more)  # type: ignore[arg-type]  # the fields of a limit by name


def clock(start: date, kind: Limit, pauses: list[tuple[int, int]], extended: int = 0) -> Clock:
    """Runs from `start`, and after so many days each time stands still for so many days."""
    spans, day = [], start
    for after, still in pauses:
        spans += [(RUNNING, day, day + after * DAY), ("supplement", day + after * DAY, day + (after + still) * DAY)]
        day += (after + still) * DAY
    return clock_of(kind, [span for span in [*spans, (RUNNING, day, OPEN_DAY)] if span[1] < span[2]], extended)


def walked(clock: Clock) -> date:
    """The last day, found by walking day by day: a day counts if the clock ran when it began."""
    kind, counted, day = clock.limit, 0, clock.began
    if kind.unit is Unit.MONTHS:
        year, month = divmod(clock.began.month - 1 + clock.length, 12)
        following = date(clock.began.year + year, month + 1, 1)
        there = min(clock.began.day, ((following + 31 * DAY).replace(day=1) - following).days)
        needed = (following + (there - 1) * DAY - clock.began).days
    else:
        needed = clock.length
    ran_at = {RUNNING: True}
    while True:
        state = next(i.state for i in clock.intervals if i.since <= day < i.until)
        full = counted >= needed
        works = not kind.moves_off_holidays or bool(is_working_day(day))
        if full and works and ran_at.get(state, False):
            return day
        day += DAY
        ran = any(i.state == RUNNING and i.since < day <= i.until for i in clock.intervals)
        counted += ran and (kind.unit is not Unit.WORKING_DAYS or bool(is_working_day(day)))


@given(STARTS, UNITS, LENGTHS, PAUSES)
def test_the_last_day_is_the_one_that_walking_finds(
    start: date, unit: Unit, length: int, pauses: list[tuple[int, int]]
) -> None:
    made = clock(start, limit(unit, length if unit is not Unit.MONTHS else length % 12 + 1), pauses)
    end = last_day(made)
    assert end is not None
    assert end.day == walked(made)


@given(STARTS, LENGTHS)
def test_without_a_pause_it_is_the_plain_limit(start: date, length: int) -> None:
    for unit, plain in (
        (Unit.WORKING_DAYS, add_working_days),
        (Unit.CALENDAR_DAYS, add_calendar_days),
        (Unit.MONTHS, add_months),
    ):
        assert last_day(clock(start, limit(unit, length), [])) == plain(start, length)


@given(STARTS, UNITS, st.integers(1, 12), PAUSES, st.integers(0, 90))
def test_used_and_left_agree_with_the_last_day(
    start: date, unit: Unit, length: int, pauses: list[tuple[int, int]], after: int
) -> None:
    made = clock(start, limit(unit, length), pauses)
    day = start + after * DAY
    found = reckon(made, day)
    as_then = last_day(made.as_of(day))
    assert found.last_day == (as_then.day if as_then else None)
    assert found.late == bool(as_then and day > as_then.day)
    if found.last_day is None:
        assert found.state == "supplement"
        assert found.left >= 0
    if unit is Unit.WORKING_DAYS and not found.late:
        assert found.used + found.left == length, "no day is lost and none is won"


@given(STARTS, UNITS, st.integers(1, 12), st.integers(0, 15), st.integers(1, 30))
def test_a_pause_never_takes_time_away(start: date, unit: Unit, length: int, after: int, still: int) -> None:
    plain, paused = (clock(start, limit(unit, length), pauses) for pauses in ([], [(after, still)]))
    ends = [last_day(made) for made in (plain, paused)]
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0].day <= ends[1].day


@given(STARTS, LENGTHS, st.integers(1, 10))
def test_an_extension_adds_its_units(start: date, length: int, more: int) -> None:
    assert last_day(clock(start, limit(length=length), [], more)) == add_working_days(start, length + more)


def test_a_review_with_a_supplement_over_the_national_holiday() -> None:
    # From Monday 2024-09-23: 24, 25, 26, 27, Sunday 29, 30 September count. Still from the 30th to Wednesday 16 October.
    made = clock(date(2024, 9, 23), limit(), [(7, 16)])
    found = reckon(made, date(2024, 10, 18))
    assert (found.used, found.left, found.last_day) == (8, 12, date(2024, 11, 5))
    assert found.paused == {"supplement": 16}


def test_while_it_stands_still_nobody_knows_the_last_day() -> None:
    found = reckon(clock(date(2024, 9, 23), limit(), [(7, 16)]), date(2024, 10, 10))
    assert (found.state, found.used, found.left, found.last_day) == ("supplement", 6, 14, None)


def test_paused_on_its_last_day_it_is_in_time_and_ends_when_it_goes_on() -> None:
    kind = limit(length=5)  # from Monday 2024-03-04 to Monday the 11th
    assert last_day(clock(date(2024, 3, 4), kind, [(7, 3)])) == (date(2024, 3, 14), False)
    late = last_day(clock(date(2024, 3, 4), kind, [(8, 3)]))
    assert late is not None
    assert late.day == date(2024, 3, 11), "who pauses a day late is late"


def test_a_limit_in_days_moves_off_a_holiday_and_says_from_where() -> None:
    made = clock(date(2024, 9, 21), limit(Unit.CALENDAR_DAYS, 10), [])
    found = reckon(made, date(2024, 9, 30))
    assert (found.last_day, found.moved_from, found.left) == (date(2024, 10, 8), date(2024, 10, 1), 8)
    stays = reckon(
        clock(date(2024, 9, 21), limit(Unit.CALENDAR_DAYS, 10, moves_off_holidays=False), []), date(2024, 9, 30)
    )
    assert (stays.last_day, stays.moved_from) == (date(2024, 10, 1), None)


@pytest.mark.parametrize(
    ("unit", "length", "end"),
    [
        (Unit.WORKING_DAYS, 5, date(2024, 3, 8)),  # Monday to Friday
        (Unit.CALENDAR_DAYS, 3, date(2024, 3, 6)),
        (Unit.MONTHS, 1, date(2024, 4, 3)),  # 4 March to 3 April
    ],
)
def test_where_the_first_day_counts_the_limit_ends_a_day_earlier(unit: Unit, length: int, end: date) -> None:
    found = last_day(clock(date(2024, 3, 4), limit(unit, length, first_day_counts=True), []))
    assert found is not None
    assert found.day == end


def test_what_is_done_is_in_time_or_late_by_the_day_on_which_it_was_done() -> None:
    kind = limit(length=5)  # from 2024-03-04 to 2024-03-11
    for done, late in ((date(2024, 3, 11), False), (date(2024, 3, 13), True)):
        found = reckon(clock_of(kind, [(RUNNING, date(2024, 3, 4), done)]), date(2024, 6, 1))
        assert (found.state, found.late) == ("", late)


def test_a_year_not_yet_published_is_told() -> None:
    from lvheng.kernel.time.calendar import LAST_PUBLISHED_YEAR

    assert reckon(clock(date(LAST_PUBLISHED_YEAR, 12, 20), limit(), []), date(LAST_PUBLISHED_YEAR, 12, 21)).provisional


def test_intervals_with_a_gap_are_no_clock() -> None:
    with pytest.raises(ValueError, match="空缺或重叠"):
        clock_of(limit(), [(RUNNING, date(2024, 1, 2), date(2024, 1, 5)), (RUNNING, date(2024, 1, 8), OPEN_DAY)])
    with pytest.raises(ValueError, match="没有计时"):
        clock_of(limit(), [])
    with pytest.raises(ValueError, match="还没有开始计时"):
        reckon(clock(date(2024, 1, 2), limit(), []), date(2024, 1, 1))


def test_the_law_of_the_tests_is_in_the_table() -> None:
    assert legal_bases(["XK-45"])[0].cited == "《行政许可法》第四十五条"
