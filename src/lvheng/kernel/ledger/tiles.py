"""The tree in tiles of 256 hashes, and entries in bundles of 256: the static files of C2SP `tlog-tiles`. Pure.

Tile (level, number) holds the hashes of height 8·level from `number·256` on. The last tile of a level may be partial.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lvheng.kernel.ledger.tree import HASH_BYTES, At, fold, root

WIDTH = 256
HEIGHT = 8
LENGTH_BYTES = 2
CACHED = 512  # tiles, 4 MiB

ReadTile = Callable[[int, int], bytes]
"""(level, number) → the hashes of the tile, as many as there are, in one piece."""


class BadTile(ValueError):
    """A tile or bundle that is not what the tree needs; its text is the Chinese sentence."""


def place(number: int) -> str:
    """A tile's number as it stands in a path: `x001/x234/067`."""
    parts = [f"{number % 1000:03}"]
    while number := number // 1000:
        parts.append(f"x{number % 1000:03}")
    return "/".join(reversed(parts))


def tile_path(level: int | str, number: int, width: int = WIDTH) -> str:
    """`tile/<level>/<number>[.p/<width>]`; the level of a bundle is `entries`."""
    return f"tile/{level}/{place(number)}" + (f".p/{width}" if width < WIDTH else "")


def widths(size: int) -> list[int]:
    """How many hashes each level of a tree of that size has, the lowest first."""
    found = []
    while size:
        found.append(size)
        size //= WIDTH
    return found


def tiles_between(old: int, new: int) -> Iterator[tuple[int, int, int]]:
    """(level, number, width) of every tile that a tree of `new` leaves has and one of `old` has not."""
    for level, count in enumerate(widths(new)):
        before = old >> HEIGHT * level
        for number in range(before // WIDTH, -(-count // WIDTH)):
            width = min(WIDTH, count - number * WIDTH)
            if number * WIDTH + width > before:
                yield level, number, width


def over_tiles(read: ReadTile) -> At:
    """The tree whose tiles `read` gives. A tile that is too short raises `BadTile`."""
    kept = lru_cache(CACHED)(read)

    def at(height: int, index: int) -> bytes:
        level, below = divmod(height, HEIGHT)
        count = 1 << below
        number, offset = divmod(index * count, WIDTH)
        part = kept(level, number)[offset * HASH_BYTES : (offset + count) * HASH_BYTES]
        if len(part) != count * HASH_BYTES:
            raise BadTile(f"散列块 {tile_path(level, number)} 太短或不存在")
        return fold(part)

    return at


@dataclass
class Edge:
    """The right edge of a growing tree: the last, unfinished tile of each level. `size` leaves have been taken."""

    size: int = 0
    unfinished: list[bytearray] = field(default_factory=list)

    @classmethod
    def of(cls, size: int, read: ReadTile) -> Edge:
        """The edge of a tree of that size whose tiles `read` gives, which may reach further."""
        counts = widths(size)
        parts = [read(level, count // WIDTH) if count % WIDTH else b"" for level, count in enumerate(counts)]
        found = cls(size, [bytearray(p[: c % WIDTH * HASH_BYTES]) for p, c in zip(parts, counts, strict=True)])
        if [len(each) for each in found.unfinished] != [count % WIDTH * HASH_BYTES for count in counts]:
            raise BadTile("末端的散列块太短或不存在")
        return found

    def take(self, leaves: Iterable[bytes]) -> dict[tuple[int, int], bytes]:
        """Adds leaves; returns every tile that became full or longer, by (level, number)."""
        changed: dict[tuple[int, int], bytes] = {}
        before, rest = self.size, iter(leaves)
        while some := list(islice(rest, WIDTH - self.size % WIDTH)):
            self.size += len(some)
            self._add(0, b"".join(some), changed)
        for level, number, width in tiles_between(before, self.size):
            if width < WIDTH:
                changed[level, number] = bytes(self.unfinished[level])
        return changed

    def _add(self, level: int, marks: bytes, changed: dict[tuple[int, int], bytes]) -> None:
        """Adds hashes to the unfinished tile of a level, no more than it has room for."""
        if level == len(self.unfinished):
            self.unfinished.append(bytearray())
        tile = self.unfinished[level]
        tile += marks
        if len(tile) == WIDTH * HASH_BYTES:
            full = bytes(tile)
            tile.clear()
            changed[level, (self.size >> HEIGHT * (level + 1)) - 1] = full
            self._add(level + 1, fold(full), changed)

    def root(self) -> bytes:
        """The root of the tree so far, from the edge alone: whatever is left of it lies folded in the edge's levels."""
        return root(self.size, self._at)

    def _at(self, height: int, index: int) -> bytes:
        level, below = divmod(height, HEIGHT)
        offset = (index << below) % WIDTH
        part = self.unfinished[level][offset * HASH_BYTES : (offset + (1 << below)) * HASH_BYTES]
        return fold(bytes(part))


def bundle(bodies: Sequence[bytes]) -> bytes:
    """A bundle: each entry after its length as two bytes."""
    return b"".join(len(body).to_bytes(LENGTH_BYTES, "big") + body for body in bodies)


def entries_of(bundled: bytes) -> list[bytes]:
    """The entries of a bundle. Raises `BadTile` if it ends within one."""
    found, offset = [], 0
    while offset < len(bundled):
        start = offset + LENGTH_BYTES
        offset = start + int.from_bytes(bundled[offset:start], "big")
        if start > len(bundled) or offset > len(bundled):
            raise BadTile("条目包被截断")
        found.append(bundled[start:offset])
    return found
