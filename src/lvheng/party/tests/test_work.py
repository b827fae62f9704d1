"""Terms, posts, reports, study, theme education, guidance, decisions, practices, groups, cultivation."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.reading import read
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.party.models import PartyOrganisation
from lvheng.party.posts import SECRETARY, UNITED_FRONT
from lvheng.party.registers import activities, duties
from lvheng.party.registers.members import APPLICANTS, MEMBERS, MODEL_POSTS
from lvheng.party.registers.united_front import LEADERS
from lvheng.party.tests.staged import PartyDeclared, end, enter, member, organisation
from lvheng.register.tests.invented import CHAOYANG, HAIDIAN, lawyer
from lvheng.register.tests.who_may import ON, Stage
from lvheng.work.tests.declared import LATER

pytestmark = pytest.mark.django_db
BEFORE = date(2020, 5, 4)
REPORTING = ("party", "district_party", "head")
_numbers = count(1)


def branch(stage: Stage) -> UUID:
    """The branch of the stage's firm."""
    held = PartyOrganisation.rows.current().filter(firm=stage.firm).first()
    return held.subject if held else organisation(stage.firm, f"试验第{next(_numbers)}支部", BEFORE)


def trade(district: str = CHAOYANG) -> UUID:
    return organisation(None, f"试验第{next(_numbers)}行业党委", BEFORE, "party_committee", district=district)


def leader(district: str = CHAOYANG) -> UUID:
    bureau = organisation_key(f"district_bureau:{district}")
    return enter(LEADERS, BEFORE, name=f"试领导{next(_numbers)}", bureau=bureau, position="局长")


def belonging(stage: Stage) -> UUID:
    """The branch to which the stage's lawyer belongs."""
    found = branch(stage)
    member(stage.lawyer, found, BEFORE)
    return found


class TestTerms(PartyDeclared):
    register = duties.TERMS

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"organisation": branch(stage), "elected_on": date(2020, 5, 5), "due_on": date(2023, 5, 6)}


class TestOfficers(PartyDeclared):
    register = duties.OFFICERS

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"holder": stage.lawyer, "organisation": belonging(stage), "kind": UNITED_FRONT.code}


class TestTradeSecretaries(PartyDeclared):
    register = duties.TRADE_SECRETARIES

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"organisation": trade(), "leader": leader(), "name": None, "reason": None}


class TestWorkReports(PartyDeclared):
    register = duties.WORK_REPORTS
    changed = {"appraisal": "good"}
    corrected = {"appraisal": "fair"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        given = {"appraisal": None, "comment": None}
        return {"organisation": branch(stage), "year": 2019, "reported_on": date(2020, 3, 2), **given}


class TestStudies(PartyDeclared):
    register = activities.STUDIES
    allowed = REPORTING
    corrected = {"form": "lecture"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"name": "试验学习", "organisation": branch(stage), "level": "firm_level", "form": "meeting"}


class TestAttendances(PartyDeclared):
    register = activities.ATTENDANCES

    def sample(self, stage: Stage) -> dict[str, Any]:
        given = {"organisation": belonging(stage), "level": "firm_level", "form": "meeting"}
        return {"lawyer": stage.lawyer, "study": enter(activities.STUDIES, BEFORE, name="试验学习", **given)}


class TestThemes(PartyDeclared):
    register = activities.THEMES
    allowed = ("party",)  # it is the whole trade's
    corrected = {"deployed_in": "测发〔2020〕2号"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"name": "试验主题教育", "deployed_in": "测发〔2020〕1号"}


class TestThemesHeld(PartyDeclared):
    register = activities.THEMES_HELD
    allowed = REPORTING

    def sample(self, stage: Stage) -> dict[str, Any]:
        theme = enter(activities.THEMES, BEFORE, name=f"试验主题{next(_numbers)}", deployed_in="测发〔2020〕1号")
        return {"organisation": branch(stage), "theme": theme, "step": "theory", "note": None}


class TestGuidances(PartyDeclared):
    register = activities.GUIDANCES

    def sample(self, stage: Stage) -> dict[str, Any]:
        given = {"advice": None, "followed_on": None}
        return {"organisation": branch(stage), "by": trade(), "kind": "visit", **given}


class TestDecisions(PartyDeclared):
    register = activities.DECISIONS
    allowed = REPORTING

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"organisation": branch(stage), "matter": "试验事项", "opinion": "agreed", "outcome": None}


class TestPractices(PartyDeclared):
    register = activities.PRACTICES
    allowed = REPORTING
    allowed_of = {"change": ("party", "district_party"), "end": ("party", "district_party")}
    changed = {"stage": "selected"}
    corrected = {"stage": "published"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"name": "试验经验", "kind": "party_building", "firm": stage.firm, "stage": "submitted"}


class TestGroups(PartyDeclared):
    register = activities.GROUPS
    changed = {"name": "新名团支部"}
    corrected = {"kind": "fellowship"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"name": "试验团支部", "kind": "youth_league", "firm": stage.firm, "district": None}


class TestApplicants(PartyDeclared):
    register = APPLICANTS
    changed = {"stage": "candidate"}
    ended = {"reason": "admitted"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"lawyer": stage.lawyer, "organisation": branch(stage), "stage": "activist"}


class TestModelPosts(PartyDeclared):
    register = MODEL_POSTS
    changed = {"pledge": "试验承诺"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        belonging(stage)
        return {"lawyer": stage.lawyer, "post": "试验示范岗", "pledge": None}


def test_a_model_post_counts_while_its_lawyer_is_a_member(stage: Stage) -> None:
    figure = figure_of("party.model_lawyers")
    before = read(figure, Moment(LATER)).rows
    belonging(stage)
    enter(MODEL_POSTS, ON, lawyer=stage.lawyer, post="试验示范岗", pledge=None)
    assert read(figure, Moment(LATER)).rows == before + 1
    end(MEMBERS, LATER, lawyer=stage.lawyer, reason="transferred_out")
    assert read(figure, Moment(LATER)).rows == before


@pytest.mark.parametrize(
    ("form", "due", "said"),
    [
        ("independent_branch", date(2023, 5, 6), None),
        ("independent_branch", date(2023, 5, 7), "任期长于 3 年"),
        ("party_committee", date(2025, 5, 6), None),
        ("party_committee", date(2025, 5, 7), "任期长于 5 年"),
        ("party_committee", ON, "不晚于任期开始"),
    ],
)
def test_a_term_is_as_long_as_the_form_allows(stage: Stage, form: str, due: date, said: str | None) -> None:
    given = {"organisation": organisation(stage.firm, "任期支部", BEFORE, form), "elected_on": BEFORE, "due_on": due}
    if said is None:
        assert enter(duties.TERMS, ON, **given) == given["organisation"]
        return
    with pytest.raises(ActRefused, match=said):
        enter(duties.TERMS, ON, **given)


def test_an_organisation_has_one_secretary_who_belongs_to_the_party(stage: Stage) -> None:
    here = belonging(stage)
    place: dict[str, Any] = {"organisation": here, "kind": SECRETARY.code}
    other = lawyer(stage.firm)
    with pytest.raises(ActRefused, match="当日没有党员组织关系"):
        enter(duties.OFFICERS, ON, holder=other, **place)
    enter(duties.OFFICERS, ON, holder=stage.lawyer, **place)
    member(other, here)
    with pytest.raises(ActRefused, match="同一时间已有书记"):
        enter(duties.OFFICERS, LATER, holder=other, **place)


def test_a_trades_secretary_leads_the_bureau_of_its_level_or_there_is_a_reason(stage: Stage) -> None:
    here = trade()
    nobody: dict[str, Any] = {"leader": None, "name": None, "reason": None}
    with pytest.raises(ActRefused, match="应填写姓名和例外理由"):
        enter(duties.TRADE_SECRETARIES, ON, organisation=here, **nobody)
    with pytest.raises(ActRefused, match="不是同级司法行政机关的领导班子成员"):
        enter(duties.TRADE_SECRETARIES, ON, organisation=here, **nobody | {"leader": leader(HAIDIAN)})
    with pytest.raises(ActRefused, match="请登记党组织任职"):
        enter(duties.TRADE_SECRETARIES, ON, organisation=branch(stage), **nobody | {"leader": leader()})
    enter(duties.TRADE_SECRETARIES, ON, organisation=here, **nobody | {"name": "某某", "reason": "试验理由"})


def test_nobody_guides_upward_or_itself(stage: Stage) -> None:
    here, above = branch(stage), trade()
    given = {"kind": "visit", "advice": None, "followed_on": None}
    for organisation_, by, said in ((here, here, "不能是同一党组织"), (above, here, "不指导行业党组织")):
        with pytest.raises(ActRefused, match=said):
            enter(activities.GUIDANCES, ON, organisation=organisation_, by=by, **given)


def test_a_member_is_no_applicant(stage: Stage) -> None:
    here = belonging(stage)
    with pytest.raises(ActRefused, match="当日已是党员"):
        enter(APPLICANTS, ON, lawyer=stage.lawyer, organisation=here, stage="applied")
