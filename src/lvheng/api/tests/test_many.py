"""Many acts of one kind in one request: what can be done is done, the rest is told line by line, nothing twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lvheng.api.tests.program import Program, moved_to
from lvheng.api.tests.test_once import MOVE, a_firm, acts_on
from lvheng.kernel.ledger.models import ActLine

pytestmark = pytest.mark.django_db


def _many(program: Program, key: str, orders: list[Any], kind: str = MOVE) -> Any:
    return program.act(f"{kind}/many", key, json.dumps({"source": "测试的来源", "orders": orders}))


def test_good_lines_are_done_under_one_entry_and_the_others_told(city: Program) -> None:
    firm = a_firm(city)
    before = acts_on(firm)
    orders = [moved_to(firm, "甲路 1 号"), moved_to("没有这家律师事务所", "乙路 2 号"), moved_to(firm, "丙路 3 号")]
    answer = _many(city, "a", orders)
    told = answer.json()
    assert (answer.status_code, told["done"], told["refused"]) == (200, 2, 1)
    assert [line["entry"] is None for line in told["lines"]] == [False, True, False]
    assert told["lines"][1]["refusals"][0]["field"] == "firm"
    assert acts_on(firm) == before + 2
    children = ActLine.objects.filter(parent=told["parent"]).order_by("line").values_list("line", flat=True)
    assert list(children) == [1, 3]


def test_sent_again_it_answers_the_same_and_does_nothing(city: Program) -> None:
    firm = a_firm(city)
    first = _many(city, "a", [moved_to(firm, "甲路 1 号")])
    done = acts_on(firm)
    again = _many(city, "a", [moved_to(firm, "甲路 1 号")])
    assert again["Idempotency-Replayed"] == "true"
    assert (again.json(), acts_on(firm)) == (first.json(), done)


def test_where_nothing_can_be_done_nothing_is_left_behind(city: Program, program_of: Any) -> None:
    far = city.get("lists/firms", district="110102", size=1)["rows"][0]["subject"]
    entries = ActLine.objects.count()
    told = _many(program_of("demo-district"), "a", [moved_to(far, "甲路 1 号")]).json()
    assert (told["parent"], told["done"], told["refused"]) == (None, 0, 1)
    assert "管辖" in told["lines"][0]["refusals"][0]["sentence"]
    assert ActLine.objects.count() == entries


def test_whoever_may_not_do_one_may_not_do_many(program_of: Any, public: Program) -> None:
    assert _many(program_of("demo-lawyer"), "a", [moved_to("x", "甲路 1 号")]).status_code == 403
    assert _many(public, "a", [moved_to("x", "甲路 1 号")]).status_code == 401


def test_no_more_than_two_thousand_at_once(city: Program) -> None:
    assert _many(city, "a", [moved_to("x", "甲路 1 号")] * 2_001).status_code == 422
