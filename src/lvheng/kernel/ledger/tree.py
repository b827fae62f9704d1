"""The tree over the leaves (RFC 6962 §2.1): roots, inclusion and consistency, made and checked. Pure.

A tree is given as `at(height, index)`: the hash over leaves `index·2^height` up to, not with, `(index + 1)·2^height`, all
of which it has. `tiles.py` gives one over tiles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

At = Callable[[int, int], bytes]
EMPTY = hashlib.sha256(b"").digest()
HASH_BYTES = 32


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: bytes) -> bytes:
    """The hash over a perfect subtree, from its 2^n hashes of one height in one piece."""
    sha256, pair = hashlib.sha256, 2 * HASH_BYTES  # a call for each node costs as much as its hash
    while len(hashes) > HASH_BYTES:
        hashes = b"".join([sha256(b"\x01" + hashes[n : n + pair]).digest() for n in range(0, len(hashes), pair)])
    return hashes


def split(count: int) -> int:
    """The largest power of two below `count` (at least 2): where RFC 6962 parts a tree."""
    return 1 << (count - 1).bit_length() - 1


def span_hash(start: int, end: int, at: At) -> bytes:
    """MTH over the leaves from `start` to `end`, a span that the tree parts at."""
    count = end - start
    if count & (count - 1) == 0:
        height = count.bit_length() - 1
        return at(height, start >> height)
    middle = start + split(count)
    return node_hash(span_hash(start, middle, at), span_hash(middle, end, at))


def root(size: int, at: At) -> bytes:
    """The root over the first `size` leaves."""
    return span_hash(0, size, at) if size else EMPTY


def inclusion(index: int, size: int, at: At) -> list[bytes]:
    """The proof that leaf `index` is in the tree of that size: hashes from the leaf's sibling up (RFC 6962 §2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    found: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            found.append(span_hash(middle, end, at))
            end = middle
        else:
            found.append(span_hash(start, middle, at))
            start = middle
    return found[::-1]


def consistency(old: int, new: int, at: At) -> list[bytes]:
    """The proof that the tree of `old` leaves is the beginning of the tree of `new` (RFC 6962 §2.1.2)."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} has no beginning of {old}")
    if old in (0, new):
        return []
    found: list[bytes] = []
    start, end, whole = 0, new, True
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            found.append(span_hash(middle, end, at))
            end = middle
        else:
            found.append(span_hash(start, middle, at))
            start, whole = middle, False
    return ([] if whole else [span_hash(start, end, at)]) + found[::-1]


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], wanted: bytes) -> bool:
    """Whether `proof` shows that `leaf` stands at `index` of the tree with that size and root (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == wanted


def extends(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the second tree goes on where the first ended (RFC 9162 §2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old in (0, new):
        return not proof and old_root == (EMPTY if old == 0 else new_root)
    rest = list(proof) if old & (old - 1) else [old_root, *proof]
    if not rest:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = rest[0]
    for sibling in rest[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
