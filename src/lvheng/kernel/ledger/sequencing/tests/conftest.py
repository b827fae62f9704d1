"""A log of its own for every test: a copy of the small register, keys and files in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from lvheng.kernel.ledger.checkpoint import Head, open_checkpoint
from lvheng.kernel.ledger.entry import entry_body, leaf_hash
from lvheng.kernel.ledger.logs import ACTS
from lvheng.kernel.ledger.note import NoteKey
from lvheng.kernel.ledger.sequencing.publishing import Files
from lvheng.kernel.ledger.sequencing.round import Round
from lvheng.kernel.signing.signer import Keyring
from lvheng.launcher.database import Connections

NAME = "log.example/acts"


@dataclass
class Ground:
    """The roles' connections, the keys and the files of one log."""

    roles: Connections
    folder: Path
    opened: list[psycopg.Connection] = field(default_factory=list)

    @property
    def ring(self) -> Keyring:
        return Keyring(self.folder / "keys")

    @property
    def files(self) -> Files:
        return Files(self.folder / "acts")

    def connect(self, role: str = "sequencer") -> psycopg.Connection:
        connection = psycopg.connect(getattr(self.roles, role), autocommit=True)
        if role == "sequencer":
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        self.opened.append(connection)
        return connection

    def round(self, name: str = NAME) -> Round:
        return Round(ACTS, self.files, lambda: self.ring.signers("log"), name, lambda: NAME)

    def drain(self, each: Round | None = None, connection: psycopg.Connection | None = None) -> Round:
        """Rounds until nothing is left."""
        each, connection = each or self.round(), connection or self.connect()
        while each.go(connection):
            pass
        return each

    def add(self, connection: psycopg.Connection, *keys: int) -> None:
        """Entries as the application adds them, with the next keys or these."""
        for key in keys:
            body = entry_body(key.to_bytes(32, "big"), datetime.now(UTC), {"key": key})
            connection.execute(
                "insert into kernel_ledger_entry (id, body, leaf, at) values (%s, %s, %s, clock_timestamp())",
                [key, body, leaf_hash(body)],
            )

    def next_key(self) -> int:
        [[key]] = self.connect("app").execute("select max(id) + 1 from kernel_ledger_entry")
        return int(key)

    def head(self) -> Head:
        """What the published checkpoint says, if a key of ours signed it."""
        keys = [NoteKey(NAME, key.algorithm, key.public) for key in self.ring.keys_of("log")]
        return open_checkpoint(self.files.checkpoint(), keys, NAME).head

    def numbers(self) -> list[tuple[int, int]]:
        """(number, entry) of all that are numbered."""
        return self.connect("app").execute("select number, entry from kernel_log_number order by number").fetchall()

    def trouble(self) -> str:
        [[said]] = self.connect("app").execute("select trouble from kernel_log_head where log = 'acts'")
        return str(said)


@pytest.fixture
def ground(fresh_database: Connections, tmp_path: Path) -> Iterator[Ground]:
    with standing(fresh_database, tmp_path) as made:
        yield made


@contextmanager
def standing(roles: Connections, folder: Path) -> Iterator[Ground]:
    """A log that has not begun, over that database, with its keys and files in the folder."""
    made = Ground(roles, folder)
    forget_numbers(made.connect("owner"))
    yield made
    for connection in made.opened:
        connection.close()


def forget_numbers(connection: psycopg.Connection) -> None:
    """As before the sequencer's first round."""
    for table in ("head", "number", "tile", "checkpoint"):
        connection.execute(f"alter table kernel_log_{table} disable trigger user")
        connection.execute(f"truncate kernel_log_{table}")
        connection.execute(f"alter table kernel_log_{table} enable trigger user")


@pytest.fixture
def tamper(ground: Ground) -> Callable[[str], None]:
    """What an administrator of the database can do who switches the triggers off."""

    def done(statement: str) -> None:
        connection = ground.connect("owner")
        for table in ("ledger_entry", "log_head", "log_number", "log_tile", "log_checkpoint"):
            connection.execute(f"alter table kernel_{table} disable trigger user")
        connection.execute(statement)

    return done
