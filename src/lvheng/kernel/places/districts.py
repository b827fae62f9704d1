"""The districts of Beijing and their groups, provinces, and countries, read from the tables beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

BEIJING = "11"


@dataclass(frozen=True, slots=True)
class District:
    """A district by the code that seats carry: six figures, of GB/T 2260 unless `internal`."""

    code: str
    name: str
    internal: bool = False
    lies_in: str = ""

    @property
    def gb2260(self) -> str | None:
        """The code that may be given out as GB/T 2260; None for 经开区, which has none."""
        return None if self.internal else self.code


@dataclass(frozen=True, slots=True)
class RetiredCode:
    """A code that stood in GB/T 2260 until (not on) a day and lives on in old numbers."""

    code: str
    name: str
    until: date
    successor: str


@dataclass(frozen=True, slots=True)
class DistrictGroup:
    """Districts that rules or the plan speak of together."""

    code: str
    name: str
    source: str
    districts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Province:
    """A province by the first two figures of its code; `short` is its name in front of a firm's."""

    code: str
    name: str
    short: str


def read_table(name: str) -> dict[str, Any]:
    """The table `name`.yaml of this folder."""
    tables: dict[str, Any] = yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))
    return tables


_tables = read_table("districts")

DISTRICTS: dict[str, District] = {row["code"]: District(**row) for row in _tables["districts"]}
RETIRED: dict[str, RetiredCode] = {row["code"]: RetiredCode(**row) for row in _tables["retired"]}
GROUPS: dict[str, DistrictGroup] = {
    row["code"]: DistrictGroup(**{**row, "districts": frozenset(row["districts"])}) for row in _tables["groups"]
}
PROVINCES: dict[str, Province] = {row["code"]: Province(**row) for row in read_table("provinces")["provinces"]}
COUNTRIES: dict[str, str] = read_table("countries")["countries"]


def current_code(code: str) -> str:
    """The code that holds today for a code that may have been retired; others come back as they are."""
    return RETIRED[code].successor if code in RETIRED else code


def district_name(code: str) -> str:
    """The name of a district, retired ones included; for any other place its province, or the code itself."""
    if known := DISTRICTS.get(code) or RETIRED.get(code):
        return known.name
    province = PROVINCES.get(code[:2])
    return province.name if province else code
