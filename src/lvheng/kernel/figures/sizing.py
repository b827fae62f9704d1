"""How large sets are on days: many sets asked together share what they are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection, transaction

from lvheng.kernel.figures.figure import SetSql
from lvheng.kernel.figures.sharing import groups, on_day, swept, together
from lvheng.kernel.figures.standing import SUM, Standing, Summed, Sweep, counted
from lvheng.kernel.rows import Moment

Where = tuple[str, dict[str, Any]]


class Size(NamedTuple):
    """How many rows a set has, and the sum of their values."""

    rows: int
    total: Decimal


Sizes = Mapping[date, Size]
Known = MutableMapping[SetSql, dict[date, Size]]
NO_ROWS = Size(0, Decimal(0))
FEW = 3
"""So many days are asked one by one: one pass over all that ever stood costs as much as some days."""


def sizes(rows: SetSql, days: Sequence[date], known_at: datetime | None, where: Where) -> Sizes:
    """How large a set is on each of `days`."""
    return sizes_of([rows], days, known_at, where)[rows]


def sizes_of(
    sets: Iterable[SetSql],
    days: Sequence[date],
    known_at: datetime | None,
    where: Where,
    known: Known | None = None,
) -> Mapping[SetSql, Sizes]:
    """How large each set is on each of `days`: in one sweep if it is declared (`standing.py`), else day after day.

    `known`: what was asked before of the same belief and condition; it is not asked again, and what is new is added.
    """
    known = {} if known is None else known
    asked: dict[SetSql, tuple[date, ...]] = {}
    for rows in sets:
        found = known.setdefault(rows, {})
        if missing := tuple(day for day in days if day not in found):
            asked[rows] = missing
    for missing in dict.fromkeys(asked.values()):
        alike = [rows for rows, wanted in asked.items() if wanted == missing]
        for rows, sized in _sized(alike, missing, known_at, where).items():
            known.setdefault(rows, {}).update(sized)
    return known


def _sized(
    sets: Collection[SetSql], days: Sequence[date], known_at: datetime | None, where: Where
) -> Mapping[SetSql, Sizes]:
    """The same for sets of which nothing is known on any of the days, and whatever they were summed from.

    One query that asks the set's SQL of all days (a lateral join over them) is no way out: the planner no longer knows
    the day, and took 20 s where day after day takes 8.
    """
    if len(days) <= FEW:
        return _day_by_day(sets, days, known_at, where)
    summed = {rows: (rows.rows, rows.counting) for rows in sets if isinstance(rows, Summed)}
    parts = (part for pair in summed.values() for part in pair)
    declared = dict.fromkeys([*(rows for rows in sets if isinstance(rows, Standing)), *parts])
    found = _swept(list(declared), Sweep(days, known_at), where)
    for each, (rows, counting) in summed.items():
        found[each] = {day: Size(found[rows][day].rows, found[counting][day].total) for day in days}
    rest = [rows for rows in sets if rows not in found]
    return {**found, **_day_by_day(rest, days, known_at, where)}


def _columns(where: Where) -> set[str]:
    """The columns of a set that are needed to size it."""
    return {"value"} if where[0] == "true" else {"value", "subject", "organisation", "district"}


def _swept(sets: Sequence[Standing], sweep: Sweep, where: Where) -> dict[SetSql, Sizes]:
    """All days in one pass over each set."""
    condition, parameters = where
    columns = _columns(where)
    found: dict[SetSql, Sizes] = {}

    def part(nth: int, rows: Standing, pieces: str) -> str:
        return counted(nth, pieces, condition, rows.total)

    with _hashing():
        for group in groups(sets):
            sql = together(group, columns, swept(sweep), part)
            at: list[dict[int, Size]] = [{} for _ in group]
            for nth, place, many, total in _ask(sql, sweep.parameters() | parameters):
                at[nth][int(place)] = Size(int(many), Decimal(total))
            found.update({rows: _filled(at[nth], sweep.days) for nth, rows in enumerate(group)})
    return found


def _filled(at: Mapping[int, Size], days: Sequence[date]) -> Sizes:
    """The size on each day, from the places where it changes."""
    found, size = {}, NO_ROWS
    for place, day in enumerate(days):
        found[day] = size = at.get(place, size)
    return found


def _day_by_day(
    sets: Collection[SetSql], days: Sequence[date], known_at: datetime | None, where: Where
) -> Mapping[SetSql, Sizes]:
    condition, parameters = where
    columns = _columns(where)
    found: dict[SetSql, dict[date, Size]] = {rows: {} for rows in sets}
    grouped = groups([rows for rows in sets if isinstance(rows, Standing)])

    def part(nth: int, rows: SetSql, set_sql: str) -> str:
        total = rows.total if isinstance(rows, Standing) else SUM
        return f"select {nth}, count(*), {total} from ({set_sql}) s where {condition}"

    def ask(moment: Moment, group: Sequence[SetSql], sql: str) -> None:
        for nth, many, total in _ask(sql, moment.parameters() | parameters):
            found[group[nth]][moment.on] = Size(int(many), Decimal(total))

    for moment in (Moment(day, known_at) for day in days):
        for rows in (rows for rows in sets if not isinstance(rows, Standing)):
            text = rows.only(moment, columns) if isinstance(rows, Summed) else rows(moment)
            ask(moment, [rows], part(0, rows, text))
        for group in grouped:
            with _hashing() if len(group) > 1 else nullcontext():
                ask(moment, group, together(group, columns, on_day(moment), part))
    return found


@contextmanager
def _hashing() -> Iterator[None]:
    """Joins by hashing alone: where all rows are read no other is better. The planner, which cannot guess how many
    pieces overlap, nor how many rows something in common has, took loops where they were 20 times slower."""
    with transaction.atomic(savepoint=False):  # settings of the transaction: if it fails, they end with it
        _do("set local enable_nestloop = off; set local enable_mergejoin = off")
        yield
        _do("set local enable_nestloop = on; set local enable_mergejoin = on")


def _do(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _ask(sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
