"""Taking a figure's measure: on a day, by district, over a series of days, and between two moments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from lvheng.kernel.access.viewer import EVERYTHING, Scope
from lvheng.kernel.figures.figure import Figure, Measure, SetSql
from lvheng.kernel.figures.standing import Standing, Sweep, counted
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import OPEN_INSTANT

WHOLE_CITY = "110000"
Where = tuple[str, dict[str, Any]]


class Size(NamedTuple):
    """How many rows a set has, and the sum of their values."""

    rows: int
    total: Decimal


Sizes = Mapping[date, Size]
NO_ROWS = Size(0, Decimal(0))
FEW = 3
"""So many days are asked one by one: one pass over all that ever stood costs as much as some days."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a figure was: its value, how many rows, and for ratios what it was measured against."""

    figure: Figure
    on: date
    value: Decimal | None
    rows: int
    total: Decimal
    whole: Decimal | None = None
    begun: bool = True

    @property
    def shown(self) -> str:
        return self.figure.shown(self.value) if self.begun else "尚未登记"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which part of a figure is asked for: what the viewer may see, and a district chosen on the page."""

    scope: Scope = EVERYTHING
    district: str = ""

    def where(self) -> Where:
        condition, parameters = self.scope.where()
        if self.district:
            condition += " and district = %(district)s"
            parameters = {**parameters, "district": self.district}
        return condition, parameters


ALL = Narrowing()


def read(figure: Figure, moment: Moment, narrowing: Narrowing = ALL) -> Reading:
    """One figure at one moment."""
    [reading] = series(figure, [moment.on], moment.known_at, narrowing)
    return reading


def series(
    figure: Figure,
    days: Iterable[date],
    known_at: datetime | None = None,
    narrowing: Narrowing = ALL,
    known: Sizes | None = None,
) -> list[Reading]:
    """The figure on each of `days`, in order; one more question where it is measured against something.

    `known`: the sizes of its set on these days, where another figure of the same set was read before.
    """
    asked = sorted(set(days))
    sized = known or sizes(figure.rows, asked, known_at, narrowing.where())
    first = None if all(sized[day].rows for day in asked) else first_day(figure, known_at)
    wholes = _wholes(figure, asked, known_at, narrowing)
    found = []
    for day in asked:
        rows, total = sized[day]
        if rows or (first and first <= day):
            value = figure.value(rows, total, wholes[day])
            found.append(Reading(figure, day, value, rows, total, wholes[day]))
        else:
            found.append(Reading(figure, day, None, 0, total, begun=False))
    return found


def sizes(rows: SetSql, days: Sequence[date], known_at: datetime | None, where: Where) -> Sizes:
    """How large a set is on each of `days`: in one sweep if it is declared (`standing.py`), else day after day.

    One query that asks the set's SQL of all days (a lateral join over them) is no way out: the planner no longer knows
    the day, and took 20 s where day after day takes 8.
    """
    condition, parameters = where
    columns = {"value"} if condition == "true" else {"value", "subject", "organisation", "district"}
    if isinstance(rows, Standing) and len(days) > FEW:
        sweep = Sweep(days, known_at)
        changes = _ask(counted(rows, sweep, condition, columns), sweep.parameters() | parameters)
        found, at = {}, {int(place): Size(int(many), Decimal(total)) for place, many, total in changes}
        size = NO_ROWS
        for place, day in enumerate(days):
            size = at.get(place, size)
            found[day] = size
        return found
    found = {}
    for moment in (Moment(day, known_at) for day in days):
        set_sql = rows.only(moment, columns) if isinstance(rows, Standing) else rows(moment)
        [row] = _ask(
            f"select count(*), coalesce(sum(value), 0) from ({set_sql}) s where {condition}",
            moment.parameters() | parameters,
        )
        found[moment.on] = Size(int(row[0]), Decimal(row[1]))
    return found


def _wholes(
    figure: Figure, days: Sequence[date], known_at: datetime | None, narrowing: Narrowing
) -> Mapping[date, Decimal | None]:
    """What the figure is measured against on each day: heads of an area, or the rows of the containing set."""
    if figure.whole is None:
        return dict.fromkeys(days)
    if figure.measure is not Measure.PER_HEAD:
        return {day: Decimal(size.rows) for day, size in sizes(figure.whole, days, known_at, narrowing.where()).items()}
    area = narrowing.district or _only_district(narrowing.scope) or WHOLE_CITY
    where = "district = %(area)s", {"area": area}
    return {day: size.total if size.rows else None for day, size in sizes(figure.whole, days, known_at, where).items()}


def first_day(figure: Figure, known_at: datetime | None) -> date | None:
    """The first day of which the figure's register tells: before it the answer is "not yet recorded", never 0."""
    table = figure.sources[0]._meta.db_table
    [row] = _ask(
        f"select min(valid_from) from {table} where known_from <= least(%(at)s, clock_timestamp())",
        {"at": known_at or OPEN_INSTANT},
    )
    found: date | None = row[0]
    return found


def digest(figure: Figure, moment: Moment, narrowing: Narrowing = ALL) -> str:
    """SHA-256 of the subjects and row versions of the set, in order: the same digest is the same set."""
    condition, parameters = narrowing.where()
    [row] = _ask(
        "select encode(sha256(convert_to(coalesce(string_agg(subject::text || versions::text, ','"
        f" order by subject, versions), ''), 'UTF8')), 'hex') from ({figure.rows(moment)}) s where {condition}",
        moment.parameters() | parameters,
    )
    return str(row[0])


def _only_district(scope: Scope) -> str:
    return next(iter(scope.districts)) if not scope.whole and len(scope.districts) == 1 else ""


def by_district(figure: Figure, moment: Moment, scope: Scope = EVERYTHING) -> dict[str, Reading]:
    """The figure's parts by district of the seat on the day; '' where there is none. They add up to the whole."""
    condition, parameters = scope.where()
    parts = _ask(
        f"select coalesce(district, ''), count(*), coalesce(sum(value), 0) from ({figure.rows(moment)}) s"
        f" where {condition} group by 1",
        moment.parameters() | parameters,
    )
    wholes: dict[str, Decimal] = {}
    if figure.whole is not None:
        measured = "sum(value)" if figure.measure is Measure.PER_HEAD else "count(*)"
        seen = "true" if figure.measure is Measure.PER_HEAD else condition
        answer = _ask(
            f"select coalesce(district, ''), {measured} from ({figure.whole(moment)}) s where {seen} group by 1",
            moment.parameters() | parameters,
        )
        wholes = {district: Decimal(amount) for district, amount in answer}
    found = {}
    for district, rows, total in parts:
        whole = wholes.get(district)
        value = figure.value(int(rows), Decimal(total), whole)
        found[district] = Reading(figure, moment.on, value, int(rows), Decimal(total), whole)
    return found


@dataclass(frozen=True, slots=True)
class Moved:
    """One subject that a movement is about, with its values before and after (None: not in the set)."""

    subject: UUID
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Movement:
    """From (d1, k1) to (d2, k2): `corrected` is what k2 believes of d1 otherwise than k1; the rest is what happened since.

    So the rows of d1 as k2 believes, and those who joined, without those who left, are the rows of d2.
    """

    joined: Sequence[Moved]
    left: Sequence[Moved]
    changed: Sequence[Moved]
    corrected: Sequence[Moved]


def movement(figure: Figure, before: Moment, after: Moment, narrowing: Narrowing = ALL) -> Movement:
    """Who joined, who left, whose value changed, and what was corrected (`kernel.md` §1.7)."""
    then_now = replace(before, known_at=after.known_at)
    happened = _difference(figure, then_now, after, narrowing)
    corrected = _difference(figure, before, then_now, narrowing) if before.known_at != after.known_at else []
    return Movement(
        joined=[moved for moved in happened if moved.before is None],
        left=[moved for moved in happened if moved.after is None],
        changed=[moved for moved in happened if moved.before is not None and moved.after is not None],
        corrected=corrected,
    )


def _difference(figure: Figure, before: Moment, after: Moment, narrowing: Narrowing) -> list[Moved]:
    condition, parameters = narrowing.where()
    a, b = replace(before, tag="_a"), replace(after, tag="_b")
    answer = _ask(
        f"select subject, a.value, b.value"
        f" from (select * from ({figure.rows(a)}) x where {condition}) a"
        f" full join (select * from ({figure.rows(b)}) x where {condition}) b using (subject)"
        " where a.value is distinct from b.value order by subject",
        a.parameters() | b.parameters() | parameters,
    )
    return [Moved(subject, first, second) for subject, first, second in answer]


def outside_whole(figure: Figure, moment: Moment) -> int:
    """How many rows of a ratio lie outside its whole: always 0, or the figure is wrongly declared."""
    if figure.whole is None or figure.measure is not Measure.RATIO:
        return 0
    [row] = _ask(
        f"select count(*) from ({figure.rows(moment)}) s"
        f" where subject not in (select subject from ({figure.whole(moment)}) w)",
        moment.parameters(),
    )
    return int(row[0])


def _ask(sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
