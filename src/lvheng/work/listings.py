"""The list of a register, made of its declaration: a column for each of its own, with the names of whom they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lvheng.kernel.acts.fields import Amount, Choice, Day, Field, Listed, Reference, Whole
from lvheng.kernel.figures.columns import codes_of
from lvheng.kernel.figures.listing import Column, Listing
from lvheng.kernel.figures.standing import Latest
from lvheng.kernel.places.listed import place_titles
from lvheng.kernel.rows import Moment, Row
from lvheng.kernel.subjects.models import Organisation
from lvheng.kernel.time.days import OPEN_DAY
from lvheng.register.models import Engagement, Person, PractisingLicence
from lvheng.register.references import ORGANISATION, PERSON
from lvheng.work import registry
from lvheng.work.acts import DAYS
from lvheng.work.sets import standing
from lvheng.work.shape import Register, Span


def record_of(register: Register) -> str:
    """Which record page the first subject has: lawyer, firm, or that of things."""
    if register.is_thing:
        return register.code
    of = register.references[register.about].of
    return {PERSON: "lawyer", ORGANISATION: "firm"}.get(of) or registry.of_table(of).code


def listing_of(register: Register, acts: tuple[str, ...]) -> Listing:
    """The register's list. What begins a row is offered on it."""
    columns = tuple(_columns(register))
    order, needs = _order(register)
    return Listing(
        code=register.list_code,
        title=register.name,
        unit=register.unit,
        rows=standing(register),
        joins=lambda m: {**_joins(register, m), **register.joins(m)},
        columns=columns,
        order=order,
        order_needs=needs,
        record=record_of(register),
        room=register.room,
        acts=acts,
        opens=register.is_thing,
        posts=frozenset(kind.code for kind in register.audience),
    )


def _joins(register: Register, m: Moment) -> Mapping[str, str]:
    found = {"row": f"join {register.model._meta.db_table} t on t.id = s.versions[1]"}
    for name, asked in register.references.items():
        # Whom a row names bears the name of the day, not of the row's own time; a thing that is no more, its last.
        table = m.asof(_table(asked)) if asked.of in (PERSON, ORGANISATION) else f"({Latest(_table(asked))(m)})"
        found[f"of_{name}"] = f"left join {table} of_{name} on of_{name}.subject = t.{name}"
    if _of_person(register):
        found["licence"] = f"left join {m.asof(PractisingLicence)} held on held.person = t.{register.about}"
        found["firm"] = (
            f"left join {m.asof(Engagement)} engaged on engaged.lawyer = t.{register.about}"
            f" left join {m.asof(Organisation)} home on home.subject = engaged.organisation"
        )
    return found


def _table(asked: Reference) -> type[Row]:
    """Where the names stand of those whom a reference names."""
    if asked.of in (PERSON, ORGANISATION):
        return Person if asked.of == PERSON else Organisation
    return registry.of_table(asked.of).model


def _of_person(register: Register) -> bool:
    about = register.references.get(register.about)
    return about is not None and about.of == PERSON


def _order(register: Register) -> tuple[str, tuple[str, ...]]:
    if register.order:
        return register.order, ("row",)
    if register.span is not Span.OPEN:
        return "t.valid_from desc, s.subject, t.id", ("row",)
    if register.is_thing:
        return "t.name, s.subject", ("row",)
    asked, name = register.references[register.about], f"of_{register.about}"
    key = "sort_key" if asked.of in (PERSON, ORGANISATION) else "name"
    return f"{name}.{key}, s.subject, t.id", ("row", name)


def _columns(register: Register) -> Iterator[Column]:
    if register.is_thing:
        yield Column(name="name", title=register.asked["name"].label, sql="t.name", needs=("row",))
    if not register.is_thing:
        yield _own(register, register.about, register.asked[register.about])
    if _of_person(register):
        yield Column(
            name="licence_number", title="执业证号", sql="held.number", needs=("row", "licence"), kind="licence"
        )
    instead = {column.name: column for column in register.columns}
    for name, asked in register.asked.items():
        if name not in (register.about, "name" if register.is_thing else "") and name not in register.at_end:
            yield instead.pop(name) if name in instead else _own(register, name, asked)
    yield from instead.values()
    if _of_person(register):
        yield Column(name="firm", title="执业机构", sql="home.name", needs=("row", "firm"))
    if register.placed_by and "district" not in register.asked:
        yield Column(name="district", title="所在区", sql="s.district", titles=place_titles, filtered=True)
    yield from _span(register)


def _span(register: Register) -> Iterator[Column]:
    if register.span is Span.YEAR:
        return
    asked = (register.enter.asks_day if register.enter else "") or DAYS["enter", register.span]
    yield Column(name="since", title=asked, sql="t.valid_from", needs=("row",), kind="day")
    if register.until:
        ends = f"nullif(t.valid_to, '{OPEN_DAY}'::date)"
        yield Column(name="until", title=register.until, sql=ends, needs=("row",), kind="day")


def _own(register: Register, name: str, asked: Field) -> Column:
    """The column of the list that shows one of the table."""
    title, shown = asked.label, asked.field_class
    if isinstance(asked, Reference):
        of = f"of_{name}"
        key = f"{of}.sort_key" if asked.of in (PERSON, ORGANISATION) else f"{of}.name"
        return Column(name=name, title=title, sql=f"{of}.name", needs=("row", of), field_class=shown, sort=key)
    kind = "text"
    match asked:
        case Day():
            kind = "day"
        case Whole():
            kind = "number"
        case Amount():
            kind = "money" if "元" in title else "number"
    coded = isinstance(asked, Choice | Listed)
    return Column(
        name=name,
        title=title,
        sql=f"t.{name}",
        needs=("row",),
        field_class=shown,
        titles=codes_of(asked) if coded else None,
        filtered=coded,
        kind=kind,
    )
