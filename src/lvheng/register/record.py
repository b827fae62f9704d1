"""A record: what is true of one lawyer or firm at a moment, and the line of what was true when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import post_kind
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.places.districts import district_name
from lvheng.kernel.places.listed import area_titles, country_titles
from lvheng.kernel.rows import Moment, Row
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.kernel.time.days import OPEN_DAY, OPEN_INSTANT
from lvheng.register.choices import (
    Education,
    EngagementRole,
    FirmForm,
    FirmState,
    LawyerKind,
    LicenceState,
    OfficeKind,
    PoliticalStatus,
    Sex,
)
from lvheng.register.models import (
    Engagement,
    FirmLicence,
    OverseasOffice,
    Person,
    PractisingLicence,
    RepresentativeOffice,
    YearlyReturn,
)
from lvheng.register.references import organisation_names

BAD = {LicenceState.SUSPENDED, LicenceState.REVOKED, LicenceState.ANNULLED, FirmState.REVOKED, FirmState.SUSPENDED}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of 履历: from a day on (to a day) something was true, by an act, on a basis."""

    on: date
    until: date
    title: str
    row: Any
    link: UUID | None = None
    link_name: str = ""
    bad: bool = False
    correct: str = ""  # the act that corrects a row of this table
    entry: int = 0  # the act by which this began: rows are written again when they end, their beginning is not
    basis: str = ""

    @property
    def ended(self) -> bool:
        return self.until < OPEN_DAY


@dataclass(frozen=True, slots=True)
class Record:
    """All rows of one subject at one instant of belief, and what of them is true on the day."""

    subject: UUID
    moment: Moment
    rows: Mapping[type[Row], Sequence[Any]]
    names: Mapping[UUID, str]
    events: Sequence[Event] = ()
    acts: Sequence[ActLine] = field(default=())

    def on(self, model: type[Row]) -> Any:
        """The row of `model` that is true on the day, or None."""
        return next((r for r in self.rows[model] if r.valid_from <= self.moment.on < r.valid_to), None)

    def all_on(self, model: type[Row]) -> list[Any]:
        return [r for r in self.rows[model] if r.valid_from <= self.moment.on < r.valid_to]


def _known(model: type[Row], moment: Moment, **where: Any) -> list[Any]:
    """The rows as believed at the moment, each bearing as `began_by` the first act that said the same of that day."""
    written = model.rows.filter(**where).order_by("id")
    if moment.known_at is not None:
        written = written.filter(known_from__lte=moment.known_at)
    first: dict[tuple[Any, ...], int] = {}
    found = []
    for row in written:
        row.began_by = first.setdefault((row.valid_from, *(getattr(row, n) for n in row.told())), row.opened_by)
        if row.known_to > (moment.known_at or row.known_from) and (moment.known_at or row.known_to == OPEN_INSTANT):
            found.append(row)
    return sorted(found, key=lambda row: row.valid_from)


def record_kind(subject: UUID) -> str:
    """Which record a subject has: `lawyer`, `firm` (any organisation), or '' for none."""
    if PractisingLicence.rows.filter(person=subject).exists():
        return "lawyer"
    return "firm" if Organisation.rows.filter(subject=subject).exists() else ""


def current_row(model: type[Row], subject: UUID, pk: int) -> Row | None:
    """One row of a subject, if it is what we believe now."""
    found: Row | None = model.rows.current().filter(**{model.THREAD[0]: subject}, pk=pk).first()
    return found


def lawyer_record(subject: UUID, moment: Moment) -> Record | None:
    """The record of a lawyer; None if there was none at that instant of belief. Eight queries."""
    rows: dict[type[Row], Sequence[Any]] = {
        Person: _known(Person, moment, subject=subject),
        PractisingLicence: _known(PractisingLicence, moment, person=subject),
        Engagement: _known(Engagement, moment, lawyer=subject),
        Post: _known(Post, moment, holder=subject),
    }
    if not rows[Person]:
        return None
    seats = _known(Seat, moment, organisation__in={row.organisation for row in rows[Engagement]})
    current = next((r for r in rows[Engagement] if r.valid_from <= moment.on < r.valid_to), None)
    rows[Seat] = [seat for seat in seats if current and seat.organisation == current.organisation]
    names = organisation_names({row.organisation for table in (Engagement, Post) for row in rows[table]})
    return _told(Record(subject, moment, rows, names), (Person, PractisingLicence, Engagement, Post))


def organisation_record(subject: UUID, moment: Moment) -> Record | None:
    """The record of a firm, branch or office; None if there was none at that instant of belief."""
    rows: dict[type[Row], Sequence[Any]] = {
        Organisation: _known(Organisation, moment, subject=subject),
        FirmLicence: _known(FirmLicence, moment, organisation=subject),
        RepresentativeOffice: _known(RepresentativeOffice, moment, organisation=subject),
        Seat: _known(Seat, moment, organisation=subject),
        Post: _known(Post, moment, organisation=subject),
        OverseasOffice: _known(OverseasOffice, moment, firm=subject),
        YearlyReturn: _known(YearlyReturn, moment, organisation=subject),
    }
    if not rows[Organisation]:
        return None
    linked = {row.parent for row in rows[Organisation]} | {row.successor for row in rows[FirmLicence]}
    names = dict(organisation_names(linked - {None}))
    holders = {row.holder for row in rows[Post]}
    names |= dict(Person.rows.current().filter(subject__in=holders).values_list("subject", "name"))
    tables = (Organisation, FirmLicence, RepresentativeOffice, Seat, Post, OverseasOffice)
    return _told(Record(subject, moment, rows, names), tables)


def branches_of(subject: UUID, moment: Moment) -> list[Organisation]:
    """The branches of a firm on the day."""
    return list(Organisation.rows.on(moment.on, moment.known_at).filter(parent=subject).order_by("sort_key"))


def _told(record: Record, tables: Sequence[type[Row]]) -> Record:
    acts = ActLine.objects.filter(subject=record.subject).order_by("-id")
    if record.moment.known_at is not None:
        acts = acts.filter(at__lte=record.moment.known_at)
    lines = list(acts[:500])
    tellers = _telling()
    events: list[Event] = []
    for table in tables:
        events += tellers[table](record.rows[table], record.names)
    began = {event.row.pk: event.row.began_by for event in events}
    bases = dict(ActLine.objects.filter(pk__in=set(began.values())).values_list("id", "basis"))
    told = [replace(event, entry=began[event.row.pk], basis=bases.get(began[event.row.pk], "")) for event in events]
    return replace(record, events=sorted(told, key=lambda e: (e.on, e.row.pk), reverse=True), acts=lines)


Teller = Callable[[Sequence[Any], Mapping[UUID, str]], Iterable[Event]]


def _pairs(rows: Sequence[Any]) -> Iterable[tuple[Any | None, Any]]:
    return zip([None, *rows], rows, strict=False)


def _person(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    words: dict[str, tuple[str, Callable[[str], Any]]] = {
        "name": ("姓名", str),
        "sex": ("性别", lambda code: Sex(code).label),
        "education": ("学历", lambda code: Education(code).label),
        "political_status": ("政治面貌", lambda code: PoliticalStatus(code).label),
    }
    for before, row in _pairs(rows):
        if before is None:
            continue
        changed = [
            f"{title}变更为{word(getattr(row, name)) if getattr(row, name) else '空'}"
            for name, (title, word) in words.items()
            if getattr(before, name) != getattr(row, name)
        ]
        if changed:
            yield Event(row.valid_from, row.valid_to, ",".join(changed), row, correct="register.correct_person")


def _licence(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for before, row in _pairs(rows):
        state = LicenceState(row.state)
        if before is None:
            title = f"准予执业,{LawyerKind(row.kind).label}律师"
        elif before.kind != row.kind:
            title = f"执业类别变更为{LawyerKind(row.kind).label}"
        elif before.state != row.state:
            title = "恢复执业" if state == LicenceState.PRACTISING else state.label
        else:
            title = "执业证登记"
        yield Event(row.valid_from, row.valid_to, title, row, bad=state in BAD, correct="register.correct_licence")


def _engagement(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for before, row in _pairs(rows):
        role = EngagementRole(row.role).label
        moved = before is not None and before.valid_to == row.valid_from
        if moved and before is not None and before.organisation == row.organisation:
            title = f"所内身份变更为{role}"
        else:
            title = f"{'转入' if moved else '进入'}({role})"
        yield Event(
            row.valid_from,
            row.valid_to,
            title,
            row,
            row.organisation,
            names.get(row.organisation, ""),
            correct="register.correct_engagement",
        )


def _posts(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        who = row.holder if row.holder in names else row.organisation
        yield Event(row.valid_from, row.valid_to, f"任{post_kind(row.kind).title}", row, who, names.get(who, ""))


def _organisation(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for before, row in _pairs(rows):
        if before is not None and before.name != row.name:
            title = f"名称由“{before.name}”变更为“{row.name}”"
            yield Event(row.valid_from, row.valid_to, title, row, correct="register.correct_organisation")


def _firm_licence(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for before, row in _pairs(rows):
        state = FirmState(row.state)
        if before is None:
            title = f"准予设立,{FirmForm(row.form).label}"
        elif before.form != row.form:
            title = f"组织形式变更为{FirmForm(row.form).label}"
        elif row.successor:
            title = f"{state.label},并入"
        else:
            title = "恢复执业" if state == FirmState.PRACTISING else state.label
        yield Event(
            row.valid_from,
            row.valid_to,
            title,
            row,
            row.successor,
            names.get(row.successor, ""),
            bad=state in BAD,
            correct="register.correct_firm_licence",
        )


def _seat(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for before, row in _pairs(rows):
        area = f"({area_titles().get(row.area, row.area)})" if row.area else ""
        title = f"住所{'在' if before is None else '迁至'}{district_name(row.district)}{area} {row.address}".rstrip()
        yield Event(row.valid_from, row.valid_to, title, row, correct="register.correct_seat")


def _overseas(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        where = f"{country_titles().get(row.country, row.country)} {row.city}"
        title = f"设立境外{OfficeKind(row.kind).label} {row.name}({where})"
        yield Event(row.valid_from, row.valid_to, title, row)


def _representative(rows: Sequence[Any], names: Mapping[UUID, str]) -> Iterable[Event]:
    for row in rows:
        title = f"注册为{row.home_firm}驻京代表处({country_titles().get(row.country, row.country)})"
        yield Event(row.valid_from, row.valid_to, title, row)


def _telling() -> Mapping[type[Row], Teller]:
    return {
        Person: _person,
        PractisingLicence: _licence,
        Engagement: _engagement,
        Post: _posts,
        Organisation: _organisation,
        FirmLicence: _firm_licence,
        Seat: _seat,
        OverseasOffice: _overseas,
        RepresentativeOffice: _representative,
    }
