"""The public is told of lists today, of mere totals at the last month's end, and of none that might tell of one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lvheng.kernel.figures.figure import Face, all_figures, figure_of
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.figures.reading import LEAST, Reading
from lvheng.kernel.time.days import today
from lvheng.register.public_figures import for_public, public_day, public_readings, year_ends

LISTED, TOTAL = figure_of("register.lawyers"), figure_of("register.firms_with_managers")


def reading(rows: int, face: Face) -> Reading:
    return Reading(replace(TOTAL, face=face), date(2026, 3, 31), Decimal(rows), rows, Decimal(rows), whole=Decimal(9))


@pytest.mark.parametrize(("rows", "withheld"), [(0, False), (1, True), (LEAST - 1, True), (LEAST, False)])
def test_a_small_total_is_withheld(rows: int, withheld: bool) -> None:
    told = for_public(reading(rows, Face.TOTAL))
    assert told.withheld is withheld
    assert (told.value is None, told.whole is None) == (withheld, withheld)
    assert told.shown == ("过少，不公布" if withheld else str(rows))


def test_what_can_be_opened_row_by_row_is_told_however_small() -> None:
    assert for_public(reading(1, Face.ROWS)).shown == "1"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2026, 4, 1), date(2026, 3, 31)),
        (date(2026, 1, 5), date(2025, 12, 31)),
    ],
)
def test_a_total_is_that_of_the_last_months_end(day: date, told: date) -> None:
    assert public_day(TOTAL, day) == told
    assert public_day(LISTED, day) == day


def test_a_figure_has_no_public_face_unless_it_says_so() -> None:
    plain = replace(TOTAL)
    assert type(plain).__dataclass_fields__["face"].default is Face.NONE
    assert {figure.code for figure in all_figures() if figure.face is Face.ROWS} >= {"register.lawyers"}


@pytest.mark.django_db
def test_the_year_ends_lie_before_the_public_day_each_once() -> None:
    for figure in (LISTED, TOTAL):
        days = [each.on for each in year_ends(figure, today())]
        assert days == sorted(set(days))
        assert days[-1] == public_day(figure, today())
        assert [each.on for each in public_readings([figure], today())] == [days[-1]]
    assert [each.on for each in year_ends(TOTAL, date(2026, 1, 5))][-2:] == [date(2024, 12, 31), date(2025, 12, 31)]


@pytest.mark.django_db
def test_each_figure_is_told_once_of_its_public_day_whatever_is_kept() -> None:
    """Inside, a total was just read of today too: side by side with the last month's end it might tell of one person."""
    both = [LISTED, TOTAL]
    series_of({figure: [public_day(TOTAL, today()), today()] for figure in both})
    told = public_readings(both, today())
    assert [(each.figure, each.on) for each in told] == [(figure, public_day(figure, today())) for figure in both]
