"""Proofs out of the database: where entries stand in the public log."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from lvheng.kernel.ledger.checkpoint import head_of
from lvheng.kernel.ledger.logs import ACTS, LOGS, log_name
from lvheng.kernel.ledger.models import LogHead
from lvheng.kernel.ledger.proof import Proof
from lvheng.kernel.ledger.tiles import HEIGHT, WIDTH, over_tiles, widths
from lvheng.kernel.ledger.tree import inclusion
from lvheng.kernel.signing.signer import FileSigner, keyring

STANDING = """
  select n.entry, n.number, h.cosigned, h.checkpoint from kernel_log_head h
  left join kernel_log_number n on n.log = h.log and n.entry = any(%s::bigint[]) where h.log = %s
"""
TILES = """
  select t.level, t.number, t.hashes from unnest(%s::smallint[], %s::bigint[]) w(level, number)
  join kernel_log_tile t on t.log = %s and t.level = w.level and t.number = w.number
"""
Place = tuple[int, list[bytes]]
"""Index in the log and the inclusion."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Entries that stand under one checkpoint; those that wait for a number are not among `places`."""

    checkpoint: str
    places: Mapping[int, Place]


def placed(entries: Iterable[int]) -> Placed:
    """Where entries stand under the last checkpoint: two queries, however many entries.

    Under one that enough witnesses have cosigned, if there is one and it reaches all of them."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [list(entries), ACTS.code])
        found = cursor.fetchall()
    numbers = {entry: number for entry, number, *_ in found if entry is not None}
    last = max(numbers.values(), default=-1)
    notes = [note for note in (found[0][2:] if found else ()) if note]
    note = next((note for note in notes if head_of(note).size > last), notes[-1] if notes else "")
    if not note:
        return Placed("", {})
    size = head_of(note).size
    indices = {entry: number for entry, number in numbers.items() if number < size}
    tiles = _tiles(indices.values(), size)
    at = over_tiles(lambda level, number: tiles.get((level, number), b""))
    return Placed(note, {entry: (index, inclusion(index, size, at)) for entry, index in indices.items()})


def _tiles(indices: Collection[int], size: int) -> dict[tuple[int, int], bytes]:
    """The tiles on the way from each leaf to the root, and those at the tree's edge."""
    wanted = {
        (level, place >> HEIGHT * (level + 1))
        for level, count in enumerate(widths(size))
        for place in (*indices, (count - 1) * WIDTH**level)
    }
    if not indices:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(TILES, [[level for level, _ in wanted], [number for _, number in wanted], ACTS.code])
        return {(level, number): bytes(hashes) for level, number, hashes in cursor.fetchall()}


def proof_of(entry: int, extra: bytes = b"") -> Proof | None:
    """The proof that an entry is in the public log; None while it waits for its number."""
    found = placed([entry])
    if entry not in found.places:
        return None
    index, hashes = found.places[entry]
    return Proof(index, tuple(hashes), found.checkpoint, extra)


def origin() -> str:
    """The public log's name, '' before the sequencer has worked."""
    return LogHead.objects.filter(log=ACTS.code).values_list("origin", flat=True).first() or ""


def origins(base: str) -> dict[str, str]:
    """The names of the logs by code: those that they bear, or before the sequencer has worked what they become."""
    borne = dict(LogHead.objects.values_list("log", "origin"))
    return {code: name for code in LOGS if (name := borne.get(code) or log_name(base, code))}


def extract_signers() -> Sequence[FileSigner]:
    return keyring(Path(settings.HOME)).signers("extract")


def checkpoints() -> Sequence[LogHead]:
    """How far each log has come."""
    return list(LogHead.objects.exclude(checkpoint="").order_by("log"))
