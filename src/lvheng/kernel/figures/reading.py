"""Taking a figure's measure: on a day, by district, over a series of days, and between two moments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext

from lvheng.kernel.access.viewer import EVERYTHING, Scope
from lvheng.kernel.figures.figure import Figure, Measure, Partition, SetSql
from lvheng.kernel.figures.models import KeptReading
from lvheng.kernel.figures.sizing import NO_ROWS, Size, Sizes, Where, sizes, sizes_of
from lvheng.kernel.figures.standing import Standing, Summed
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import OPEN_INSTANT

WHOLE_CITY = "110000"


LEAST = 5
"""Whoever may not see the rows is told a total of this many at least, or it might tell of one person or firm (统计法第二十五条:
what lets single respondents be recognised is not disclosed; the law names no number, this one is ours)."""


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
    withheld: bool = False  # because it is too small for whoever may not see the rows
    kept: KeptReading | None = field(default=None, compare=False, repr=False)  # as which it is kept

    def without(self) -> Reading:
        """The same without any number."""
        return replace(self, value=None, rows=0, total=Decimal(0), whole=None, withheld=True)

    def for_scope(self, scope: Scope) -> Reading:
        """As told to somebody with that scope: of sensitive rows only totals of a city or district that are not small,
        and of which not all but a few are of the whole."""
        if self.figure.is_for(scope.posts) or not self.rows:
            return self
        rest = LEAST if self.figure.whole is None or self.whole is None else self.whole - self.rows
        small = self.rows < LEAST or 0 < rest < LEAST
        return self.without() if small or not (scope.whole or scope.districts) else self

    @property
    def shown(self) -> str:
        if self.withheld:
            return gettext("过少，不公布")
        return self.figure.shown(self.value) if self.begun else gettext("尚未登记")


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

    def alternatives(self) -> dict[str, str]:
        """The condition of `where` in parts that have no row in common, by the column that finds each (`Scope`)."""
        parts = {"": "true"} if self.scope.whole else self.scope.alternatives() or {"": "false"}
        chosen = " and district = %(district)s" if self.district else ""
        return {column: f"{condition}{chosen}" for column, condition in parts.items()}

    @property
    def narrows(self) -> bool:
        return bool(self.district) or not self.scope.whole


ALL = Narrowing()


def read(figure: Figure, moment: Moment, narrowing: Narrowing = ALL) -> Reading:
    """One figure at one moment."""
    return read_all([figure], moment, narrowing)[0]


def read_all(figures: Sequence[Figure], moment: Moment, narrowing: Narrowing = ALL) -> list[Reading]:
    """Each figure at one moment; sets that several rest on are read once."""
    taken = in_full(dict.fromkeys(figures, (moment.on,)), moment.known_at, narrowing)
    return [taken[figure][0].for_scope(narrowing.scope) for figure in figures]


def series(
    figure: Figure,
    days: Iterable[date],
    known_at: datetime | None = None,
    narrowing: Narrowing = ALL,
) -> list[Reading]:
    """The figure on each of `days`, in order, as its scope is told of it."""
    return [each.for_scope(narrowing.scope) for each in in_full({figure: days}, known_at, narrowing)[figure]]


def in_full(
    wanted: Mapping[Figure, Iterable[date]], known_at: datetime | None = None, narrowing: Narrowing = ALL
) -> dict[Figure, list[Reading]]:
    """Each figure on its days, in order, with the small numbers that are told to few, as they are kept."""
    days_of = {figure: sorted(set(days)) for figure, days in wanted.items()}
    sets: dict[SetSql, set[date]] = {}
    for figure, days in days_of.items():
        sets.setdefault(figure.rows, set()).update(days)
        if figure.whole and figure.measure is not Measure.PER_HEAD:
            sets.setdefault(figure.whole, set()).update(days)
    known = sizes_of(sets, known_at, narrowing.where())
    return {figure: _readings(figure, days, known_at, narrowing, known) for figure, days in days_of.items()}


def _readings(
    figure: Figure,
    days: Sequence[date],
    known_at: datetime | None,
    narrowing: Narrowing,
    known: Mapping[SetSql, Sizes],
) -> list[Reading]:
    sized = known[figure.rows]
    first = None if all(sized[day].rows for day in days) else first_day(figure, known_at)
    wholes = _wholes(figure, days, known_at, narrowing, known)
    found = []
    for day in days:
        rows, total = sized[day]
        if rows or (first and first <= day):
            value = figure.value(rows, total, wholes[day])
            found.append(Reading(figure, day, value, rows, total, wholes[day]))
        else:
            found.append(Reading(figure, day, None, 0, total, begun=False))
    return found


class Spread(NamedTuple):
    """How the values of a set's rows are spread about a least: how many rows, how many below it, the lowest value."""

    rows: int
    short: int
    lowest: Decimal | None

    @classmethod
    def of(cls, values: Sequence[Decimal], least: Decimal) -> Spread:
        return cls(len(values), sum(value < least for value in values), min(values, default=None))


def spread(figure: Figure, moment: Moment, least: Decimal) -> Spread:
    """The spread of a figure's values over everybody in its set: not their mean."""
    rows = figure.rows.only(moment, {"value"}) if isinstance(figure.rows, Standing | Summed) else figure.rows(moment)
    sql = f"select count(*), count(*) filter (where value < %(least)s), min(value) from ({rows}) s"
    [(rows, short, lowest)] = _ask(sql, {**moment.parameters(), "least": least})
    return Spread(int(rows), int(short), lowest)


def _wholes(
    figure: Figure,
    days: Sequence[date],
    known_at: datetime | None,
    narrowing: Narrowing,
    known: Mapping[SetSql, Sizes],
) -> Mapping[date, Decimal | None]:
    """What the figure is measured against on each day: heads of an area, or the rows of the containing set."""
    if figure.whole is None:
        return dict.fromkeys(days)
    if figure.measure is not Measure.PER_HEAD:
        return {day: Decimal(known[figure.whole][day].rows) for day in days}
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
    return by_part(figure, moment, Narrowing(scope))


def by_part(
    figure: Figure, moment: Moment, narrowing: Narrowing = ALL, partition: Partition | None = None
) -> dict[str, Reading]:
    """The figure's parts by district, or by a partition of its own; with those that have nothing of a whole."""
    if not figure.is_for(narrowing.scope.posts):
        return {}
    condition, parameters = narrowing.where()
    parameters |= moment.parameters()
    part = "coalesce(district, '')" if partition is None else "part"
    rows = figure.rows if partition is None else partition.of(figure.rows)
    told = _ask(
        f"select {part}, count(*), coalesce(sum(value), 0) from ({rows(moment)}) s where {condition} group by 1",
        parameters,
    )
    sizes = {code: Size(int(many), Decimal(total)) for code, many, total in told}
    wholes: dict[str, Decimal] = {}
    if figure.whole is not None and figure.measure is not Measure.PER_HEAD:
        whole = figure.whole if partition is None else partition.of(figure.whole)
        wholes = dict(
            _ask(f"select {part}, count(*) from ({whole(moment)}) s where {condition} group by 1", parameters)
        )
    elif figure.whole is not None and partition is None:
        heads = _ask(f"select district, sum(value) from ({figure.whole(moment)}) s group by 1", parameters)
        seen = sizes if narrowing.narrows else {code for code, _ in heads if code != WHOLE_CITY}
        wholes = {code: Decimal(amount) for code, amount in heads if code in seen}
    found = {}
    for code in {**sizes, **wholes}:
        size, against = sizes.get(code, NO_ROWS), Decimal(wholes[code]) if code in wholes else None
        value = figure.value(size.rows, size.total, against)
        found[code] = Reading(figure, moment.on, value, size.rows, size.total, against)
    return found


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
