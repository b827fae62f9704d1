"""Every entry of the ledger counted again: its leaf from its bytes, and one sum over all, whatever their order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import psycopg

from lvheng.kernel.ledger.entry import leaf_hash

Entry = tuple[int, bytes, bytes]
"""Number, body, leaf."""
WRONG_SHOWN = 10


@dataclass
class Tally:
    """What a ledger comes to: entries, the last one's number, the sum, and entries whose leaf is not their bytes'."""

    entries: int = 0
    last: int = 0
    sum: int = 0
    wrong: list[int] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """The sum of SHA-256(number ‖ leaf) modulo 2²⁵⁶, in hexadecimal: equal for equal ledgers in any order."""
        return f"{self.sum:064x}"


def tally(entries: Iterable[Entry]) -> Tally:
    """Goes through all entries once."""
    found = Tally()
    for number, body, leaf in entries:
        found.entries += 1
        found.last = max(found.last, number)
        mark = hashlib.sha256(number.to_bytes(8, "big") + leaf).digest()
        found.sum = (found.sum + int.from_bytes(mark, "big")) % 2**256
        if leaf_hash(body) != leaf and len(found.wrong) < WRONG_SHOWN:
            found.wrong.append(number)
    return found


def of_database(connection: psycopg.Connection) -> Iterator[Entry]:
    """All entries as this connection's snapshot sees them."""
    with (
        connection.cursor() as cursor,
        cursor.copy("copy (select id, body, leaf from kernel_ledger_entry) to stdout (format binary)") as rows,
    ):
        rows.set_types(["int8", "bytea", "bytea"])
        for number, body, leaf in rows.rows():
            yield number, bytes(body), bytes(leaf)


def of_dump(lines: Iterable[bytes]) -> Iterator[Entry]:
    """All entries in the text that pg_restore writes of the table `kernel_ledger_entry`."""
    columns: list[bytes] = []
    for line in lines:
        if line.startswith(b"COPY public.kernel_ledger_entry "):
            columns = line[line.index(b"(") + 1 : line.index(b")")].replace(b" ", b"").split(b",")
        elif line.startswith(b"\\."):
            columns = []
        elif columns:
            row = dict(zip(columns, line.rstrip(b"\n").split(b"\t"), strict=True))
            yield int(row[b"id"]), _bytea(row[b"body"]), _bytea(row[b"leaf"])


def _bytea(text: bytes) -> bytes:
    return bytes.fromhex(text.removeprefix(b"\\\\x").decode())
