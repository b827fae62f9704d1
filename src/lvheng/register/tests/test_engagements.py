"""执业机构: engaging, transferring, leaving, and the role in the firm."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from lvheng.kernel.access.models import Post
from lvheng.kernel.acts.perform import ActRefused, Done, Item, perform_set
from lvheng.register.acts.engagements import (
    ChangeRole,
    Engage,
    Engaged,
    LeaveFirm,
    Leaving,
    NewRole,
    Transfer,
    Transferred,
)
from lvheng.register.acts.licences import LeaveOfAbsence, SuspendLicence
from lvheng.register.acts.posts import AppointPost
from lvheng.register.models import Engagement, PractisingLicence
from lvheng.register.tests.invented import BASIS, CHAOYANG, CITY, ENTERED, HAIDIAN, do, firm, lawyer, officer
from lvheng.register.tests.who_may import ON, Stage, WhoMay


class TestWhoMayEngage(WhoMay):
    act = Engage
    allowed = ("city", "district")
    twice = "这段执业经历已在册"

    def sample(self, stage: Stage) -> Engaged:
        return Engaged(lawyer=lawyer(None), organisation=stage.firm)


class TestWhoMayTransfer(WhoMay):
    act = Transfer
    allowed = ("city", "district")
    twice = "已在该机构执业"

    def sample(self, stage: Stage) -> Transferred:
        return Transferred(lawyer=stage.lawyer, organisation=stage.other)


class TestWhoMayLeave(WhoMay):
    act = LeaveFirm
    allowed = ("city", "district")
    twice = "已离所"

    def sample(self, stage: Stage) -> Leaving:
        return Leaving(lawyer=stage.lawyer)


class TestWhoMayChangeRole(WhoMay):
    act = ChangeRole
    allowed = ("city", "district")
    twice = "所内身份没有变化"

    def sample(self, stage: Stage) -> NewRole:
        return NewRole(lawyer=stage.lawyer, role="partner")


def where(key: UUID, day: date) -> UUID | None:
    return Engagement.rows.on(day).filter(lawyer=key).values_list("organisation", flat=True).first()


def state(key: UUID, day: date) -> str:
    return str(PractisingLicence.rows.on(day).get(person=key).state)


def test_a_transfer_ends_the_old_engagement_on_the_day_and_begins_the_new_one(stage: Stage) -> None:
    do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.other, role="partner")
    assert where(stage.lawyer, ON - timedelta(days=1)) == stage.firm
    assert where(stage.lawyer, ON) == stage.other
    assert Engagement.rows.current().filter(lawyer=stage.lawyer).count() == 2
    assert Engagement.rows.on(ON).get(lawyer=stage.lawyer).role == "partner"


def test_the_receiving_district_transfers_and_the_other_does_not(stage: Stage) -> None:
    there = firm(district=HAIDIAN)
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        do(Transfer, ON, actor=officer(CHAOYANG), lawyer=stage.lawyer, organisation=there)
    do(Transfer, ON, actor=officer(HAIDIAN), lawyer=stage.lawyer, organisation=there)
    assert where(stage.lawyer, ON) == there


def test_posts_in_the_firm_left_end_with_the_transfer(stage: Stage) -> None:
    do(ChangeRole, date(2020, 1, 6), lawyer=stage.lawyer, role="partner")
    do(AppointPost, date(2020, 1, 7), firm=stage.firm, lawyer=stage.lawyer, post="head")
    do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.other)
    assert Post.rows.on(ON - timedelta(days=1)).filter(holder=stage.lawyer).exists()
    assert not Post.rows.on(ON).filter(holder=stage.lawyer).exists()


def test_nobody_transfers_while_suspended_but_on_leave_one_may(stage: Stage) -> None:
    do(LeaveOfAbsence, date(2020, 2, 3), lawyer=stage.lawyer)
    do(Transfer, date(2020, 3, 3), lawyer=stage.lawyer, organisation=stage.other)
    do(SuspendLicence, date(2020, 4, 1), lawyer=stage.lawyer)
    with pytest.raises(ActRefused, match=r"停止执业期间不得变更执业机构.*第二十一条"):
        do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.firm)


def test_a_transfer_planned_for_a_future_day_needs_no_job(stage: Stage) -> None:
    future = date.today() + timedelta(days=40)  # noqa: DTZ011 - any day to come
    do(Transfer, future, lawyer=stage.lawyer, organisation=stage.other)
    assert (where(stage.lawyer, future - timedelta(days=1)), where(stage.lawyer, future)) == (stage.firm, stage.other)


def test_two_transfers_of_one_lawyer_in_one_set_follow_each_other(stage: Stage) -> None:
    third, bystander = firm(), lawyer(stage.firm)
    items = [
        Item(Transferred(lawyer=stage.lawyer, organisation=stage.other), date(2019, 3, 1)),
        Item(Transferred(lawyer=bystander, organisation=third), date(2019, 3, 1)),
        Item(Transferred(lawyer=stage.lawyer, organisation=third), date(2019, 9, 2)),
        Item(Transferred(lawyer=stage.lawyer, organisation=third), date(2019, 10, 8)),
    ]
    first, other, second, again = perform_set(Transfer, items, actor=CITY, basis=BASIS)
    assert isinstance(first, Done)
    assert isinstance(other, Done)
    assert isinstance(second, Done)
    assert isinstance(again, list)
    assert again[0].already
    days = (date(2019, 2, 28), date(2019, 3, 1), date(2019, 9, 2))
    assert [where(stage.lawyer, day) for day in days] == [stage.firm, stage.other, third]
    assert first.entry < second.entry


def test_leaving_makes_the_licence_unattached_and_engaging_brings_it_back(stage: Stage) -> None:
    do(LeaveFirm, ON, lawyer=stage.lawyer)
    assert (where(stage.lawyer, ON), state(stage.lawyer, ON)) == (None, "unattached")
    back = date(2020, 9, 1)
    do(Engage, back, lawyer=stage.lawyer, organisation=stage.other)
    assert (where(stage.lawyer, back), state(stage.lawyer, back)) == (stage.other, "practising")
    assert (where(stage.lawyer, ON), state(stage.lawyer, ON)) == (None, "unattached")


def test_who_is_suspended_cannot_leave_and_who_is_nowhere_cannot_transfer(stage: Stage) -> None:
    do(SuspendLicence, ON, lawyer=stage.lawyer)
    with pytest.raises(ActRefused, match="只有执业状态的律师可以登记离所"):
        do(LeaveFirm, ON + timedelta(days=1), lawyer=stage.lawyer)
    with pytest.raises(ActRefused, match="没有执业机构"):
        do(Transfer, ON, lawyer=lawyer(None), organisation=stage.other)


def test_a_past_engagement_is_entered_up_to_where_the_next_begins(stage: Stage) -> None:
    late = lawyer(stage.firm, date(2016, 9, 5), engaged_on=date(2018, 1, 1))
    do(Engage, date(2017, 1, 2), lawyer=late, organisation=stage.other)
    assert (where(late, date(2017, 12, 31)), where(late, date(2018, 1, 1))) == (stage.other, stage.firm)
    with pytest.raises(ActRefused, match=r"重叠.*律师法第十条"):
        do(Engage, date(2016, 12, 1), lawyer=late, organisation=stage.firm, until=date(2017, 2, 1))
    with pytest.raises(ActRefused, match="不晚于入所日期"):
        do(Engage, date(2016, 12, 1), lawyer=late, organisation=stage.firm, until=date(2016, 12, 1))


def test_partners_have_practised_for_three_years(stage: Stage) -> None:
    with pytest.raises(ActRefused, match=r"合伙人应有三年以上执业经历.*第二十八条"):
        do(ChangeRole, ENTERED + timedelta(days=3 * 365 - 2), lawyer=stage.lawyer, role="partner")
    do(ChangeRole, ENTERED.replace(year=2019), lawyer=stage.lawyer, role="partner")
    assert Engagement.rows.on(ENTERED.replace(year=2019)).get(lawyer=stage.lawyer).role == "partner"
