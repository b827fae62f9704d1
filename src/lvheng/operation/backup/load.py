"""Reading a dump back: pg_restore writes SQL, psql runs it in one transaction, so that it is there whole or not at all."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import IO

from lvheng.launcher.refusal import Refusal
from lvheng.operation.backup.archive import CHUNK, Backup
from lvheng.operation.backup.programs import connected, program

UNKNOWN_BEFORE_17 = b"SET transaction_timeout"
"""pg_restore 18 says this to every server, and one older than 17 refuses it."""
PREAMBLE = 100  # lines within which it stands


@contextmanager
def dump_as_sql(backup: Backup, *options: str) -> Iterator[IO[bytes]]:
    """The SQL of the dump, or of the part of it that options of pg_restore choose. Raises Refusal if it is damaged."""
    command = [program("pg_restore"), "--file=-", *options]
    with tempfile.TemporaryFile() as complaints, backup.dump() as source:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints) as reading:  # noqa: S603 - PostgreSQL's own program
            assert reading.stdin is not None
            assert reading.stdout is not None
            feeding = Thread(target=_feed, args=(source, reading.stdin), daemon=True)
            feeding.start()
            yield reading.stdout
            while reading.stdout.read(CHUNK):
                pass
            feeding.join()
        if reading.returncode != 0:
            complaints.seek(0)
            raise Refusal(f"pg_restore 读不懂备份：{_last(complaints)}", "换一份备份再试。")


def _feed(source: IO[bytes], sink: IO[bytes]) -> None:
    try:
        with sink:
            shutil.copyfileobj(source, sink, CHUNK)
    except BrokenPipeError:  # pg_restore has read what it needs, or says why not
        return


def _last(complaints: IO[bytes]) -> str:
    return "\n".join(complaints.read().decode(errors="replace").strip().splitlines()[-6:])


def load(backup: Backup, owner: str, *, with_rights: bool) -> None:
    """Restore the dump into an empty database as its owner; `with_rights` also who may read and write what.

    Raises Refusal, and then nothing is restored."""
    database, environment = connected(owner)
    options = ["--schema=public", "--no-owner", "--no-comments", *([] if with_rights else ["--no-privileges"])]
    command = [program("psql"), database, "--no-psqlrc", "--quiet", "--single-transaction"]
    command += ["--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    with tempfile.TemporaryFile() as complaints:
        with (
            subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stderr=complaints) as running,  # noqa: S603 - PostgreSQL's own program
            dump_as_sql(backup, *options) as text,
        ):
            assert running.stdin is not None
            _pass_on(text, running.stdin)
        complaints.seek(0)
        if running.returncode != 0:
            raise Refusal(f"数据库没有恢复成，什么也没有写入：{_last(complaints)}", "按上面的话处理后再恢复。")


def _pass_on(text: IO[bytes], sink: IO[bytes]) -> None:
    try:
        with sink:
            for number, line in enumerate(text):
                if not line.startswith(UNKNOWN_BEFORE_17):
                    sink.write(line)
                if number == PREAMBLE:
                    break
            shutil.copyfileobj(text, sink, CHUNK)
    except BrokenPipeError:  # psql has stopped and says why
        return
