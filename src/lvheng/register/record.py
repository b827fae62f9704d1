"""A record: what is true of one lawyer or firm at a moment, and the line of what was true when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any
from uuid import UUID

from lvheng.kernel.access.models import Post
from lvheng.kernel.clocks.models import ClockInterval
from lvheng.kernel.clocks.telling import Told, tell_all
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.rows import Moment, Row
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.kernel.time.days import OPEN_INSTANT
from lvheng.kernel.together import Asked, names_in, written
from lvheng.register.acts.corrections import corrections
from lvheng.register.duplicates import duplicates_of
from lvheng.register.models import (
    Charter,
    Engagement,
    FirmDivision,
    FirmLicence,
    FirmStaff,
    FormerOffice,
    OfficeMember,
    OverseasOffice,
    PartnerShare,
    Person,
    PersonAlias,
    PractisingLicence,
    Premises,
    ProfessionalInsurance,
    RepresentativeOffice,
    Traineeship,
    YearlyReturn,
)
from lvheng.register.timeline import TELLERS, Event, inherited

OF_PERSON: tuple[type[Row], ...] = (
    Person,
    Traineeship,
    FormerOffice,
    PractisingLicence,
    Engagement,
    Post,
    OfficeMember,
)
FIRM_PARTS: tuple[type[Row], ...] = (PartnerShare, Charter, Premises, ProfessionalInsurance, FirmStaff, FirmDivision)
OF_ORGANISATION: Mapping[type[Row], str] = {
    Organisation: "subject",
    FirmLicence: "organisation",
    RepresentativeOffice: "organisation",
    Seat: "organisation",
    Post: "organisation",
    OverseasOffice: "firm",
    OfficeMember: "office",
    YearlyReturn: "organisation",
    ClockInterval: "subject",
    **dict.fromkeys(FIRM_PARTS, "firm"),
}
"""The tables that speak of an organisation, each with the column that names it."""
Withheld = Mapping[type[Row], Sequence[str]]
NOTHING_WITHHELD: Withheld = {}
OF_CONVICTION: Withheld = {Person: ("political_status",)}
"""What people are by conviction (`convictions.py`): the columns that say it, by table."""


@dataclass(frozen=True, slots=True)
class Record:
    """All rows of one subject at one instant of belief, and what of them is true on the day."""

    subject: UUID
    moment: Moment
    rows: Mapping[type[Row], Sequence[Any]]
    names: Mapping[UUID, str]
    events: Sequence[Event] = ()
    acts: Sequence[ActLine] = field(default=())
    merged: Sequence[PersonAlias] = ()  # records of the same person that were merged into this one

    def on(self, model: type[Row]) -> Any:
        """The row of `model` that is true on the day, or None."""
        return next((r for r in self.rows[model] if r.valid_from <= self.moment.on < r.valid_to), None)

    def clocks(self) -> list[Told]:
        """What is left of every clock of the subject on the day, and why."""
        return tell_all(self.rows[ClockInterval], self.moment.on)

    def all_on(self, model: type[Row]) -> list[Any]:
        return [r for r in self.rows[model] if r.valid_from <= self.moment.on < r.valid_to]


def known_rows(model: type[Row], moment: Moment, **where: Any) -> list[Any]:
    """The rows as believed at the moment, each bearing as `began_by` the first act that said the same of that day."""
    return believed(model.rows.filter(**where).order_by("id"), moment)


def all_known(
    moment: Moment, subjects: Sequence[UUID], tables: Mapping[type[Row], str], withheld: Withheld = NOTHING_WITHHELD
) -> dict[type[Row], list[Any]]:
    """`known_rows` of several tables, each with the column that names the subjects: one query.

    `withheld`: the columns that are not told, by table."""
    read = written(
        [Asked(model, (column,), subjects, withheld=withheld.get(model, ())) for model, column in tables.items()]
    )
    return {model: believed(rows, moment) for model, rows in zip(tables, read, strict=True)}


def believed(rows: Iterable[Any], moment: Moment) -> list[Any]:
    """Of rows in the order in which they were written those believed at the moment, the earliest day first."""
    first: dict[tuple[Any, ...], int] = {}
    found = []
    for row in rows:
        if moment.known_at is not None and row.known_from > moment.known_at:
            continue
        row.began_by = first.setdefault((row.valid_from, *(getattr(row, n) for n in row.told())), row.opened_by)
        if row.known_to > (moment.known_at or row.known_from) and (moment.known_at or row.known_to == OPEN_INSTANT):
            found.append(row)
    return sorted(found, key=lambda row: row.valid_from)


def record_kind(subject: UUID) -> str:
    """Which record a subject has: `lawyer`, `firm` (any organisation), or '' for none."""
    if any(model.rows.filter(person=subject).exists() for model in (PractisingLicence, Traineeship)):
        return "lawyer"
    if OverseasOffice.rows.filter(subject=subject).exists():
        return "office"
    return "firm" if Organisation.rows.filter(subject=subject).exists() else ""


def current_row(model: type[Row], subject: UUID, pk: int) -> Row | None:
    """One row of a subject, if it is what we believe now."""
    found: Row | None = model.rows.current().filter(**{model.THREAD[0]: subject}, pk=pk).first()
    return found


def lawyer_record(subject: UUID, moment: Moment, *, convictions: bool = False) -> Record | None:
    """The record of a lawyer or trainee; None if there was none at that instant of belief.

    `convictions`: with what the person is by conviction, for whom it is told to (`policies.may_see_convictions`)."""
    merged = duplicates_of([subject], moment)
    people = [subject, *(alias.duplicate for alias in merged)]
    tables = {model: model.THREAD[0] for model in OF_PERSON}
    read = all_known(moment, people, tables, NOTHING_WITHHELD if convictions else OF_CONVICTION)
    rows = {model: own_first(found, subject) for model, found in read.items()}
    if not rows[Person]:
        return None
    seats = known_rows(Seat, moment, organisation__in={row.organisation for row in rows[Engagement]})
    current = next((r for r in rows[Engagement] if r.valid_from <= moment.on < r.valid_to), None)
    rows[Seat] = [seat for seat in seats if current and seat.organisation == current.organisation]
    trainings = rows[Traineeship]
    places = {row.organisation for table in (Engagement, Post) for row in rows[table]} | {t.firm for t in trainings}
    served = {row.office for row in rows[OfficeMember]}
    supervisors = {training.supervisor for training in trainings}
    names = names_in({Organisation: places | served, OverseasOffice: served, Person: supervisors})
    return _told(Record(subject, moment, rows, names, merged=merged), OF_PERSON)


def own_first(rows: Sequence[Any], subject: UUID) -> list[Any]:
    """The subject's own rows before those of records merged into it, each in the order of time."""
    return sorted(rows, key=lambda row: row.thread[0] != subject)


def organisation_record(subject: UUID, moment: Moment) -> Record | None:
    """The record of a firm, branch or office; None if there was none at that instant of belief."""
    rows = all_known(moment, [subject], OF_ORGANISATION)
    if not rows[Organisation]:
        return None
    before = [
        *(row for row in known_rows(FirmLicence, moment, successor=subject) if row.organisation != subject),
        *known_rows(FirmDivision, moment, successor=subject),
    ]
    linked = {row.parent for row in rows[Organisation]} | {row.successor for row in rows[FirmLicence]}
    linked |= {row.successor for row in rows[FirmDivision]}
    linked |= {row.organisation if isinstance(row, FirmLicence) else row.firm for row in before}
    holders = {row.holder for row in rows[Post]} | {row.partner for row in rows[PartnerShare]}
    holders |= {row.person for row in rows[OfficeMember]}
    names = names_in({Organisation: linked - {None}, Person: holders})
    own: tuple[type[Row], ...] = (
        Organisation,
        FirmLicence,
        RepresentativeOffice,
        Seat,
        Post,
        OverseasOffice,
        OfficeMember,
    )
    return _told(Record(subject, moment, rows, names), (*own, *FIRM_PARTS), inherited(before, names))


def overseas_record(subject: UUID, moment: Moment) -> Record | None:
    """The record of an office abroad; None if there was none at that instant of belief."""
    rows = all_known(moment, [subject], {OverseasOffice: "subject", OfficeMember: "office"})
    if not rows[OverseasOffice]:
        return None
    firms, members = {row.firm for row in rows[OverseasOffice]}, {row.person for row in rows[OfficeMember]}
    names = names_in({Organisation: firms, Person: members})
    return _told(Record(subject, moment, rows, names), (OverseasOffice, OfficeMember))


def branches_of(subject: UUID, moment: Moment) -> list[Organisation]:
    """The branches of a firm on the day."""
    return list(Organisation.rows.on(moment.on, moment.known_at).filter(parent=subject).order_by("sort_key"))


def _told(record: Record, tables: Sequence[type[Row]], more: Iterable[Event] = ()) -> Record:
    events: list[Event] = list(more)
    corrected = corrections()
    for table in tables:
        by = corrected.get(table)
        for _, rows in groupby(record.rows[table], key=lambda row: row.thread[0]):
            events += (
                replace(event, correct=by.kind) if by and by.corrects(event.row) else event
                for event in TELLERS[table](list(rows), record.names)
            )
    return told(record, events)


def told(record: Record, events: Iterable[Event]) -> Record:
    """The record with its events and with the acts that have been done on its subject."""
    people = [record.subject, *(alias.duplicate for alias in record.merged)]
    acts = ActLine.objects.filter(subject__in=people).order_by("-id")
    if record.moment.known_at is not None:
        acts = acts.filter(at__lte=record.moment.known_at)
    return replace(with_events(record, events), acts=list(acts[:500]))


def with_events(record: Record, more: Iterable[Event]) -> Record:
    """The record with more events in its line, each with the act by which it began and that act's basis."""
    events = list(more)
    if not events:
        return record
    bases = dict(ActLine.objects.filter(pk__in={event.row.began_by for event in events}).values_list("id", "basis"))
    based = [replace(each, entry=each.row.began_by, basis=bases.get(each.row.began_by, "")) for each in events]
    return replace(record, events=sorted([*record.events, *based], key=lambda e: (e.on, e.row.pk), reverse=True))
