"""Adopting and correcting a plan: who may and who may not, once and not twice, and what stays on record."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.perform import ActRefused, perform
from lvheng.kernel.acts.reverse import Reverse, Reversed
from lvheng.kernel.ledger.models import LedgerOpening
from lvheng.plan.acts.adopt import Adopted, AdoptPlan, NewItem, NewTarget, plan_key
from lvheng.plan.acts.correct import CorrectItem, CorrectTarget, ItemAsWas, TargetAsWas
from lvheng.plan.adoption import BEIJING_CODE, adopt_beijing
from lvheng.plan.models import Plan, PlanItem, PlanTarget

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 5)
LITTLE = Adopted(
    code="little",
    title="某市公证三年计划",
    issuer="某市司法局",
    first_year=2024,
    last_year=2026,
    source="全文" * 40_000,
    items=(NewItem(kind="task", number="1", title="做好一件事"),),
    targets=(NewTarget(number="T1", indicator="机构数", shape="reach", op=">=", value=Decimal(5), due="2026"),),
)


def adopt(given: Adopted = LITTLE, actor: Any = SYSTEM_VIEWER) -> Any:
    return perform(AdoptPlan, given, actor=actor, effective_on=DAY, basis="测试")


@pytest.mark.parametrize("login", ["demo-city"])
def test_city_staff_may(login: str, viewer_as: Callable[[str], Any]) -> None:
    adopt(actor=viewer_as(login))
    assert Plan.rows.current().filter(code="little").count() == 1


@pytest.mark.parametrize("login", ["demo-district", "demo-association", "demo-firm", "demo-lawyer", "public"])
def test_others_may_not(login: str, viewer_as: Callable[[str], Any]) -> None:
    with pytest.raises(ActRefused, match="由市局工作人员办理"):
        adopt(actor=viewer_as(login))


def test_twice_is_once() -> None:
    adopt()
    with pytest.raises(ActRefused) as refused:
        adopt()
    assert refused.value.refusals[0].already
    assert PlanTarget.rows.filter(plan=plan_key("little")).count() == 1


def test_beijing_is_there_once_however_often_it_is_asked_for() -> None:
    adopt_beijing()
    adopt_beijing()
    key = plan_key(BEIJING_CODE)
    assert Plan.rows.filter(subject=key).count() == 1
    assert PlanItem.rows.filter(plan=key).count() == 161
    assert PlanTarget.rows.filter(plan=key).count() == 28


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (replace(LITTLE, last_year=2023), "早于起始年"),
        (replace(LITTLE, items=LITTLE.items * 2), "出现两次"),
        (replace(LITTLE, targets=(replace(LITTLE.targets[0], value=None),)), "没有目标值"),
        (replace(LITTLE, targets=(replace(LITTLE.targets[0], figure="nowhere.number"),)), "不是指标代码"),
        (replace(LITTLE, targets=(replace(LITTLE.targets[0], unit="家", figure="register.revenue"),)), "不能相比"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(given: Adopted, said: str) -> None:
    with pytest.raises(ActRefused, match=said):
        adopt(given)


def test_the_entry_holds_digests_of_the_long_parts() -> None:
    told = json.loads(LedgerOpening.objects.get(pk=adopt().entry).text)
    assert len(told["input.source"]) == 64
    assert told["input.title"] == LITTLE.title


def test_taken_back_it_can_be_adopted_again() -> None:
    done = adopt()
    perform(
        Reverse, Reversed(entry=done.entry, subject=done.subject), actor=SYSTEM_VIEWER, effective_on=DAY, basis="误采纳"
    )
    assert not Plan.rows.current().filter(code="little").exists()
    adopt()
    assert Plan.rows.current().filter(code="little").count() == 1


def test_a_correction_changes_the_binding_and_keeps_the_old_belief() -> None:
    done = adopt()
    given = TargetAsWas(plan=done.subject, number="T1", figure="register.firms", value=Decimal(6))
    perform(CorrectTarget, given, actor=SYSTEM_VIEWER, effective_on=DAY, basis="核对")
    [now] = PlanTarget.rows.current().filter(plan=done.subject)
    assert (now.figure, now.value, now.indicator) == ("register.firms", 6, "机构数")
    [before] = PlanTarget.rows.filter(plan=done.subject, closed_by__isnull=False)
    assert (before.figure, before.value) == ("", 5)


def test_a_binding_can_be_undone_and_nothing_is_nothing() -> None:
    done = adopt()
    for figure in ("register.firms", "无"):
        given = TargetAsWas(plan=done.subject, number="T1", figure=figure)
        perform(CorrectTarget, given, actor=SYSTEM_VIEWER, effective_on=DAY, basis="核对")
    assert PlanTarget.rows.current().get(plan=done.subject).figure == ""
    with pytest.raises(ActRefused, match="没有需要更正"):
        perform(CorrectTarget, given, actor=SYSTEM_VIEWER, effective_on=DAY, basis="核对")


def test_an_item_is_corrected_by_kind_and_number(viewer_as: Callable[[str], Any]) -> None:
    done = adopt()
    given = ItemAsWas(plan=done.subject, kind="task", number="1", title="做好两件事")
    with pytest.raises(ActRefused):
        perform(CorrectItem, given, actor=viewer_as("demo-district"), effective_on=DAY, basis="核对")
    perform(CorrectItem, given, actor=viewer_as("demo-city"), effective_on=DAY, basis="核对")
    assert PlanItem.rows.current().get(plan=done.subject).title == "做好两件事"
    with pytest.raises(ActRefused, match="没有这一编号"):
        perform(CorrectItem, replace(given, number="9"), actor=SYSTEM_VIEWER, effective_on=DAY, basis="核对")
