"""Places in the status lists: every issue its own, none given twice, and in no order that tells who was issued when."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from lvheng.kernel.access.sensitive import derived

LIST_SIZE = 1 << 16
ROUNDS = 4
_HALF = 8
_MASK = (1 << _HALF) - 1


def place_of(number: int) -> int:
    """The place of issue `number` (1, 2, 3 …): a list of 65,536 after the other, shuffled within each by a secret key."""
    within, listed = number % LIST_SIZE, number // LIST_SIZE
    left, right = within >> _HALF, within & _MASK
    for table in _tables(listed):  # a Feistel network is one-to-one whatever its tables hold
        left, right = right, left ^ table[right]
    return listed * LIST_SIZE + (left << _HALF | right)


def number_at(place: int) -> int:
    """The issue that has that place."""
    within, listed = place % LIST_SIZE, place // LIST_SIZE
    left, right = within >> _HALF, within & _MASK
    for table in reversed(_tables(listed)):
        left, right = right ^ table[left], left
    return listed * LIST_SIZE + (left << _HALF | right)


@lru_cache(maxsize=64)
def _tables(listed: int) -> tuple[bytes, ...]:
    key = derived("status places")
    return tuple(
        b"".join(hashlib.blake2b(bytes([turn, part]) + listed.to_bytes(6), key=key).digest() for part in range(4))
        for turn in range(ROUNDS)
    )
