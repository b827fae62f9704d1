"""Writing many rows at once: key ranges and COPY. Called by `perform.py` alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

FEW = 12  # rows that are rather written in one statement


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


def write_together(cursor: CursorWrapper, tables: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Any]]]]) -> None:
    """Writes (table, columns, rows of plain values), none without a row: few in one statement, many by COPY.

    COPY asks three times of the server for each table; for a single act the one statement is a third of the time."""
    if sum(len(rows) for _, _, rows in tables) > FEW:
        for table, names, rows in tables:
            copy_in(cursor, table, names, rows)
        return
    quoted = connection.ops.quote_name
    inserts = [
        f"insert into {quoted(table)} ({', '.join(map(quoted, names))})"
        f" values {', '.join(['(' + ', '.join(['%s'] * len(names)) + ')'] * len(rows))}"
        for table, names, rows in tables
    ]
    before = ", ".join(f"w{number} as ({insert})" for number, insert in enumerate(inserts[:-1]))
    values = [value for _, _, rows in tables for row in rows for value in row]
    cursor.execute(f"with {before} {inserts[-1]}" if before else inserts[-1], values)


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
