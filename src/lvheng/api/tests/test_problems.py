"""Whatever goes wrong is a problem of RFC 9457 with a Chinese sentence, and never an error of ours."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lvheng.api import entrance
from lvheng.api.problems import TITLES
from lvheng.api.tests.program import Program, moved_to
from lvheng.api.tests.test_once import MOVE, a_firm
from lvheng.kernel.access.pace import Pace
from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.acts.act import all_acts
from lvheng.kernel.acts.once import Answered

pytestmark = pytest.mark.django_db


def told(answer: Any, status: int) -> Any:
    """The problem, checked for its shape."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["title"]) == (status, TITLES[status])
    assert problem["type"].startswith("urn:lvheng:problem:")
    assert any("\u4e00" <= sign <= "\u9fff" for sign in problem["detail"])
    return problem


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("nothing/here", 404, None),
        ("lists/nothing", 404, None),
        ("figures/nothing.here", 404, None),
        ("lawyers/00000000-0000-0000-0000-000000000009", 404, None),
        ("lawyers/not-a-key", 422, "subject"),
        ("entries/999999999", 404, None),
        ("entries/99999999999999999999999", 422, "entry"),
        ("lists/lawyers?size=201", 422, "size"),
        ("lists/lawyers?page=0", 422, "page"),
        ("lists/lawyers?on=2023-02-30", 422, "on"),
        ("lists/lawyers?state=happy", 422, "state"),
        ("lists/lawyers?form=partnership", 422, "form"),
        ("lists/lawyers?sort=shoe_size", 422, "shoe_size"),
        ("lists/lawyers?stat=practising", 422, "stat"),
        ("lists/lawyers?figure=nothing", 404, None),
        ("lists/lawyers?figure=register.firms", 404, None),
        ("figures/register.firms?district=999999", 422, "district"),
        ("figures/register.firms?series=weeks", 422, "series"),
        ("figures/register.firms/movement?from=yesterday", 422, "from"),
    ],
)
def test_what_cannot_be_found_or_read(path: str, status: int, field: str | None, city: Program) -> None:
    problem = told(city.ask(path), status)
    if field:
        assert field in [refusal["field"] for refusal in problem["refusals"]]


def test_a_page_beyond_the_last_is_empty(city: Program) -> None:
    answer = city.get("lists/firms", page=9_999)
    assert answer["rows"] == []
    assert answer["total"] > 0


@pytest.mark.parametrize("written", ["Bearer lv_wrong", "Bearer", "Basic YTpi", "Bearer lv_\u4e2d"])
def test_a_key_that_is_none_lets_nobody_in(written: str, client: Any) -> None:
    answer = client.get("/api/v1/lists/", headers={"Authorization": written})
    told(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_acts_are_not_for_the_public(public: Program, city: Program) -> None:
    told(public.act(MOVE, "k", moved_to(a_firm(city), "甲路 1 号")), 401)


def test_acts_are_for_those_whose_post_they_are(program_of: Any, city: Program) -> None:
    firm = a_firm(city)
    for login in ("demo-association", "demo-firm", "demo-lawyer"):
        told(program_of(login).act(MOVE, "k", moved_to(firm, "甲路 1 号")), 403)
    assert not Answered.objects.exists()


def test_a_grave_act_is_not_for_a_key(city: Program, settings: Any) -> None:
    """The page asks who it is once more; a program cannot answer that."""
    settings.DEMONSTRATION = False
    grave = [kind for kind, act in all_acts().items() if act.grave and CITY_STAFF in act.who]
    assert "register.revoke_licence" in grave
    for kind in grave:
        order = {"input": {}, "effective_on": "2026-01-05", "basis": "测试"}
        assert "本人" in told(city.act(kind, "k", order), 403)["detail"]
    assert city.act(MOVE, "k", moved_to(a_firm(city), "甲路 1 号")).status_code == 201


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"input": {}}, "firm"),
        ({"effective_on": "2023-02-30"}, "effective_on"),
        ({"effective_on": ""}, "effective_on"),
        ({"basis": ""}, "basis"),
        ({"basis": "据" * 201}, "basis"),
        ({"basis": "\u0000"}, "basis"),
        ({"input": {"firm": "\ud800"}}, "input"),
        ({"input": {"firm": ["a"]}}, "input"),
        ({"input": {"firm": True}}, "input"),
        ({"input": {"firm": "北京没有这家律师事务所", "district": "110105"}}, "firm"),
        ({"shoe_size": 43}, "shoe_size"),
        ({"expected_version": -1}, "expected_version"),
    ],
)
def test_what_is_wrong_in_an_order_is_said_of_its_field(change: Any, field: str, city: Program) -> None:
    order = moved_to(a_firm(city), "甲路 1 号") | change
    problem = told(city.act(MOVE, "k", order), 422)
    assert field in [refusal["field"] for refusal in problem["refusals"]]
    assert not Answered.objects.exists()


def test_an_input_that_the_act_does_not_know_is_not_passed_over(city: Program) -> None:
    order = moved_to(a_firm(city), "甲路 1 号")
    order["input"]["adress"] = "乙路 2 号"
    assert "adress" in told(city.act(MOVE, "k", order), 422)["detail"]


@pytest.mark.parametrize("key", ["", "a" * 201, "有汉字", "a b"])
def test_an_idempotency_key_is_asked_for_and_plain(key: str, city: Program) -> None:
    problem = told(city.act(MOVE, key, moved_to(a_firm(city), "甲路 1 号")), 422)
    assert any("dempotency" in refusal["field"] for refusal in problem["refusals"])


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"1" * 5000, b'"x"'])
def test_a_body_that_is_no_order(body: bytes, city: Program) -> None:
    answer = city.act(MOVE, "k", body)
    told(answer, answer.status_code)
    assert answer.status_code in (400, 422)


def test_a_body_too_large(city: Program) -> None:
    told(city.act(MOVE, "k", json.dumps({"input": {"firm": "x" * 6_000_000}})), 413)


def test_a_method_that_is_not_offered(city: Program) -> None:
    answer = city.client.delete("/api/v1/lists/", headers=city.headers())
    told(answer, 405)
    assert answer["Allow"] == "GET"


def test_who_asks_too_fast_is_told_when_to_ask_again(public: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "OPEN", Pace("test", rate=0.1, size=2))
    assert [public.ask("acts/").status_code for _ in range(2)] == [200, 200]
    answer = public.ask("acts/")
    assert answer["Retry-After"] in told(answer, 429)["detail"]
    assert 1 <= int(answer["Retry-After"]) <= 10
    assert answer["Cache-Control"] == "no-store"


def test_guessing_keys_is_as_slow_as_asking_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "OPEN", Pace("test", rate=0.1, size=2))
    assert [Program(f"lv_guess{n}").ask("acts/").status_code for n in range(3)] == [401, 401, 429]


def test_what_is_not_public_is_kept_by_nobody_on_the_way(public: Program, city: Program) -> None:
    assert "no-store" in city.ask("figures/")["Cache-Control"]
    answer = public.ask("figures/")
    assert "max-age=60" in answer["Cache-Control"]
    assert "Authorization" in answer["Vary"]


def test_our_own_error_is_a_problem_too(city: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("lvheng.api.lists.count", broken)
    assert "mistake" not in told(city.ask("lists/firms"), 500)["detail"]
