"""The rows of a list as lines of a table, written straight: of a page's hundreds of cells a template would make thousands of nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from lvheng.kernel.figures.listing import Column
from lvheng.kernel.numbers.licence_number import display_licence_number
from lvheng.kernel.time.days import OPEN_DAY, SHANGHAI

NUMERIC = {"number", "money"}
MAJOR = 6  # columns that a telephone shows; the others are there on a wide page


class Row(NamedTuple):
    """A line of a list: the address of its record ('' if it has none), whom it is about, and its cells as the columns stand."""

    href: str
    subject: UUID
    cells: Sequence[Any]


def iso(day: date | datetime | None) -> str:
    """2025-03-12; an instant as 2025-03-12 18:00 in Beijing; the open end as 至今; nothing for None."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        return day.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return gettext("至今") if day >= OPEN_DAY else day.isoformat()


def licence(number: str | None) -> SafeString:
    """A licence number in its groups, not to be broken between lines."""
    return format_html('<span class="number">{}</span>', display_licence_number(number or ""))


def cell(value: Any, column: Column) -> str | SafeString:
    """A value of a list's `column` as people read it."""
    if value is None or value == "":
        return ""
    match column.kind:
        case "day":
            return iso(value)
        case "money":
            return f"{Decimal(value):,.2f}"
        case "number":
            return f"{value:,}" if column.name != "year" else str(value)
        case "licence":
            return licence(value)
    return str(column.word(value))


def lines(columns: Sequence[Column], rows: Iterable[Row], *, keep: Callable[[str], str], ticked: bool) -> SafeString:
    """The lines of a table's body. `keep` adds to an address what this page's links carry; `ticked`: each line has a box
    to pick it for a bulk act. The first cell leads to the record."""
    begins = [""] + [_begin(column, place) for place, column in enumerate(columns[1:], 2)]
    return mark_safe("".join(_line(columns, begins, row, keep, ticked=ticked) for row in rows))  # noqa: S308 - each cell is escaped


def _begin(column: Column, place: int) -> str:
    classes = f"{'n' if column.kind in NUMERIC else ''}{' minor' if place > MAJOR else ''}"
    return f'<td data-title="{conditional_escape(column.title)}" class="{classes}">'


def _line(
    columns: Sequence[Column], begins: Sequence[str], row: Row, keep: Callable[[str], str], *, ticked: bool
) -> str:
    lead, *others = [conditional_escape(cell(value, column)) for value, column in zip(row.cells, columns, strict=True)]
    box = _BOX.format(row.subject, conditional_escape(columns[0].word(row.cells[0]))) if ticked else ""
    opened = f'<a data-open href="{conditional_escape(keep(row.href))}">{lead}</a>' if row.href else lead
    rest = "".join(f"{begin}{shown}</td>" for begin, shown in zip(begins[1:], others, strict=True))
    return f'<tr data-row>{box}<th scope="row" class="lead">{opened}</th>{rest}</tr>'


_BOX = '<td class="tick"><label><input type="checkbox" name="subject" value="{}" form="bulk" aria-label="勾选{}"></label></td>'


def options(values: Iterable[tuple[str, str]], chosen: Sequence[str] = ()) -> SafeString:
    """The options of a choice, from pairs of code and word."""
    return mark_safe(  # noqa: S308 - each code and word is escaped
        "".join(
            f'<option value="{conditional_escape(code)}"{" selected" if code in chosen else ""}>'
            f"{conditional_escape(word)}</option>"
            for code, word in values
        )
    )
