"""What an act of a register needs to know, fetched for many at once: whom its columns name, and where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from lvheng.kernel.acts.act import Place
from lvheng.kernel.acts.fields import Field, Reference
from lvheng.kernel.rows import Row
from lvheng.register.facts import LawyerFacts, OrganisationFacts, lawyers, organisations, rows_by
from lvheng.register.references import ORGANISATION, PERSON
from lvheng.work import registry
from lvheng.work.shape import Register, Span

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one act of a register: the rows about its first subject, and those it names."""

    values: Values
    rows: Sequence[Any] = ()
    row: Row | None = None
    people: Mapping[str, LawyerFacts] = field(default_factory=dict)
    organisations: Mapping[str, OrganisationFacts] = field(default_factory=dict)
    things: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    beside: Mapping[type[Row], Sequence[Any]] = field(default_factory=dict)
    place: Place = field(default_factory=Place)
    taken: Sequence[str] = ()  # no column of this shape is somebody's alone


def rows_about(register: Register, keys: Iterable[UUID | None]) -> Mapping[UUID | str, list[Any]]:
    """What the register now says about each first subject."""
    found = rows_by(register.model, register.about, keys)
    return {key: [row for row in rows if register.has(row)] for key, rows in found.items()}


def gather(
    register: Register, many: Sequence[Values], rows: Sequence[tuple[Sequence[Any], Row | None]], days: Sequence[date]
) -> list[Facts]:
    """The facts of each of `many`, whose rows are known. The number of queries does not grow with `many`."""
    people: list[dict[str, LawyerFacts]] = [{} for _ in many]
    houses: list[dict[str, OrganisationFacts]] = [{} for _ in many]
    things: list[dict[str, Sequence[Any]]] = [{} for _ in many]
    for name, asked in register.references.items():
        named = [n for n, values in enumerate(many) if values.get(name) is not None]
        keys = [many[n][name] for n in named]
        if asked.of == PERSON:
            for n, person in zip(named, lawyers(keys, [days[n] for n in named]), strict=True):
                people[n][name] = person
        elif asked.of == ORGANISATION:
            known = organisations(keys)
            for n, key in zip(named, keys, strict=True):
                houses[n][name] = known[key]
        else:
            said = rows_by(registry.of_table(asked.of).model, "subject", keys)
            for n, key in zip(named, keys, strict=True):
                things[n][name] = said[key]
    beside = _beside(register, many)
    where = places(register, many, days)
    return [
        Facts(
            values=values,
            rows=about,
            row=row,
            people=people[n],
            organisations=houses[n],
            things=things[n],
            beside=beside[n],
            place=where[n],
        )
        for n, (values, (about, row)) in enumerate(zip(many, rows, strict=True))
    ]


def _beside(register: Register, many: Sequence[Values]) -> list[dict[type[Row], Sequence[Any]]]:
    found: list[dict[type[Row], Sequence[Any]]] = [{} for _ in many]
    for model, (theirs, ours) in register.reads.items():
        rows = rows_by(model, theirs, (values.get(ours) for values in many))
        for each, values in zip(found, many, strict=True):
            each[model] = rows.get(values.get(ours) or "", [])
    return found


def places(register: Register, many: Sequence[Values], days: Sequence[date]) -> list[Place]:
    """Where each belongs: by the first of the register's columns of place that is filled."""
    found = [Place() for _ in many]
    left = list(range(len(many)))
    for name in register.placed_by:
        here = [n for n in left if many[n].get(name)]
        left = [n for n in left if n not in set(here)]
        keys = [many[n][name] for n in here]
        for n, place in zip(here, _placed(register.asked[name], keys, [days[n] for n in here]), strict=True):
            # what happened on a day belongs to where it happened; what lasts, to where the person is now as well
            found[n] = place if register.span is Span.OPEN else replace(place, beside=())
    return found


def _placed(asked: Field, keys: Sequence[Any], days: Sequence[date]) -> list[Place]:
    if not isinstance(asked, Reference):
        return [Place(str(key)) for key in keys]
    if asked.of == ORGANISATION:
        known = organisations(keys)
        return [Place(known[key].district(date.max), key) for key in keys]
    if asked.of == PERSON:
        return [_of_person(key, fact, day) for key, fact, day in zip(keys, lawyers(keys, days), days, strict=True)]
    thing = registry.of_table(asked.of)
    rows = rows_by(thing.model, "subject", keys)
    last = [{name: getattr(rows[key][-1], name) for name in thing.asked} if rows[key] else {} for key in keys]
    return places(thing, last, days)


def _of_person(key: UUID, fact: LawyerFacts, day: date) -> Place:
    engaged = fact.engagement(day)
    here = engaged.organisation if engaged else None
    return Place(fact.here.district(date.max), here, key, fact.moved_to(key))
