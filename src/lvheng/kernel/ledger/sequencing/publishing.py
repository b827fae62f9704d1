"""The static files of a log: each written whole, synced and renamed, then read back; the checkpoint last.

Whoever serves the folder serves the log (C2SP `tlog-tiles`). Nothing here knows of keys: what may be signed is asked of
`counted`, which knows of nothing but the files.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from lvheng.kernel.ledger.checkpoint import head_of
from lvheng.kernel.ledger.entry import leaf_hash
from lvheng.kernel.ledger.tiles import (
    WIDTH,
    BadTile,
    ReadTile,
    bundle,
    entries_of,
    over_tiles,
    tile_path,
    tiles_between,
    widths,
)
from lvheng.kernel.ledger.tree import HASH_BYTES, consistency, fold, root

CHECKPOINT = "checkpoint"
ENTRIES = "entries"
Bodies = Callable[[int, int], list[bytes]]
"""(first, end) → the entries with these numbers."""
Tile = tuple[int, int, int]
"""Level, number, width."""
Tiles = Callable[[Sequence[Tile]], Mapping[tuple[int, int], bytes]]
"""Those tiles by level and number, each as long as it is by now."""
TOGETHER = 64  # tiles, with their entries, that are asked for at once
WRITERS = 8  # files that are on their way to the disk at once: it writes eight as fast as one


@dataclass(frozen=True, slots=True)
class Files:
    """The folder of one log."""

    folder: Path

    def checkpoint(self) -> str:
        """The checkpoint that is published, '' if none is."""
        try:
            return (self.folder / CHECKPOINT).read_text()
        except FileNotFoundError:
            return ""

    def size(self) -> int:
        """How many entries the published checkpoint speaks of. Raises `NoteRefused`."""
        note = self.checkpoint()
        return head_of(note).size if note else 0

    def put_checkpoint(self, note: str) -> None:
        """Publishes a checkpoint whose tiles are there."""
        put(self.folder / CHECKPOINT, note.encode())

    def put(self, old: int, new: int, tiles: Tiles, bodies: Bodies) -> None:
        """Writes the files that a log of `new` entries has and one of `old` has not; partial ones that are full now go.

        `tiles` and `bodies` give them as the database has them."""
        wanted = tiles_between(old, new)
        with ThreadPoolExecutor(WRITERS) as writers:
            while group := list(islice(wanted, TOGETHER)):
                files = [(self.folder / path, content) for path, content in _contents(group, tiles, bodies)]
                for folder in set(writers.map(_written, files)):
                    _sync(folder)
        for level, number, width in tiles_between(old, new):
            if width == WIDTH:
                for partial in (level, ENTRIES) if level == 0 else (level,):
                    shutil.rmtree(self.folder / f"{tile_path(partial, number)}.p", ignore_errors=True)

    def tiles(self, size: int) -> ReadTile:
        """The tiles of a log of that size, as the files have them."""
        counts = widths(size)

        def read(level: int, number: int) -> bytes:
            return self._read(tile_path(level, number, min(WIDTH, counts[level] - number * WIDTH)))

        return read

    def _read(self, path: str) -> bytes:
        try:
            return (self.folder / path).read_bytes()
        except FileNotFoundError:
            raise BadTile(f"缺少文件 {path}") from None

    def counted(self, unread: int, old: int, new: int) -> tuple[bytes, list[bytes]]:
        """The root over the first `new` entries and the proof that those of `old` are its beginning, from the files alone.

        Every entry from `unread` on is hashed again and every full tile folded again. Raises `BadTile` where two files
        of the log do not agree."""
        read = self.tiles(new)
        for level, number, width in tiles_between(unread, new):
            tile = read(level, number)
            if len(tile) != width * HASH_BYTES:
                raise BadTile(f"散列块 {tile_path(level, number, width)} 长度不对")
            if level == 0:
                entries = entries_of(self._read(tile_path(ENTRIES, number, width)))
                if b"".join(leaf_hash(body) for body in entries) != tile:
                    raise BadTile(f"条目与散列块 {tile_path(level, number, width)} 不符")
            if width == WIDTH:
                above, offset = divmod(number, WIDTH)
                if read(level + 1, above)[offset * HASH_BYTES : (offset + 1) * HASH_BYTES] != fold(tile):
                    raise BadTile(f"散列块 {tile_path(level, number)} 与上一层不符")
        at = over_tiles(read)
        return root(new, at), consistency(old, new, at)


def _contents(group: Sequence[Tile], tiles: Tiles, bodies: Bodies) -> Iterator[tuple[str, bytes]]:
    """Path and content of the tiles, and of the bundles that go with the lowest of them."""
    found = tiles(group)
    for level, number, width in group:
        yield tile_path(level, number, width), found.get((level, number), b"")[: width * HASH_BYTES]
    if lowest := [(number * WIDTH, width) for level, number, width in group if level == 0]:
        (begin, _), (last, wide) = lowest[0], lowest[-1]
        entries = bodies(begin, last + wide)
        for first, width in lowest:
            yield tile_path(ENTRIES, first // WIDTH, width), bundle(entries[first - begin : first - begin + width])


def put(file: Path, content: bytes) -> None:
    """Writes a file whole: nobody ever sees half of it, whenever the machine stops."""
    _sync(_written((file, content)))


def _written(wanted: tuple[Path, bytes]) -> Path:
    """Writes a file whole; its folder, which is to be synced."""
    file, content = wanted
    file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.new")
    with draft.open("wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    draft.replace(file)
    return file.parent


def _sync(folder: Path) -> None:
    """A rename is on disk when its folder is."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
