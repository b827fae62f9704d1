"""The arithmetic of two-time rows: what a change, an end and a correction write. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from lvheng.kernel.rows import Row
from lvheng.kernel.time.days import OPEN_DAY

R = TypeVar("R", bound=Row)
Change = tuple[list[R], list[R]]  # rows opened, rows closed


def row_on(rows: Iterable[R], day: date) -> R | None:
    """The row of one thread that is true on `day`."""
    return next((row for row in rows if row.valid_from <= day < row.valid_to), None)


def change(row: R, on: date, **changed: Any) -> Change[R]:
    """The world moved on `on`: the old row ends there and a new one goes on from there to where the old one ended."""
    opened = [row.again(valid_from=max(on, row.valid_from), **changed)]
    if row.valid_from < on:
        opened.insert(0, row.again(valid_to=on))
    return opened, [row]


def end(row: R, on: date) -> Change[R]:
    """It stopped being true on `on`; a row that would have begun no earlier never was."""
    return ([row.again(valid_to=on)] if row.valid_from < on else []), [row]


def end_all(rows: Sequence[R], on: date) -> Change[R]:
    """As `end`, for every row of a thread that reaches past `on`, planned ones included."""
    opened: list[R] = []
    closed: list[R] = []
    for row in rows:
        if row.valid_to > on:
            more, gone = end(row, on)
            opened += more
            closed += gone
    return opened, closed


def change_for_good(rows: Sequence[R], on: date, **changed: Any) -> Change[R]:
    """As `change` of the row that is true on `on`, for ever: what was planned after it falls away."""
    last = row_on(rows, on)
    if last is None:
        raise ValueError(f"no row is true on {on}")
    opened, closed = end_all(rows, on)
    return [*opened, last.again(valid_from=on, valid_to=OPEN_DAY, **changed)], closed


def correct(rows: Sequence[R], as_it_was: R) -> Change[R]:
    """We had it wrong: `as_it_was` holds on its whole span, whatever the rows of its thread said there."""
    opened: list[R] = [as_it_was]
    closed: list[R] = []
    for row in rows:
        if row.valid_to <= as_it_was.valid_from or row.valid_from >= as_it_was.valid_to:
            continue
        closed.append(row)
        if row.valid_from < as_it_was.valid_from:
            opened.append(row.again(valid_to=as_it_was.valid_from))
        if row.valid_to > as_it_was.valid_to:
            opened.append(row.again(valid_from=as_it_was.valid_to))
    return opened, closed


def move_bounds(rows: Sequence[R], row: R, as_it_was: R) -> Change[R]:
    """`row` should always have been `as_it_was`. What it leaves goes to the neighbour that touched it; others make room."""
    others = [other for other in rows if other is not row]
    opened, closed = correct(others, as_it_was)
    closed.append(row)
    for other in others:
        if other in closed:
            continue
        if other.valid_to == row.valid_from and as_it_was.valid_from > row.valid_from:
            opened.append(other.again(valid_to=min(as_it_was.valid_from, row.valid_to)))
            closed.append(other)
        elif other.valid_from == row.valid_to and as_it_was.valid_to < row.valid_to:
            opened.append(other.again(valid_from=max(as_it_was.valid_to, row.valid_from)))
            closed.append(other)
    return opened, closed


def free_until(rows: Iterable[Row], on: date) -> date:
    """Up to which day nothing of the thread is yet said from `on` on."""
    return min((row.valid_from for row in rows if row.valid_from > on), default=OPEN_DAY)
