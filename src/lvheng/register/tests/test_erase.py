"""抹除: only after the time of keeping, by two people, for ever; the log's tree stays whole and nothing can be guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from lvheng.kernel.access.models import SensitiveValue, SubjectKey
from lvheng.kernel.access.sensitive import holders, opened
from lvheng.kernel.acts.act import act_of
from lvheng.kernel.acts.opening import opened_entry
from lvheng.kernel.acts.perform import ActRefused, perform
from lvheng.kernel.acts.reverse import Reverse, Reversed
from lvheng.kernel.acts.second import Proposal
from lvheng.kernel.documents.files import attachments_of, content_of, forget_unused, hold, receive, uploads
from lvheng.kernel.documents.models import StoredFile
from lvheng.kernel.documents.tests.making import paper
from lvheng.kernel.ledger.entry import leaf_hash, opens
from lvheng.kernel.ledger.models import ActLine, LedgerEntry, LedgerOpening
from lvheng.kernel.ledger.opened import read_opened
from lvheng.kernel.ledger.selectors import evidence_of
from lvheng.kernel.numbers.demonstration import demo_identity_number
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import today
from lvheng.register.acts.erase import Erased, ErasePerson
from lvheng.register.acts.licences import CancelLicence
from lvheng.register.models import Person
from lvheng.register.rules_retention import ended_on, may_erase
from lvheng.register.tests.invented import BASIS, CITY, PROPOSER, do, firm, lawyer
from lvheng.register.tests.training import trainee
from lvheng.register.tests.who_may import ON, Stage, WhoMay

LONG_AGO, ENDED = date(1984, 3, 1), date(1988, 4, 1)
IDENTITY = demo_identity_number(date(1955, 3, 4), "female", 777_301)


def once(*, ended: date = ENDED, **more: Any) -> UUID:
    """A lawyer whose licence ended long ago."""
    found = lawyer(firm(on=LONG_AGO), LONG_AGO, **more)
    do(CancelLicence, ended, lawyer=found)
    return found


class TestWhoMayErase(WhoMay):
    act = ErasePerson
    allowed = ("city",)
    twice = "已抹除"

    def sample(self, stage: Stage) -> Erased:
        return Erased(person=once())


@pytest.fixture
def erased(db: None) -> UUID:
    person = once(identity_number=IDENTITY)
    assert opened(person) == {"identity_number": IDENTITY}
    do(ErasePerson, ON, person=person)
    return person


def test_what_was_sealed_is_gone_with_its_key(erased: UUID) -> None:
    assert opened(erased) == {}
    assert not SubjectKey.objects.filter(subject=erased).exists()
    assert not SensitiveValue.objects.filter(subject=erased).exists()
    assert holders("identity_number", [IDENTITY]) == {}


def test_no_entry_of_the_person_can_be_opened_and_none_has_changed(erased: UUID) -> None:
    lines = ActLine.objects.filter(subject=erased).order_by("id")
    assert [line.kind for line in lines] == [
        "register.enter_lawyer",
        "register.cancel_licence",
        "register.erase_person",
    ]
    for line in lines[:2]:
        evidence = evidence_of(line.id)
        assert (evidence.secret, evidence.fields) == (b"", {})
        assert leaf_hash(evidence.body.encode()).hex() == evidence.leaf, "the tree is whole"
        assert opened_entry(act_of(line.kind), evidence).fields == ()
    assert evidence_of(lines[2].id).fields["kind"] == "register.erase_person", "that it was done, and by whom, is open"


def test_a_proof_handed_out_before_goes_on_holding(db: None) -> None:
    person = once()
    line = ActLine.objects.get(subject=person, kind="register.enter_lawyer")
    before = opened_entry(act_of(line.kind), evidence_of(line.id))
    do(ErasePerson, ON, person=person)
    assert read_opened(before.told()).values["input.name"]
    assert before.body == evidence_of(line.id).body.encode()


@pytest.fixture
def filed(db: None) -> tuple[UUID, UUID, str, str]:
    """A person and somebody else; the digests of a file that is the person's alone, and of one of both."""
    own, shared = (receive(paper(name), f"{name}.pdf", CITY.id).id for name in ("身份证", "名单"))
    long_ago, other = firm(on=LONG_AGO), lawyer(firm(), ON)
    person = lawyer(long_ago, LONG_AGO)
    for whose, day, files in ((person, ENDED, [own, shared]), (other, ON, [shared])):
        given = CancelLicence.Input(lawyer=whose)
        perform(CancelLicence, given, actor=CITY, effective_on=day, basis=BASIS, attached=files)
    digests = [uploads([key])[key].file_id for key in (own, shared)]
    hold([own, shared], now() - timedelta(hours=1))
    forget_unused()
    return person, other, digests[0], digests[1]


def test_a_file_goes_with_the_person_unless_it_is_somebody_else_s_too(filed: tuple[UUID, UUID, str, str]) -> None:
    person, other, own, shared = filed
    assert content_of(own) == paper("身份证")
    do(ErasePerson, ON, person=person)
    with pytest.raises(StoredFile.DoesNotExist):
        content_of(own)
    assert content_of(shared) == paper("名单")
    entries = dict(
        ActLine.objects.filter(kind=CancelLicence.kind, subject__in=[person, other]).values_list("subject", "id")
    )
    assert set(attachments_of(list(entries.values()))) == {entries[other]}, "not even its name or digest is left"
    body = bytes(LedgerEntry.objects.get(pk=entries[person]).body)
    assert not any(opens(body, bytes(each.secret), "attachment.1", own) for each in LedgerOpening.objects.all())


def test_no_secret_that_is_left_opens_what_was_erased(erased: UUID) -> None:
    """Whoever has the whole database and knows what to look for cannot tell whether it was there."""
    first = ActLine.objects.get(subject=erased, kind="register.enter_lawyer")
    body = bytes(LedgerEntry.objects.get(pk=first.id).body)
    tried = {bytes(each.secret) for each in LedgerOpening.objects.all()} | {bytes(32)}
    known = [("kind", first.kind), ("subject", str(erased)), ("input.sex", "female"), ("input.sex", "male")]
    assert not any(opens(body, secret, name, value) for secret in tried for name, value in known)


def test_what_was_once_proposed_about_the_person_is_gone(db: None) -> None:
    person = once()
    told = {"kind": "register.revoke_licence", "given": {"lawyer": "旧"}, "basis": BASIS, "effective_on": ENDED}
    decided = {"proposer": CITY.id, "proposed_at": now(), "decided_by": PROPOSER.id, "decided_at": now()}
    Proposal.objects.create(subject=person, **told, **decided)
    do(ErasePerson, ON, person=person)
    assert not Proposal.objects.filter(subject=person).exists()


def test_only_an_act_takes_an_attachment_away(filed: tuple[UUID, UUID, str, str]) -> None:
    with pytest.raises(DatabaseError, match="只能由行为写入"), connection.cursor() as cursor:
        cursor.execute("delete from kernel_attachment")


def test_others_are_left_alone(erased: UUID) -> None:
    own = ActLine.objects.filter(subject=erased).values("id")
    assert not LedgerOpening.objects.filter(text="").exclude(entry__in=own)
    assert Person.rows.current().filter(subject=erased).exists(), "the register is the authority's archive"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda stage: once(ended=date(1995, 4, 1)), "登记须保存到 2025-04-01"),
        (lambda stage: stage.lawyer, "仍持有执业证"),
        (lambda stage: trainee(stage.firm, stage.lawyer), "正在实习"),
    ],
)
def test_while_it_must_be_kept_nothing_is_erased(stage: Stage, make: Callable[[Stage], UUID], said: str) -> None:
    person, before = make(stage), LedgerEntry.objects.count()
    with pytest.raises(ActRefused, match=said):
        do(ErasePerson, ON, person=person)
    assert not LedgerOpening.objects.filter(text="").exists()
    assert LedgerEntry.objects.count() == before


def test_a_day_to_come_is_no_way_around() -> None:
    [refusal] = may_erase(date(2020, 1, 1), date(2050, 1, 1), date(2051, 1, 1), today())
    assert "不能晚于今天" in str(refusal)


def test_one_person_alone_may_not(db: None) -> None:
    with pytest.raises(ActRefused, match="请先提出"):
        perform(ErasePerson, Erased(person=once()), actor=CITY, effective_on=ON, basis=BASIS)


def test_it_cannot_be_taken_back(erased: UUID) -> None:
    entry = ActLine.objects.get(subject=erased, kind="register.erase_person").id
    given = Reversed(entry=entry, subject=erased)
    with pytest.raises(ActRefused, match="“抹除”不能撤回"):
        perform(Reverse, given, actor=CITY, effective_on=today(), basis=BASIS, proposer=PROPOSER)


@pytest.mark.parametrize(
    ("held", "ended"),
    [
        ([], None),
        ([(date(2000, 1, 1), date(9999, 1, 1), True)], None),
        ([(date(2000, 1, 1), date(2010, 1, 1), True), (date(2010, 1, 1), date(9999, 1, 1), False)], date(2010, 1, 1)),
        ([(date(2000, 1, 1), date(2010, 1, 1), True), (date(2012, 1, 1), date(2014, 1, 1), True)], date(2014, 1, 1)),
    ],
)
def test_the_end_is_the_last_day_on_which_anything_was_held(held: Any, ended: date | None) -> None:
    assert ended_on(held) == ended
