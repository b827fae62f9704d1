"""Units that a plan's document names for its tasks, found among the units of the product: assignments for a person to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lvheng.kernel.subjects.models import Organisation, OrganisationKind
from lvheng.plan.board import Held
from lvheng.steering.choices import Part
from lvheng.steering.items import Item, items_of
from lvheng.steering.models import Assignment
from lvheng.steering.registers import UNITS
from lvheng.steering.units import Unit, units

EVERY = {
    "区司法局": OrganisationKind.DISTRICT_BUREAU,
    "区律师协会": OrganisationKind.DISTRICT_ASSOCIATION,
}
"""What stands in a document for all units of a kind."""
CITY, BUREAU = "北京市", "北京市司法局"
"""Before which the documents of the city and of its bureau leave names short."""


@dataclass(frozen=True, slots=True)
class Named:
    """A unit named for an item, in the document's words, that does not answer for it yet; `unit` None: not recognised."""

    item: Item
    part: Part
    word: str
    unit: Unit | None

    @property
    def key(self) -> str:
        return f"{self.item.code}|{self.part}|{self.unit.key if self.unit else ''}"


def meant(word: str, known: Iterable[Unit]) -> list[Unit]:
    """The units that a word of a document stands for: by the full name, by it without the city or the bureau, or all of a kind."""
    plain = "".join(word.split()).replace("律协", "律师协会")
    kind = EVERY.get(plain.removeprefix("各").removeprefix("市、").removeprefix("有关"))
    if kind is not None:
        return [unit for unit in known if unit.kind == kind]
    names = {plain, CITY + plain, CITY + plain.removeprefix("市"), BUREAU + plain, BUREAU + plain.removeprefix("市局")}
    return [unit for unit in known if unit.name in names]


def named(of: Held, day: date) -> list[Named]:
    """What the plan's document names and nobody has confirmed or entered otherwise, in the plan's order."""
    told, plan = _told(of), of.plan.code
    if not told:
        return []
    keys = Organisation.rows.on(day).filter(kind__in=UNITS).values_list("subject", flat=True)
    known = list(units(list(keys), day).values())
    items = {item.number: item for item in items_of(plan)}
    held = set(Assignment.rows.current().filter(item__endswith=f"@{plan}").values_list("unit", "item"))
    found = [
        Named(items[number], part, word, unit)
        for number, words in told.items()
        if number in items
        for part, some in words
        for word in some
        for unit in _or_none(meant(word, known))
    ]
    return [each for each in found if each.unit is None or (each.unit.key, each.item.code) not in held]


def _or_none(found: Sequence[Unit]) -> Sequence[Unit | None]:
    return found or [None]


def confirmed(picked: Iterable[str], of: Held, day: date) -> list[Mapping[str, str]]:
    """Those of the named that a person confirmed, as what the act of entering an assignment is given."""
    wanted = set(picked)
    return [
        {"unit": str(each.unit.key), "item": each.item.code, "part": each.part.value}
        for each in named(of, day)
        if each.unit is not None and each.key in wanted
    ]


def _told(of: Held) -> dict[str, Sequence[tuple[Part, Sequence[str]]]]:
    return {
        item.number: ((Part.LEAD, item.lead_units), (Part.COOPERATING, item.cooperating_units))
        for item in of.items
        if item.lead_units or item.cooperating_units
    }
