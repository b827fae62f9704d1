"""The ledger: numbering and publishing a whole log, a proof out of it, and what it costs an act (`serving.py`).

Beside each stands what cannot be saved: the hashes themselves, with nothing kept, written, signed or asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from lvheng.benchmarks.measured import Measured, percentiles, seconds
from lvheng.benchmarks.serving import CLIENTS, TURN, TURNS, through_api
from lvheng.kernel.ledger.checkpoint import head_of
from lvheng.kernel.ledger.entry import leaf_hash
from lvheng.kernel.ledger.logs import ACTS
from lvheng.kernel.ledger.models import LogNumber
from lvheng.kernel.ledger.proving import proof_of
from lvheng.kernel.ledger.sequencing.publishing import Files
from lvheng.kernel.ledger.sequencing.running import sequencer
from lvheng.kernel.ledger.tiles import WIDTH, Edge, entries_of, over_tiles, tile_path
from lvheng.kernel.ledger.tree import inclusion
from lvheng.launcher.database import VARIABLES

PROOFS = 300
ENTRY, PROOF = 50, 5  # microseconds, which are 20,000 entries a second; milliseconds
US = 1_000_000


def measure(size: str) -> list[Measured]:
    """Numbers all that the demonstration has written, proves some of it, and then lets many act."""
    with own_log() as folder:
        return [*numbered(folder), proofs(folder, PROOFS), *through_api(CLIENTS, TURNS, TURN)]


@contextmanager
def own_log() -> Iterator[Path]:
    """A folder for the log of the database that is measured, its keys and files, which the environment then names."""
    with TemporaryDirectory(prefix="lvheng-bench-") as folder:
        own = {"LVHENG_LEDGER": "ledger", "LVHENG_SIGNING_KEYS": "keys"}
        before = {name: os.environ.get(name) for name in (*own, "LVHENG_LOG_ORIGIN")}
        os.environ.update({name: str(Path(folder) / part) for name, part in own.items()})
        os.environ["LVHENG_LOG_ORIGIN"] = "bench.invalid"
        try:
            yield Path(folder) / "ledger" / ACTS.code
        finally:
            for name, value in before.items():
                del os.environ[name]
                os.environ.update({name: value} if value is not None else {})


def numbered(folder: Path) -> list[Measured]:
    """From entries without numbers to a signed checkpoint over all of them. Raises ValueError if it does not come to that."""
    working = sequencer(os.environ[VARIABLES["sequencer"]], folder.parents[1])
    taken = seconds(working.once)
    size = head_of(Files(folder).checkpoint()).size
    if size < LogNumber.objects.filter(log=ACTS.code).count() or not size:
        raise ValueError(f"只公布了 {size} 条")
    value, floor = US * taken / size, US * seconds(hashed, folder, size) / size
    return [
        Measured(name="numbering", title="编号、签名、公布一条", value=value, unit="微秒", floor=floor, goal=ENTRY),
        Measured(name="numbering_pace", title="每秒编号", value=US / value, unit="条"),
    ]


def hashed(folder: Path, size: int) -> bytes:
    """The root over the published entries, in one pass with nothing kept: no numbering can do without these hashes."""
    edge = Edge()
    for number in range(-(-size // WIDTH)):
        bundle = (folder / tile_path("entries", number, min(WIDTH, size - number * WIDTH))).read_bytes()
        edge.take(map(leaf_hash, entries_of(bundle)))
    return edge.root()


def proofs(folder: Path, count: int) -> Measured:
    """Proofs of entries here and there, out of the database; for the floor the same paths out of tiles in memory."""
    size = head_of(Files(folder).checkpoint()).size
    indices = Random(1).sample(range(size), min(count, size))  # noqa: S311 - no secret
    entries = dict(LogNumber.objects.filter(log=ACTS.code, number__in=indices).values_list("number", "entry"))
    at = over_tiles(Files(folder).tiles(size))
    for index in indices:
        inclusion(index, size, at)  # reads the tiles
    floor = [seconds(inclusion, index, size, at) for index in indices]
    return percentiles("proof", "取一份证明", [seconds(proof_of, entries[index]) for index in indices], floor, PROOF)
