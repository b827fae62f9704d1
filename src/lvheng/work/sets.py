"""The rows of a register as one SQL set: subject · organisation · district · value · versions (`kernel/figures/figure.py`).

The first of `versions` is the register's own row: lists join it by that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lvheng.kernel.acts.fields import Reference
from lvheng.kernel.figures.standing import Beside, Lasting, Source, Standing
from lvheng.kernel.rows import Moment, Row
from lvheng.kernel.subjects.models import Seat
from lvheng.kernel.time.days import OPEN_INSTANT
from lvheng.register.models import Engagement, PersonAlias
from lvheng.register.references import ORGANISATION, PERSON
from lvheng.work import registry
from lvheng.work.shape import Register, Span


def known(m: Moment, model: type[Row], condition: str = "true") -> str:
    """The rows of `model` of all days, as believed at the moment, as an SQL table."""
    believed = (
        f"known_from <= %(known{m.tag})s and known_to > %(known{m.tag})s"
        if m.known_at
        else f"known_to = '{OPEN_INSTANT}'"
    )
    return f"(select * from {model._meta.db_table} where {believed} and {condition})"


def latest(m: Moment, model: type[Row]) -> str:
    """Of each subject of a table of things the row that holds on the day or held last, as an SQL table."""
    begun = known(m, model, f"valid_from <= {m.day_sql}")
    return f"(select distinct on (subject) * from {begun} x order by subject, valid_from desc)"


def happened(m: Moment, model: type[Row], since: str = "") -> str:
    """What has begun by the day, whether it still holds or not: events, results of years. As an SQL table.

    `since`: an SQL expression of the first day that counts; `this_year(m)` for those of the day's year."""
    begun = f"valid_from <= {m.day_sql}" + (f" and valid_from >= {since}" if since else "")
    return known(m, model, begun)


def this_year(m: Moment) -> str:
    """SQL: the first day of the moment's year."""
    return f"date_trunc('year', {m.day_sql})::date"


@dataclass(slots=True)
class _Where:
    """The joins by which a row's place is found, and the expressions of its organisation and district."""

    joins: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    districts: list[str] = field(default_factory=list)

    def add(self, register: Register, alias: str, m: Moment, depth: str = "w") -> None:
        for number, name in enumerate(register.placed_by):
            asked, of, key = register.asked[name], f"{depth}{number}", f"{alias}.{name}"
            if not isinstance(asked, Reference):
                self.districts.append(key)
            elif asked.of == ORGANISATION:
                self._seat(key, of, m)
            elif asked.of == PERSON:
                self.joins.append(f"left join {m.asof(Engagement)} {of}e on {of}e.lawyer = {key}")
                self._seat(f"{of}e.organisation", of, m)
            else:
                thing = registry.of_table(asked.of)
                self.joins.append(f"left join {m.asof(thing.model)} {of}t on {of}t.subject = {key}")
                self.add(thing, f"{of}t", m, of)

    def _seat(self, organisation: str, of: str, m: Moment) -> None:
        self.joins.append(f"left join {m.asof(Seat)} {of}s on {of}s.organisation = {organisation}")
        self.organisations.append(organisation)
        self.districts.append(f"{of}s.district")


def table_of(register: Register, m: Moment) -> str:
    """The register's table at the moment: what holds on the day; of events and years, what has been by then."""
    return m.asof(register.model) if register.span is Span.OPEN else happened(m, register.model)


def this_years(model: type[Row]) -> Lasting:
    """What has begun in the day's year: counted anew every year."""
    return Lasting(model, end="make_date(extract(year from valid_from)::int + 1, 1, 1)")


def standing(
    register: Register,
    condition: str = "true",
    *,
    of: Source | None = None,
    beside: Sequence[Beside] = (),
    value: str = "1",
) -> Standing:
    """The register's rows with their place, to be asked on a day and swept over many.

    `of`: which rows, where not those that hold (of events and years, those that have been by then). `condition` and
    `value` may speak of t (the row) and of what is `beside` it."""
    place = _Beside()
    place.add(register, "t")
    subject = f"t.{register.about}"
    merged: tuple[Beside, ...] = ()
    about = register.asked.get(register.about)
    if isinstance(about, Reference) and about.of == PERSON:  # a record merged into another stands under that other
        subject, merged = f"coalesce(a.kept, {subject})", (Beside(PersonAlias, "a", "duplicate", subject),)
    return Standing(
        of=of or (register.model if register.span is Span.OPEN else Lasting(register.model)),
        alias="t",
        beside=(*beside, *merged, *place.beside),
        where=f"{register.condition('t')} and {condition}",
        subject=subject,
        organisation=_first(place.organisations, "uuid"),
        district=_first(place.districts, "text"),
        value=f"({value})::numeric",
        versions="array[t.id]",
    )


def of_last_year(register: Register, condition: str = "true") -> Standing:
    """The results of the year before the day's: told in the day's year, they stand until the next are there."""
    return standing(
        register,
        condition,
        of=Lasting(register.model, "make_date(year::int, 12, 31)", "make_date(year::int + 1, 12, 31)"),
    )


@dataclass(slots=True)
class _Beside:
    """The rows by which a row's place is found, and the expressions of its organisation and district."""

    beside: list[Beside] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    districts: list[str] = field(default_factory=list)

    def add(self, register: Register, alias: str, depth: str = "w") -> None:
        for number, name in enumerate(register.placed_by):
            asked, of, key = register.asked[name], f"{depth}{number}", f"{alias}.{name}"
            if not isinstance(asked, Reference):
                self.districts.append(key)
            elif asked.of == ORGANISATION:
                self._seat(key, of)
            elif asked.of == PERSON:
                self.beside.append(Beside(Engagement, f"{of}e", "lawyer", key))
                self._seat(f"{of}e.organisation", of)
            else:
                thing = registry.of_table(asked.of)
                self.beside.append(Beside(thing.model, f"{of}t", "subject", key))
                self.add(thing, f"{of}t", of)

    def _seat(self, organisation: str, of: str) -> None:
        self.beside.append(Beside(Seat, f"{of}s", "organisation", organisation))
        self.organisations.append(organisation)
        self.districts.append(f"{of}s.district")


def rows(register: Register, m: Moment, condition: str = "true", *, table: str = "", value: str = "1") -> str:
    """The register's rows with their place. `condition` and `value` may speak of t (the row)."""
    where, alias = _Where(), ""
    where.add(register, "t", m)
    subject = f"t.{register.about}"
    about = register.asked.get(register.about)
    if isinstance(about, Reference) and about.of == PERSON:  # a record merged into another stands under that other
        subject = "coalesce(a.kept, t." + register.about + ")"
        alias = f"left join {m.asof(PersonAlias)} a on a.duplicate = t.{register.about}"
    return f"""
      select {subject} subject, {_first(where.organisations, "uuid")} as organisation,
             {_first(where.districts, "text")} as district, ({value})::numeric as value, array[t.id] versions
      from {table or table_of(register, m)} t {alias} {" ".join(where.joins)}
      where {register.condition("t")} and {condition}"""


def _first(expressions: list[str], kind: str) -> str:
    return f"coalesce({', '.join(expressions)})" if expressions else f"null::{kind}"


def sources(register: Register) -> tuple[type[Row], ...]:
    """The tables that the set rests on, the register's own first."""
    found: dict[type[Row], None] = {register.model: None}
    for name in register.placed_by:
        asked = register.asked[name]
        if not isinstance(asked, Reference):
            continue
        if asked.of in (PERSON, ORGANISATION):
            found |= dict.fromkeys((Engagement, Seat) if asked.of == PERSON else (Seat,))
        else:
            found |= dict.fromkeys(sources(registry.of_table(asked.of)))
    about = register.asked.get(register.about)
    if isinstance(about, Reference) and about.of == PERSON:
        found[PersonAlias] = None
    return tuple(found)
