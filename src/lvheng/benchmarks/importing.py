"""Fifty thousand lawyers with their firms and engagements from spreadsheets, as acts with entries and search keys."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from time import perf_counter
from typing import IO, Any

import psycopg
from psycopg import sql

from lvheng.benchmarks.measured import Measured, timed

FILES = ("在编单位", "律师事务所", "律师", "执业经历")  # in the order in which their rows depend on each other
LEDGER = ("kernel_ledger_entry", "kernel_ledger_opening", "kernel_act")
BESIDE = ("kernel_subject", "kernel_subject_key", "kernel_sensitive_value", "kernel_search_key")
CHUNK = 1 << 20


def importing(size: str) -> Measured:
    """Writes the workbooks, which is not counted; imports them in a program of their own; then copies the same rows."""
    with TemporaryDirectory(prefix="lvheng-bench-") as folder:
        _write_workbooks(size, folder)
        began = perf_counter()
        command = [sys.executable, "-P", "-m", "lvheng.benchmarks.importing", folder]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)  # noqa: S603 - our own module
        seconds = perf_counter() - began
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return Measured(
        name="import",
        title=f"从 xlsx 导入 {told['lines']:,} 行,成 {told['acts']:,} 项行为",
        unit="秒",
        found=seconds,
        goal=75,
        floor=_floor(),
        floor_title="以 COPY 写同样的行,索引相同",
        more={"每秒行为": told["acts"] / seconds, "退回的行": told["refused"]},
        also={"内存峰值 MiB": (told["peak_mib"], 1024)},
    )


def _write_workbooks(size: str, folder: str) -> None:
    from lvheng.demonstration.sizes import SIZES
    from lvheng.demonstration.workbooks import write_workbooks
    from lvheng.kernel.time.days import today

    write_workbooks(SIZES[size], 1, today(), folder)


def import_all(folder: Path) -> dict[str, float]:
    """Imports the workbooks as the system does it for anybody; says what came of it and how much memory it took."""
    from lvheng.kernel.access.viewer import SYSTEM_VIEWER
    from lvheng.kernel.ledger.models import ActLine
    from lvheng.kernel.tables.intake import accept, bring_in

    before, lines, refused = ActLine.objects.count(), 0, 0
    for name in FILES:
        path = folder / f"{name}.xlsx"
        intake = bring_in(path.read_bytes(), path.name, actor=SYSTEM_VIEWER, basis="测速")
        lines += intake.total
        refused += accept(intake, SYSTEM_VIEWER).as_json()["refused"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # bytes there, KiB on Linux
    return {"lines": lines, "refused": refused, "acts": ActLine.objects.count() - before, "peak_mib": peak / unit}


def _floor() -> float:
    """How long COPY takes for all rows of the register and its ledger, into unlogged tables with the same indexes."""
    from lvheng.kernel.rows import Row

    tables = [model._meta.db_table for model in Row.everyone()] + [*LEDGER, *BESIDE]
    with psycopg.connect(os.environ["LVHENG_DATABASE_OWNER"]) as connection:
        kept = {table: _kept(connection, table) for table in tables}
        for table in tables:
            like = "create unlogged table {} (like {} including indexes)"
            connection.execute(sql.SQL(like).format(_copy_of(table), sql.Identifier(table)))
        connection.commit()
        seconds = timed(lambda: _copied(connection, kept))
        for table in tables:
            connection.execute(sql.SQL("drop table {}").format(_copy_of(table)))
    return seconds


def _copy_of(table: str) -> sql.Identifier:
    return sql.Identifier(f"bench_{table}")


def _kept(connection: psycopg.Connection, table: str) -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115 - read again by `_copied`
    with connection.cursor().copy(sql.SQL("copy {} to stdout").format(sql.Identifier(table))) as rows:
        for part in rows:
            file.write(part)
    return file


def _copied(connection: psycopg.Connection, kept: dict[str, IO[bytes]]) -> None:
    for table, file in kept.items():
        file.seek(0)
        with connection.cursor().copy(sql.SQL("copy {} from stdin").format(_copy_of(table))) as rows:
            while part := file.read(CHUNK):
                rows.write(part)
        file.close()
    connection.commit()


def main(arguments: Sequence[str]) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvheng.config.settings")
    django.setup()
    print(json.dumps(import_all(Path(arguments[0]))))


if __name__ == "__main__":
    main(sys.argv[1:])
