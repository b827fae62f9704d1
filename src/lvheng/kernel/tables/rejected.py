"""The lines that were refused, to be mended and brought in again: the original cells, red where wrong, and why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lvheng.kernel.tables.heading import REASON, unit_in
from lvheng.kernel.tables.matching import Part, match
from lvheng.kernel.tables.models import Intake
from lvheng.kernel.tables.sheet import Row, Table, open_table
from lvheng.kernel.tables.styles import Book


def write_rejected(intake: Intake, target: Path | Any) -> int:
    """Writes the lines that the intake's report refuses as .xlsx; answers how many there are."""
    written = 0
    refused = {
        part["sheet"]: {line["line"]: line["cells"] for line in part["refused"]} for part in intake.report["parts"]
    }
    book = Book(str(target) if isinstance(target, Path) else target)
    with open_table(intake.open_content(), intake.name) as table:
        parts, _ = match(table.sheets, on=intake.on, kind=intake.act)
        for part in parts:
            if lines := refused.get(part.sheet.name):
                written += _write_part(book, table, part, lines)
    if not written:
        book.sheet("没有未登记的行")
    book.close()
    return written


def _write_part(book: Book, table: Table, part: Part, lines: Mapping[int, list[dict[str, str]]]) -> int:
    sheet = book.sheet(part.sheet.name)
    for place, heading in enumerate((*_headings(part), REASON)):
        sheet.write_string(0, place, heading, book.heading)
    written = 0
    for number, row in table.rows(part.sheet):
        if number in lines:
            written += 1
            _write_line(book, sheet, written, part, row, lines[number])
    return written


def _headings(part: Part) -> list[str]:
    """The headings of the file; money says its unit itself, since what stood above the table stays behind."""
    said = list(part.headings)
    for name, unit in part.units.items():
        place = part.columns[name]
        said[place] += "" if unit_in(said[place]) else f"（{unit}）"
    return said


def _write_line(book: Book, sheet: Any, at: int, part: Part, row: Row, cells: list[dict[str, str]]) -> None:
    wrong = {cell["column"] for cell in cells}
    for place, heading in enumerate(part.headings):
        value = row[place] if place < len(row) else ""
        if isinstance(value, float) and not value.is_integer():
            value = str(value)
        book.cell(sheet, at, place, value, wrong=bool(heading) and heading in wrong)
    reasons = "；".join(
        f"{cell['column']}：{cell['sentence']}" if cell["column"] else cell["sentence"] for cell in cells
    )
    sheet.write_string(at, len(part.headings), reasons, book.plain)
