"""No act without an entry, no entry without an act; every opening verifies against its entry, field by field."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.ledger.entry import leaf_hash, opens
from lvheng.kernel.ledger.models import ActLine, LedgerEntry, LedgerOpening
from lvheng.kernel.rows import Row
from lvheng.register.acts.corrections import CorrectPerson
from lvheng.register.acts.engagements import Transfer
from lvheng.register.acts.licences import SuspendLicence
from lvheng.register.models import Engagement, Person
from lvheng.register.tests.invented import BASIS, CITY, do, lawyer
from lvheng.register.tests.who_may import ON, Stage

EACH = 40  # of every kind of act, so many openings are checked in the demonstration


@pytest.fixture
def lived(stage: Stage) -> Stage:
    """The stage after some acts of different kinds."""
    do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.other)
    do(SuspendLicence, ON.replace(month=7), lawyer=stage.lawyer, until=ON.replace(month=9))
    person = Person.rows.current().get(subject=stage.lawyer)
    wrong = do(CorrectPerson, ON, subject=stage.lawyer, row=person.pk, education="doctorate")
    do(Reverse, ON, entry=wrong.entry, subject=stage.lawyer)
    return stage


def unanswered(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found: list[tuple[object, ...]] = cursor.fetchall()
        return found


@pytest.mark.parametrize("model", Row.everyone(), ids=lambda model: model._meta.db_table)
def test_every_row_was_opened_and_closed_by_an_act_at_its_instant(lived: Stage, model: type[Row]) -> None:
    table = model._meta.db_table
    assert not unanswered(
        f"select r.id from {table} r left join kernel_act a on a.id = r.opened_by and a.at = r.known_from where a.id is null"
    )
    assert not unanswered(
        f"select r.id from {table} r left join kernel_act a on a.id = r.closed_by and a.at = r.known_to"
        " where r.closed_by is not null and a.id is null"
    )
    assert not unanswered(f"select id from {table} where (closed_by is null) <> (known_to = '9999-01-01Z')")
    assert not unanswered(f"select id from {table} where known_to <= known_from or valid_to <= valid_from")


def test_every_act_has_one_entry_and_one_opening(lived: Stage) -> None:
    assert not unanswered(
        "select coalesce(a.id, e.id, o.entry_id) from kernel_act a full join kernel_ledger_entry e on e.id = a.id"
        " full join kernel_ledger_opening o on o.entry_id = a.id"
        " where a.id is null or e.id is null or o.entry_id is null or a.at <> e.at"
    )
    assert ActLine.objects.count() == LedgerEntry.objects.count() == LedgerOpening.objects.count()


def test_every_opening_opens_its_entry(lived: Stage) -> None:
    numbered = unanswered(
        "select id from (select id, row_number() over (partition by kind order by id desc) n from kernel_act) a"
        f" where n <= {EACH}"
    )
    keys = [int(str(row[0])) for row in numbered]
    entries = {entry.id: entry for entry in LedgerEntry.objects.filter(pk__in=keys)}
    lines = {line.id: line for line in ActLine.objects.filter(pk__in=keys)}
    for opening in LedgerOpening.objects.filter(pk__in=keys):
        entry, line, fields = entries[opening.entry], lines[opening.entry], json.loads(opening.text)
        body, secret = bytes(entry.body), bytes(opening.secret)
        assert bytes(entry.leaf) == leaf_hash(body)
        assert len(json.loads(body)["fields"]) == len(fields)
        assert all(opens(body, secret, name, value) for name, value in fields.items())
        assert not opens(body, secret, "basis", fields["basis"] + " ")
        assert (fields["kind"], fields["actor"], fields["basis"]) == (line.kind, str(line.actor), line.basis)
        assert fields["effective_on"] == line.effective_on.isoformat()
        assert fields.get("subject") == (str(line.subject) if line.subject else None)
        assert fields.get("district", "") == line.district
        assert fields.get("reverses") == line.reverses
        assert fields.get("parent") == line.parent


def test_the_entries_of_one_subject_are_a_chain(lived: Stage) -> None:
    lines = list(ActLine.objects.filter(subject=lived.lawyer).order_by("id").values_list("id", flat=True))
    openings = {row.entry: json.loads(row.text) for row in LedgerOpening.objects.filter(pk__in=lines)}
    leaves = {row.id: bytes(row.leaf).hex() for row in LedgerEntry.objects.filter(pk__in=lines)}
    assert [openings[line]["version"] for line in lines] == [1, 2, 3, 4, 5]
    assert [openings[line]["prev"] for line in lines] == ["", *(leaves[line] for line in lines[:-1])]


def test_an_act_that_is_refused_leaves_no_entry(stage: Stage) -> None:
    before = LedgerEntry.objects.count()
    with pytest.raises(Exception, match="已在该机构执业"):
        do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.firm)
    assert LedgerEntry.objects.count() == before


def test_what_pages_tell_of_an_act_is_what_it_was(stage: Stage) -> None:
    key = lawyer(stage.firm)
    line = ActLine.objects.get(subject=key)
    assert (line.kind, line.actor, line.basis, line.district) == ("register.enter_lawyer", CITY.id, BASIS, "110105")
    assert Engagement.rows.get(lawyer=key).opened_by == line.id
