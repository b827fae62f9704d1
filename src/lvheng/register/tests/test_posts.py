"""任职、免职: one head, a partner of the firm; managers; and what a post grants."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.viewer import viewer_of
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.identity.models import Account
from lvheng.register.acts.engagements import ChangeRole
from lvheng.register.acts.posts import AppointPost, EndPost, OnePost
from lvheng.register.tests.invented import do, firm, lawyer
from lvheng.register.tests.who_may import ON, Stage, WhoMay


class TestWhoMayAppoint(WhoMay):
    act = AppointPost
    allowed = ("city", "district")
    twice = "已担任这一职务"

    def sample(self, stage: Stage) -> OnePost:
        return OnePost(firm=stage.firm, lawyer=stage.lawyer, post="managing_partner")


class TestWhoMayEnd(WhoMay):
    act = EndPost
    allowed = ("city", "district")
    twice = "当日未担任这一职务"

    def sample(self, stage: Stage) -> OnePost:
        given = OnePost(firm=stage.firm, lawyer=stage.lawyer, post="committee_member")
        do(AppointPost, date(2020, 1, 7), firm=given.firm, lawyer=given.lawyer, post=given.post)
        return given


def test_the_head_is_a_partner_and_there_is_one(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="负责人应当从本所合伙人中产生"):
        do(AppointPost, ON, firm=stage.firm, lawyer=stage.lawyer, post="head")
    do(ChangeRole, date(2020, 1, 6), lawyer=stage.lawyer, role="partner")
    do(AppointPost, ON, firm=stage.firm, lawyer=stage.lawyer, post="head")
    second = lawyer(stage.firm, role="partner")
    with pytest.raises(ActRefused, match="另有负责人，应先办理免职"):
        do(AppointPost, ON, firm=stage.firm, lawyer=second, post="head")
    later = ON + timedelta(days=30)
    do(EndPost, later, firm=stage.firm, lawyer=stage.lawyer, post="head")
    do(AppointPost, later, firm=stage.firm, lawyer=second, post="head")
    assert [Post.rows.on(day).get(organisation=stage.firm, kind="head").holder for day in (ON, later)] == [
        stage.lawyer,
        second,
    ]


def test_a_branch_is_headed_by_somebody_who_need_not_be_a_partner(stage: Stage) -> None:
    branch = firm("北京测通州分所", "110112", parent=stage.firm)
    do(AppointPost, ON, firm=branch, lawyer=lawyer(branch), post="head")
    assert Post.rows.on(ON).filter(organisation=branch, kind="head").exists()


def test_only_administrators_come_from_outside(stage: Stage) -> None:
    outsider = lawyer(stage.other)
    with pytest.raises(ActRefused, match="当日不在该所执业"):
        do(AppointPost, ON, firm=stage.firm, lawyer=outsider, post="committee_member")
    do(AppointPost, ON, firm=stage.firm, lawyer=outsider, post="administrator")


def test_the_head_sees_the_firm_and_its_branches_from_the_day_to_the_day(stage: Stage) -> None:
    branch = firm("北京测通州分所", "110112", parent=stage.firm)
    do(ChangeRole, date(2020, 1, 6), lawyer=stage.lawyer, role="partner")
    do(AppointPost, ON, firm=stage.firm, lawyer=stage.lawyer, post="head")
    end = ON + timedelta(days=100)
    do(EndPost, end, firm=stage.firm, lawyer=stage.lawyer, post="head")
    account = Account(login="probe", name="测", person=stage.lawyer)
    seen = [viewer_of(account, day).scope.organisations for day in (ON - timedelta(days=1), ON, end)]
    assert seen == [frozenset(), frozenset({stage.firm, branch}), frozenset()]


def test_managing_alone_grants_nothing(stage: Stage) -> None:
    do(AppointPost, ON, firm=stage.firm, lawyer=stage.lawyer, post="managing_partner")
    viewer = viewer_of(Account(login="probe", name="测", person=stage.lawyer), ON)
    assert (viewer.scope.organisations, viewer.posts) == (frozenset(), frozenset())
