"""Units that a plan's document names become proposed assignments, which a person confirms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.plan.acts.adopt import AdoptPlan, NewItem
from lvheng.plan.board import Held, held, plans
from lvheng.register.tests.invented import do
from lvheng.steering.models import Assignment
from lvheng.steering.named import meant, named
from lvheng.steering.units import Unit

NEXT, DAY = "bj-lawyers-2026-2028", date(2026, 1, 8)
UNITS = f"/work/plan/{NEXT}/units/"
KNOWN = [
    Unit(UUID(int=1), "北京市司法局", OrganisationKind.CITY_BUREAU, "110101"),
    Unit(UUID(int=2), "北京市司法局律师工作处", OrganisationKind.DIVISION, "110101"),
    Unit(UUID(int=3), "北京市律师协会", OrganisationKind.CITY_ASSOCIATION, "110101"),
    Unit(UUID(int=4), "北京市东城区司法局", OrganisationKind.DISTRICT_BUREAU, "110101"),
    Unit(UUID(int=5), "北京市西城区司法局", OrganisationKind.DISTRICT_BUREAU, "110102"),
    Unit(UUID(int=6), "北京市东城区律师协会", OrganisationKind.DISTRICT_ASSOCIATION, "110101"),
]


@pytest.mark.parametrize(
    ("word", "numbers"),
    [
        ("北京市司法局", [1]),
        ("市司法局", [1]),
        ("律师工作处", [2]),
        ("市局律师工作处", [2]),
        ("市律师协会", [3]),
        ("市律协", [3]),
        ("东城区司法局", [4]),
        ("各区司法局", [4, 5]),
        ("各区律协", [6]),
        ("市财政局", []),
        ("司法", []),
    ],
)
def test_a_word_of_a_document_means_the_units_that_people_mean_by_it(word: str, numbers: list[int]) -> None:
    assert [unit.key.int for unit in meant(word, KNOWN)] == numbers


@pytest.fixture
def adopted(db: None) -> str:
    lead, others = ("律师工作处",), ("市律协", "各区司法局", "市财政局")
    items = (
        NewItem(kind="task", number="1", title="新的任务", lead_units=lead, cooperating_units=others),
        NewItem(kind="measure", number="1.1", parent="1", title="新的举措"),
    )
    given: dict[str, Any] = {"title": "北京市律师行业发展三年行动计划（2026-2028年）", "issuer": "北京市司法局"}
    do(AdoptPlan, DAY, code=NEXT, first_year=2026, last_year=2028, issued_on=DAY, targets=(), items=items, **given)
    return NEXT


def adopted_plan() -> Held:
    return held(next(plan for plan in plans() if plan.code == NEXT))


def test_the_city_confirms_what_the_document_names(adopted: str, client_as: Callable[[str], Client]) -> None:
    city, division = client_as("demo-city"), organisation_key("division:律师工作处")
    found = city.get(UNITS).context["named"]
    assert [each.word for each in found if each.unit is None] == ["市财政局"], "what is not ours is said, not guessed"
    assert len([each for each in found if each.word == "各区司法局"]) > 10
    picked = [each.key for each in found if each.unit and each.word in ("律师工作处", "市律协")]
    assert city.post(UNITS, {"pick": picked}).status_code == 302
    rows = Assignment.rows.current().filter(item=f"1@{NEXT}")
    assert {(row.unit, row.part) for row in rows} == {
        (division, "lead"),
        (organisation_key("city_association"), "cooperating"),
    }
    assert not [each for each in named(adopted_plan(), DAY) if each.word in ("律师工作处", "市律协")], (
        "confirmed, not offered again"
    )
    page = city.get(UNITS)
    assert [item.number for item in page.context["unled"]] == [], "who leads a task leads its measures"


def test_nobody_else_confirms(adopted: str, client_as: Callable[[str], Client]) -> None:
    for login in ("demo-district", "demo-association"):
        client = client_as(login)
        assert client.get(UNITS).context["named"] == []
        keys = [each.key for each in named(adopted_plan(), DAY) if each.unit]
        assert client.post(UNITS, {"pick": keys}).status_code == 422
    assert not Assignment.rows.current().filter(item=f"1@{NEXT}").exists()
