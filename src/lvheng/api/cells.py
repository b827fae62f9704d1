"""Values of the register as JSON says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from lvheng.api.shapes import Cell, Number, Row
from lvheng.kernel.figures.listing import Column, Line

PLACES = 6


def cell(value: Any) -> Cell:
    """A value of a column: days as ISO 8601, money as text, so that no last figure is lost."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def number(value: Decimal | None) -> Number:
    """A measure as a JSON number: whole ones without a point, others to six places (as `./lvheng figures --json`)."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(round(value, PLACES))


def row(subject: UUID, columns: Sequence[Column], values: Sequence[Any]) -> Row:
    """A row of a list: raw values by column, and the words of those that are codes."""
    told = list(zip(columns, values, strict=True))
    return Row(
        subject=subject,
        cells={column.name: cell(value) for column, value in told},
        words={column.name: column.word(value) for column, value in told if column.titles and value is not None},
    )


def rows(columns: Sequence[Column], lines: Sequence[Line]) -> list[Row]:
    return [row(line.subject, columns, line.cells) for line in lines]


def by_name(columns: Sequence[Column], line: Line) -> Mapping[str, Cell]:
    return {column.name: cell(value) for column, value in zip(columns, line.cells, strict=True)}
