"""Results of assessments and spot checks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lvheng.assessment.registers import FIRM_RESULTS, LAWYER_RESULTS, SPOT_CHECKS
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.reading import read
from lvheng.kernel.rows import Moment
from lvheng.register.tests.invented import do, firm, lawyer
from lvheng.register.tests.who_may import ON, Stage
from lvheng.work.registers import acts_by_verb
from lvheng.work.tests.declared import Declared

pytestmark = pytest.mark.django_db
YEAR = ON.year - 1


class TestLawyerResults(Declared):
    register = LAWYER_RESULTS
    allowed = ("city", "district", "association")
    changed = {"grade": "basic"}
    corrected = {"grade": "incompetent"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"lawyer": stage.lawyer, "year": YEAR, "grade": "competent", "document": None}


class TestFirmResults(Declared):
    register = FIRM_RESULTS
    allowed = ("city", "district")
    changed = {"grade": "failed"}
    corrected = {"grade": "postponed"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"firm": stage.firm, "year": YEAR, "grade": "passed", "document": None}


class TestSpotChecks(Declared):
    register = SPOT_CHECKS
    allowed = ("city", "district")
    changed = {"mended_on": date(2021, 3, 1)}
    corrected = {"stratum": "large"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return _checked(stage.firm, result="failed")


def _checked(place: Any, **more: Any) -> dict[str, Any]:
    given = {"firm": place, "year": YEAR, "stratum": "small", "checked_on": date(ON.year, 1, 6)}
    return {**given, "result": "passed", "mended_on": None, "inspectors": "甲、乙", **more}


def _refused(register: Any, said: str, **given: Any) -> None:
    with pytest.raises(ActRefused, match=said):
        do(acts_by_verb(register)["enter"], ON, **given)


def test_a_year_is_assessed_when_it_is_over(stage: Stage) -> None:
    _refused(FIRM_RESULTS, "尚未结束", firm=stage.firm, year=ON.year, grade="passed", document=None)


def test_who_came_later_is_not_assessed(stage: Stage) -> None:
    later = lawyer(stage.firm, date(ON.year, 1, 2))
    _refused(LAWYER_RESULTS, "不参加该年度考核", lawyer=later, year=YEAR, grade="competent", document=None)
    new = firm(on=date(ON.year, 1, 2))
    _refused(FIRM_RESULTS, "没有执业许可", firm=new, year=YEAR, grade="passed", document=None)


def test_two_inspect_and_only_what_failed_is_mended(stage: Stage) -> None:
    _refused(SPOT_CHECKS, "检查人应有 2 名以上", **_checked(stage.firm, inspectors="甲"))
    _refused(SPOT_CHECKS, "没有整改日期", **_checked(stage.firm, mended_on=ON))
    _refused(SPOT_CHECKS, "早于检查日期", **_checked(stage.firm, result="failed", mended_on=date(ON.year, 1, 2)))


def test_the_rate_is_of_the_firms_drawn_and_of_what_was_found_first(stage: Stage) -> None:
    figure = figure_of("assessment.spot_check_pass_rate")
    before = read(figure, Moment(ON))
    enter = acts_by_verb(SPOT_CHECKS)["enter"]
    do(enter, ON, **_checked(stage.firm))
    do(enter, ON, **_checked(firm(), result="failed", mended_on=ON))
    after = read(figure, Moment(ON))
    assert (after.rows, int(after.whole or 0)) == (before.rows + 1, int(before.whole or 0) + 2)
