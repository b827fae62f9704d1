"""Hours of public service, day by day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.reading import read
from lvheng.kernel.rows import Moment
from lvheng.register.tests.invented import do
from lvheng.register.tests.who_may import ON, Stage
from lvheng.service.registers import HOURS
from lvheng.work.registers import acts_by_verb
from lvheng.work.tests.declared import Declared

pytestmark = pytest.mark.django_db


class TestHours(Declared):
    register = HOURS
    allowed = ("city", "district", "association", "head")
    corrected = {"hours": Decimal("2.00")}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return _served(stage, "3.50")


def _served(stage: Stage, hours: str) -> dict[str, Any]:
    told = {"kind": "advice", "confirmed_by": "organiser", "place": None}
    return {"lawyer": stage.lawyer, "hours": Decimal(hours), **told}


def _serve(stage: Stage, hours: str, on: date = ON) -> None:
    do(acts_by_verb(HOURS)["enter"], on, **_served(stage, hours))


def test_a_day_holds_sixteen_hours_and_no_more(stage: Stage) -> None:
    _serve(stage, "10")
    _serve(stage, "6")
    with pytest.raises(ActRefused, match="超过 16 小时"):
        _serve(stage, "0.5")
    with pytest.raises(ActRefused, match="应大于 0"):
        _serve(stage, "0", date(2020, 2, 3))


def test_the_hours_of_a_year_are_those_of_everybody_who_practises(stage: Stage) -> None:
    figure = figure_of("service.hours_per_lawyer")
    before = read(figure, Moment(ON))
    _serve(stage, "4")
    _serve(stage, "4", date(ON.year - 1, 12, 31))
    after = read(figure, Moment(ON))
    assert after.rows == before.rows == read(figure_of("register.lawyers_per_10k_in_firms"), Moment(ON)).rows
    assert (after.value or 0) - (before.value or 0) == 4
