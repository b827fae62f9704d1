"""Writing many rows at once: key ranges and COPY. Called by `perform.py` alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper


def next_ids(cursor: CursorWrapper, model: type[models.Model], count: int) -> list[int]:
    """`count` fresh keys of the table: from its sequence, so that it is never left behind."""
    if not count:
        return []
    # Looked up once: inside the series it would be looked up again for every key.
    cursor.execute(
        "select nextval(s.name) from (select pg_get_serial_sequence(%s, 'id')::regclass as name offset 0) s,"
        " generate_series(1, %s)",
        [model._meta.db_table, count],
    )
    return [row[0] for row in cursor.fetchall()]


@cache
def columns(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    """(attribute, column) of every stored field."""
    return tuple((f.attname, f.column) for f in model._meta.concrete_fields if f.column is not None)


def copy_in(cursor: CursorWrapper, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """COPY `rows` of plain values into `table`."""
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    # Django turns the driver's errors into its own for `execute` only.
    with (
        connection.wrap_database_errors,
        cursor.copy(f"copy {connection.ops.quote_name(table)} ({quoted}) from stdin") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def copy_models(cursor: CursorWrapper, model: type[models.Model], instances: Sequence[models.Model]) -> None:
    """COPY unsaved instances, all of one model, with the keys they carry."""
    if not instances:
        return
    names = columns(model)
    attributes = [attribute for attribute, _ in names]
    copy_in(
        cursor,
        model._meta.db_table,
        [column for _, column in names],
        ([instance.__dict__[a] for a in attributes] for instance in instances),
    )
