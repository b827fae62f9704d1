"""Who answers for what: the units among which a plan is shared out, and the page of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from lvheng.kernel.access.viewer import EVERYTHING, Scope, Viewer
from lvheng.kernel.figures.kept import Series, series_of
from lvheng.kernel.figures.reading import Reading
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation, OrganisationKind, Seat
from lvheng.plan.answering import Answering, declare
from lvheng.plan.board import Held, TargetLine, due_day, live, target_line, year_ends
from lvheng.steering.choices import Part
from lvheng.steering.items import Item, item_code, items_of
from lvheng.steering.models import Assignment

OF_DISTRICTS = (OrganisationKind.DISTRICT_BUREAU, OrganisationKind.DISTRICT_ASSOCIATION)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it stands on a day; `scope`: what its figures are made of, its district's rows or everything."""

    key: UUID
    name: str
    kind: str
    district: str

    @property
    def scope(self) -> Scope:
        return Scope(districts=frozenset({self.district})) if self.kind in OF_DISTRICTS else EVERYTHING


@dataclass(frozen=True, slots=True)
class Charge:
    """An item that a unit answers for, with the readings of its figures, and the target judged where it is one."""

    assignment: Assignment
    item: Item
    readings: Sequence[Reading]
    line: TargetLine | None
    due: date

    @property
    def leads(self) -> bool:
        return bool(self.assignment.part == Part.LEAD)

    @property
    def part(self) -> str:
        return str(Part(self.assignment.part).label)


def units(keys: Sequence[UUID], day: date) -> dict[UUID, Unit]:
    """Units by key, as they stand on the day; two queries."""
    seats = dict(Seat.rows.on(day).filter(organisation__in=keys).values_list("organisation", "district"))
    rows = Organisation.rows.on(day).filter(subject__in=keys).order_by("kind", "sort_key")
    return {row.subject: Unit(row.subject, row.name, row.kind, seats.get(row.subject, "")) for row in rows}


def may_see_unit(viewer: Viewer, unit: Unit) -> bool:
    """A unit's page is for whoever the unit lies within reach of."""
    return viewer.scope.holds(unit.district, unit.key)


def assigned(plan: str, moment: Moment) -> list[Assignment]:
    """Every assignment of the plan on the day."""
    return list(Assignment.rows.on(moment.on, moment.known_at).filter(item__endswith=f"@{plan}"))


def who_answers(plan: str, numbers: Sequence[str], moment: Moment, viewer: Viewer) -> list[Answering]:
    """The units to which any of these items is assigned, each once: those that lead, and of the others those that the
    viewer may see."""
    codes = [item_code(number, plan) for number in numbers]
    rows = {
        row.unit: row for row in Assignment.rows.on(moment.on, moment.known_at).filter(item__in=codes).order_by("part")
    }
    found = []
    for key, unit in (units(sorted(rows), moment.on) if rows else {}).items():
        seen, leads = may_see_unit(viewer, unit), rows[key].part == Part.LEAD
        if seen or leads:
            path = reverse("plan_unit", args=[plan, key]) if seen else ""
            found.append(Answering(unit.name, leads, rows[key].due, path))
    return found


declare(who_answers)


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the plan a unit answers for."""

    unit: Unit
    leads: int
    cooperates: int


def shares(plan: str, moment: Moment, viewer: Viewer) -> tuple[list[Share], list[Item]]:
    """The units among which the plan is shared out, as far as the viewer reaches, and the items that nobody leads.

    Who leads a task leads its measures."""
    rows = assigned(plan, moment)
    known = units(sorted({row.unit for row in rows}), moment.on)
    led = {row.item for row in rows if row.part == Part.LEAD}
    found = [
        Share(
            unit,
            sum(row.unit == key and row.part == Part.LEAD for row in rows),
            sum(row.unit == key and row.part == Part.COOPERATING for row in rows),
        )
        for key, unit in known.items()
        if may_see_unit(viewer, unit)
    ]
    unled = [
        item
        for item in items_of(plan)
        if item.kind in ("target", "measure") and led.isdisjoint((item.code, item_code(item.task, plan)))
    ]
    return found, unled


def charges(of: Held, unit: Unit, moment: Moment) -> list[Charge]:
    """What the unit answers for, first what it leads, in the plan's order; readings are of its own district's rows."""
    rows = {row.item: row for row in assigned(of.plan.code, moment) if row.unit == unit.key}
    mine = [item for item in items_of(of.plan.code) if item.code in rows]
    ends = year_ends(of.plan, moment.on)
    targets = {target.number: target for target in of.targets}
    readings = readings_of(of, mine, moment, unit.scope)
    found = [
        Charge(
            rows[item.code],
            item,
            [readings[figure.code][moment.on] for figure in live(item.figures)],
            target_line(targets[item.number], of.plan, readings, ends, moment.on, unit.scope, moment.known_at)
            if item.kind == "target" and item.number in targets
            else None,
            rows[item.code].due
            or (due_day(targets[item.number], of.plan) if item.number in targets else date(of.plan.last_year, 12, 31)),
        )
        for item in mine
    ]
    return sorted(found, key=lambda charge: not charge.leads)


def readings_of(of: Held, items: Sequence[Item], moment: Moment, scope: Scope) -> Series:
    """The readings of the items' figures on the day, and of targets at the year-ends before it."""
    ends = year_ends(of.plan, moment.on)
    wanted = {figure: [moment.on] for item in items for figure in live(item.figures)}
    for figure in live(code for item in items if item.kind == "target" for code in item.figures):
        wanted[figure] = [*ends, moment.on]
    return series_of(wanted, moment.known_at, scope)
