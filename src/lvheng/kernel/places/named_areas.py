"""The areas that the plan names, and which of them a seat lies in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from lvheng.kernel.places.districts import GROUPS, read_table


@dataclass(frozen=True, slots=True)
class NamedArea:
    """An area told by the mark on a seat, by whole districts, or by the beginning of an area code outside Beijing."""

    code: str
    name: str
    kind: Literal["support", "cluster"]
    source: str
    marked: bool = False
    districts: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()

    def holds(self, district: str, mark: str = "") -> bool:
        """Whether a seat with this area code and this mark lies in the area."""
        if self.marked:
            return mark == self.code
        return district in self.districts or district.startswith(self.prefixes)


def _area(group: str = "", prefixes: tuple[str, ...] = (), **rest: Any) -> NamedArea:
    districts = GROUPS[group].districts if group else frozenset[str]()
    return NamedArea(districts=districts, prefixes=tuple(prefixes), **rest)


NAMED_AREAS: dict[str, NamedArea] = {row["code"]: _area(**row) for row in read_table("named_areas")["areas"]}


def named_areas_of(district: str, mark: str = "") -> list[NamedArea]:
    """All named areas that a seat lies in; a seat may lie in several (城市副中心 is part of 远郊区)."""
    return [area for area in NAMED_AREAS.values() if area.holds(district, mark)]
