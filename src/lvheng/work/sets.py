"""The rows of a register as one SQL set: subject · organisation · district · value · versions (`kernel/figures/figure.py`).

The first of `versions` is the register's own row: lists join it by that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lvheng.kernel.acts.fields import Reference
from lvheng.kernel.figures.standing import Beside, Lasting, Source, Standing
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import Seat
from lvheng.register.models import Engagement, PersonAlias
from lvheng.register.references import ORGANISATION, PERSON
from lvheng.work import registry
from lvheng.work.shape import Register, Span


def this_years(model: type[Row]) -> Lasting:
    """What has begun in the day's year: counted anew every year."""
    return Lasting(model, end="make_date(date_part('year', valid_from)::int + 1, 1, 1)")


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
