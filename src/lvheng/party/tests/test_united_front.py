"""The lists of representatives, the bureaus' leaders and whom they keep in contact with."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.party.registers.united_front import (
    CONTACTS,
    LEADERS,
    MEETINGS,
    PAIRS,
    RECOMMENDATIONS,
    REPRESENTATIVES,
)
from lvheng.party.tests.staged import PartyDeclared, end, enter, organisation
from lvheng.register.tests.invented import CHAOYANG
from lvheng.register.tests.who_may import ON, Stage
from lvheng.work.tests.declared import LATER

pytestmark = pytest.mark.django_db
BUREAU = organisation_key(f"district_bureau:{CHAOYANG}")
_numbers = count(1)


def leader(on: Any = ON) -> Any:
    return enter(LEADERS, on, name=f"测领导{next(_numbers)}", bureau=BUREAU, position="副局长")


def listed(stage: Stage, kind: str = "representative") -> None:
    enter(REPRESENTATIVES, ON, lawyer=stage.lawyer, listed_as=kind, level="district_list")


class TestLeaders(PartyDeclared):
    register = LEADERS
    changed = {"position": "局长"}
    corrected = {"position": "政治部主任"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"name": "测领导", "bureau": BUREAU, "position": "副局长"}


class TestRepresentatives(PartyDeclared):
    register = REPRESENTATIVES
    changed = {"listed_as": "representative"}
    ended = {"reason": "own_wish"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"lawyer": stage.lawyer, "listed_as": "reserve", "level": "district_list"}


class TestPairs(PartyDeclared):
    register = PAIRS
    allowed = ("party", "district_party")

    def sample(self, stage: Stage) -> dict[str, Any]:
        listed(stage)
        return {"leader": leader(), "lawyer": stage.lawyer}


class TestContacts(PartyDeclared):
    register = CONTACTS

    def sample(self, stage: Stage) -> dict[str, Any]:
        listed(stage)
        one = leader()
        enter(PAIRS, ON, leader=one, lawyer=stage.lawyer)
        return {"leader": one, "lawyer": stage.lawyer, "kind": "visit", "matter": "试验内容"}


class TestMeetings(PartyDeclared):
    register = MEETINGS

    def sample(self, stage: Stage) -> dict[str, Any]:
        listed(stage, "reserve")
        here = organisation(stage.firm, f"会议第{next(_numbers)}支部")
        return {"lawyer": stage.lawyer, "organisation": here, "meeting": "试验会议"}


class TestRecommendations(PartyDeclared):
    register = RECOMMENDATIONS
    changed = {"outcome": "entered"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"lawyer": stage.lawyer, "body": "试验联谊会", "outcome": "considering"}


def test_contacts_are_with_representatives_and_end_before_what_they_rest_on(stage: Stage) -> None:
    listed(stage, "reserve")
    one = leader()
    with pytest.raises(ActRefused, match="不在党外律师代表人士名单"):
        enter(PAIRS, ON, leader=one, lawyer=stage.lawyer)
    end(REPRESENTATIVES, LATER, lawyer=stage.lawyer, reason="own_wish")
    enter(REPRESENTATIVES, LATER, lawyer=stage.lawyer, listed_as="representative", level="city_list")
    enter(PAIRS, LATER, leader=one, lawyer=stage.lawyer)
    with pytest.raises(ActRefused, match="还有列名联系（1 项）"):
        end(REPRESENTATIVES, LATER, lawyer=stage.lawyer, reason="own_wish")
    with pytest.raises(ActRefused, match="还有列名联系（1 项）"):
        end(LEADERS, LATER, subject=one)
