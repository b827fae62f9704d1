"""What several people do at the same time: one truth, nobody lost, no deadlock shown to anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from uuid import UUID

from lvheng.kernel.acts.perform import ActRefused, Done, Item, perform_set
from lvheng.kernel.ledger.models import ActLine, LedgerEntry
from lvheng.register.acts.engagements import LeaveFirm, Transfer
from lvheng.register.acts.firms import DissolveFirm, MergeFirm
from lvheng.register.acts.posts import AppointPost, OnePost
from lvheng.register.models import Engagement, FirmLicence, PractisingLicence
from lvheng.register.tests.invented import BASIS, CITY, do, firm, lawyer, new_lawyer
from lvheng.register.tests.who_may import ON

Committing = Callable[[], AbstractContextManager[None]]
AtOnce = Callable[..., list[Any]]


def outcomes(answers: list[Any]) -> Counter[str]:
    """How many were done, how many were told that it is done already, how many were refused; nothing else happens."""
    found: Counter[str] = Counter()
    for answer in answers:
        assert isinstance(answer, Done | ActRefused), repr(answer)
        if isinstance(answer, Done):
            found["done"] += 1
        else:
            found["already" if all(r.already for r in answer.refusals) else "refused"] += 1
    return found


def test_the_same_transfer_at_once_is_done_once(committing: Committing, at_once: AtOnce) -> None:
    with committing():
        key, there = lawyer(firm()), firm()
    answers = at_once(*[lambda: do(Transfer, ON, lawyer=key, organisation=there)] * 6)
    assert outcomes(answers) == {"done": 1, "already": 5}


def test_transfers_of_one_lawyer_to_two_firms_end_in_one_of_them(committing: Committing, at_once: AtOnce) -> None:
    with committing():
        key, one, two = lawyer(firm()), firm(), firm()
    answers = at_once(
        lambda: do(Transfer, ON, lawyer=key, organisation=one), lambda: do(Transfer, ON, lawyer=key, organisation=two)
    )
    assert outcomes(answers) == {"done": 2}
    with committing():
        [row] = Engagement.rows.on(ON).filter(lawyer=key)
        last = max(answer.entry for answer in answers)
        assert row.opened_by == last
        first, second = ActLine.objects.filter(pk__in=[a.entry for a in answers]).order_by("id")
        assert first.at < second.at, "one came after the other and saw it"


def test_eight_at_once_into_one_firm_all_arrive(committing: Committing, at_once: AtOnce) -> None:
    with committing():
        there, people = firm(), [lawyer(firm()) for _ in range(8)]
    answers = at_once(*[_transfer(key, there) for key in people])
    assert outcomes(answers) == {"done": 8}
    with committing():
        assert Engagement.rows.on(ON).filter(organisation=there).count() == 8


def _transfer(key: UUID, there: UUID) -> Callable[[], Done]:
    return lambda: do(Transfer, ON, lawyer=key, organisation=there)


def test_one_licence_number_entered_by_eight_at_once_is_one_lawyer(committing: Committing, at_once: AtOnce) -> None:
    with committing():
        home, given = firm(), new_lawyer(None, ON, name="测同")
    answers = at_once(*[lambda: lawyer(home, ON, name="测同", number=given.number)] * 8)
    assert sum(isinstance(answer, UUID) for answer in answers) == 1
    assert all(answer.refusals[0].already for answer in answers if isinstance(answer, ActRefused))
    with committing():
        assert PractisingLicence.rows.filter(number=given.number).count() == 1


def test_nobody_enters_a_firm_that_is_just_ending(committing: Committing, at_once: AtOnce) -> None:
    with committing():
        there, key = firm(), lawyer(firm())
    answers = at_once(_transfer(key, there), lambda: do(DissolveFirm, ON, firm=there))
    assert outcomes(answers) == {"done": 1, "refused": 1}
    with committing():
        ended = FirmLicence.rows.on(ON).get(organisation=there).state == "cancelled"
        assert ended != Engagement.rows.on(ON).filter(lawyer=key, organisation=there).exists()


def test_two_firms_merging_into_each_other_do_not_both_end(committing: Committing, at_once: AtOnce) -> None:
    """Each locks itself and then the other: the database breaks the ring, and the second is asked again."""
    with committing():
        one, two = firm(), firm()
    answers = at_once(
        lambda: do(MergeFirm, ON, firm=one, successor=two), lambda: do(MergeFirm, ON, firm=two, successor=one)
    )
    assert outcomes(answers) == {"done": 1, "refused": 1}


def test_sets_of_several_waves_in_opposite_order_both_come_through(committing: Committing, at_once: AtOnce) -> None:
    with committing():
        one, two = firm(), firm()
        posts = [(one, lawyer(one)), (two, lawyer(two)), (one, lawyer(one)), (two, lawyer(two))]
    items = [Item(OnePost(firm=f, lawyer=key, post="committee_member"), ON) for f, key in posts]
    again = [Item(OnePost(firm=f, lawyer=key, post="managing_partner"), ON) for f, key in reversed(posts)]
    answers = at_once(
        lambda: perform_set(AppointPost, items, actor=CITY, basis=BASIS),
        lambda: perform_set(AppointPost, again, actor=CITY, basis=BASIS),
    )
    assert [outcomes(answer) for answer in answers] == [{"done": 4}, {"done": 4}]


def test_a_lawyer_leaves_once_however_often_it_is_pressed(committing: Committing, at_once: AtOnce) -> None:
    with committing():
        key = lawyer(firm())
        before = LedgerEntry.objects.count()
    answers = at_once(*[lambda: do(LeaveFirm, date(2021, 3, 1), lawyer=key)] * 5)
    assert outcomes(answers) == {"done": 1, "already": 4}
    with committing():
        assert LedgerEntry.objects.count() == before + 1
