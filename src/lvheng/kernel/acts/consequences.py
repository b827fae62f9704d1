"""What follows from acts beside the rows they write, in the same transaction: declared, by the rooms above, for tables.

A room that keeps something up with a register says so once, `@follows(PractisingLicence)`, and is then called for every
act that opened or closed a row there, whatever act it is: nobody has to remember it when a new act is written. A
consequence writes tables of its own room that only grow; the registers stay the acts' alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.backends.utils import CursorWrapper

from lvheng.kernel.acts.act import Written
from lvheng.kernel.rows import Row


@dataclass(frozen=True, slots=True)
class Happened:
    """One act of a set: its entry, the legal day of its effect, and what it wrote."""

    entry: int
    on: date
    written: Written


Consequence = Callable[[CursorWrapper, datetime, Sequence[Happened]], None]
"""Called with the open transaction, the instant of the acts, and the acts."""
_declared: dict[Consequence, frozenset[type[Row]]] = {}


def follows(*tables: type[Row]) -> Callable[[Consequence], Consequence]:
    """Declares a consequence of every act that writes one of the tables."""

    def declare(consequence: Consequence) -> Consequence:
        _declared[consequence] = frozenset(tables)
        return consequence

    return declare


def follow(cursor: CursorWrapper, at: datetime, happened: Sequence[Happened]) -> None:
    """Lets everything follow that was declared, with the acts that it follows from."""
    for consequence, tables in _declared.items():
        touched = [
            each
            for each in happened
            if any(type(row) in tables for rows in (each.written.opens, each.written.closes) for row in rows)
        ]
        if touched:
            consequence(cursor, at, touched)
