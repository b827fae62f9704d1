"""Issuing: an act that makes a licence say something new issues its electronic licence, in the act's own transaction.

What an electronic licence says is what the registers say, so the act need write one line of it: who, when, by which
act, and its place in the status list. Faces are signed when they are asked for (docs/adr/0007). Suspension, cancellation and
revocation issue nothing: the status list reads the state out of the register itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.backends.utils import CursorWrapper

from lvheng.elicence.models import ElectronicLicence
from lvheng.elicence.places import place_of
from lvheng.kernel.access.models import Post
from lvheng.kernel.acts.act import Written
from lvheng.kernel.acts.consequences import Happened, follows
from lvheng.kernel.acts.copy import copy_in, next_ids
from lvheng.kernel.rows import Row, uuid_array
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.kernel.time.days import OPEN_INSTANT, legal_day
from lvheng.register.models import Engagement, FirmLicence, Person, PractisingLicence
from lvheng.register.posts import HEAD

SAYS: dict[type[Row], tuple[str, tuple[str, ...]]] = {
    Person: ("subject", ("name", "sex")),
    PractisingLicence: ("person", ("number", "kind", "first_practised_on", "qualification_number")),
    Engagement: ("lawyer", ("organisation",)),
    Organisation: ("subject", ("name",)),
    FirmLicence: ("organisation", ("credit_code", "form", "founded_on", "approval_number")),
    Seat: ("organisation", ("district", "address")),
    Post: ("organisation", ("holder",)),
}
"""What a licence says: of each table the column of whom it is about, and the columns that stand on the licence."""
NAMES_LAWYERS_SAY = Organisation

Due = dict[UUID, tuple[int, date]]
"""Whose licence is to be issued anew, by which entry and from which day."""


@follows(*SAYS)
def issue(cursor: CursorWrapper, at: datetime, happened: Sequence[Happened]) -> None:
    """Issues anew what the acts have changed; one query however many acts, and one more for renamed firms."""
    today = legal_day(at)
    due: Due = {}
    renamed: Due = {}
    for each in happened:
        begins = each.entry, max(each.on, today)
        for model, holder in changed(each.written):
            due[holder] = begins
            if model is NAMES_LAWYERS_SAY:
                renamed[holder] = begins
    if renamed:
        due |= {lawyer: renamed[firm] for lawyer, firm in _lawyers_of(cursor, renamed, today) if lawyer not in due}
    if not due:
        return
    lines = _lines(cursor, due, today)
    numbers = next_ids(cursor, ElectronicLicence, len(lines))
    columns = ("id", "holder", "place", "entry", "day", "at")
    rows = (
        (number, holder, place_of(number), entry, day, at)
        for number, (holder, entry, day) in zip(numbers, lines, strict=True)
    )
    if lines:
        copy_in(cursor, ElectronicLicence._meta.db_table, columns, rows)


def changed(written: Written) -> set[tuple[type[Row], UUID]]:
    """Whose licence an act has made say something else, and the table that says it. Pure.

    A row that is written again with another span or state says what it said."""
    before, after = ({said for row in rows if (said := _said(row))} for rows in (written.closes, written.opens))
    return {(said[0], said[1]) for said in before ^ after}


def _said(row: Row) -> tuple[Any, ...] | None:
    """The table, whom the row is about, and what it puts on the licence; None for a row that puts nothing there."""
    told = SAYS.get(type(row))
    if told is None or (isinstance(row, Post) and row.kind != HEAD.code):
        return None
    return type(row), getattr(row, told[0]), *[getattr(row, column) for column in told[1]]


def _lawyers_of(cursor: CursorWrapper, firms: Iterable[UUID], today: date) -> list[tuple[UUID, UUID]]:
    cursor.execute(
        "select lawyer, organisation from register_engagement"
        " where organisation = any(%s::uuid[]) and known_to = %s and valid_to > %s",
        [uuid_array(firms), OPEN_INSTANT, today],
    )
    return [(lawyer, organisation) for lawyer, organisation in cursor.fetchall()]


def _lines(cursor: CursorWrapper, due: Due, today: date) -> list[tuple[UUID, int, date]]:
    """Whom to issue, by which entry and from which day: of those due, who hold or will hold a licence; and again those
    issues of theirs that await a later day, for what they will say may have changed too."""
    cursor.execute(
        "select person, null::date from register_practising_licence"
        " where person = any(%(who)s::uuid[]) and known_to = %(open)s"
        " union select organisation, null from register_firm_licence"
        " where organisation = any(%(who)s::uuid[]) and known_to = %(open)s"
        " union select holder, day from elicence_issue where holder = any(%(who)s::uuid[]) and day > %(today)s",
        {"who": uuid_array(due), "open": OPEN_INSTANT, "today": today},
    )
    found = cursor.fetchall()
    licensed = {holder for holder, day in found if day is None}
    lines = [(holder, *due[holder]) for holder in licensed]
    return lines + [
        (holder, due[holder][0], day) for holder, day in found if day and holder in licensed and day > due[holder][1]
    ]
