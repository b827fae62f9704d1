"""The algebra of two-time rows: nothing overlaps, nothing is lost, what lies outside a span is untouched.

A thread is thought of as what it says on each day; every operation is checked against that alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from lvheng.kernel.acts.spans import (
    Change,
    change,
    change_for_good,
    correct,
    end,
    end_all,
    free_until,
    move_bounds,
    row_on,
)
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import Seat
from lvheng.kernel.time.days import OPEN_DAY

FIRST = date(2020, 1, 1)
LENGTH = 24
DAYS = [FIRST + timedelta(days=n) for n in range(LENGTH)] + [OPEN_DAY - timedelta(days=1)]
Told = list[str | None]


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def seat(first: date, after: date, district: str) -> Seat:
    return Seat(district=district, area="", address="", valid_from=first, valid_to=after)


@st.composite
def threads(draw: st.DrawFn, least: int = 0) -> list[Seat]:
    """Rows of one thread: without overlap, touching or with gaps, the last one open or not."""
    cuts = draw(st.lists(st.integers(0, LENGTH - 1), min_size=3 * least, max_size=8, unique=True).map(sorted))
    kept = draw(st.integers(0, 2 ** len(cuts) - 1))
    pairs = [pair for n, pair in enumerate(pairwise(cuts)) if kept >> n & 1]
    assume(len(pairs) >= least)
    rows = [seat(day(a), day(b), f"{n:06}") for n, (a, b) in enumerate(pairs)]
    without_end = draw(st.booleans())
    if rows and without_end:
        rows[-1].valid_to = OPEN_DAY
    return rows


numbers = st.integers(0, LENGTH - 2)


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date]:
    first = draw(numbers)
    after = draw(st.integers(first + 1, LENGTH))
    return day(first), OPEN_DAY if after == LENGTH else day(after)


def told(rows: Sequence[Row]) -> Told:
    """What the rows say of each day; fails if they say two things of one day."""
    found: Told = []
    for each in DAYS:
        saying = [row for row in rows if row.valid_from <= each < row.valid_to]
        assert len(saying) <= 1, f"{len(saying)} rows of one thread on {each}"
        found.append(getattr(saying[0], "district") if saying else None)  # noqa: B009 - rows of any table
    return found


def after(rows: Sequence[Seat], done: Change[Seat]) -> list[Seat]:
    """The thread once the change is written: every closed row was there and is closed once."""
    opened, closed = done
    assert len({id(row) for row in closed}) == len(closed)
    assert all(any(row is one for one in rows) for row in closed)
    assert all(row.valid_from < row.valid_to for row in opened), "an opened row holds on a day at least"
    return [row for row in rows if not any(row is one for one in closed)] + opened


def expected(before: Told, first: date, until: date, word: str | None) -> Told:
    return [word if first <= each < until else was for each, was in zip(DAYS, before, strict=True)]


@given(threads(least=1), numbers)
def test_a_change_holds_from_the_day_to_where_the_old_row_ended(rows: list[Seat], number: int) -> None:
    on = day(number)
    row = row_on(rows, on)
    assume(row is not None)
    assert row is not None
    assert told(after(rows, change(row, on, district="new"))) == expected(told(rows), on, row.valid_to, "new")


@given(threads(least=1), numbers)
def test_an_end_leaves_nothing_of_the_row_from_the_day_on(rows: list[Seat], number: int) -> None:
    on = day(number)
    for row in rows:
        if row.valid_to > on:
            first = max(on, row.valid_from)
            assert told(after(rows, end(row, on))) == expected(told(rows), first, row.valid_to, None)


@given(threads(), numbers)
def test_an_end_of_all_leaves_nothing_of_the_thread_from_the_day_on(rows: list[Seat], number: int) -> None:
    assert told(after(rows, end_all(rows, day(number)))) == expected(told(rows), day(number), OPEN_DAY, None)


@given(threads(least=1), numbers)
def test_a_change_for_good_holds_for_ever(rows: list[Seat], number: int) -> None:
    on = day(number)
    assume(row_on(rows, on) is not None)
    done = change_for_good(rows, on, district="new")
    assert told(after(rows, done)) == expected(told(rows), on, OPEN_DAY, "new")


@given(threads(), spans())
def test_a_correction_holds_on_its_span_and_nowhere_else(rows: list[Seat], span: tuple[date, date]) -> None:
    done = correct(rows, seat(*span, "new"))
    assert told(after(rows, done)) == expected(told(rows), *span, "new")


@given(threads(least=1), spans(), st.data())
def test_moved_bounds_hold_on_the_new_span_and_neighbours_fill_what_it_left(
    rows: list[Seat], span: tuple[date, date], data: st.DataObject
) -> None:
    """On the new span the row; what it leaves of its own goes to a neighbour that touched it; elsewhere all stays."""
    row = data.draw(st.sampled_from(rows))
    new = row.again(valid_from=span[0], valid_to=span[1])
    before, now = told(rows), told(after(rows, move_bounds(rows, row, new)))
    left = next((one for one in rows if one.valid_to == row.valid_from), None)
    right = next((one for one in rows if one.valid_from == row.valid_to), None)
    for each, was, became in zip(DAYS, before, now, strict=True):
        if span[0] <= each < span[1]:
            assert became == row.district
        elif not row.valid_from <= each < row.valid_to:
            assert became == was, "others keep what they said"
        else:
            assert became in (None, *_names(left, right))


def _names(*rows: Seat | None) -> list[str]:
    return [row.district for row in rows if row is not None]


@given(threads(), numbers)
def test_what_is_free_is_free(rows: list[Seat], number: int) -> None:
    on = day(number)
    until = free_until(rows, on)
    assert not [row for row in rows if on < row.valid_from < until]
    assert until == OPEN_DAY or any(row.valid_from == until for row in rows)


@given(threads(), numbers)
def test_what_is_opened_carries_no_trace_of_the_row_it_replaces(rows: list[Seat], number: int) -> None:
    """Neither key nor instant nor act: those are the new act's."""
    for row in rows:
        row.pk, row.known_from, row.opened_by = 7, None, 3  # type: ignore[assignment]  # what no act would write
    opened, _ = end_all(rows, day(number))
    assert all(row.pk is None and row.opened_by is None for row in opened)
