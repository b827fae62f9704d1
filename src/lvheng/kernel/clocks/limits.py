"""Kinds of limit as data: unit, length, from which event, what pauses it, by which version of which article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lvheng.kernel.law import LegalBasis, legal_bases


class Unit(Enum):
    """In what a limit is counted. The value is its key in the table, the label its word in a sentence."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"

    @property
    def label(self) -> str:
        return {"working_days": "个工作日", "calendar_days": "日", "months": "个月"}[self.value]

    @property
    def days(self) -> str:
        """The word for what is left or used of it: months are counted down in days."""
        return "个工作日" if self is Unit.WORKING_DAYS else "日"


@dataclass(frozen=True, slots=True)
class Extension:
    """By how many units a limit may be extended, once; by whom, on which article."""

    units: int
    by: str
    basis: LegalBasis


@dataclass(frozen=True, slots=True)
class Limit:
    """One version of a limit. What begins from `since` on, and before the next version, runs by it to its end."""

    code: str
    title: str
    since: date
    unit: Unit
    length: int
    event: str
    basis: tuple[LegalBasis, ...]
    pauses: tuple[str, ...] = ()
    extension: Extension | None = None
    promised: int | None = None
    missed: str = ""
    first_day_counts: bool = False
    moves_off_holidays: bool = True
    certain: bool = True

    @property
    def span(self) -> str:
        """20 个工作日, 15 日, 6 个月."""
        return f"{self.length} {self.unit.label}"


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "limits.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def pause_titles() -> Mapping[str, str]:
    """Each reason for which a clock may stand still, in words."""
    return {code: row["title"] for code, row in _table()["pauses"].items()}


@cache
def pause_basis(code: str) -> LegalBasis:
    """The article by which the time of a pause is not counted."""
    return legal_bases([_table()["pauses"][code]["basis"]])[0]


@cache
def all_limits() -> Mapping[str, tuple[Limit, ...]]:
    """Every limit by code, its versions in order of their days."""
    return {
        code: tuple(sorted((_version(code, row["title"], v) for v in row["versions"]), key=lambda v: v.since))
        for code, row in _table()["limits"].items()
    }


def _version(code: str, title: str, row: Mapping[str, Any]) -> Limit:
    [unit] = [unit for unit in Unit if unit.value in row]
    extension = row.get("extension")
    return Limit(
        code=code,
        title=title,
        since=row["since"],
        unit=unit,
        length=row[unit.value],
        event=row["event"],
        basis=tuple(legal_bases(row["basis"])),
        pauses=tuple(row.get("pauses", ())),
        extension=Extension(extension["units"], extension["by"], legal_bases([extension["basis"]])[0])
        if extension
        else None,
        promised=row.get("promised"),
        missed=row.get("missed", ""),
        first_day_counts=row.get("first_day") == "counted",
        moves_off_holidays=row.get("holiday_end") != "stays",
        certain=row.get("certain", True),
    )


def state_titles() -> Mapping[str, str]:
    """What a clock does, in words: it runs, or stands still for a reason."""
    return {"running": "计时", **pause_titles()}


def limit_titles() -> Mapping[str, str]:
    return {code: versions[0].title for code, versions in all_limits().items()}


def limit_on(code: str, begun: date) -> Limit | None:
    """The limit `code` for what began on `begun`: a rule changed later spares it. None before the law had one.
    Raises KeyError."""
    return next((version for version in reversed(all_limits()[code]) if version.since <= begun), None)
