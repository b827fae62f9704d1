"""律师事务所管理办法第三十一条: nobody is admitted to a firm that does not practise on the day."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.register.choices import FirmState
from lvheng.register.facts import OrganisationFacts
from lvheng.register.rules import in_practice
from lvheng.register.tests.plain import SINCE, place

ON = date(2020, 1, 1)


@pytest.mark.parametrize("state", list(FirmState))
@pytest.mark.parametrize("kind", ["firm", "branch"])
def test_only_a_practising_firm_admits(kind: str, state: FirmState) -> None:
    refused = in_practice(place(kind, state), ON, "organisation")
    if state is FirmState.PRACTISING:
        assert refused == []
        return
    [refusal] = refused
    assert refusal.sentence == f"2020-01-01 当日“北京测律师事务所”处于{state.label}状态，不能接收律师"
    assert (refusal.field, refusal.article) == ("organisation", "律师事务所管理办法第三十一条")


def test_before_its_licence_a_firm_admits_nobody_and_it_is_said_since_when_it_has_one() -> None:
    [refusal] = in_practice(place(since=date(2021, 6, 1)), ON, "organisation")
    assert refusal.sentence == "2020-01-01 当日“北京测律师事务所”没有执业许可，该所自 2021-06-01 起登记"


def test_units_and_unknown_places_need_no_licence() -> None:
    assert in_practice(place("organ", "cancelled"), ON, "organisation") == []
    assert in_practice(OrganisationFacts(), SINCE, "organisation") == []
