"""What became of a file's lines: how many are good, which are refused, and for each cell the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.tables.matching import Part
from lvheng.kernel.tables.sheet import Row

SHOWN_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """What is wrong with one cell; `column` is the heading in the file, '' where the whole row is meant."""

    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RefusedLine:
    line: int
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class PartReport:
    """One sheet: what it was taken for, and its lines. `doubtful` lines rest on lines above that are not yet accepted."""

    sheet: str
    act: str
    title: str
    columns: dict[str, str]
    unmatched: tuple[str, ...]
    good: int = 0
    already: int = 0
    doubtful: int = 0
    refused: list[RefusedLine] = field(default_factory=list)
    passed_over: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    def of(cls, part: Part) -> PartReport:
        known = part.importable.columns
        columns = {part.headings[place]: known[name].label for name, place in part.columns.items()}
        columns |= {part.heading(name): f"{known[name].label}，按{unit}折算" for name, unit in part.units.items()}
        return cls(part.sheet.name, part.importable.act.kind, part.importable.act.title, columns, part.unmatched)

    def refuse(self, part: Part, line: int, row: Row, refusals: Sequence[Refusal]) -> None:
        """Notes why a line is refused, at the cells that the refusals are about."""
        cells = tuple(Cell(part.heading(r.field), _shown(part, row, r.field), str(r)) for r in refusals)
        self.refused.append(RefusedLine(line, cells))

    def as_json(self, *, lines: bool = True) -> dict[str, Any]:
        return {
            "sheet": self.sheet,
            "act": self.act,
            "title": self.title,
            "columns": self.columns,
            "unmatched": list(self.unmatched),
            "good": self.good,
            "already": self.already,
            "doubtful": self.doubtful,
            "passed_over": [{"line": line, "why": why} for line, why in self.passed_over if lines],
            "refused": [
                {
                    "line": line.line,
                    "cells": [{"column": c.column, "value": c.value, "sentence": c.sentence} for c in line.cells],
                }
                for line in sorted(self.refused, key=lambda refused: refused.line)
                if lines
            ],
        }


@dataclass(slots=True)
class Report:
    """The whole file. `left`: sheets that are for no act, with the reason; `rest`: lines not reached when stopped;
    `refusal`: why it could not be read after all."""

    parts: list[PartReport]
    left: list[tuple[str, str]]
    rest: int = 0
    refusal: str = ""

    def as_json(self, *, lines: bool = True) -> dict[str, Any]:
        """What the command line prints and the page shows; the intake keeps it, without the lines while it is at work."""
        return {
            "good": sum(part.good for part in self.parts),
            "already": sum(part.already for part in self.parts),
            "doubtful": sum(part.doubtful for part in self.parts),
            "refused": sum(len(part.refused) for part in self.parts),
            "rest": self.rest,
            "refusal": self.refusal,
            "parts": [part.as_json(lines=lines) for part in self.parts],
            "left": [{"sheet": name, "why": why} for name, why in self.left],
        }


def _shown(part: Part, row: Row, column: str) -> str:
    """A cell as it stands in the file; not if its field is one that is seen masked."""
    place = part.columns.get(column)
    if place is None or place >= len(row):
        return ""
    if part.importable.columns[column].field_class.value >= FieldClass.SENSITIVE.value:
        return "（不显示）"
    cell = row[place]
    if isinstance(cell, date):
        return cell.isoformat()
    text = f"{cell:.15g}" if isinstance(cell, float) else str(cell)
    return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "…"
