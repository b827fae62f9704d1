"""Acts issue, renew and end electronic licences in their own transaction; the status list follows the register."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from hypothesis import given
from hypothesis import strategies as st

from lvheng.elicence.choices import Status
from lvheng.elicence.faces import status_list
from lvheng.elicence.licences import believed_keys, current_record
from lvheng.elicence.models import ElectronicLicence, StatusList
from lvheng.elicence.places import LIST_SIZE, number_at, place_of
from lvheng.elicence.record import Record, record_of, state_of
from lvheng.elicence.selectors import issue_at
from lvheng.elicence.status import bitmaps, publish
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.ledger.models import LedgerOpening
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import today
from lvheng.register.acts.engagements import Transfer
from lvheng.register.acts.firms import ChangeFirm
from lvheng.register.acts.licences import CancelLicence, RevokeLicence, SuspendLicence
from lvheng.register.acts.posts import AppointPost
from lvheng.register.tests.invented import do, firm, lawyer
from lvheng.register.tests.who_may import ON, Stage

TOMORROW = today() + timedelta(days=1)


def issues(holder: UUID) -> int:
    return ElectronicLicence.objects.filter(holder=holder).count()


def record(holder: UUID) -> Record:
    found = current_record(holder, today())
    assert found is not None
    return found


def listed(place: int) -> Status:
    bits = bitmaps(now())[place // LIST_SIZE]
    return status_list.Statuses(0, bits, 0, 0).at(place % LIST_SIZE)


def test_the_act_that_grants_a_licence_issues_it(stage: Stage) -> None:
    told = record(stage.lawyer)
    assert (told.of.name, told.version, issues(stage.lawyer)) == ("lawyer", 1, 1)
    assert told.items["organisation"] == record(stage.firm).items["name"]
    assert listed(told.place) is Status.VALID


def test_a_transfer_renews_it_and_the_old_issue_is_no_longer_good(stage: Stage) -> None:
    before = record(stage.lawyer)
    do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.other)
    after = record(stage.lawyer)
    assert (after.version, after.items["organisation"]) == (2, record(stage.other).items["name"])
    assert (listed(before.place), listed(after.place)) == (Status.CANCELLED, Status.VALID)


def test_taking_the_transfer_back_issues_what_was_said_before(stage: Stage) -> None:
    done = do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.other)
    do(Reverse, ON, entry=done.entry, subject=stage.lawyer)
    assert record(stage.lawyer).items["organisation"] == record(stage.firm).items["name"]
    assert record(stage.lawyer).version == 3


def test_a_renewal_of_a_day_to_come_waits_for_its_day(stage: Stage) -> None:
    do(Transfer, TOMORROW, lawyer=stage.lawyer, organisation=stage.other)
    do(ChangeFirm, today(), firm=stage.other, name="北京改名某某律师事务所")
    now_told, then_told = record(stage.lawyer), current_record(stage.lawyer, TOMORROW)
    assert then_told is not None
    assert then_told.items["organisation"] == "北京改名某某律师事务所"
    assert now_told.items["organisation"] == record(stage.firm).items["name"]
    assert listed(now_told.place) is Status.VALID


def test_the_lawyers_of_a_renamed_firm_get_its_new_name(stage: Stage) -> None:
    do(ChangeFirm, today(), firm=stage.firm, name="北京新名某某律师事务所")
    for holder in (stage.firm, stage.lawyer):
        assert record(holder).version == 2
    assert record(stage.lawyer).items["organisation"] == "北京新名某某律师事务所"
    assert issues(stage.other) == 1


def test_a_new_head_stands_on_the_firms_licence(stage: Stage) -> None:
    partner = lawyer(stage.firm, role="partner")
    do(AppointPost, ON, firm=stage.firm, lawyer=partner, post="head")
    assert record(stage.firm).items["head"] == record(partner).items["name"]


@pytest.mark.parametrize(
    ("act", "status"),
    [(SuspendLicence, Status.SUSPENDED), (CancelLicence, Status.CANCELLED), (RevokeLicence, Status.REVOKED)],
)
def test_what_ends_or_suspends_a_licence_stands_in_the_list_and_issues_nothing(
    stage: Stage, act: type, status: Status
) -> None:
    place = record(stage.lawyer).place
    do(act, ON, lawyer=stage.lawyer)
    assert (listed(place), state_of(stage.lawyer, today())[0]) == (status, status)
    assert issues(stage.lawyer) == 1


def test_a_suspension_ends_by_itself_on_its_day(stage: Stage) -> None:
    place = record(stage.lawyer).place
    do(SuspendLicence, today() - timedelta(days=90), lawyer=stage.lawyer, until=today())
    assert listed(place) is Status.VALID


def test_a_refused_act_issues_nothing(stage: Stage) -> None:
    with pytest.raises(ActRefused):
        do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.firm)
    assert issues(stage.lawyer) == 1


@given(st.integers(0, 40).flatmap(lambda listed: st.tuples(st.just(listed), st.integers(0, LIST_SIZE - 1))))
def test_every_issue_stays_in_its_list_and_is_found_by_its_place(at: tuple[int, int]) -> None:
    listed, within = at
    assert number_at(place_of(listed * LIST_SIZE + within)) == listed * LIST_SIZE + within
    assert place_of(listed * LIST_SIZE + within) // LIST_SIZE == listed


def test_no_place_is_given_twice() -> None:
    assert sorted(map(place_of, range(LIST_SIZE))) == list(range(LIST_SIZE))
    assert [place_of(n) for n in range(50)] != sorted(place_of(n) for n in range(50))


def test_an_issue_is_never_changed_or_forgotten(stage: Stage) -> None:
    for change in ("update elicence_issue set place = 1", "delete from elicence_issue"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_the_list_is_signed_and_logged_when_it_changes_and_only_then(stage: Stage) -> None:
    place = record(stage.lawyer).place
    assert publish() >= 1
    assert publish() == 0
    kept = StatusList.objects.get(number=place // LIST_SIZE)
    do(SuspendLicence, ON, lawyer=stage.lawyer)
    publish()
    after = StatusList.objects.get(number=place // LIST_SIZE)
    assert after.entry > kept.entry
    assert after.digest in LedgerOpening.objects.get(pk=after.entry).text
    assert status_list.read(after.token, believed_keys()).at(place % LIST_SIZE) is Status.SUSPENDED
    assert status_list.read(kept.token, believed_keys()).at(place % LIST_SIZE) is Status.VALID


def test_what_a_licence_said_can_be_read_again_whatever_came_after(stage: Stage) -> None:
    named = record(firm("北京原名某某律师事务所"))
    do(ChangeFirm, today(), firm=named.holder, name="北京后名某某律师事务所")
    first = issue_at(named.place)
    assert first is not None
    again = record_of(first)
    assert again == named
