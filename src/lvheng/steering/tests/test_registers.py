"""Problems, policies and reports upward."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.reading import read
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.plan.adoption import BEIJING_CODE
from lvheng.register.tests.invented import do
from lvheng.register.tests.who_may import ON, Stage
from lvheng.steering.models import PlanReview
from lvheng.steering.registers import POLICIES, PROBLEMS, UPWARD
from lvheng.steering.waiting import problems_waiting
from lvheng.work.registers import acts_by_verb
from lvheng.work.tests.declared import LATER, Declared

pytestmark = pytest.mark.django_db
CHAOYANG_BUREAU = organisation_key("district_bureau:110105")
MEASURE = f"S2.1@{BEIJING_CODE}"


class TestProblems(Declared):
    register = PROBLEMS
    allowed = ("city", "district", "association")
    changed = {"due": date(2025, 9, 30)}
    corrected = {"detail": "另有说明"}
    ended = {"resolution": "已经解决"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {
            "name": "某某问题",
            "item": f"T6.1@{BEIJING_CODE}",
            "owner": CHAOYANG_BUREAU,
            "due": date(2025, 6, 30),
            "detail": None,
        }


class TestPolicies(Declared):
    register = POLICIES
    allowed = ("city", "association")
    changed = {"stage": "in_force", "document": "京司发〔2025〕1号"}
    corrected = {"departments": "市财政局"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"name": "某某办法", "item": MEASURE, "stage": "proposed", "departments": None, "document": None}


class TestUpwardReports(Declared):
    register = UPWARD
    allowed = ("city",)
    on, later = date(2025, 1, 6), date(2025, 2, 3)
    changed = {"answer": "已阅", "answered_on": date(2025, 1, 20)}
    corrected = {"addressee": "市政府"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        review = PlanReview.rows.current()[0].subject
        told = dict.fromkeys(("answer", "answered_on", "follow_up"))
        return {"name": "关于某事的报告", "review": review, "addressee": "市委", **told}


def test_a_problem_is_solved_only_with_its_resolution_and_then_counted() -> None:
    enter, end = (acts_by_verb(PROBLEMS)[verb] for verb in ("enter", "end"))
    figure = figure_of("plan.problems_solved")
    before = read(figure, Moment(LATER))
    asked: dict[str, Any] = {"item": f"T6.1@{BEIJING_CODE}", "owner": CHAOYANG_BUREAU, "due": LATER, "detail": None}
    key = do(enter, ON, name="某某问题", **asked).subject
    with pytest.raises(ActRefused, match="办结须写明解决情况"):
        do(end, LATER, subject=key, resolution=None)
    do(end, LATER, subject=key, resolution="已经解决")
    after = read(figure, Moment(LATER))
    assert (after.rows, after.whole) == (before.rows + 1, (before.whole or 0) + 1)
    assert read(figure, Moment(ON)).rows == 0


def test_a_policy_does_not_go_back() -> None:
    enter, change = (acts_by_verb(POLICIES)[verb] for verb in ("enter", "change"))
    given: dict[str, Any] = {"item": MEASURE, "departments": None, "document": None}
    key = do(enter, ON, name="某某办法", stage="in_force", **given).subject
    asked: dict[str, Any] = {"subject": key, "name": None} | dict.fromkeys(given)
    with pytest.raises(ActRefused, match="已到“已出台”，不能退回前一阶段"):
        do(change, LATER, stage="proposed", **asked)
    assert do(change, LATER, stage="carried_out", **asked).subject == key


def test_an_answer_has_its_day() -> None:
    enter = acts_by_verb(UPWARD)["enter"]
    given = {"name": "报告", "review": PlanReview.rows.current()[0].subject, "addressee": "市委"}
    with pytest.raises(ActRefused, match="应一并填写"):
        do(enter, date(2025, 1, 6), answer="已阅", answered_on=None, follow_up=None, **given)
    with pytest.raises(ActRefused, match="没有批示、答复"):
        do(enter, date(2025, 1, 6), answer=None, answered_on=None, follow_up="已落实", **given)


def test_a_problem_waits_for_those_who_solve_it_and_for_no_administrator(viewer_as: Callable[[str], Viewer]) -> None:
    city, security = viewer_as("demo-city"), viewer_as("demo-security")
    [office] = set(city.offices) & set(security.offices)
    given: dict[str, Any] = {"item": MEASURE, "owner": office, "due": date(2025, 6, 30), "detail": None}
    do(acts_by_verb(PROBLEMS)["enter"], date(2025, 1, 6), name="某某问题", **given)
    assert "某某问题" in [item.title for item in problems_waiting(city)]
    assert not problems_waiting(security)
