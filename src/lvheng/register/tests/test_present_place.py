"""Who acts on a lawyer who has moved since: both districts together, whether the act is backdated, corrected or undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import DISTRICT_STAFF
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.organisations import AppointStaff
from lvheng.kernel.acts.perform import ActRefused, perform
from lvheng.kernel.acts.reverse import Reverse, Reversed
from lvheng.kernel.acts.second import Proposal, approve, propose, turn_down, waiting
from lvheng.kernel.acts.whereabouts import present_place
from lvheng.kernel.identity.models import Account
from lvheng.kernel.ledger.selectors import evidence_of
from lvheng.kernel.subjects.models import Organisation
from lvheng.register.acts.corrections import CorrectEngagement
from lvheng.register.acts.engagements import ChangeRole, Engage, LeaveFirm, Transfer
from lvheng.register.acts.firms import MoveSeat
from lvheng.register.acts.licences import LeaveOfAbsence, SuspendLicence
from lvheng.register.models import Engagement, PractisingLicence
from lvheng.register.tests.correcting import given as corrected
from lvheng.register.tests.invented import BASIS, CHAOYANG, CITY, HAIDIAN, SYSTEM, TONGZHOU, do, firm, lawyer, officer
from lvheng.register.tests.training import supervisor, trainee
from lvheng.register.tests.who_may import Stage

MOVED = date(2021, 3, 1)
BEFORE = date(2020, 5, 6)


@pytest.fixture
def moved(stage: Stage) -> UUID:
    """A lawyer who was in 朝阳区 and is now in 海淀区."""
    do(Transfer, MOVED, lawyer=stage.lawyer, organisation=firm(district=HAIDIAN))
    return stage.lawyer


def staff(district: str, number: int) -> Viewer:
    """Somebody of a district's bureau, with an account: who proposes is looked up."""
    person = UUID(int=number)
    name = {CHAOYANG: "朝阳", HAIDIAN: "海淀", TONGZHOU: "通州"}[district]
    bureau = Organisation.rows.current().get(kind="district_bureau", name__contains=name).subject
    do(AppointStaff, date(2020, 1, 6), actor=SYSTEM, organisation=bureau, post=DISTRICT_STAFF.code, holder=person)
    from lvheng.kernel.access.viewer import viewer_of
    from lvheng.kernel.time.days import today

    account = Account.objects.create_user(f"test-{number}", None, name=f"{name}工作人员", person=person)
    return viewer_of(account, today())


@pytest.mark.parametrize("act", [LeaveFirm, LeaveOfAbsence, SuspendLicence])
def test_the_district_left_cannot_backdate_an_act_alone(moved: UUID, act: type) -> None:
    with pytest.raises(ActRefused, match="由海淀区的司法局批准后登记") as refused:
        do(act, BEFORE, actor=officer(CHAOYANG), lawyer=moved)
    assert all(refusal.shared for refusal in refused.value.refusals)
    with pytest.raises(ActRefused, match="由朝阳区的司法局批准后登记"):
        do(act, BEFORE, actor=officer(HAIDIAN), lawyer=moved)
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        do(act, BEFORE, actor=officer(TONGZHOU), lawyer=moved)


def test_the_present_district_acts_alone_on_what_is_from_the_day_of_the_move(moved: UUID) -> None:
    do(ChangeRole, MOVED, actor=officer(HAIDIAN), lawyer=moved, role="partner")


def test_an_engagement_of_the_past_is_shared_too(stage: Stage) -> None:
    known = lawyer(firm(district=HAIDIAN), date(2021, 3, 1))
    told = {"lawyer": known, "organisation": stage.firm, "until": date(2020, 12, 1)}
    with pytest.raises(ActRefused, match="由海淀区的司法局批准"):
        do(Engage, BEFORE, actor=officer(CHAOYANG), **told)  # type: ignore[arg-type]  # names of fields


def test_one_district_proposes_and_the_other_approves(moved: UUID) -> None:
    chaoyang, haidian, tongzhou = staff(CHAOYANG, 9001), staff(HAIDIAN, 9002), staff(TONGZHOU, 9003)
    number = PractisingLicence.rows.current().filter(person=moved)[0].number
    told = {"proposer": chaoyang, "effective_on": BEFORE, "basis": BASIS, "version": None}
    proposal = propose(ChangeRole, {"lawyer": number, "role": "partner"}, **told)  # type: ignore[arg-type]  # fields by name
    assert [each.pk for each in waiting(haidian)] == [proposal.pk]
    assert [each.pk for each in waiting(chaoyang)] == [proposal.pk], "whoever proposed sees it, to take it back"
    assert waiting(tongzhou) == []
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        approve(proposal.pk, tongzhou)
    with pytest.raises(ActRefused, match="由海淀区的司法局批准"):
        approve(proposal.pk, chaoyang)
    colleague = staff(CHAOYANG, 9004)
    assert waiting(colleague) == []
    with pytest.raises(ActRefused):
        turn_down(proposal.pk, colleague)
    done = approve(proposal.pk, haidian)
    fields = evidence_of(done.entry).fields
    assert (fields["actor"], fields["proposer"]) == (str(haidian.id), str(chaoyang.id))
    assert Engagement.rows.on(BEFORE).get(lawyer=moved).role == "partner"


def test_whoever_has_left_the_bureau_stands_for_it_no_more(moved: UUID) -> None:
    chaoyang, haidian = staff(CHAOYANG, 9001), staff(HAIDIAN, 9002)
    number = PractisingLicence.rows.current().filter(person=moved)[0].number
    told = {"proposer": chaoyang, "effective_on": BEFORE, "basis": BASIS, "version": None}
    proposal = propose(ChangeRole, {"lawyer": number, "role": "partner"}, **told)  # type: ignore[arg-type]  # fields by name
    Account.objects.filter(pk=chaoyang.id).update(is_active=False)
    with pytest.raises(ActRefused, match="由朝阳区的司法局批准"):
        approve(proposal.pk, haidian)
    assert Proposal.objects.get(pk=proposal.pk).decided_by is None
    assert Post.rows.current().filter(holder=chaoyang.person).exists()


def test_what_is_wrong_is_not_proposed(moved: UUID) -> None:
    number = PractisingLicence.rows.current().filter(person=moved)[0].number
    told = {"proposer": officer(CHAOYANG), "effective_on": BEFORE, "basis": BASIS, "version": None}
    with pytest.raises(ActRefused, match="所内身份没有变化") as refused:
        propose(ChangeRole, {"lawyer": number, "role": "employed"}, **told)  # type: ignore[arg-type]  # fields by name
    assert not any(refusal.shared for refusal in refused.value.refusals)


def test_a_correction_is_for_where_the_lawyer_is_whatever_its_day(moved: UUID) -> None:
    wanted = corrected(CorrectEngagement, moved, BEFORE, role="partner")
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        perform(CorrectEngagement, wanted, actor=officer(CHAOYANG), effective_on=BEFORE, basis=BASIS)
    perform(CorrectEngagement, wanted, actor=officer(HAIDIAN), effective_on=BEFORE, basis=BASIS)


def test_an_act_is_undone_by_both_districts(stage: Stage) -> None:
    entry = do(LeaveOfAbsence, BEFORE, lawyer=stage.lawyer).entry
    do(Transfer, MOVED, lawyer=stage.lawyer, organisation=firm(district=HAIDIAN))
    for district in (CHAOYANG, HAIDIAN):
        with pytest.raises(ActRefused, match="不能单独办理") as refused:
            do(Reverse, MOVED, actor=officer(district), entry=entry, subject=stage.lawyer)
        assert all(refusal.shared for refusal in refused.value.refusals)
    do(Reverse, MOVED, actor=CITY, entry=entry, subject=stage.lawyer)


def test_a_firm_that_has_moved_answers_where_it_is(stage: Stage) -> None:
    do(MoveSeat, MOVED, firm=stage.firm, district=HAIDIAN)
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        do(LeaveFirm, date(2021, 6, 1), actor=officer(CHAOYANG), lawyer=stage.lawyer)
    do(LeaveFirm, date(2021, 6, 1), actor=officer(HAIDIAN), lawyer=stage.lawyer)


def test_who_may_not_perform_an_act_may_not_undo_it(stage: Stage) -> None:
    from lvheng.register.acts.firm_states import RevokeFirm

    entry = do(RevokeFirm, BEFORE, firm=stage.other).entry
    with pytest.raises(ActRefused, match="由市局工作人员办理"):
        do(Reverse, BEFORE, actor=officer(CHAOYANG), entry=entry, subject=stage.other)
    do(Reverse, BEFORE, actor=CITY, entry=entry, subject=stage.other)


def test_what_two_people_did_two_people_undo(stage: Stage) -> None:
    from lvheng.register.acts.licences import RevokeLicence
    from lvheng.register.tests.invented import PROPOSER

    entry = do(RevokeLicence, BEFORE, lawyer=stage.lawyer).entry
    given = Reversed(entry=entry, subject=stage.lawyer)
    with pytest.raises(ActRefused, match="须由一人提出、另一人批准"):
        perform(Reverse, given, actor=CITY, effective_on=BEFORE, basis=BASIS)
    perform(Reverse, given, actor=CITY, effective_on=BEFORE, basis=BASIS, proposer=PROPOSER)


def test_the_system_s_own_acts_are_undone_by_nobody_else(stage: Stage) -> None:
    person = UUID(int=9005)
    bureau = Organisation.rows.current().get(kind="district_bureau", name__contains="朝阳").subject
    appointed = do(
        AppointStaff, BEFORE, actor=SYSTEM, organisation=bureau, post=DISTRICT_STAFF.code, holder=person
    ).entry
    with pytest.raises(ActRefused, match="由系统办理"):
        do(Reverse, BEFORE, actor=CITY, entry=appointed, subject=bureau)


def test_where_everybody_is_today(stage: Stage, viewer_as: Callable[[str], Viewer]) -> None:
    def district(subject: UUID) -> str:
        place = present_place(subject)
        return place.district if place else "nowhere"

    someone = trainee(stage.firm, supervisor(stage.firm))
    do(LeaveFirm, BEFORE, lawyer=stage.lawyer)
    assert [district(key) for key in (stage.firm, stage.lawyer, someone)] == [CHAOYANG] * 3
    assert (district(lawyer(None)), district(UUID(int=1))) == ("nowhere", "nowhere")
