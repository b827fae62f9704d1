"""换发证书: from a day on another number, and the retired one still leads to whom it belonged."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.numbers.demonstration import demo_credit_code, demo_licence_number
from lvheng.kernel.search.models import SearchKey
from lvheng.register.acts.firms import MergeFirm
from lvheng.register.acts.licences import SuspendLicence
from lvheng.register.acts.reissue import NewCode, NewNumber, ReissueFirmLicence, ReissueLicence
from lvheng.register.models import FirmLicence, PractisingLicence
from lvheng.register.references import find_lawyers, find_organisations
from lvheng.register.tests.invented import CHAOYANG, do, firm, lawyer
from lvheng.register.tests.who_may import ON, Stage, WhoMay

NUMBER = demo_licence_number(CHAOYANG, 2016, "1", "female", 999_801)
CODE = demo_credit_code(999_802)


class TestWhoMayReissueLicence(WhoMay):
    act = ReissueLicence
    allowed = ("city", "district")
    twice = "执业证号没有变化"

    def sample(self, stage: Stage) -> NewNumber:
        return NewNumber(lawyer=stage.lawyer, number=NUMBER)


class TestWhoMayReissueFirmLicence(WhoMay):
    act = ReissueFirmLicence
    allowed = ("city", "district")
    twice = "统一社会信用代码没有变化"

    def sample(self, stage: Stage) -> NewCode:
        return NewCode(firm=stage.firm, credit_code=CODE)


def number_of(key: UUID, day: date) -> str:
    return str(PractisingLicence.rows.on(day).get(person=key).number)


def test_a_retired_licence_number_leads_on_and_is_not_used_again(stage: Stage) -> None:
    old = number_of(stage.lawyer, ON)
    do(ReissueLicence, ON, lawyer=stage.lawyer, number=NUMBER)
    assert (number_of(stage.lawyer, ON - timedelta(days=1)), number_of(stage.lawyer, ON)) == (old, NUMBER)
    assert find_lawyers([old, NUMBER]) == {old: stage.lawyer, NUMBER: stage.lawyer}
    assert set(SearchKey.objects.filter(key__in=[old, NUMBER]).values_list("subject", flat=True)) == {stage.lawyer}
    with pytest.raises(ActRefused, match="作废的证号不得再用"):
        do(ReissueLicence, ON, lawyer=lawyer(stage.firm), number=old)


def test_what_is_planned_goes_on_under_the_new_number(stage: Stage) -> None:
    do(SuspendLicence, ON, lawyer=stage.lawyer, until=ON + timedelta(days=100))
    do(ReissueLicence, ON + timedelta(days=10), lawyer=stage.lawyer, number=NUMBER)
    states = [PractisingLicence.rows.on(ON + timedelta(days=n)).get(person=stage.lawyer) for n in (0, 10, 100)]
    assert [(row.state, row.number == NUMBER) for row in states] == [
        ("suspended", False),
        ("suspended", True),
        ("practising", True),
    ]


def test_a_retired_code_leads_to_the_firm_and_after_a_merger_to_the_record_that_names_the_successor(
    stage: Stage,
) -> None:
    gone = firm()
    old = str(FirmLicence.rows.on(ON).get(organisation=gone).credit_code)
    do(ReissueFirmLicence, ON, firm=gone, credit_code=CODE)
    do(MergeFirm, ON + timedelta(days=30), firm=gone, successor=stage.other)
    assert find_organisations([old, CODE]) == {old: gone, CODE: gone}
    assert FirmLicence.rows.on(ON + timedelta(days=30)).get(organisation=gone).successor == stage.other
