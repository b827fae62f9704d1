"""Giving committed entries the next numbers and the tree their leaves: one transaction, all or nothing.

What is committed has a number sooner or later; what is not committed never has. A slow transaction's entries merely get
later numbers: there are no gaps and nothing is lost, however keys interleave.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from lvheng.kernel.ledger.entry import leaf_hash
from lvheng.kernel.ledger.logs import Log
from lvheng.kernel.ledger.sequencing.late import Late
from lvheng.kernel.ledger.tiles import Edge

LARGEST = 8_192  # entries in one transaction
SWEEP_EVERY = 3_600.0  # seconds between two looks over all entries
RECENT = 200_000  # keys within which a running transaction's may lie
Entry = tuple[int, bytes, bytes]
"""Key, body, leaf."""


@dataclass
class Numbering:
    """Numbers one log, on a connection whose transactions see one snapshot (REPEATABLE READ).

    What it keeps in memory is only what it could read again; `forget` after any error."""

    log: Log
    late: Late = field(default_factory=Late)
    damaged: set[int] = field(default_factory=set)
    is_drained: bool = False  # nothing that was committed had no number when `take` last looked
    _edge: Edge | None = None
    _high: int = 0
    _from: int = 0
    _swept: float = float("-inf")

    def forget(self) -> None:
        self._edge, self._swept, self._from = None, float("-inf"), 0

    def take(self, connection: psycopg.Connection) -> tuple[int, int]:
        """Numbers what is there, at most `LARGEST` entries; how many, and how many the log has now."""
        with connection.transaction():
            if self._edge is None:
                self._edge = self._stored_edge(connection)
            if time.monotonic() - self._swept > SWEEP_EVERY:
                found = self._sweep(connection)
            else:
                found = self._fresh(connection) + self._arrived(connection)
            self.is_drained = len(found) < LARGEST and self._swept != float("-inf") and self._from == 0
            good = [entry for entry in found if leaf_hash(entry[1]) == entry[2]]
            self.damaged |= {key for key, _, _ in found} - {key for key, _, _ in good}
            if good:
                self._write(connection, self._edge, good)
        return len(good), self._edge.size

    def _stored_edge(self, connection: psycopg.Connection) -> Edge:
        connection.execute(
            "insert into kernel_log_head (log, origin, size, checkpoint, cosigned, trouble) values (%s, '', 0, '', '', '')"
            " on conflict do nothing",
            [self.log.code],
        )
        [[size]] = connection.execute("select size from kernel_log_head where log = %s for update", [self.log.code])
        return Edge.of(size, lambda level, number: stored_tile(connection, self.log, level, number))

    def _query(self, text: str) -> sql.Composed:
        return sql.SQL(text).format(table=sql.Identifier(self.log.table))

    def _sweep(self, connection: psycopg.Connection) -> list[Entry]:
        """Whatever has no number, wherever it stands: at the beginning and every hour.

        It is over when all entries have been looked at in one snapshot; which keys are missing is known from then on."""
        if self._from == 0:
            self.damaged.clear()
        asked = self._query(
            "select e.id, e.body, e.leaf from {table} e where e.id > %s and not exists (select from"
            " kernel_log_number n where n.log = %s and n.entry = e.id) order by e.id limit %s"
        )
        found: list[Entry] = connection.execute(asked, [self._from, self.log.code, LARGEST], binary=True).fetchall()
        if len(found) == LARGEST:
            self._from = found[-1][0]
        elif self._from:
            self._from = 0
        else:
            asked = self._query(
                "select id from {table} where id > (select coalesce(max(id), 0) from {table}) - %s order by id"
            )
            keys = [key for (key,) in connection.execute(asked, [RECENT]).fetchall()]
            self.late = Late()
            self._high = self.late.notice(keys[0] - 1 if keys else 0, keys, time.monotonic())
            self._swept = time.monotonic()
        return found

    def _fresh(self, connection: psycopg.Connection) -> list[Entry]:
        """Entries beyond the greatest key seen."""
        asked = self._query("select id, body, leaf from {table} where id > %s order by id limit %s")
        found: list[Entry] = connection.execute(asked, [self._high, LARGEST], binary=True).fetchall()
        self._high = self.late.notice(self._high, [key for key, _, _ in found], time.monotonic())
        return found

    def _arrived(self, connection: psycopg.Connection) -> list[Entry]:
        """Entries that have been committed below the greatest key seen."""
        self.late.forget(time.monotonic())
        if not self.late.gaps:
            return []
        asked = self._query(
            "select e.id, e.body, e.leaf from unnest(%s::bigint[], %s::bigint[]) g(first, last)"
            " join {table} e on e.id between g.first and g.last order by e.id"
        )
        found: list[Entry] = connection.execute(asked, self.late.spans(), binary=True).fetchall()
        self.late.fill(key for key, _, _ in found)
        return found

    def _write(self, connection: psycopg.Connection, edge: Edge, entries: list[Entry]) -> None:
        before = edge.size
        tiles = edge.take(leaf for _, _, leaf in entries)
        with connection.cursor() as cursor:
            with cursor.copy("copy kernel_log_number (log, number, entry) from stdin") as copy:
                for number, (key, _, _) in enumerate(entries, before):
                    copy.write_row((self.log.code, number, key))
            cursor.executemany(
                "insert into kernel_log_tile (log, level, number, hashes) values (%s, %s, %s, %s)"
                " on conflict (log, level, number) do update set hashes = excluded.hashes",
                [(self.log.code, level, number, hashes) for (level, number), hashes in tiles.items()],
            )
            cursor.execute(
                "update kernel_log_head set size = %s where log = %s and size = %s", [edge.size, self.log.code, before]
            )
            if cursor.rowcount != 1:
                raise psycopg.errors.SerializationFailure("another sequencer has numbered this log")


def stored_tile(connection: psycopg.Connection, log: Log, level: int, number: int) -> bytes:
    """A tile as the database has it, b'' if it has none."""
    row = connection.execute(
        "select hashes from kernel_log_tile where log = %s and level = %s and number = %s", [log.code, level, number]
    ).fetchone()
    return bytes(row[0]) if row else b""


def stored_tiles(
    connection: psycopg.Connection, log: Log, wanted: Sequence[tuple[int, int, int]]
) -> dict[tuple[int, int], bytes]:
    """Those tiles (level, number, width) that the database has, by level and number."""
    found = connection.execute(
        "select t.level, t.number, t.hashes from unnest(%s::smallint[], %s::bigint[]) w(level, number)"
        " join kernel_log_tile t on t.log = %s and t.level = w.level and t.number = w.number",
        [[level for level, _, _ in wanted], [number for _, number, _ in wanted], log.code],
        binary=True,
    )
    return {(level, number): bytes(hashes) for level, number, hashes in found.fetchall()}


def bodies(connection: psycopg.Connection, log: Log, first: int, end: int) -> list[bytes]:
    """The entries numbered from `first` up to, not with, `end`, as they stand in the database now."""
    asked = sql.SQL(
        "select e.body from kernel_log_number n join {} e on e.id = n.entry"
        " where n.log = %s and n.number >= %s and n.number < %s order by n.number"
    ).format(sql.Identifier(log.table))
    return [body for (body,) in connection.execute(asked, [log.code, first, end], binary=True).fetchall()]
