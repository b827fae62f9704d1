"""Retired numbers lead on: a number once borne finds who bore it, and says under which it is known now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from lvheng.kernel.numbers.demonstration import demo_credit_code, demo_licence_number
from lvheng.register.acts.engagements import Transfer
from lvheng.register.acts.merge_persons import MergePersons
from lvheng.register.acts.reissue import ReissueFirmLicence, ReissueLicence
from lvheng.register.models import FirmLicence, PractisingLicence
from lvheng.register.references import find_lawyers
from lvheng.register.retired import led_on
from lvheng.register.tests.invented import CHAOYANG, HAIDIAN, do, firm, lawyer
from lvheng.register.tests.who_may import ON, Stage

NUMBER = demo_licence_number(CHAOYANG, 2020, "1", "female", 987_001)
CODE = demo_credit_code(987_002)
LATER = date(2021, 3, 1)


def number_of(person: object) -> str:
    return str(PractisingLicence.rows.current().filter(person=person).order_by("valid_from")[0].number)


def test_a_number_led_on_says_since_when_and_to_which(stage: Stage) -> None:
    old = number_of(stage.lawyer)
    do(ReissueLicence, ON, lawyer=stage.lawyer, number=NUMBER)
    [found] = led_on(old, LATER)
    assert (found.subject, found.said) == (stage.lawyer, f"执业证号 {old} 用到 {ON} 止，现为 {NUMBER}")
    assert led_on(NUMBER, LATER) == []
    assert led_on(old, date(2019, 1, 1)) == [], "that day it was borne"
    assert led_on("11101199910000000", LATER) == []


def test_a_firm_s_retired_code_leads_on(stage: Stage) -> None:
    old = FirmLicence.rows.current().get(organisation=stage.firm).credit_code
    do(ReissueFirmLicence, ON, firm=stage.firm, credit_code=CODE)
    [found] = led_on(old, LATER)
    assert (found.subject, found.said) == (stage.firm, f"统一社会信用代码 {old} 用到 {ON} 止，现为 {CODE}")


def test_a_merged_record_s_number_leads_to_the_one_kept_in_search_and_in_forms(stage: Stage) -> None:
    other = lawyer(stage.other)
    number = number_of(other)
    do(MergePersons, ON, kept=stage.lawyer, duplicate=other)
    [found] = led_on(number, LATER)
    assert found.subject == stage.lawyer
    assert "已并入保留的记录" in found.said
    assert find_lawyers([number]) == {number: stage.lawyer}


@pytest.mark.parametrize(("login", "seen"), [("demo-city", True), ("demo-district", True), ("demo-lawyer", False)])
def test_the_search_shows_it_to_whom_the_record_is_open(
    stage: Stage, client_as: Callable[[str], Client], login: str, seen: bool
) -> None:
    old = number_of(stage.lawyer)
    do(ReissueLicence, ON, lawyer=stage.lawyer, number=NUMBER)
    page = client_as(login).post("/work/search/", {"q": f"{old[:9]} {old[9:]}"}, follow=True).content.decode()
    assert (f"现为 {NUMBER}" in page) is seen
    assert (f"/work/lawyers/{stage.lawyer}/" in page) is seen


def test_it_is_not_shown_to_another_district(stage: Stage, client_as: Callable[[str], Client]) -> None:
    old = number_of(stage.lawyer)
    do(ReissueLicence, ON, lawyer=stage.lawyer, number=NUMBER)
    do(Transfer, LATER, lawyer=stage.lawyer, organisation=firm(district=HAIDIAN))
    assert NUMBER not in client_as("demo-district").post("/work/search/", {"q": old}, follow=True).content.decode()
