"""Readings that are kept: a page of many figures asks the registers only for what has changed since (`kernel.md` §1.5).

A reading is served again only if its figure's tables still bear the marks they bore when it was taken: the newest row's
key, which only grows, so that replayed past instants are noticed too, and the last instant at which a row was closed.
Kept are only readings of what is now believed, for scopes that have a name. Losing them loses nothing but time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, connection, transaction

from lvheng.kernel.access.viewer import EVERYTHING, Scope
from lvheng.kernel.acts.perform import ACTS_LOCK
from lvheng.kernel.figures.figure import Figure
from lvheng.kernel.figures.models import KeptReading
from lvheng.kernel.figures.reading import Narrowing, Reading, series
from lvheng.kernel.ledger.models import LedgerEntry
from lvheng.kernel.time.days import OPEN_INSTANT

Series = dict[str, dict[date, Reading]]


Marks = dict[str, str]  # by table: its newest row and the last instant at which one was closed


def series_of(
    wanted: Mapping[Figure, Iterable[date]], known_at: datetime | None = None, scope: Scope = EVERYTHING
) -> Series:
    """Each figure on its days, by code and day: from what is kept where it still holds, else read and kept."""
    days = {figure: sorted(set(asked)) for figure, asked in wanted.items()}
    keepable = known_at is None and bool(scope.name)
    marks = _marks(days) if keepable else {}
    found = _kept(days, scope.name, marks) if keepable else {figure.code: {} for figure in days}
    fresh: list[Reading] = []
    for figure, asked in days.items():
        missing = [day for day in asked if day not in found[figure.code]]
        taken = series(figure, missing, known_at, Narrowing(scope))
        found[figure.code].update({reading.on: reading for reading in taken})
        fresh += taken
    if keepable and fresh:
        _keep(fresh, scope.name, marks)
    return found


def _marks(figures: Iterable[Figure]) -> Marks:
    """The marks of all tables that the figures rest on, in one query over their indexes."""
    tables = sorted({source._meta.db_table for figure in figures for source in figure.sources})
    if not tables:
        return {}
    asked = " union all ".join(
        f"select '{table}', coalesce((select max(id) from {table}), 0),"
        f" (select max(known_to) from {table} where known_to <> '{OPEN_INSTANT}')"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {table: f"{newest} {closed_at or ''}" for table, newest, closed_at in cursor.fetchall()}


def _marks_of(figure: Figure, marks: Marks) -> Marks:
    return {source._meta.db_table: marks[source._meta.db_table] for source in figure.sources}


def _kept(days: Mapping[Figure, Sequence[date]], scope: str, marks: Marks) -> Series:
    by_code = {figure.code: figure for figure in days}
    every_day = {day for asked in days.values() for day in asked}
    found: Series = {code: {} for code in by_code}
    for kept in KeptReading.objects.filter(figure__in=by_code, scope=scope, day__in=every_day):
        figure = by_code[kept.figure]
        if kept.version == figure.version and kept.detail["marks"] == _marks_of(figure, marks):
            found[figure.code][kept.day] = _reading(kept, figure)
    return found


def _reading(kept: KeptReading, figure: Figure) -> Reading:
    detail: dict[str, Any] = kept.detail
    total = Decimal(detail["total"])
    whole = None if detail["whole"] is None else Decimal(detail["whole"])
    value = figure.value(kept.rows, total, whole) if detail["begun"] else None
    return Reading(figure, kept.day, value, kept.rows, total, whole, begun=detail["begun"])


def _keep(readings: Sequence[Reading], scope: str, marks: Marks) -> None:
    """Keeps readings of this snapshot, if that can be done at once; a page never fails for it."""
    try:
        taken_at = _instant_of_snapshot()
        if taken_at is None:
            return
        rows = [
            KeptReading(
                figure=reading.figure.code,
                version=reading.figure.version,
                scope=scope,
                day=reading.on,
                taken_at=taken_at,
                value=None if reading.value is None else round(reading.value, 6),
                rows=reading.rows,
                digest=reading.digest,
                detail={
                    "total": str(reading.total),
                    "whole": None if reading.whole is None else str(reading.whole),
                    "begun": reading.begun,
                    "marks": _marks_of(reading.figure, marks),
                },
            )
            for reading in readings
        ]
        with transaction.atomic():
            KeptReading.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["figure", "version", "scope", "day"],
                update_fields=["taken_at", "value", "rows", "digest", "detail"],
            )
    except DatabaseError:  # somebody else is keeping the same readings: theirs are as good
        return


def _instant_of_snapshot() -> datetime | None:
    """The present instant, if this transaction's one snapshot sees every act ever begun; else None.

    Otherwise an act in flight might write below the marks. While the acts' lock is held alone no act is in flight, and
    each has drawn its key from the ledger's sequence, which is read outside snapshots: if the newest entry seen is the
    last one drawn, the snapshot sees all. The lock goes with the savepoint: no act waits for the rest of the page.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [ACTS_LOCK])
        [[alone]] = cursor.fetchall()
        table = LedgerEntry._meta.db_table
        cursor.execute(
            "select clock_timestamp(), current_setting('transaction_isolation') = 'repeatable read'"
            f" and coalesce((select max(id) from {table}), 0)"
            f" >= coalesce(pg_sequence_last_value(pg_get_serial_sequence('{table}', 'id')::regclass), 0)"
        )
        [[at, sees_all]] = cursor.fetchall()
        transaction.set_rollback(True)
    return at if alone and sees_all else None
