"""How large a demonstration is, and how many lawyers its firms have."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvheng.demonstration.marginals import TABLE, level

LARGE = 106  # a firm meant to have 100 lawyers or more: a few of them may be on leave on any day
SMALLER = 92  # and one that is not
STEEPNESS = 0.5  # of the sizes of large firms by rank: the largest of 83 then has about 960


@dataclass(frozen=True, slots=True)
class Size:
    """A size of the demonstration: people and firms as a multiple of Beijing's, and how often acts are recorded."""

    code: str
    title: str
    people: float
    firms: float
    months: int
    national: bool = False

    def level(self, name: str, day: int) -> float:
        """A level of the table for this size; shares and rates are not scaled."""
        found = level(name, day)
        if name in ("lawyers", "large_firms", "overseas_offices", "representative_offices", "revenue"):
            return found * self.people
        return found * self.firms if name in ("firms", "branches") else found


SIZES = {
    size.code: size
    for size in (
        Size("small", "约1500名律师、110家律所,供测试和初看", 0.0312, 0.0314, 3),
        Size("beijing", "约5万名律师、3500家律所", 1.0, 1.0, 1),
        Size("national", "约70万名律师,尚未试过", 14.5, 11.5, 1, national=True),
    )
}


def firm_sizes(lawyers: int, firms: int, large: float) -> NDArray[np.float64]:
    """Lawyers wanted in each of `firms` firms, largest first; they add up to about `lawyers`.

    The first `large` (rounded up) have `LARGE` or more, falling by rank; the others follow the nation's size bands,
    stretched so that the sum comes out.
    """
    top = min(ceil(large), firms)
    ranks = np.arange(1, top + 1)
    greatest = LARGE * (top / ranks) ** STEEPNESS
    bands: list[Any] = TABLE["size_bands"]
    shares = np.cumsum([0.0, *(band[2] for band in bands)])
    edges = [bands[0][0], *(band[1] for band in bands)]
    places = 1 - (np.arange(firms - top) + 0.5) / max(firms - top, 1)
    usual = np.exp(np.interp(places * shares[-1], shares, np.log(edges)))
    return np.concatenate([greatest, _stretched(usual, lawyers - greatest.sum())])


def _stretched(usual: NDArray[np.float64], wanted: float) -> NDArray[np.float64]:
    low, high = 0.05, 20.0
    for _ in range(40):
        middle = (low * high) ** 0.5
        if np.clip(usual * middle, 1, SMALLER).sum() < wanted:
            low = middle
        else:
            high = middle
    found: NDArray[np.float64] = np.clip(usual * low, 1, SMALLER)
    return found
