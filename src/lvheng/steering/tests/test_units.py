"""Division of labour: who answers for what, by hand and by table, and each unit's own page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from lvheng.kernel.acts.fields import CellRefused
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.time.days import today
from lvheng.plan.adoption import BEIJING_CODE
from lvheng.register.tests.invented import do
from lvheng.register.tests.who_may import Stage
from lvheng.steering.items import ItemCode, items_of
from lvheng.steering.models import Assignment
from lvheng.steering.registers import ASSIGNMENTS
from lvheng.work.registers import acts_by_verb
from lvheng.work.tests.declared import Declared

pytestmark = pytest.mark.django_db
CHAOYANG_BUREAU = organisation_key("district_bureau:110105")
ENTER = acts_by_verb(ASSIGNMENTS)["enter"]
UNITS = f"/work/plan/{BEIJING_CODE}/units/"


class TestAssignments(Declared):
    register = ASSIGNMENTS
    allowed = ("city",)
    changed = {"part": "lead"}
    corrected = {"due": date(2025, 6, 30)}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {
            "unit": CHAOYANG_BUREAU,
            "item": f"S4.1@{BEIJING_CODE}",
            "part": "cooperating",
            "due": date(2025, 12, 31),
        }


def test_the_items_of_a_plan_are_told_apart_by_their_numbers() -> None:
    numbers = [item.number for item in items_of(BEIJING_CODE)]
    assert len(numbers) == len(set(numbers))
    assert {"T4.2", "1.1", "S1", "S1.1", "5"} <= set(numbers)


@pytest.mark.parametrize("word", ["T4.2", f"T4.2@{BEIJING_CODE}", "T4.2 100名律师以上律师事务所"])
def test_an_item_is_meant_by_its_number_its_code_or_its_title(word: str) -> None:
    assert ItemCode().read(word) == f"T4.2@{BEIJING_CODE}"
    assert ItemCode().show(f"T4.2@{BEIJING_CODE}") == "T4.2 100名律师以上律师事务所"


def test_what_no_plan_has_is_refused() -> None:
    with pytest.raises(CellRefused, match="计划中没有编号为"):
        ItemCode().read("99.9")


def test_a_firm_answers_for_nothing(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="“承办单位”应为市司法局、处室、区司法局"):
        do(ENTER, date(2024, 1, 8), unit=stage.firm, item=f"1.1@{BEIJING_CODE}", part="lead", due=None)


def test_each_unit_sees_its_own_page(client_as: Callable[[str], Client]) -> None:
    mine = Assignment.rows.current().filter(unit=CHAOYANG_BUREAU)
    page = client_as("demo-district").get(f"{UNITS}{CHAOYANG_BUREAU}/")
    charges = page.context["charges"]
    assert {charge.assignment.pk for charge in charges} == {row.pk for row in mine}
    assert page.context["districts"] == ["110105"], "a district's numbers are made of its own rows"
    listed = client_as("demo-district").get(UNITS)
    assert {share.unit.district for share in listed.context["shares"]} == {"110105"}
    assert [unit.key for unit in listed.context["own"]] == [CHAOYANG_BUREAU]


def test_the_city_sees_what_nobody_leads(client_as: Callable[[str], Client]) -> None:
    client = client_as("demo-city")
    before = client.get(UNITS).context["unled"]
    row = Assignment.rows.current().filter(item=f"1.1@{BEIJING_CODE}", part="lead").get()
    do(acts_by_verb(ASSIGNMENTS)["end"], date(2024, 1, 8), unit=row.unit, item=row.item)
    after = client.get(UNITS).context["unled"]
    assert [item.number for item in after if item not in before] == ["1.1"]


def test_the_page_of_a_target_says_who_answers_for_it(client_as: Callable[[str], Client]) -> None:
    target = f"/work/plan/{BEIJING_CODE}/targets/T3.2/"
    told = client_as("demo-city").get(target).context["answering"]
    rows = Assignment.rows.on(today()).filter(item=f"T3.2@{BEIJING_CODE}")
    assert len(told) == rows.count() > 1
    assert [each.leads for each in told] == sorted([each.leads for each in told], reverse=True)
    assert all(each.path for each in told)
    seen = client_as("demo-district").get(target).context["answering"]
    assert [each.unit for each in seen if not each.leads] == ["北京市朝阳区司法局"]
    assert [bool(each.path) for each in seen] == [not each.leads for each in seen], "of who leads it the name alone"


def test_who_leads_a_task_answers_for_its_targets(client_as: Callable[[str], Client]) -> None:
    do(ENTER, date(2024, 1, 8), unit=CHAOYANG_BUREAU, item=f"14@{BEIJING_CODE}", part="lead", due=None)
    told = client_as("demo-city").get(f"/work/plan/{BEIJING_CODE}/targets/T14.1/").context["answering"]
    assert ("北京市朝阳区司法局", True, None) in [(each.unit, each.leads, each.due) for each in told]
