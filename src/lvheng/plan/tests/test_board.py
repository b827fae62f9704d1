"""The plan on a day: its numbers are the figures' own, what is not there says so, and a district sees its own part."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.kernel.access.viewer import EVERYTHING, Scope
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.figures.reading import Narrowing, Reading, read
from lvheng.kernel.places.districts import DISTRICTS
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today
from lvheng.plan.board import Board, TargetLine, board, held, plans
from lvheng.plan.shapes import Status

pytestmark = pytest.mark.django_db
LIVE = {f"T3.{n}" for n in range(1, 7)} | {f"T4.{n}" for n in range(1, 6)} | {f"T5.{n}" for n in range(1, 7)}
LIVE |= {"T6.1", "T6.2", "T6.3", "T7.1", "T14.1"} | {f"T2.{n}" for n in range(1, 6)} | {"T8.1"}
MEASURES_LIVE = {
    "S1.1",
    "S1.2",
    "S1.3",
    "S1.4",
    "S2.1",
    "S3.1",
    "1.2",
    "2.2",
    "5.1",
    "5.2",
    "5.3",
    "5.4",
    "6.1",
    "6.2",
    "6.6",
    "6.7",
    "6.8",
    "7.1",
    "7.2",
    "7.4",
    "7.5",
    "7.6",
    "7.7",
    "8.2",
    "8.4",
    "8.5",
    "16.2",
    "21.1",
    "6.5",
    "7.3",
    "7.8",
    "8.1",
    "8.3",
    "3.2",
    "10.4",
    "10.5",
    "12.1",
    "12.2",
    "13.1",
    "14.1",
    "14.2",
    "14.3",
    "14.5",
    "14.8",
    "16.1",
    "17.1",
    "18.3",
    "19.3",
    "20.1",
    "20.2",
    "24.1",
    "25.1",
    "25.2",
    "25.3",
    "25.4",
    "27.2",
    "28.1",
}


def on(day: date, scope: Scope = EVERYTHING) -> Board:
    return board(held(plans()[0]), Moment(day), scope)


def line(told: Board, number: str) -> TargetLine:
    return next(line for line in told.lines if line.target.number == number)


def test_the_live_targets_are_those_whose_register_exists() -> None:
    told = on(date(2025, 12, 31))
    assert {line.target.number for line in told.lines if line.figure} == LIVE
    assert {m.item.number for m in told.measures if m.readings} == MEASURES_LIVE


def test_every_figure_of_the_plan_has_rows_behind_it_in_the_demonstration() -> None:
    """At the plan's end, or today: checks of licences are told of the last days only."""
    seen = [reading for day in (date(2025, 12, 31), today()) for reading in readings(on(day))]
    assert {each.figure.code for each in seen} == {each.figure.code for each in seen if each.rows}


def readings(told: Board) -> list[Reading]:
    targets = [line.reading for line in told.lines if line.reading]
    return targets + [each for measure in told.measures for each in measure.readings]


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2024, 6, 30), date(2025, 12, 31)])
def test_every_number_is_the_figures_own(day: date) -> None:
    for line in on(day).lines:
        if line.figure and line.reading:
            assert line.reading.value == read(line.figure, Moment(day)).value


def test_what_has_no_register_says_so_and_has_no_number() -> None:
    absent = next(m for m in on(date(2025, 12, 31)).measures if m.item.number == "1.1")
    assert absent.absent == "人才与评选登记簿尚未建立，建立后由其中的记录自动计算"
    assert not absent.readings


def test_every_target_and_measure_stands_on_the_board_once() -> None:
    told = on(date(2025, 12, 31))
    placed = [x for goal in told.goals for x in goal.lines]
    placed += [x for _, tasks in told.sections for block in tasks for x in block.lines]
    assert len(placed) + len(told.unplaced) == len(told.lines) == 28
    assert len(told.measures) == 120


def test_after_the_due_year_the_status_is_that_of_its_end() -> None:
    later, at_end = line(on(date(2026, 6, 30)), "T4.2"), line(on(date(2025, 12, 31)), "T4.2")
    assert later.judged_before == date(2025, 12, 31)
    assert later.status is at_end.status
    assert later.reading is not None
    assert later.reading.on == date(2026, 6, 30)


def test_before_the_plans_years_nothing_is_judged() -> None:
    assert on(date(2021, 5, 1)).count(*Status) == 0


def test_before_the_first_record_it_is_not_nought() -> None:
    early = line(on(date(1980, 1, 1)), "T4.2")
    assert early.reading is not None
    assert (early.reading.value, early.reading.shown) == (None, "尚未登记")


def test_a_district_sees_its_own_numbers_and_no_verdict() -> None:
    scope = Scope(districts=frozenset({"110105"}))
    told = line(on(date(2025, 12, 31), scope), "T3.5")
    assert told.reading is not None
    assert told.reading.rows == read(figure_of("register.lawyers"), Moment(told.on), Narrowing(district="110105")).rows
    assert (told.judged, told.aim) == (None, None)


def test_districts_add_up_to_the_city() -> None:
    day, firms = date(2025, 12, 31), figure_of("register.firms")
    scopes = [EVERYTHING, *(Scope(districts=frozenset({code})) for code in DISTRICTS)]
    city, *parts = [series_of({firms: [day]}, scope=scope)[firms.code][day].rows for scope in scopes]
    assert city == sum(parts) > 0
