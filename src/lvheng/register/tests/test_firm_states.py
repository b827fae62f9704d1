"""停业整顿、吊销、分立: what a firm may not do meanwhile, what becomes of its people, and who carries on."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.rows import Moment
from lvheng.register.acts.engagements import ChangeRole, Transfer
from lvheng.register.acts.firm_states import Divided, DivideFirm, FirmSuspended, ResumeFirm, RevokeFirm, SuspendFirm
from lvheng.register.acts.firms import ChangeFirm, DissolveFirm, Ended, MergeFirm, MoveSeat
from lvheng.register.acts.licences import SuspendLicence
from lvheng.register.acts.posts import AppointPost
from lvheng.register.models import Engagement, FirmLicence, PractisingLicence
from lvheng.register.record import organisation_record
from lvheng.register.tests.invented import CHAOYANG, do, firm, lawyer
from lvheng.register.tests.test_reverse import beliefs
from lvheng.register.tests.who_may import ON, Stage, WhoMay

UNTIL = date(2020, 8, 6)


class TestWhoMaySuspend(WhoMay):
    act = SuspendFirm
    allowed = ("city", "district")
    twice = "已处于停业整顿状态"

    def sample(self, stage: Stage) -> FirmSuspended:
        return FirmSuspended(firm=stage.firm, until=UNTIL)


class TestWhoMayResume(WhoMay):
    act = ResumeFirm
    allowed = ("city", "district")
    twice = "不在停业整顿期间"

    def sample(self, stage: Stage) -> Ended:
        do(SuspendFirm, date(2020, 3, 2), firm=stage.firm)
        return Ended(firm=stage.firm)


class TestWhoMayRevoke(WhoMay):
    act = RevokeFirm
    allowed = ("city",)
    twice = "已处于吊销状态"

    def sample(self, stage: Stage) -> Ended:
        return Ended(firm=stage.firm)


class TestWhoMayDivide(WhoMay):
    act = DivideFirm
    allowed = ("city", "district")
    twice = "这次分立已在册"

    def sample(self, stage: Stage) -> Divided:
        return Divided(firm=stage.firm, manner="derived", successor=stage.other)


def state(key: UUID, day: date) -> str:
    return str(FirmLicence.rows.on(day).get(organisation=key).state)


def test_a_suspension_ends_by_itself_and_lasts_one_to_six_months(stage: Stage) -> None:
    for until in (ON + timedelta(days=20), date(2020, 11, 7)):
        with pytest.raises(ActRefused, match=r"一个月以上六个月以下.*律师法第五十条"):
            do(SuspendFirm, ON, firm=stage.firm, until=until)
    do(SuspendFirm, ON, firm=stage.firm, until=UNTIL)
    assert [state(stage.firm, day) for day in (ON - timedelta(days=1), ON, UNTIL)] == [
        "practising",
        "suspended",
        "practising",
    ]


def test_a_suspended_firm_neither_ends_nor_changes_nor_divides_nor_branches(stage: Stage) -> None:
    empty = firm()
    do(SuspendFirm, ON, firm=empty, until=UNTIL)
    after = ON + timedelta(days=3)
    for act, given, what in (
        (DissolveFirm, {}, "终止注销"),
        (MergeFirm, {"successor": stage.other}, "并入另一律师事务所"),
        (ChangeFirm, {"name": "北京测改名律师事务所"}, "变更名称、组织形式"),
        (DivideFirm, {"manner": "derived", "successor": stage.other}, "分立"),
    ):
        with pytest.raises(ActRefused, match=f"停业整顿期间，不得{what}.*第三十一条"):
            do(act, after, firm=empty, **given)
    with pytest.raises(ActRefused, match="停业整顿状态，不得设立分所"):
        firm(on=after, parent=empty)
    do(MoveSeat, after, firm=empty, district=CHAOYANG, address="测路 9 号")
    do(DissolveFirm, UNTIL, firm=empty)


def test_head_and_partners_of_a_suspended_firm_stay_and_others_may_go(stage: Stage) -> None:
    partner, head, other = (lawyer(stage.firm, role=role) for role in ("partner", "partner", "employed"))
    do(AppointPost, date(2020, 1, 6), firm=stage.firm, lawyer=head, post="head")
    do(SuspendFirm, ON, firm=stage.firm, until=UNTIL)
    for who, what in ((partner, "合伙人"), (head, "负责人")):
        with pytest.raises(ActRefused, match=f"停业整顿期间，{what}不得变更执业机构.*第二十一条"):
            do(Transfer, ON, lawyer=who, organisation=stage.other)
    do(Transfer, ON, lawyer=other, organisation=stage.other)
    do(Transfer, UNTIL, lawyer=partner, organisation=stage.other)


def test_after_six_months_of_suspension_nobody_is_partner_for_three_years(stage: Stage) -> None:
    do(SuspendLicence, date(2020, 1, 6), lawyer=stage.lawyer, until=date(2020, 7, 6))
    sentence = r"六个月以上停止执业处罚（2020-01-06 至 2020-07-06）.*2023-07-06 前不得担任合伙人.*律师法第五十三条"
    with pytest.raises(ActRefused, match=sentence):
        do(ChangeRole, date(2023, 7, 5), lawyer=stage.lawyer, role="partner")
    with pytest.raises(ActRefused, match="律师法第五十三条"):
        do(Transfer, date(2023, 7, 5), lawyer=stage.lawyer, organisation=stage.other, role="partner")
    do(ChangeRole, date(2023, 7, 6), lawyer=stage.lawyer, role="partner")
    short = lawyer(stage.firm)
    do(SuspendLicence, date(2020, 1, 6), lawyer=short, until=date(2020, 7, 5))
    do(ChangeRole, date(2020, 7, 5), lawyer=short, role="partner")


def test_a_revoked_firm_leaves_its_lawyers_without_one_and_taking_it_back_restores_all(stage: Stage) -> None:
    head = lawyer(stage.firm, role="partner")
    do(AppointPost, date(2020, 1, 6), firm=stage.firm, lawyer=head, post="head")
    before = beliefs()
    done = do(RevokeFirm, ON, firm=stage.firm)
    assert state(stage.firm, ON) == "revoked"
    assert not Engagement.rows.on(ON).filter(organisation=stage.firm).exists()
    assert {PractisingLicence.rows.on(ON).get(person=who).state for who in (head, stage.lawyer)} == {"unattached"}
    do(Reverse, ON, entry=done.entry, subject=stage.firm)
    assert beliefs() == before


def test_a_firm_that_ends_by_division_leaves_two_at_least_and_nobody_in_it(stage: Stage) -> None:
    old, one, two = firm("北京测分立律师事务所"), firm(), firm()
    with pytest.raises(ActRefused, match="两家以上承继"):
        do(DivideFirm, ON, firm=old, manner="dissolved", successor=one)
    with pytest.raises(ActRefused, match="互不相同"):
        do(DivideFirm, ON, firm=old, manner="dissolved", successor=one, second_successor=one)
    with pytest.raises(ActRefused, match="尚有 1 名律师在所执业"):
        do(DivideFirm, ON, firm=stage.firm, manner="dissolved", successor=one, second_successor=two)
    do(DivideFirm, ON, firm=old, manner="dissolved", successor=one, second_successor=two)
    assert state(old, ON) == "cancelled"
    record = organisation_record(two, Moment(ON))
    assert record
    assert [(e.title, e.link_name) for e in record.events if e.link == old] == [
        ("承继自（解散分立）", "北京测分立律师事务所")
    ]


def test_who_carries_on_after_a_merger_tells_whom(stage: Stage) -> None:
    gone = firm("北京测并入律师事务所")
    done = do(MergeFirm, ON, firm=gone, successor=stage.other)
    record = organisation_record(stage.other, Moment(ON))
    assert record
    [event] = [event for event in record.events if event.link == gone]
    assert (event.on, event.title, event.entry) == (ON, "承继自（合并）", done.entry)
