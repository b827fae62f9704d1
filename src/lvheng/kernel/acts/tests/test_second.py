"""Where a rule wants two people, one proposes an act and another approves it; nobody is both, not even past the product."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from lvheng.kernel.access.viewer import EVERYTHING, Viewer
from lvheng.kernel.acts.perform import ActRefused, perform
from lvheng.kernel.acts.second import Proposal, approve, propose, turn_down, waiting
from lvheng.kernel.ledger.selectors import evidence_of
from lvheng.register.acts.engagements import LeaveFirm
from lvheng.register.acts.licences import OneLawyer, RevokeLicence
from lvheng.register.models import PractisingLicence
from lvheng.register.tests.invented import CITY, do, firm, head_of, lawyer, officer

pytestmark = pytest.mark.django_db

ON = date(2020, 5, 6)
BASIS = "京司罚决〔2020〕1号"
OTHER = Viewer(UUID(int=21), "另一位", EVERYTHING, CITY.posts)


@pytest.fixture
def somebody() -> UUID:
    return lawyer(firm())


def proposed(person: UUID, version: int | None = None) -> Proposal:
    number = PractisingLicence.rows.current().filter(person=person)[0].number
    return propose(RevokeLicence, {"lawyer": number}, proposer=CITY, effective_on=ON, basis=BASIS, version=version)


def state(person: UUID) -> str:
    return str(PractisingLicence.rows.on(ON).get(person=person).state)


def test_nobody_performs_it_alone(somebody: UUID) -> None:
    given = OneLawyer(lawyer=somebody)
    for proposer in (None, CITY):
        with pytest.raises(ActRefused, match="一人提出、另一人批准"):
            perform(RevokeLicence, given, actor=CITY, effective_on=ON, basis=BASIS, proposer=proposer)
    assert state(somebody) == "practising"


def test_another_approves_and_the_entry_commits_to_both(somebody: UUID) -> None:
    proposal = proposed(somebody)
    assert state(somebody) == "practising", "nothing is registered before"
    with pytest.raises(ActRefused, match="提出的人不能自己批准"):
        approve(proposal.pk, CITY)
    done = approve(proposal.pk, OTHER)
    assert state(somebody) == "revoked"
    fields = evidence_of(done.entry).fields
    assert (fields["actor"], fields["proposer"]) == (str(OTHER.id), str(CITY.id))
    with pytest.raises(Proposal.DoesNotExist):
        approve(proposal.pk, OTHER)


def test_the_database_holds_them_apart(somebody: UUID) -> None:
    proposal = proposed(somebody)
    with pytest.raises(IntegrityError, match="kernel_proposal_two_people"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(decided_by=CITY.id)


def test_it_waits_for_those_who_may_and_reach_it(somebody: UUID) -> None:
    proposal = proposed(somebody)
    assert [each.pk for each in waiting(OTHER)] == [proposal.pk]
    for viewer in (officer(), head_of(somebody)):
        assert waiting(viewer) == []
        with pytest.raises(ActRefused, match="由市局工作人员办理"):
            turn_down(proposal.pk, viewer)
        with pytest.raises(ActRefused):
            approve(proposal.pk, viewer)


def test_it_is_turned_down_or_withdrawn_and_nothing_is_registered(somebody: UUID) -> None:
    turn_down((first := proposed(somebody)).pk, OTHER)
    assert Proposal.objects.get(pk=first.pk).decided_by == OTHER.id
    turn_down((second := proposed(somebody)).pk, CITY)
    assert not Proposal.objects.filter(pk=second.pk).exists()
    assert state(somebody) == "practising"
    assert waiting(OTHER) == []


def test_what_may_not_be_is_not_proposed_and_not_approved_later(somebody: UUID) -> None:
    from lvheng.register.since import version_of

    proposal = proposed(somebody, version_of(somebody))
    do(LeaveFirm, ON, lawyer=somebody)
    with pytest.raises(ActRefused, match="其间又办理过别的行为"):
        approve(proposal.pk, OTHER)
    approve(proposed(somebody).pk, OTHER)
    with pytest.raises(ActRefused):
        proposed(somebody)
