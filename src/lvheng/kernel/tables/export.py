"""Lists out: exactly the rows that were asked for, as .xlsx or .csv, with the moment that they are of."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from lvheng.kernel.figures.listing import Column, Question, count, export
from lvheng.kernel.figures.snapshot import one_snapshot
from lvheng.kernel.tables.sheet import TableRefused
from lvheng.kernel.tables.styles import Book, unformulated
from lvheng.kernel.time.days import SHANGHAI

MOST_LINES = 1_048_000  # of one sheet
DEMONSTRATION = "演示数据:人员、机构、数字均为虚构"

Cells = list[Any]


def export_file(question: Question, title: str, kind: str) -> tuple[bytes, str]:
    """The list as a file to be sent, `kind` "xlsx" or "csv", and its content type. Raises `TableRefused`, KeyError."""
    write, content_type = KINDS[kind]
    with TemporaryDirectory(prefix="lvheng-") as folder:
        target = Path(folder) / f"list.{kind}"
        write(question, title, target)
        return target.read_bytes(), content_type


def write_xlsx(question: Question, title: str, target: Path) -> int:
    """Writes the list as one sheet; answers how many rows it has. Raises `TableRefused` if they are too many for it."""
    with one_snapshot() as taken_at:
        expected = count(question)
        if expected > MOST_LINES:
            raise TableRefused(
                f"名单有 {expected:,} 行,一张工作表放不下(至多 {MOST_LINES:,} 行)。请缩小范围,或导出为 .csv。"
            )
        book = Book(str(target))
        sheet = book.sheet(title)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(question.columns):
            sheet.set_column(place, place, max(12, 2 * len(column.title) + 4))
            sheet.write_string(0, place, column.title, book.heading)
        money = [column.kind == "money" for column in question.columns]
        written = 0
        for written, cells in enumerate(_rows(question), 1):
            for place, cell in enumerate(cells):
                if cell != "":
                    book.cell(sheet, written, place, cell, money=money[place])
        sheet.write_string(written + 2, 0, closing_note(question, written, taken_at), book.plain)
        book.close()
        return written


def write_csv(question: Question, title: str, target: Path) -> int:
    """Writes the list as UTF-8 with its mark, so that spreadsheets show it right; answers how many rows it has."""
    with one_snapshot() as taken_at, target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.title for column in question.columns])
        written = 0
        for cells in _rows(question):
            writer.writerow([unformulated(cell) if isinstance(cell, str) else cell for cell in cells])
            written += 1
        writer.writerow([closing_note(question, written, taken_at, title)])
        return written


def closing_note(question: Question, rows: int, taken_at: datetime, title: str = "") -> str:
    """The last row: what the list is of, as of which day, by what was recorded when."""
    known = (question.moment.known_at or taken_at).astimezone(SHANGHAI)
    parts = [
        f"以 {question.moment.on} 为准",
        f"登记截至 {known:%Y-%m-%d %H:%M:%S}(北京时间)",
        f"共 {rows:,} {question.listing.unit}",
    ]
    if settings.DEMONSTRATION:
        parts.append(DEMONSTRATION)
    return "注:" + (f"{title};" if title else "") + ";".join(parts)


KINDS: dict[str, tuple[Callable[[Question, str, Path], int], str]] = {
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (write_csv, "text/csv; charset=utf-8"),
}


def _rows(question: Question) -> Iterator[Cells]:
    writers = [_writer(column) for column in question.columns]
    for line in export(question):
        yield [write(cell) for write, cell in zip(writers, line.cells, strict=True)]


def _writer(column: Column) -> Callable[[Any], Any]:
    """How a column's value is written: words for codes, days and numbers as they are, '' for nothing."""
    if column.titles is not None:
        titles = column.titles()
        return lambda value: "" if value is None else titles.get(value, str(value))

    def as_it_is(value: Any) -> Any:
        if value is None:
            return ""
        return value if isinstance(value, date | int | float | Decimal) else str(value)

    return as_it_is
