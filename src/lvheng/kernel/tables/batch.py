"""A few lines of a sheet on their way to become acts: read, compared with each other, and what is left to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from lvheng.kernel.acts.fields import CellRefused, Finder, Reference, Refusal, read_many
from lvheng.kernel.acts.perform import LARGEST_SET, Item
from lvheng.kernel.tables.heading import passed_over
from lvheng.kernel.tables.importable import BASIS, ON, Importable
from lvheng.kernel.tables.matching import Part
from lvheng.kernel.tables.report import PartReport
from lvheng.kernel.tables.sheet import Row, Table

LINES_A_SHEET = 1_000_000  # a line's number in the ledger tells sheet and line
BASIS_LENGTH = 200


@dataclass(slots=True)
class Line:
    """One line: its number in the file, its cells, and what was read of it."""

    number: int
    row: Row
    raw: dict[str, object]
    item: Item | None = None
    refusals: list[Refusal] = field(default_factory=list)


@dataclass(slots=True)
class SoFar:
    """What the file has said up to here: values that may stand once only, and words for subjects that it makes."""

    once: dict[tuple[str, str, object], int] = field(default_factory=dict)
    made: dict[Finder, set[str]] = field(default_factory=lambda: defaultdict(set))


def batches(table: Table, part: Part, told: PartReport) -> Iterator[list[Line]]:
    """The lines that count, in the file's order; of the others `told` notes why not."""
    lines = _lines(table, part, told)
    while batch := list(islice(lines, LARGEST_SET)):
        yield batch


def _lines(table: Table, part: Part, told: PartReport) -> Iterator[Line]:
    columns = list(part.columns.items())
    width = max(part.columns.values()) + 1
    for number, row in table.rows(part.sheet):
        if number <= part.header:
            continue
        why = passed_over(row, part.headings)
        if why is None:
            if len(row) < width:
                row += [""] * (width - len(row))
            raw = {name: row[place] for name, place in columns}
            for name, unit in part.units.items():
                raw[name] = _with_unit(raw[name], unit)
            yield Line(number, row, raw)
        elif why:
            told.passed_over.append((number, why))


def _with_unit(cell: object, unit: str) -> object:
    """An amount with the unit of its column, unless the cell names one itself."""
    number = isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)
    written = isinstance(cell, str) and cell.strip() and "元" not in cell
    return f"{cell:.15g}{unit}" if isinstance(cell, float) else f"{cell}{unit}" if number or written else cell


def ledger_line(part: Part, line: Line) -> int:
    return part.sheet.number * LINES_A_SHEET + line.number


def read(part: Part, lines: Sequence[Line], on: date | None, basis: str) -> None:
    """Reads each line as an item of its act, or notes why it is none."""
    importable = part.importable
    given = read_many(importable.act.Input, [line.raw for line in lines])
    for line, answer in zip(lines, given, strict=True):
        refusals = list(answer) if isinstance(answer, list) else []
        day = _read(importable, line, ON, refusals) or on
        ground = _read(importable, line, BASIS, refusals) or basis
        if day is None and not any(refusal.field == ON for refusal in refusals):
            refusals.append(Refusal(f"“{importable.day_field.label}”没有填写，也没有给出整个文件的日期", ON))
        if not ground:
            refusals.append(Refusal("没有写依据：这一行没有填，也没有给出整个文件的依据", BASIS))
        line.refusals = refusals
        line.item = None
        if not refusals and day is not None:
            line.item = Item(answer, day, ledger_line(part, line), ground)


def _read(importable: Importable, line: Line, column: str, refusals: list[Refusal]) -> Any:
    try:
        return importable.columns[column].read(line.raw.get(column))
    except CellRefused as refused:
        refusals.append(Refusal(str(refused), column))
        return None


def compare(part: Part, lines: Sequence[Line], so_far: SoFar) -> None:
    """Refuses a line whose value another line of the file has already, where no two may have it."""
    act = part.importable.act
    for line in lines:
        for name in act.alone:
            value = _value(part.importable, line, name)
            if value is None:
                continue
            first = so_far.once.setdefault((act.kind, name, value), ledger_line(part, line))
            if first != ledger_line(part, line):
                label = part.importable.columns[name].label
                where = f"第 {first % LINES_A_SHEET} 行"
                if first // LINES_A_SHEET != part.sheet.number:
                    where = f"第 {first // LINES_A_SHEET + 1} 张表" + where
                line.refusals.append(Refusal(f"“{label}”与本文件{where}相同，同一文件中只能有一行", name))
                line.item = None


def note_made(part: Part, lines: Sequence[Line], so_far: SoFar) -> None:
    """Notes the words by which other lines of the file may name what these lines make."""
    importable = part.importable
    if importable.found_by is not None:
        words = so_far.made[importable.found_by]
        for line in lines:
            words.update(value for name in importable.names if (value := _value(importable, line, name)))


def _value(importable: Importable, line: Line, name: str) -> Any:
    if line.item is not None:
        return getattr(line.item.given, name)
    with suppress(CellRefused):
        return importable.columns[name].read(line.raw.get(name))
    return None


def waits(part: Part, line: Line, so_far: SoFar) -> bool:
    """Whether nothing is wrong with a line but that it names what other lines of the file will make."""
    columns: Mapping[str, Any] = part.importable.columns
    return bool(line.refusals) and all(
        isinstance(reference := columns.get(refusal.field), Reference)
        and _word(reference, line.raw.get(refusal.field)) in so_far.made.get(reference.find, ())
        for refusal in line.refusals
    )


def _word(reference: Reference, raw: object) -> object:
    with suppress(CellRefused):
        word = reference.read(raw)
        return "".join(word.split()) if isinstance(word, str) and word[:1].isdigit() else word
    return None
