"""How large sets are on days: many sets asked together share what they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeGuard

from django.db import connection, transaction

from lvheng.kernel.figures.beside import asked
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
NO_ROWS = Size(0, Decimal(0))
FEW = 3
"""So many days are asked one by one: one pass over all that ever stood costs as much as some days."""


def sizes(rows: SetSql, days: Sequence[date], known_at: datetime | None, where: Where) -> Sizes:
    """How large a set is on each of `days`."""
    return sizes_of({rows: days}, known_at, where)[rows]


def sizes_of(
    wanted: Mapping[SetSql, Iterable[date]], known_at: datetime | None, where: Where
) -> Mapping[SetSql, Sizes]:
    """How large each set is on each of its days: in one sweep if it is declared (`standing.py`), else day after day.

    One query that asks a set's SQL of all days (a lateral join over them) is no way out: the planner no longer knows
    the day, and took 20 s where day after day takes 8.
    """
    days_of = {rows: tuple(sorted(set(days))) for rows, days in wanted.items()}
    parts_of: dict[Summed, tuple[Standing, Standing]] = {}
    for of in [of for of, days in days_of.items() if _in_parts(of, days)]:
        days, parts_of[of] = days_of.pop(of), (of.rows, of.counting)
        for part in parts_of[of]:
            days_of[part] = tuple(sorted({*days, *days_of.get(part, ())}))
    found: dict[SetSql, dict[date, Size]] = {rows: {} for rows in wanted}
    for answer in asked(list(_questions(days_of, known_at, where))):
        for rows, sized in answer.items():
            found.setdefault(rows, {}).update(sized)
    for of, (members, counting) in parts_of.items():
        found[of] = {day: Size(found[members][day].rows, found[counting][day].total) for day in wanted[of]}
    return found


def _in_parts(rows: SetSql, days: Sequence[date]) -> TypeGuard[Summed]:
    """Whether a set's rows and what they come to are better asked apart."""
    return isinstance(rows, Summed) and len(days) > FEW


def _questions(
    wanted: Mapping[SetSql, tuple[date, ...]], known_at: datetime | None, where: Where
) -> Iterator[_Question]:
    """What is asked to size each set on its days: those of most days first, who take longest."""
    for days in sorted({*wanted.values()}, key=lambda days: (-len(days), days)):
        alike = [rows for rows, asked_on in wanted.items() if asked_on == days]
        declared = [rows for rows in alike if isinstance(rows, Standing)]
        others = [rows for rows in alike if not isinstance(rows, Standing)]
        if len(days) > FEW:
            yield from _over_many(declared, Sweep(days, known_at), where)
            declared = []
        for day in days:
            yield from _on_one(declared, others, Moment(day, known_at), where)


def _over_many(sets: Sequence[Standing], sweep: Sweep, where: Where) -> Iterator[_Question]:
    """All days in one pass over each set."""
    condition, parameters = where

    def part(nth: int, rows: Standing, pieces: str) -> str:
        return counted(nth, pieces, condition, rows.total)

    for group in sorted(groups(sets), key=len, reverse=True):
        sql = together(group, _columns(where), swept(sweep), part)
        yield _Question(group, sweep.days, sql, sweep.parameters() | parameters, hashing=True)


def _on_one(sets: Sequence[Standing], others: Sequence[SetSql], moment: Moment, where: Where) -> Iterator[_Question]:
    """One day of each set; `others` are not declared, or are sums."""
    condition, parameters = where
    parameters = moment.parameters() | parameters
    columns = _columns(where)

    def part(nth: int, rows: SetSql, set_sql: str) -> str:
        total = rows.total if isinstance(rows, Standing) else SUM
        return f"select {nth}, 0, count(*), {total} from ({set_sql}) s where {condition}"

    for group in sorted(groups(sets), key=len, reverse=True):
        sql = together(group, columns, on_day(moment), part)
        yield _Question(group, [moment.on], sql, parameters, hashing=len(group) > 1)
    for rows in others:
        sql = part(0, rows, rows.only(moment, columns) if isinstance(rows, Summed) else rows(moment))
        yield _Question([rows], [moment.on], sql, parameters)


@dataclass(frozen=True, slots=True)
class _Question:
    """A query that tells of each set, by its place among them, at which of the days, by its place, it changes, and what
    its size is from there on."""

    sets: Sequence[SetSql]
    days: Sequence[date]
    sql: str
    parameters: dict[str, Any]
    hashing: bool = False

    def __call__(self) -> Mapping[SetSql, Sizes]:
        at: list[dict[int, Size]] = [{} for _ in self.sets]
        with _hashing() if self.hashing else nullcontext(), connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            for nth, place, many, total in cursor.fetchall():
                at[nth][int(place)] = Size(int(many), Decimal(total))
        return {rows: self._filled(at[nth]) for nth, rows in enumerate(self.sets)}

    def _filled(self, at: Mapping[int, Size]) -> Sizes:
        found, size = {}, NO_ROWS
        for place, day in enumerate(self.days):
            found[day] = size = at.get(place, size)
        return found


def _columns(where: Where) -> set[str]:
    """The columns of a set that are needed to size it."""
    return {"value"} if where[0] == "true" else {"value", "subject", "organisation", "district"}


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
