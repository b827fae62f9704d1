"""Party organisations, joint branches, workers, results of the standard, members."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.party.registers.members import MEMBERS
from lvheng.party.registers.organisations import JOINT_FIRMS, ORGANISATIONS, STANDARDS, WORKERS
from lvheng.party.registers.united_front import REPRESENTATIVES
from lvheng.party.tests.staged import PartyDeclared, end, enter, member, organisation
from lvheng.register.tests.invented import CHAOYANG
from lvheng.register.tests.who_may import ON, Stage
from lvheng.work.tests.declared import LATER

pytestmark = pytest.mark.django_db
_numbers = count(1)


def joint(stage: Stage) -> Any:
    return organisation(stage.other, f"测试第{next(_numbers)}联合支部", form="joint_branch")


class TestOrganisations(PartyDeclared):
    register = ORGANISATIONS
    changed = {"form": "general_branch"}
    corrected = {"form": "party_committee"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"name": "测试所党支部", "form": "independent_branch", "firm": stage.firm, "district": None}


class TestJointFirms(PartyDeclared):
    register = JOINT_FIRMS

    def sample(self, stage: Stage) -> dict[str, Any]:
        self.branches = (joint(stage), joint(stage))
        type(self).changed = {"branch": self.branches[1]}
        return {"firm": stage.firm, "branch": self.branches[0]}

    changed = {"branch": None}


class TestWorkers(PartyDeclared):
    register = WORKERS

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"firm": stage.firm, "kind": "instructor", "name": "测指导", "needed_on": date(2020, 4, 1)}


class TestStandards(PartyDeclared):
    register = STANDARDS
    changed = {"score": 79}
    corrected = {"score": 78}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"firm": stage.firm, "year": 2019, "score": 85, "veto": None}


class TestMembers(PartyDeclared):
    register = MEMBERS
    changed = {"status": "formal"}
    ended = {"reason": "transferred_out"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        branch = organisation(stage.firm, f"测试所第{next(_numbers)}支部", district=None)
        return {"lawyer": stage.lawyer, "organisation": branch, "status": "probationary"}


def test_a_firm_has_one_organisation_of_its_own_and_is_then_in_no_joint_branch(stage: Stage) -> None:
    branch = joint(stage)
    enter(JOINT_FIRMS, ON, firm=stage.firm, branch=branch)
    with pytest.raises(ActRefused, match="仍在联合党支部内，应先移出"):
        organisation(stage.firm, "甲支部")
    end(JOINT_FIRMS, LATER, firm=stage.firm)
    own = organisation(stage.firm, "甲支部", LATER)
    with pytest.raises(ActRefused, match="已有自己的党组织"):
        organisation(stage.firm, "乙支部", LATER)
    with pytest.raises(ActRefused, match="已有自己的党组织"):
        enter(JOINT_FIRMS, LATER, firm=stage.firm, branch=branch)
    with pytest.raises(ActRefused, match="不是联合党支部"):
        enter(JOINT_FIRMS, LATER, firm=stage.other, branch=own)


def test_an_organisation_is_of_a_firm_or_of_a_district(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="随律所所在"):
        organisation(stage.firm, "甲支部", district=CHAOYANG)
    with pytest.raises(ActRefused, match="应填写依托的律师事务所"):
        organisation(None, "联合支部", form="joint_branch")
    assert organisation(None, "测试区律师行业党委", form="party_committee", district=CHAOYANG)


def test_an_organisation_ends_when_its_members_have_gone(stage: Stage) -> None:
    branch = organisation(stage.firm, "甲支部")
    member(stage.lawyer, branch)
    with pytest.raises(ActRefused, match="还有党员的组织关系在此（1 项）"):
        end(ORGANISATIONS, LATER, subject=branch)
    end(MEMBERS, LATER, lawyer=stage.lawyer, reason="transferred_out")
    end(ORGANISATIONS, LATER, subject=branch)


def test_nobody_is_a_member_and_on_the_list_of_those_outside(stage: Stage) -> None:
    branch = organisation(stage.firm, "甲支部")
    listed = {"lawyer": stage.lawyer, "listed_as": "reserve", "level": "city_list"}
    enter(REPRESENTATIVES, ON, **listed)
    with pytest.raises(ActRefused, match="应先移出"):
        member(stage.lawyer, branch, LATER)
    end(REPRESENTATIVES, LATER, lawyer=stage.lawyer, reason="joined_party")
    member(stage.lawyer, branch, LATER)
    with pytest.raises(ActRefused, match="登记为党员，不列入党外名单"):
        enter(REPRESENTATIVES, date(2022, 1, 4), **listed)


def test_the_year_of_a_result_has_ended(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="2020 年度在 2020-05-06 尚未结束"):
        enter(STANDARDS, ON, firm=stage.firm, year=2020, score=90, veto=None)
