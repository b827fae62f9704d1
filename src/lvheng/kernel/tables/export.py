"""Lists out: exactly the rows that were asked for, as .xlsx, .csv or .pdf, with what they are of and who took them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from lvheng.kernel.documents.document import DEMONSTRATION, Align, Document, Layout, Table, TableColumn
from lvheng.kernel.documents.typesetting import pdf
from lvheng.kernel.figures.listing import Column, Question, count, export
from lvheng.kernel.figures.snapshot import one_snapshot
from lvheng.kernel.tables.sheet import TableRefused
from lvheng.kernel.tables.styles import Book, unformulated
from lvheng.kernel.time.days import SHANGHAI

MOST_LINES = 1_048_000  # of one sheet
MOST_PRINTED = 2_000  # of one PDF: about 60 pages; 5,000 took 3 s and 800 MB

Cells = list[Any]


@dataclass(frozen=True, slots=True)
class Extract:
    """A list to be taken out: what is asked of it, under which title, and by whom ('' if that is not to be said)."""

    question: Question
    title: str
    by: str = ""

    def told(self, rows: int, taken_at: datetime) -> list[str]:
        """What the list is of: narrowed how, as of which day, by what was recorded when, how many, taken by whom."""
        question = self.question
        known = (question.moment.known_at or taken_at).astimezone(SHANGHAI)
        by = [f"{self.by} {taken_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 导出"] if self.by else []
        return [
            *narrowed_words(question),
            f"以 {question.moment.on} 为准",
            f"登记截至 {known:%Y-%m-%d %H:%M:%S}（北京时间）",
            f"共 {rows:,} {question.listing.unit}",
            *by,
        ]


def write(extract: Extract, target: Path) -> int:
    """Writes the list in the kind of file that the target's ending names (a key of `KINDS`); answers how many rows it has.

    Raises `TableRefused` if they are too many for it, and KeyError for another kind."""
    return KINDS[target.suffix.removeprefix(".").lower()](extract, target)


def narrowed_words(question: Question) -> list[str]:
    """The filters, the search and the order that narrow a list, in words; none for a whole list in its own order."""
    found = []
    for name, values in question.filters.items():
        column = question.listing.column(name)
        if column and values:
            words = "、".join(column.word(value) if value else "未填" for value in values)
            found.append(f"{column.title}为{words}")
    if question.search.strip():
        found.append(f"查找“{question.search.strip()}”")
    sorted_by = question.listing.column(question.sort)
    if sorted_by:
        found.append(f"按{sorted_by.title}{'从大到小' if question.descending else '从小到大'}")
    return found


def _xlsx(extract: Extract, target: Path) -> int:
    question = extract.question
    with one_snapshot() as taken_at:
        _refuse_beyond(question, MOST_LINES, "一张工作表", "导出为 csv")
        book = Book(str(target))
        sheet = book.sheet(extract.title)
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
        sheet.write_string(written + 2, 0, _closing_note(extract, written, taken_at), book.plain)
        book.close()
        return written


def _csv(extract: Extract, target: Path) -> int:
    """As UTF-8 with its mark, so that spreadsheets show it right."""
    question = extract.question
    with one_snapshot() as taken_at, target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.title for column in question.columns])
        written = 0
        for cells in _rows(question):
            writer.writerow([unformulated(cell) if isinstance(cell, str) else cell for cell in cells])
            written += 1
        writer.writerow([_closing_note(extract, written, taken_at)])
        return written


def _pdf(extract: Extract, target: Path) -> int:
    question = extract.question
    with one_snapshot() as taken_at:
        _refuse_beyond(question, MOST_PRINTED, "一份 PDF ", "导出为 xlsx 或 csv")
        numeric = [column.kind in ("number", "money") for column in question.columns]
        columns = [
            TableColumn(column.title, Align.RIGHT if right else Align.LEFT)
            for column, right in zip(question.columns, numeric, strict=True)
        ]
        rows = [
            [_printed(column, cell) for column, cell in zip(question.columns, cells, strict=True)]
            for cells in _rows(question)
        ]
    document = Document(
        title=extract.title,
        layout=Layout.LIST,
        notes=["；".join(extract.told(len(rows), taken_at))],
        blocks=[Table(columns, rows)],
        demonstration=settings.DEMONSTRATION,
    )
    target.write_bytes(pdf([document]))
    return len(rows)


KINDS: dict[str, Callable[[Extract, Path], int]] = {"xlsx": _xlsx, "csv": _csv, "pdf": _pdf}


def _refuse_beyond(question: Question, most: int, what: str, instead: str) -> None:
    expected = count(question)
    if expected > most:
        raise TableRefused(f"名单有 {expected:,} 行，{what}放不下（至多 {most:,} 行）。请用筛选缩小范围，或{instead}。")


def _closing_note(extract: Extract, rows: int, taken_at: datetime) -> str:
    """The last row of a table: everything that its heading would say, so that the table stays a table."""
    told = [extract.title, *extract.told(rows, taken_at)]
    return "注：" + "；".join([*told, DEMONSTRATION] if settings.DEMONSTRATION else told)


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


def _printed(column: Column, value: Any) -> str:
    """A written value as it is read on paper."""
    if column.kind == "money" and value != "":
        return f"{Decimal(value):,.2f}"
    if column.kind == "number" and column.name != "year" and value != "":
        return f"{value:,}"
    return str(value)
