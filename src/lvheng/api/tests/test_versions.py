"""The second of two people is told what the first has done, in the API and on the form, and overwrites nothing."""

from __future__ import annotations

from typing import Any

import pytest

from lvheng.api.tests.program import Program, moved_to
from lvheng.api.tests.test_once import MOVE, a_firm, acts_on

pytestmark = pytest.mark.django_db


def test_an_act_that_came_between_is_told_with_its_difference(city: Program, program_of: Any) -> None:
    firm = a_firm(city)
    seen = city.get(f"firms/{firm}")["version"]
    first = program_of("demo-district").act(MOVE, "a", moved_to(firm, "甲路 1 号", expected_version=seen))
    assert first.status_code == 201
    assert first.json()["version"] == seen + 1
    second = city.act(MOVE, "b", moved_to(firm, "乙路 2 号", expected_version=seen))
    told = second.json()
    assert (second.status_code, second["Content-Type"]) == (409, "application/problem+json")
    assert (
        told["detail"]
        == f"您看到的是第 {seen} 版，现在登记到第 {seen + 1} 版：其间又办理过别的行为，请看过变化再决定是否办理"
    )
    [between] = told["since"]
    assert between["entry"] == first.json()["entry"]
    assert between["title"] == "变更住所"
    assert between["by"] == "北京市朝阳区司法局区局工作人员、区律师行业党组织工作人员"
    assert {"table": "住所", "label": "地址", "after": "甲路 1 号"}.items() <= next(
        change for change in between["changes"] if change["label"] == "地址"
    ).items()
    again = city.act(MOVE, "b", moved_to(firm, "乙路 2 号", expected_version=told["version"]))
    assert again.status_code == 201, "whoever has read the difference may go on, with the same key: nothing was kept"


def test_a_version_that_never_was_is_refused_too(city: Program) -> None:
    firm = a_firm(city)
    told = city.act(MOVE, "a", moved_to(firm, "甲路 1 号", expected_version=acts_on(firm) + 5))
    assert told.status_code == 409
    assert "请重新打开记录" in told.json()["detail"]


def test_the_difference_is_not_shown_beyond_ones_reach(city: Program, program_of: Any) -> None:
    far = city.get("lists/firms", district="110102", size=1)["rows"][0]["subject"]
    told = program_of("demo-district").act(MOVE, "a", moved_to(far, "甲路 1 号", expected_version=0))
    assert told.status_code == 403
    assert told.json()["since"] == []


def test_a_new_subject_has_no_version(city: Program) -> None:
    order = {"input": {}, "effective_on": "2026-01-05", "basis": "测试", "expected_version": 1}
    assert city.act("register.enter_unit", "a", order).status_code == 422


def test_the_form_shows_the_second_person_the_difference_and_keeps_what_was_filled_in(
    city: Program, client_as: Any
) -> None:
    firm, browser = a_firm(city), client_as("demo-city")
    form = browser.get(f"/work/acts/{MOVE}/", {"firm": firm})
    version = form.context["version"]
    assert f'name="version" value="{version}"' in form.content.decode()
    assert city.act(MOVE, "a", moved_to(firm, "甲路 1 号")).status_code == 201
    filled = {"firm": firm, "district": "110105", "address": "乙路 2 号", "effective_on": "2026-01-05", "basis": "测试"}
    second = browser.post(f"/work/acts/{MOVE}/", filled | {"version": version})
    page = second.content.decode()
    assert second.status_code == 422
    assert "其间又办理过别的行为" in page
    assert "变为“甲路 1 号”" in page
    assert 'value="乙路 2 号"' in page
    third = browser.post(f"/work/acts/{MOVE}/", filled | {"version": second.context["version"]})
    assert third.status_code == 302, "once the difference has been read, the act is performed"
