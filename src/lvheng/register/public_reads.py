"""What the public's pages and the public half of the API are made of. Everything here goes through `public_lists.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from lvheng.kernel.access.viewer import Scope
from lvheng.kernel.acts.spans import row_on
from lvheng.kernel.asked import PAGE, Pages
from lvheng.kernel.figures.figure import SetSql
from lvheng.kernel.figures.listing import Column, Question, page_of
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.places.listed import place_titles
from lvheng.kernel.rows import Moment, RowQuerySet
from lvheng.kernel.subjects.models import Organisation, OrganisationKind, Seat
from lvheng.register import public_lists as policies
from lvheng.register.choices import FirmState, LicenceState
from lvheng.register.duplicates import duplicates_of, kept_key
from lvheng.register.models import Engagement, FirmDivision, FirmLicence, Person, PractisingLicence
from lvheng.register.public_lists import OPEN, PublicList

WITH_PAGE = (OrganisationKind.FIRM, OrganisationKind.BRANCH)
FEW = 8
"""How many rows a page of several lists shows of each."""
MANY = 500
"""More branches or offices than any one firm has."""
ALL_FIRMS = 200_000
"""More firms than the nation has."""


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One row as the public sees it."""

    subject: UUID
    cells: tuple[tuple[Column, Any], ...]

    @property
    def values(self) -> Mapping[str, Any]:
        """Raw values by column name."""
        return {column.name: value for column, value in self.cells}

    @property
    def words(self) -> Mapping[str, str]:
        """Values by column name, codes as words."""
        return {column.name: column.word(value) for column, value in self.cells}


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a list, with its exact size."""

    shown: PublicList
    rows: Sequence[PublicRow]
    pages: Pages

    @property
    def total(self) -> int:
        return self.pages.total

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.shown.columns


def find(
    shown: PublicList,
    day: date,
    *,
    search: str = "",
    with_ended: bool = False,
    narrowing: Narrowing = OPEN,
    rows: SetSql | None = None,
    filters: Mapping[str, Sequence[str]] | None = None,
    subjects: Sequence[UUID] | None = None,
    number: int = 1,
    size: int = PAGE,
) -> Found:
    """Page `number` of a public list, or its last; `rows` is a figure's set, whose own condition then decides on
    states. `filters`: codes wanted, by column."""
    question = Question(
        listing=shown.listing,
        moment=Moment(day),
        narrowing=narrowing,
        columns=shown.columns,
        rows=rows,
        filters={**(filters or {}), **({} if rows else shown.filters(with_ended=with_ended))},
        search=search,
        subjects=subjects,
    )
    lines, total = page_of(question, number, size)
    pages = Pages(max(1, min(number, Pages(1, total, size).last)), total, size)
    if total and not lines:
        lines, _ = page_of(question, pages.number, size)
    found = [PublicRow(line.subject, tuple(zip(shown.columns, line.cells, strict=True))) for line in lines]
    return Found(shown, found, pages)


def one(shown: PublicList, subject: UUID, day: date) -> PublicRow | None:
    """The row of one subject on `day`, ended or not; None if the public list has none."""
    found = find(shown, day, subjects=[subject], with_ended=True, size=1).rows
    return found[0] if found else None


def standing_firms(day: date) -> list[UUID]:
    """All firms that the public finds without asking for ended ones, by name."""
    shown = PublicList(policies.FIRMS.code, ("name",), policies.FIRMS.states)
    return [row.subject for row in find(shown, day, size=ALL_FIRMS).rows]


def _of(organisation: UUID) -> Narrowing:
    return Narrowing(Scope(organisations=frozenset({organisation})))


def lawyers_of(organisation: UUID, day: date, number: int = 1) -> Found:
    """Those who practise in a firm or branch."""
    shown = policies.LAWYERS.without("organisation", "district")
    return find(shown, day, narrowing=_of(organisation), number=number)


def branches_of(firm: UUID, day: date) -> Found:
    """The branches of a firm that stand on `day`."""
    keys = Organisation.rows.on(day).filter(parent=firm, kind=OrganisationKind.BRANCH).values_list("subject", flat=True)
    return find(policies.BRANCHES.without("parent", "form"), day, subjects=list(keys), size=MANY)


def offices_of(firm: UUID, day: date) -> Found:
    """The offices abroad of a firm."""
    return find(policies.OVERSEAS_OFFICES.without("firm"), day, narrowing=_of(firm), size=MANY)


def parent_of(branch: UUID, day: date) -> UUID | None:
    return Organisation.rows.on(day).filter(subject=branch).values_list("parent", flat=True).first()


def address_of(organisation: UUID, day: date) -> str:
    return Seat.rows.on(day).filter(organisation=organisation).values_list("address", flat=True).first() or ""


def stands_for(subject: UUID) -> UUID | None:
    """The record into which that of a person was merged; None if it was merged into none."""
    kept = kept_key(subject)
    return kept if kept != subject else None


def _records_of(lawyer: UUID, day: date) -> list[UUID]:
    """The keys under which one person is recorded."""
    return [lawyer, *(alias.duplicate for alias in duplicates_of([lawyer], Moment(day)))]


def practice_of(lawyer: UUID, day: date) -> UUID | None:
    """The firm or branch where somebody practises; None for those in a unit of their own, which has no public page."""
    here = Engagement.rows.on(day).filter(lawyer__in=_records_of(lawyer, day)).values("organisation")
    firms = Organisation.rows.on(day).filter(subject__in=here, kind__in=WITH_PAGE)
    return firms.values_list("subject", flat=True).first()


@dataclass(frozen=True, slots=True)
class Event:
    """One public line of a history: on that day this became so; `text` names what stands in `names`.

    `link` is the organisation it leads to, called `named` then."""

    day: date
    text: str
    names: Mapping[str, str] = field(default_factory=dict)
    link: UUID | None = None
    named: str = ""
    ending: bool = False

    @property
    def said(self) -> str:
        """The line in Chinese."""
        return self.text.format(**self.names)


def lawyer_history(lawyer: UUID, day: date) -> list[Event]:
    """First practice, each place of practice, and the end of a licence; newest first. All records of one person are told.

    A past suspension is not among them: penalties are disclosed for a term only, and that is the integrity file's."""
    people = _records_of(lawyer, day)
    licences = list(
        PractisingLicence.rows.current().filter(person__in=people, valid_from__lte=day).order_by("valid_from")
    )
    engagements = list(Engagement.rows.current().filter(lawyer__in=people, valid_from__lte=day).order_by("valid_from"))
    names = _names({row.organisation for row in engagements})
    events = [
        Event(row.valid_from, LicenceState(row.state).label, ending=True)
        for row in licences
        if LicenceState(row.state).ends_practice
    ]
    previous: UUID | None = None
    for row in engagements:
        if row.organisation != previous:
            events.append(_at(names[row.organisation], "转入" if previous else "执业于", row.valid_from))
        previous = row.organisation
    if licences:
        events.append(Event(min(row.first_practised_on for row in licences), "首次执业"))
    return sorted(events, key=lambda event: event.day, reverse=True)


def firm_history(firm: UUID, day: date) -> list[Event]:
    """Establishment, changes of name and seat, what it took over, what it was divided into, and the end; newest first."""
    names = list(Organisation.rows.current().filter(subject=firm, valid_from__lte=day).order_by("valid_from"))
    seats = list(Seat.rows.current().filter(organisation=firm, valid_from__lte=day).order_by("valid_from"))
    licences = list(FirmLicence.rows.current().filter(organisation=firm, valid_from__lte=day).order_by("valid_from"))
    places = place_titles()
    events = [
        Event(new.valid_from, "名称由“{old}”改为“{new}”", {"old": old.name, "new": new.name})
        for old, new in pairwise(names)
        if old.name != new.name
    ]
    events += [
        Event(
            new.valid_from,
            "住所由{old}迁至{new}",
            {"old": places.get(old.district, ""), "new": places.get(new.district, "")},
        )
        for old, new in pairwise(seats)
        if old.district != new.district
    ]
    events += _succession(firm, day, licences)
    if licences:
        events.append(Event(licences[0].founded_on, "设立"))
    return sorted(events, key=lambda event: event.day, reverse=True)


def _succession(firm: UUID, day: date, licences: Sequence[FirmLicence]) -> list[Event]:
    """How a firm ended, into what it was divided, and what it took over from others."""
    divided = FirmDivision.rows.current().filter(valid_from__lte=day)
    ends = [row for row in licences if FirmState(row.state).ended]
    into = list(divided.filter(firm=firm))
    out_of = list(divided.filter(successor=firm))
    merged = list(FirmLicence.rows.current().filter(successor=firm, valid_from__lte=day).exclude(organisation=firm))
    keys = (
        {row.successor for row in (*ends, *into)} | {row.firm for row in out_of} | {row.organisation for row in merged}
    )
    names = _names(keys - {None})
    events = [Event(row.valid_from, FirmState(row.state).label, ending=True) for row in ends if not row.successor]
    events += [
        _at(
            names[row.successor],
            "{state}，由此所承继：",
            row.valid_from,
            {"state": FirmState(row.state).label},
            ending=True,
        )
        for row in ends
        if row.successor
    ]
    events += [_at(names[row.successor], "分立，由此所承继：", row.valid_from) for row in into]
    events += [_at(names[row.firm], "承继分立的：", row.valid_from) for row in out_of]
    return events + [_at(names[row.organisation], "承继：", row.valid_from) for row in merged]


def successors_of(firm: UUID, day: date) -> list[tuple[UUID, str]]:
    """Those who carry on what a firm was, if it has ended or was divided, with their names of that day."""
    ended = FirmLicence.rows.on(day).filter(organisation=firm, successor__isnull=False)
    keys = {*ended.values_list("successor", flat=True)}
    keys |= {*FirmDivision.rows.current().filter(firm=firm, valid_from__lte=day).values_list("successor", flat=True)}
    found = Organisation.rows.on(day).filter(subject__in=keys).order_by("sort_key")
    return list(found.values_list("subject", "name"))


def former_names(firm: UUID, day: date) -> list[tuple[str, date]]:
    """The names that a firm had before, each with the day from which it had it no longer; newest first."""
    names = Organisation.rows.current().filter(subject=firm, valid_from__lte=day).order_by("-valid_from")
    return [(old.name, new.valid_from) for new, old in pairwise(names) if old.name != new.name]


def _names(organisations: set[UUID]) -> Mapping[UUID, list[Organisation]]:
    found: dict[UUID, list[Organisation]] = {key: [] for key in organisations}
    if organisations:
        for row in Organisation.rows.current().filter(subject__in=organisations).order_by("valid_from"):
            found[row.subject].append(row)
    return found


def _at(
    names: Sequence[Organisation], text: str, day: date, told: Mapping[str, str] | None = None, *, ending: bool = False
) -> Event:
    """An event that names an organisation as it was called that day, and leads to its page where it has one."""
    named = row_on(names, day) or names[-1]
    link = named.subject if named.kind in WITH_PAGE else None
    return Event(day, text, told or {}, link, named.name, ending)


def entries_of_lawyer(lawyer: UUID, day: date) -> list[int]:
    """The acts behind what the lawyer's page says of `day`: person, licence, place of practice."""
    people = _records_of(lawyer, day)
    return _entries(
        Person.rows.on(day).filter(subject__in=people),
        PractisingLicence.rows.on(day).filter(person__in=people),
        Engagement.rows.on(day).filter(lawyer__in=people),
    )


def entries_of_firm(firm: UUID, day: date) -> list[int]:
    """The acts behind what the firm's page says of `day`: name, seat, licence."""
    return _entries(
        Organisation.rows.on(day).filter(subject=firm),
        Seat.rows.on(day).filter(organisation=firm),
        FirmLicence.rows.on(day).filter(organisation=firm),
    )


def _entries(*rows: RowQuerySet) -> list[int]:
    return sorted({entry for found in rows for entry in found.values_list("opened_by", flat=True)})
