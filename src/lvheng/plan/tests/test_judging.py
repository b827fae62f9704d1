"""Targets whose shape needs more than a series are judged from the sets of their figures, as of their due day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lvheng.kernel.access.viewer import EVERYTHING
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.reading import Spread, read, spread
from lvheng.kernel.rows import Moment
from lvheng.plan.board import Board, board, held, plans
from lvheng.plan.judging import duties_of, judge
from lvheng.plan.shapes import Promise

pytestmark = pytest.mark.django_db
AFTER = date(2026, 6, 30)


def seen(on: date) -> Board:
    return board(held(plans()[0]), Moment(on), EVERYTHING)


def test_every_target_with_a_figure_is_judged_once_its_day_has_come() -> None:
    lines = {line.target.number: line for line in seen(AFTER).lines}
    for number in ("T3.4", "T4.1", "T6.3", "T7.1", "T14.1"):
        judged = lines[number].judged
        assert judged is not None, number
        assert judged.status is not None, number
        assert judged.on <= date(2025, 12, 31), "what came after the plan changes nothing"


def test_before_the_plan_nothing_is_judged() -> None:
    for line in seen(date(2021, 12, 31)).lines:
        assert line.judged is None or line.judged.status is None


def test_a_sample_is_judged_by_its_interval_and_says_so() -> None:
    [line] = [line for line in seen(AFTER).lines if line.target.number == "T4.1"]
    assert line.judged is not None
    assert "95% 区间" in line.judged.reason


def test_the_spread_is_that_of_every_row() -> None:
    figure, moment = figure_of("service.hours_per_lawyer"), Moment(date(2025, 12, 31))
    everyone = spread(figure, moment, Decimal(50))
    assert everyone.rows >= everyone.short > 0
    assert everyone.lowest == 0
    assert Spread.of([], everyone.lowest).rows == 0


@pytest.mark.parametrize("day", [date(2023, 6, 30), date(2024, 3, 30), date(2024, 3, 31), date(2025, 12, 31)])
def test_a_duty_that_comes_round_is_judged_from_its_register(day: date) -> None:
    figure = figure_of("party.work_reports")
    reading = read(figure, Moment(day))
    duties = duties_of(reading)
    assert duties is not None
    assert duties.done + duties.late + duties.missing == reading.whole
    assert min(duties.done, duties.late, duties.missing) >= 0
    promise = Promise(op="grows_yearly", value=None, due=date(2025, 12, 31), first_year=2023)
    judged = judge("recurring_duty", promise, [], reading)
    assert judged is not None
    assert judged.met is (duties.late == duties.missing == 0)
    assert duties.said in judged.reason


def test_the_page_of_a_task_tells_how_its_duty_was_done() -> None:
    [measure] = [measure for measure in seen(date(2025, 12, 31)).measures if measure.item.number == "6.7"]
    assert measure.duty.startswith("按时 ")
