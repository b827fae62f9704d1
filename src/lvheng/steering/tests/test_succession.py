"""Succession: a second plan beside the first, with shared figures and targets of its own, and the two compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from lvheng.kernel.acts.fields import CellRefused
from lvheng.kernel.figures.reading import read
from lvheng.kernel.rows import Moment
from lvheng.plan.acts.adopt import AdoptPlan, NewItem, NewTarget
from lvheng.plan.adoption import BEIJING_CODE
from lvheng.plan.board import held, plans
from lvheng.register.tests.invented import do
from lvheng.steering.comparing import compared
from lvheng.steering.items import ItemCode

pytestmark = pytest.mark.django_db
NEXT = "bj-lawyers-2026-2028"


@pytest.fixture
def succeeded() -> str:
    """A plan for the years after, that promises one figure anew and one that the first had not."""
    targets = (
        NewTarget(
            number="T1",
            indicator="100名律师以上律师事务所",
            shape="reach",
            op=">=",
            value=Decimal(95),
            unit="家",
            due="2028",
            figure="register.firms_100",
        ),
        NewTarget(number="T2", indicator="分所", shape="reach", op=">=", value=Decimal(9), figure="register.branches"),
    )
    items = (NewItem(kind="task", number="1", title="新的任务"),)
    do(
        AdoptPlan,
        date(2026, 1, 8),
        code=NEXT,
        title="北京市律师行业发展三年行动计划（2026-2028年）",
        issuer="北京市司法局",
        first_year=2026,
        last_year=2028,
        issued_on=date(2026, 1, 8),
        targets=targets,
        items=items,
    )
    return NEXT


def test_two_plans_share_figures_and_keep_their_own_targets(succeeded: str) -> None:
    first, second = (held(plan) for plan in plans())
    found = compared(first, second, Moment(date(2026, 6, 30)))
    [pair] = found.shared
    assert pair.earlier is not None
    assert pair.later is not None
    assert (pair.earlier.target.number, pair.later.target.number) == ("T4.2", "T1")
    assert (pair.earlier.promise.value, pair.later.promise.value) == (Decimal(80), Decimal(95))
    assert pair.earlier.on == date(2025, 12, 31), "the first plan is told as of its own end"
    assert pair.later.reading is not None
    assert pair.later.figure is not None
    assert pair.later.reading.value == read(pair.later.figure, Moment(date(2026, 6, 30))).value
    assert [line.target.number for line in found.new] == ["T2"]
    assert len(found.left) == len(first.targets) - 1


def test_the_earlier_plan_stands_first_whichever_is_asked_for(
    client_as: Callable[[str], Client], succeeded: str
) -> None:
    client = client_as("demo-city")
    for one, other in ((BEIJING_CODE, NEXT), (NEXT, BEIJING_CODE)):
        page = client.get(f"/work/plan/{one}/compare/{other}/")
        assert page.context["comparison"].earlier.plan.code == BEIJING_CODE
    assert client_as("demo-district").get(f"/work/plan/{BEIJING_CODE}/compare/{NEXT}/").status_code == 403
    assert f"/compare/{NEXT}/" in client.get(f"/work/plan/{BEIJING_CODE}/").content.decode()


def test_a_number_that_two_plans_have_is_asked_about(succeeded: str) -> None:
    with pytest.raises(CellRefused, match=f"请写明是 1@{BEIJING_CODE}、1@{NEXT}"):
        ItemCode().read("1")
    assert ItemCode().read(f"1@{NEXT}") == f"1@{NEXT}"
    assert ItemCode().read("T4.2") == f"T4.2@{BEIJING_CODE}"
