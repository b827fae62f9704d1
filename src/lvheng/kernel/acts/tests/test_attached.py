"""An act takes files: its entry commits to each of them, and nobody gives what somebody else brought."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from lvheng.kernel.access.viewer import EVERYTHING, SYSTEM_VIEWER, Viewer
from lvheng.kernel.acts.attached import MOST
from lvheng.kernel.acts.organisations import EnterOrganisation, NewOrganisation
from lvheng.kernel.acts.perform import ActRefused, Done, Item, perform, perform_set
from lvheng.kernel.acts.second import Proposal, approve, propose, turn_down
from lvheng.kernel.documents.files import attachments_of, content_of, forget_unused, hold, receive
from lvheng.kernel.documents.models import Upload
from lvheng.kernel.documents.tests.making import PNG, paper
from lvheng.kernel.ledger.entry import opens
from lvheng.kernel.ledger.models import LedgerEntry
from lvheng.kernel.ledger.selectors import evidence_of
from lvheng.kernel.time.clock import now
from lvheng.register.acts.licences import RevokeLicence
from lvheng.register.models import PractisingLicence
from lvheng.register.tests.invented import CITY, firm, lawyer

pytestmark = pytest.mark.django_db

ON = date(2020, 5, 6)
BASIS = "京司罚决〔2020〕1号"
OTHER = Viewer(UUID(int=21), "另一位", EVERYTHING, CITY.posts)


def brought(name: str = "批复", by: Viewer = SYSTEM_VIEWER, *, sensitive: bool = False) -> Upload:
    return receive(paper(name), f"{name}.pdf", by.id, sensitive=sensitive)


def new() -> NewOrganisation:
    return NewOrganisation(name=f"北京市测试局{uuid4().hex[:6]}", kind="organ", district="110105")


def entered(*files: Upload) -> Done:
    keys = [each.id for each in files]
    return perform(EnterOrganisation, new(), actor=SYSTEM_VIEWER, effective_on=ON, basis=BASIS, attached=keys)


def test_the_entry_commits_to_each_file_alone() -> None:
    first, second = brought("批复"), brought("身份证", sensitive=True)
    done = entered(first, second)
    evidence = evidence_of(done.entry)
    assert evidence.fields["attachment.1"] == first.file_id
    assert evidence.fields["attachment.2"] == second.file_id
    body = bytes(LedgerEntry.objects.get(pk=done.entry).body)
    assert opens(body, evidence.secret, "attachment.2", second.file_id)
    assert not opens(body, evidence.secret, "attachment.2", first.file_id)


def test_the_files_stand_with_the_entry_in_their_order() -> None:
    files = [brought("乙"), brought("甲", sensitive=True)]
    done = entered(*files)
    found = attachments_of([done.entry])[done.entry]
    assert [(each.place, each.name, each.sensitive) for each in found] == [(1, "乙.pdf", False), (2, "甲.pdf", True)]
    assert content_of(found[1].file_id) == paper("甲")


def test_one_file_may_go_with_many_acts() -> None:
    file = brought()
    results = perform_set(
        EnterOrganisation, [Item(new(), ON, attached=(file.id,)) for _ in range(3)], actor=SYSTEM_VIEWER, basis=BASIS
    )
    entries = [result.entry for result in results if isinstance(result, Done)]
    assert [attachments_of(entries)[entry][0].file_id for entry in entries] == [file.file_id] * 3


@pytest.mark.parametrize("key", ["strange", "another's"])
def test_nobody_gives_a_file_that_is_not_theirs(key: str) -> None:
    attached = uuid4() if key == "strange" else brought(by=OTHER).id
    with pytest.raises(ActRefused, match="不是您上传的"):
        perform(EnterOrganisation, new(), actor=SYSTEM_VIEWER, effective_on=ON, basis=BASIS, attached=[attached])


def test_an_act_takes_only_so_many() -> None:
    key = brought().id
    with pytest.raises(ActRefused, match=f"至多附 {MOST} 份"):
        perform(
            EnterOrganisation, new(), actor=SYSTEM_VIEWER, effective_on=ON, basis=BASIS, attached=[key] * (MOST + 1)
        )


def test_a_refused_act_takes_nothing() -> None:
    file = receive(PNG, "照片.png", SYSTEM_VIEWER.id)
    wrong = NewOrganisation(name="北京市测试局", kind="organ", district="110105", subject=entered().subject)
    with pytest.raises(ActRefused):
        perform(EnterOrganisation, wrong, actor=SYSTEM_VIEWER, effective_on=ON, basis=BASIS, attached=[file.id])
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from kernel_attachment where digest = %s", [file.file_id])
        assert cursor.fetchone() == (0,)


@pytest.fixture
def proposed() -> tuple[Proposal, Upload]:
    file = brought("决定书", by=CITY)
    person = lawyer(firm())
    number = PractisingLicence.rows.current().filter(person=person)[0].number
    given = {"lawyer": number}
    proposal = propose(
        RevokeLicence, given, proposer=CITY, effective_on=ON, basis=BASIS, version=None, attached=[file.id]
    )
    return proposal, file


def test_what_is_proposed_keeps_its_files_until_it_is_decided(proposed: tuple[Proposal, Upload]) -> None:
    proposal, file = proposed
    assert Upload.objects.get(pk=file.id).until > now() + timedelta(days=300)
    done = approve(proposal.pk, OTHER)
    assert [each.file_id for each in attachments_of([done.entry])[done.entry]] == [file.file_id]
    assert evidence_of(done.entry).fields["attachment.1"] == file.file_id
    hold([file.id], now() - timedelta(hours=1))
    forget_unused()
    assert content_of(file.file_id) == paper("决定书"), "an act has it: it is never forgotten"


def test_what_is_turned_down_gives_its_files_up(proposed: tuple[Proposal, Upload]) -> None:
    proposal, file = proposed
    turn_down(proposal.pk, OTHER)
    assert Upload.objects.get(pk=file.id).until < now() + timedelta(days=2)


def test_nobody_proposes_with_another_s_file() -> None:
    file, person = brought(by=OTHER), lawyer(firm())
    number = PractisingLicence.rows.current().filter(person=person)[0].number
    with pytest.raises(ActRefused, match="不是您上传的"):
        propose(
            RevokeLicence,
            {"lawyer": number},
            proposer=CITY,
            effective_on=ON,
            basis=BASIS,
            version=None,
            attached=[file.id],
        )
