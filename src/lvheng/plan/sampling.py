"""Exact intervals for a share seen in a sample drawn at random from a known number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import comb


@cache
def exact_interval(passed: int, drawn: int, whole: int, confidence: float = 0.95) -> tuple[int, int]:
    """How many of `whole` may pass, if `passed` of `drawn` did: the two-sided exact interval, both ends included.

    Inverts the hypergeometric distribution: the smallest K with P(X ≥ passed | K) > α/2 and the largest with
    P(X ≤ passed | K) > α/2, where K of `whole` pass. Raises ValueError for counts that cannot be.
    """
    if not 0 <= passed <= drawn <= whole or not drawn:
        raise ValueError("抽样数应满足 0 ≤ 合格数 ≤ 抽取数 ≤ 总数，且抽取数大于 0")
    tail = (1 - confidence) / 2
    possible = range(passed, whole - (drawn - passed) + 1)
    lowest = _first(possible, lambda k: 1 - _at_most(passed - 1, drawn, k, whole) > tail)
    highest = _first(possible[::-1], lambda k: _at_most(passed, drawn, k, whole) > tail)
    return lowest, highest


def _at_most(limit: int, drawn: int, passing: int, whole: int) -> float:
    """P(X ≤ limit) where `drawn` are taken from `whole`, of which `passing` pass."""
    ways = sum(
        comb(passing, k) * comb(whole - passing, drawn - k) for k in range(max(0, drawn - whole + passing), limit + 1)
    )
    return ways / comb(whole, drawn)


def _first(ordered: Sequence[int], holds: Callable[[int], bool]) -> int:
    """The first of `ordered` where `holds`, which stays true once it is: found by halving."""
    low, high = 0, len(ordered) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(ordered[middle]) else (middle + 1, high)
    return ordered[low]
