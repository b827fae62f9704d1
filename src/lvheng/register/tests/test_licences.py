"""执业证: suspended, on leave, resumed, cancelled, revoked, of another kind; each state from its day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lvheng.kernel.access.models import Post
from lvheng.kernel.acts.perform import ActRefused
from lvheng.register.acts.engagements import ChangeRole, LeaveFirm
from lvheng.register.acts.licences import (
    CancelLicence,
    ChangeKind,
    LeaveOfAbsence,
    NewKind,
    OneLawyer,
    ResumeLicence,
    RevokeLicence,
    Suspended,
    SuspendLicence,
)
from lvheng.register.acts.posts import AppointPost
from lvheng.register.models import Engagement, PractisingLicence
from lvheng.register.tests.invented import do
from lvheng.register.tests.who_may import ON, Stage, WhoMay


class TestWhoMaySuspend(WhoMay):
    act = SuspendLicence
    allowed = ("city", "district")
    twice = "已是停止执业状态"

    def sample(self, stage: Stage) -> Suspended:
        return Suspended(lawyer=stage.lawyer, until=date(2020, 9, 1))


class OfOneLawyer(WhoMay):
    def sample(self, stage: Stage) -> OneLawyer:
        return OneLawyer(lawyer=stage.lawyer)


class TestWhoMayGoOnLeave(OfOneLawyer):
    act = LeaveOfAbsence
    allowed = ("city", "district")
    twice = "已是暂停状态"


class TestWhoMayResume(OfOneLawyer):
    act = ResumeLicence
    allowed = ("city", "district")
    twice = "已是执业状态"

    def sample(self, stage: Stage) -> OneLawyer:
        do(LeaveOfAbsence, date(2020, 1, 6), lawyer=stage.lawyer)
        return OneLawyer(lawyer=stage.lawyer)


class TestWhoMayCancel(OfOneLawyer):
    act = CancelLicence
    allowed = ("city", "district")
    twice = "已是注销状态"


class TestWhoMayRevoke(OfOneLawyer):
    act = RevokeLicence
    allowed = ("city",)
    twice = "已是吊销状态"


class TestWhoMayChangeKind(WhoMay):
    act = ChangeKind
    allowed = ("city", "district")
    twice = "执业类别没有变化"

    def sample(self, stage: Stage) -> NewKind:
        return NewKind(lawyer=stage.lawyer, kind="part_time")


def states(key: object, *days: date) -> list[str]:
    return [PractisingLicence.rows.on(day).get(person=key).state for day in days]


def test_a_suspension_with_an_end_returns_by_itself_on_the_day(stage: Stage) -> None:
    until = date(2020, 8, 6)
    do(SuspendLicence, ON, lawyer=stage.lawyer, until=until)
    days = (ON - timedelta(days=1), ON, until - timedelta(days=1), until, date(2030, 1, 1))
    assert states(stage.lawyer, *days) == ["practising", "suspended", "suspended", "practising", "practising"]
    assert Engagement.rows.on(ON).filter(lawyer=stage.lawyer).exists(), "who is suspended stays in the firm"


def test_a_suspension_without_an_end_lasts_until_it_is_resumed(stage: Stage) -> None:
    do(SuspendLicence, ON, lawyer=stage.lawyer)
    do(ResumeLicence, date(2020, 11, 6), lawyer=stage.lawyer)
    assert states(stage.lawyer, date(2020, 11, 5), date(2020, 11, 6)) == ["suspended", "practising"]


def test_a_suspension_does_not_end_before_it_begins(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="期满日期 2020-05-06 不晚于停止执业之日 2020-05-06"):
        do(SuspendLicence, ON, lawyer=stage.lawyer, until=ON)


@pytest.mark.parametrize("act", [CancelLicence, RevokeLicence])
def test_the_end_of_the_licence_ends_engagement_and_posts(stage: Stage, act: type[CancelLicence]) -> None:
    do(ChangeRole, date(2020, 1, 6), lawyer=stage.lawyer, role="partner")
    do(AppointPost, date(2020, 1, 7), firm=stage.firm, lawyer=stage.lawyer, post="head")
    do(act, ON, lawyer=stage.lawyer)
    assert not Engagement.rows.on(ON).filter(lawyer=stage.lawyer).exists()
    assert not Post.rows.on(ON).filter(holder=stage.lawyer).exists()
    assert Engagement.rows.on(ON - timedelta(days=1)).filter(lawyer=stage.lawyer).exists()
    with pytest.raises(ActRefused, match=r"状态不能直接变为执业|没有执业机构"):
        do(ResumeLicence, ON + timedelta(days=30), lawyer=stage.lawyer)


def test_the_end_of_the_licence_ends_what_was_planned_after_it_too(stage: Stage) -> None:
    do(SuspendLicence, ON, lawyer=stage.lawyer, until=date(2020, 8, 6))
    do(CancelLicence, date(2020, 6, 1), lawyer=stage.lawyer)
    assert states(stage.lawyer, date(2020, 5, 31), date(2020, 6, 1), date(2021, 1, 1)) == [
        "suspended",
        "cancelled",
        "cancelled",
    ]


def test_who_has_no_firm_cannot_resume(stage: Stage) -> None:
    do(LeaveFirm, ON, lawyer=stage.lawyer)
    with pytest.raises(ActRefused, match="没有执业机构，应先登记执业机构"):
        do(ResumeLicence, ON + timedelta(days=1), lawyer=stage.lawyer)


def test_an_older_state_does_not_reach_beyond_a_newer_one(stage: Stage) -> None:
    """A change told late holds up to the change that was told before it, no further."""
    do(LeaveOfAbsence, date(2021, 3, 1), lawyer=stage.lawyer)
    do(ChangeKind, ON, lawyer=stage.lawyer, kind="part_time")
    assert states(stage.lawyer, ON, date(2021, 3, 1)) == ["practising", "on_leave"]
    assert [r.kind for r in PractisingLicence.rows.current().filter(person=stage.lawyer).order_by("valid_from")] == [
        "full_time",
        "part_time",
        "full_time",
    ]
