"""Taking a figure's measure: on a day, by district, over a series of days, and between two moments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from lvheng.kernel.access.viewer import EVERYTHING, Scope
from lvheng.kernel.figures.figure import Figure, Measure
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import OPEN_INSTANT

WHOLE_CITY = "110000"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a figure was: its value, how many rows, and for ratios what it was measured against."""

    figure: Figure
    on: date
    value: Decimal | None
    rows: int
    total: Decimal
    whole: Decimal | None = None
    digest: str = ""
    begun: bool = True

    @property
    def shown(self) -> str:
        return self.figure.shown(self.value) if self.begun else "尚未登记"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which part of a figure is asked for: what the viewer may see, and a district chosen on the page."""

    scope: Scope = EVERYTHING
    district: str = ""

    def where(self) -> tuple[str, dict[str, Any]]:
        condition, parameters = self.scope.where()
        if self.district:
            condition += " and district = %(district)s"
            parameters = {**parameters, "district": self.district}
        return condition, parameters


ALL = Narrowing()


def read(figure: Figure, moment: Moment, narrowing: Narrowing = ALL, *, digest: bool = False) -> Reading:
    """One figure at one moment; two queries where it is measured against something."""
    condition, parameters = narrowing.where()
    digesting = (
        ", encode(sha256(convert_to(coalesce(string_agg(subject::text || versions::text, ','"
        " order by subject, versions), ''), 'UTF8')), 'hex')"
        if digest
        else ", ''"
    )
    [row] = _ask(
        f"select count(*), coalesce(sum(value), 0){digesting} from ({figure.rows(moment)}) s where {condition}",
        moment.parameters() | parameters,
    )
    rows, total, mark = int(row[0]), Decimal(row[1]), row[2]
    if not rows and not begun(figure, moment):
        return Reading(figure, moment.on, None, 0, total, digest=mark, begun=False)
    whole = _whole(figure, moment, narrowing)
    return Reading(figure, moment.on, figure.value(rows, total, whole), rows, total, whole, mark)


def likewise(figure: Figure, other: Reading, moment: Moment, narrowing: Narrowing = ALL) -> Reading:
    """The reading of `figure` from that of another figure of the same set: only what it is measured against is asked."""
    if not other.begun:
        return replace(other, figure=figure)
    whole = _whole(figure, moment, narrowing)
    value = figure.value(other.rows, other.total, whole)
    return replace(other, figure=figure, value=value, whole=whole)


def begun(figure: Figure, moment: Moment) -> bool:
    """Whether the figure's register had begun: before it, the answer is "not yet recorded", never 0."""
    table = figure.sources[0]._meta.db_table
    [row] = _ask(
        f"select exists(select 1 from {table} where valid_from <= %(day)s"
        " and known_from <= least(%(at)s, clock_timestamp()))",
        {"at": moment.known_at or OPEN_INSTANT, "day": moment.on},
    )
    return bool(row[0])


def _whole(figure: Figure, moment: Moment, narrowing: Narrowing) -> Decimal | None:
    if figure.whole is None:
        return None
    if figure.measure is Measure.PER_HEAD:
        area = narrowing.district or _only_district(narrowing.scope) or WHOLE_CITY
        condition, parameters = "district = %(area)s", {"area": area}
        measured = "sum(value)"
    else:
        condition, parameters = narrowing.where()
        measured = "count(*)"
    [row] = _ask(
        f"select {measured} from ({figure.whole(moment)}) s where {condition}", moment.parameters() | parameters
    )
    return None if row[0] is None else Decimal(row[0])


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


def series(
    figure: Figure, days: Sequence[date], known_at: datetime | None = None, narrowing: Narrowing = ALL
) -> list[Reading]:
    """The figure on each of `days`. One question a day: asked of all days at once (a lateral join over the days) the
    planner no longer knows the day and took 20 s where this takes 8 s for all figures on 36 month-ends."""
    return [read(figure, Moment(day, known_at), narrowing) for day in days]


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
