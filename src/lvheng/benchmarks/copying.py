"""The floor of an import: COPY of the same rows into tables of the same shape, with their indexes and constraints."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql

from lvheng.benchmarks.measured import seconds

BLOCK = 1 << 16  # bytes read at once
SCHEMA = "floor"


def copy_seconds() -> float:
    """Copies out every row that acts have written and measures how long it takes to copy them in again."""
    with (
        TemporaryDirectory(prefix="lvheng-bench-") as folder,
        psycopg.connect(os.environ["LVHENG_DATABASE_OWNER"], autocommit=True) as connection,
    ):
        connection.execute(sql.SQL("create schema {}").format(sql.Identifier(SCHEMA)))
        files = {table: Path(folder) / table for table in tables()}
        for table, file in files.items():
            copy_out(connection, table, file)
        return sum(seconds(copy_in, connection, table, file) for table, file in files.items())


def tables() -> list[str]:
    """The registers, the ledger, and what stands beside them."""
    from django.db.models import Model

    from lvheng.kernel.access.models import SensitiveValue, SubjectKey
    from lvheng.kernel.acts.guard import BESIDE
    from lvheng.kernel.ledger.models import LedgerOpening
    from lvheng.kernel.rows import Row

    models: tuple[type[Model], ...] = (*Row.everyone(), *BESIDE, LedgerOpening, SubjectKey, SensitiveValue)
    return [model._meta.db_table for model in models]


def copy_out(connection: psycopg.Connection, table: str, file: Path) -> None:
    name, copied = sql.Identifier(table), sql.Identifier(SCHEMA, table)
    connection.execute(sql.SQL("create table {} (like {} including all)").format(copied, name))
    statement = sql.SQL("copy {} to stdout (format binary)").format(name)
    with file.open("wb") as target, connection.cursor() as cursor, cursor.copy(statement) as rows:
        for block in rows:
            target.write(block)


def copy_in(connection: psycopg.Connection, table: str, file: Path) -> None:
    statement = sql.SQL("copy {} from stdin (format binary)").format(sql.Identifier(SCHEMA, table))
    with file.open("rb") as source, connection.cursor() as cursor, cursor.copy(statement) as rows:
        while block := source.read(BLOCK):
            rows.write(block)
