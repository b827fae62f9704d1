"""律师法第十九条、律师事务所管理办法第三十三条: partnerships in practice have branches, not for two years after one was
revoked; a firm of another province is asked by its own authority."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.figures.listing import Question, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation
from lvheng.register.acts.firm_states import RevokeFirm, SuspendFirm
from lvheng.register.acts.units import EnterOutsideFirm, NewUnit
from lvheng.register.rules_firms import may_have_branch
from lvheng.register.tests.invented import CITY, HAIDIAN, do, firm, lawyer
from lvheng.register.tests.plain import SINCE, place
from lvheng.register.tests.who_may import ON, Stage, WhoMay
from lvheng.register.worklists import BELOW_MINIMUM

SHANGHAI = "310000"


class TestWhoMayEnterAnOutsideFirm(WhoMay):
    act = EnterOutsideFirm
    allowed = ("city",)
    twice = "已在册"

    def sample(self, stage: Stage) -> NewUnit:
        return NewUnit(name="上海测试律师事务所", district=SHANGHAI)


def parent(form: str = "partnership", state: str = "practising", kind: str = "firm") -> object:
    found = place(kind, state)
    found.licences[0].form = form
    return found


@pytest.mark.parametrize(
    ("form", "state", "kind", "may"),
    [
        ("partnership", "practising", "firm", True),
        ("special_partnership", "practising", "firm", True),
        ("sole", "practising", "firm", False),
        ("state", "practising", "firm", False),
        ("partnership", "suspended", "firm", False),
        ("partnership", "dissolving", "firm", False),
        ("sole", "suspended", "outside_firm", True),
    ],
)
def test_which_firms_have_branches(form: str, state: str, kind: str, may: bool) -> None:
    assert (may_have_branch(parent(form, state, kind), [], SINCE) == []) is may  # type: ignore[arg-type]  # the few fields that the rule reads


def test_a_revoked_branch_bars_another_for_two_years(stage: Stage) -> None:
    do(RevokeFirm, ON, firm=firm(parent=stage.firm))
    with pytest.raises(ActRefused, match=r"2020-05-06 被吊销许可，2022-05-06 前不得设立分所.*第三十三条"):
        firm(parent=stage.firm, on=date(2022, 5, 5))
    firm(parent=stage.firm, on=date(2022, 5, 6))


def test_a_suspended_parent_founds_none(stage: Stage) -> None:
    do(SuspendFirm, ON, firm=stage.firm, until=date(2020, 8, 6))
    with pytest.raises(ActRefused, match="停业整顿状态，不得设立分所"):
        firm(parent=stage.firm, on=date(2020, 6, 1))


def test_a_branch_of_an_outside_firm_stands_here_under_its_head_office(stage: Stage) -> None:
    home = do(EnterOutsideFirm, date(2010, 3, 1), name="上海测试律师事务所", district=SHANGHAI).subject
    branch = firm("上海测试（北京）律师事务所", HAIDIAN, parent=home)
    assert Organisation.rows.current().get(subject=branch).parent == home
    lawyer(branch)
    with pytest.raises(ActRefused, match="用“登记律师事务所、分所”"):
        do(EnterOutsideFirm, ON, name="北京测试外律师事务所", district=HAIDIAN)


def test_branches_elsewhere_are_entered_where_they_are_and_small_ones_here_are_listed(stage: Stage) -> None:
    away = firm("北京测（上海）律师事务所", SHANGHAI, parent=stage.firm)
    small, whole = firm(parent=stage.firm), firm(parent=stage.firm)
    for _ in range(3):
        lawyer(whole)
    columns = [column for column in BELOW_MINIMUM.columns if column.name in ("people", "people_needed", "article")]
    question = Question(
        listing=BELOW_MINIMUM,
        moment=Moment(ON),
        narrowing=Narrowing(CITY.scope),
        columns=columns,
        subjects=[away, small, whole],
    )
    assert [(line.subject, line.cells) for line in page(question)] == [(small, (0, 3, "律师事务所管理办法第三十四条"))]
