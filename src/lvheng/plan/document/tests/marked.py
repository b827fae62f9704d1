"""Plans marked by hand: beside each text in `plans/first_set` and `plans/second_set` stands what a careful reader finds.

All of them are re-created in the manner of published plans, with invented places and numbers. They were written and
marked before the importer was tried on them; docs/how-to/import-a-plan.md says what the first try found. A file of
answers names under `missed` the targets that the importer still does not find.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .expected import Row

PLANS = Path(__file__).parent / "plans"
MARKED = sorted(p for name in ("first_set", "second_set") for p in (PLANS / name).glob("*") if p.suffix != ".yaml")


@dataclass(frozen=True)
class Answers:
    """What a reader finds in one plan; `front` are the keys of the front and the counts of its parts."""

    front: dict[str, Any]
    targets: list[Row]
    missed: list[Row]


def answers(path: Path) -> Answers:
    """The answers that stand beside a plan."""
    said = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    return Answers(said, _rows(said.pop("targets")), _rows(said.pop("missed", "")))


def _rows(written: str) -> list[Row]:
    return [_row(*line.split(" | ")) for line in written.splitlines()]


def _row(indicator: str, op: str, value: str, unit: str, year: str) -> Row:
    return indicator, op, _value(value), "" if unit == "-" else unit, None if year == "-" else int(year)


def _value(written: str) -> float | tuple[int | float, int | float] | None:
    low, dash, high = written.partition("-")
    if not low:
        return None
    return (float(low), float(high)) if dash else float(low)


def tables_and_lines(text: str) -> list[str | list[list[str]]]:
    """The paragraphs of a plan, and its tables (lines of cells set apart by upright strokes) as rows."""
    parts: list[str | list[list[str]]] = []
    for line in text.splitlines():
        if "|" not in line:
            parts.append(line)
        elif parts and isinstance(parts[-1], list):
            parts[-1].append(line.split("|"))
        else:
            parts.append([line.split("|")])
    return parts
