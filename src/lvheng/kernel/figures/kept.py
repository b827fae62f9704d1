"""Readings that are kept: a page of many figures asks the registers only for what has changed since (`kernel.md` §1.5).

A reading is kept with the snapshot of the database before which nothing of it was read. It is served again only if no
act that touches its tables is seen now and was not seen by that snapshot (`docs/adr/0003`). Kept are only readings of
what is now believed, for scopes that have a name. Losing them loses nothing but time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, connection, transaction

from lvheng.kernel.access.viewer import EVERYTHING, Scope
from lvheng.kernel.acts.act import all_acts
from lvheng.kernel.figures.figure import Figure
from lvheng.kernel.figures.models import KeptReading
from lvheng.kernel.figures.reading import Narrowing, Reading, Spread, in_full, spread
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.clock import now

Series = dict[str, dict[date, Reading]]


def series_of(
    wanted: Mapping[Figure, Iterable[date]], known_at: datetime | None = None, scope: Scope = EVERYTHING
) -> Series:
    """Each figure on its days, by code and day: from what is kept where it still holds, else read and kept."""
    days = {figure: sorted(set(asked)) for figure, asked in wanted.items()}
    keepable = known_at is None and bool(scope.name)
    snapshot = _snapshot() if keepable else ""  # before anything is read: what is read later is at least as new
    kept = {figure: asked for figure, asked in days.items() if keepable and figure.only_acts_change_it}
    found: Series = {figure.code: {} for figure in days} | _kept(kept, scope.name)
    missing = {figure: [day for day in asked if day not in found[figure.code]] for figure, asked in days.items()}
    unread = {figure: asked for figure, asked in missing.items() if asked}
    fresh: list[Reading] = []
    for figure, taken in in_full(unread, known_at, Narrowing(scope)).items() if unread else ():
        found[figure.code].update({reading.on: reading for reading in taken})
        fresh += taken if figure in kept else []
    for reading in _keep(fresh, scope.name, snapshot) if fresh else ():
        found[reading.figure.code][reading.on] = reading
    return {
        figure.code: {day: found[figure.code][day].for_scope(scope) for day in asked} for figure, asked in days.items()
    }


def _snapshot() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_snapshot()::text")
        return str(cursor.fetchone()[0])


def _unseen(snapshots: Iterable[str]) -> dict[str, set[str]]:
    """For each snapshot, the kinds of the acts that it did not see and that are seen now; one query."""
    asked = sorted(set(snapshots))
    found: dict[str, set[str]] = {snapshot: set() for snapshot in asked}
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(
                "select s.snapshot, a.kind from unnest(%s::text[]) s(snapshot) cross join lateral ("
                " select distinct kind from kernel_act where xid >= pg_snapshot_xmin(s.snapshot::pg_snapshot)"
                " and not pg_visible_in_snapshot(xid, s.snapshot::pg_snapshot)) a",
                [asked],
            )
            for snapshot, kind in cursor.fetchall():
                found[snapshot].add(kind)
    return found


def _touching(figure: Figure) -> set[str]:
    """The kinds of act that may write what the figure rests on; an act that names no tables may write any."""
    sources = set(figure.sources)
    return {kind for kind, act in all_acts().items() if not act.tables or sources & set(act.tables)}


def spread_of(reading: Reading, least: Decimal, known_at: datetime | None = None) -> Spread:
    """The spread of the values of a reading's figure over everybody (`reading.spread`), kept beside it if it is kept."""
    kept = reading.kept if reading.kept and reading.kept.scope == EVERYTHING.name else None
    if kept and (told := kept.detail.get("spread", {}).get(str(least))):
        rows, short, lowest = told
        return Spread(rows, short, None if lowest is None else Decimal(lowest))
    found = spread(reading.figure, Moment(reading.on, known_at), least)
    if kept:  # of the same snapshot as the reading
        lowest = None if found.lowest is None else str(found.lowest)
        kept.detail["spread"] = {str(least): [found.rows, found.short, lowest]}
        KeptReading.objects.filter(pk=kept.pk, taken_at=kept.taken_at).update(detail=kept.detail)
    return found


def _kept(days: Mapping[Figure, Sequence[date]], scope: str) -> Series:
    by_code = {figure.code: figure for figure in days}
    found: Series = {code: {} for code in by_code}
    for kept in _fresh(by_code, {day for asked in days.values() for day in asked}, scope):
        found[kept.figure][kept.day] = _reading(kept, by_code[kept.figure])
    return found


def _fresh(by_code: Mapping[str, Figure], days: Collection[date], scope: str) -> list[KeptReading]:
    """What is kept of these figures and still holds."""
    rows = list(KeptReading.objects.filter(figure__in=by_code, scope=scope, day__in=days))
    unseen = _unseen(row.detail["snapshot"] for row in rows)
    touching = {code: _touching(figure) for code, figure in by_code.items()}
    return [
        row
        for row in rows
        if row.version == by_code[row.figure].version and not unseen[row.detail["snapshot"]] & touching[row.figure]
    ]


def _reading(kept: KeptReading, figure: Figure) -> Reading:
    detail: dict[str, Any] = kept.detail
    total = Decimal(detail["total"])
    whole = None if detail["whole"] is None else Decimal(detail["whole"])
    value = figure.value(kept.rows, total, whole) if detail["begun"] else None
    return Reading(figure, kept.day, value, kept.rows, total, whole, begun=detail["begun"], kept=kept)


def _keep(readings: Sequence[Reading], scope: str, snapshot: str) -> list[Reading]:
    """Keeps readings with their snapshot, and answers them as kept; a page never fails for it."""
    taken_at = now()
    rows = [
        KeptReading(
            figure=reading.figure.code,
            version=reading.figure.version,
            scope=scope,
            day=reading.on,
            taken_at=taken_at,
            value=None if reading.value is None else round(reading.value, 6),
            rows=reading.rows,
            detail={
                "total": str(reading.total),
                "whole": None if reading.whole is None else str(reading.whole),
                "begun": reading.begun,
                "snapshot": snapshot,
            },
        )
        for reading in readings
    ]
    with suppress(DatabaseError), transaction.atomic():  # somebody else keeping the same readings: theirs are as good
        KeptReading.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["figure", "version", "scope", "day"],
            update_fields=["taken_at", "value", "rows", "detail"],
        )
        return [replace(reading, kept=row) for reading, row in zip(readings, rows, strict=True)]
    return list(readings)
