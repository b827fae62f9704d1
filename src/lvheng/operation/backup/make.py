"""Making a backup while people work: manifest and dump see one and the same snapshot of the database."""

from __future__ import annotations

import os
import subprocess
import tempfile
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

import psycopg
from psycopg import sql

from lvheng.launcher.home import CHECKOUT
from lvheng.launcher.refusal import Refusal
from lvheng.operation.backup import archive, sealed
from lvheng.operation.backup.archive import Manifest
from lvheng.operation.backup.leaves import Tally, of_database, tally
from lvheng.operation.backup.programs import connected, program
from lvheng.operation.backup.record import LastBackup, note_backup

LEFT_EMPTY = ("kernel_kept_reading", "kernel_cache", "kernel_pace", "django_session", "usersessions_usersession")
"""Kept readings are bound to this server's transactions (docs/adr/0003); whoever was signed in signs in again."""
NOT_COUNTED = "procrastinate_workers"
"""None of them lives after a restore: they are removed, and what they were at is queued again."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a database shows: its rows by table, its ledger, its triggers, and which migrations made it."""

    counts: dict[str, int]
    ledger: Tally
    triggers: list[str]
    migrations: dict[str, list[str]]


def shown(connection: psycopg.Connection) -> Shown:
    """Asked in the connection's present snapshot."""
    tables = [name for (name,) in connection.execute(
        "select relname from pg_class where relkind in ('r', 'p') and not relispartition"
        " and relnamespace = 'public'::regnamespace order by relname"
    )]  # fmt: skip
    counts = {}
    for name in tables:
        if name not in (*LEFT_EMPTY, NOT_COUNTED):
            [[counts[name]]] = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(name)))
    triggers = connection.execute(
        "select c.relname || ' ' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
        " where not t.tgisinternal and t.tgenabled = 'O' and c.relnamespace = 'public'::regnamespace order by 1"
    )
    migrations: dict[str, list[str]] = {}
    for app, name in connection.execute("select app, name from django_migrations order by app, name"):
        migrations.setdefault(app, []).append(name)
    return Shown(counts, tally(of_database(connection)), [name for (name,) in triggers], migrations)


def product_version() -> str:
    """The version of this checkout."""
    return str(tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def is_empty(connection: psycopg.Connection) -> bool:
    """Whether the database has no table of ours."""
    found = connection.execute("select to_regclass('public.django_migrations') is null").fetchone()
    return bool(found and found[0])


def make_backup(owner: str, home: Path, folder: Path, passphrase: str | None, at: datetime) -> LastBackup:
    """Write a backup of the database (a connection string of its owner) and the home's keys into `folder`.

    Without a passphrase the keys are left out. Raises Refusal; a file that could not be finished is removed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"lvheng-{at:%Y%m%dT%H%M%S}.backup"
    draft = file.with_suffix(".part")
    try:
        with (
            psycopg.connect(owner) as connection,
            os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as written,
        ):
            manifest = _write(connection, owner, home, passphrase, at, written)
            written.flush()
            os.fsync(written.fileno())
        draft.rename(file)
    except OSError as error:
        raise Refusal(
            f"备份没有写成（{error.strerror}）：{error.filename or draft}。", "请腾出空间或换一个目录。"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    made = LastBackup(at.isoformat(timespec="seconds"), str(file.resolve()), file.stat().st_size, manifest.last_entry)
    with suppress(OSError):  # the backup is made whether or not it can be noted
        note_backup(home, made)
    return made


def _write(
    connection: psycopg.Connection, owner: str, home: Path, passphrase: str | None, at: datetime, written: BinaryIO
) -> Manifest:
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    if is_empty(connection):
        raise Refusal("数据库还是空的，没有什么可备份。", "先运行 ./lvheng up。")
    found = shown(connection)
    if found.ledger.wrong:
        numbers = "、".join(map(str, found.ledger.wrong))
        raise Refusal(f"存证第 {numbers} 条的叶与字节不符，数据库已被改动或损坏。", "请先查明；旧的备份不要删。")
    [[snapshot]] = connection.execute("select pg_export_snapshot()")
    size, digest = _dump(owner, snapshot, written)
    manifest = Manifest(
        made_at=at.isoformat(timespec="seconds"),
        version=product_version(),
        postgres=connection.info.server_version // 10_000,
        owner=connection.info.user,
        migrations=found.migrations,
        last_entry=found.ledger.last,
        entries=found.ledger.entries,
        leaves=found.ledger.digest,
        counts=found.counts,
        triggers=found.triggers,
        dump_size=size,
        dump_sha256=digest,
        keys=passphrase is not None,
    )
    bound = manifest.as_bytes()
    archive.add_bytes(written, archive.MANIFEST, bound)
    if passphrase is not None:
        archive.add_bytes(written, archive.KEYS, sealed.seal(sealed.pack(home), passphrase, bound))
    archive.finish(written)
    return manifest


def _dump(owner: str, snapshot: str, written: BinaryIO) -> tuple[int, str]:
    database, environment = connected(owner)
    command = [program("pg_dump"), database, "--format=custom", "--schema=public", f"--snapshot={snapshot}"]
    command += [f"--exclude-table-data=public.{table}" for table in LEFT_EMPTY]
    with tempfile.TemporaryFile() as complaints:
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=complaints) as dump:  # noqa: S603 - PostgreSQL's own program
            source: IO[bytes] | None = dump.stdout
            assert source is not None
            found = archive.add_stream(written, archive.DUMP, source)
        complaints.seek(0)
        said = complaints.read().decode(errors="replace").strip()
    if dump.returncode != 0:
        raise Refusal(f"pg_dump 没有做完：{said}", "处理后再备份一次。")
    return found
