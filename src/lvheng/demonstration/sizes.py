"""How large a demonstration is, and how many lawyers its firms have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvheng.demonstration.marginals import TABLE, level

LARGE = 106  # a firm meant to have 100 lawyers or more: a few of them may be on leave on any day
SMALLER = 92  # and one that is not
STEEPNESS = 0.5  # of the sizes of large firms by rank: the largest of 83 then has about 960


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the country with a history of its own: its levels as multiples of Beijing's, 1 where none is named.

    `months`: how often acts are recorded. `provinces`: where it lies, by the shares of the table; nowhere else than in
    Beijing if there are none. `order` keeps its invented numbers apart from those of other regions."""

    times: Mapping[str, float]
    months: int = 1
    provinces: tuple[str, ...] = ()
    sign: str = "京司"
    order: int = 0

    def level(self, name: str, day: int) -> float:
        """A level of the table for this region."""
        return level(name, day) * self.times.get(name, 1.0)

    @property
    def small(self) -> bool:
        return self.times["lawyers"] < 0.1


PEOPLED = (
    *("lawyers", "large_firms", "overseas_offices", "representative_offices", "revenue"),
    *("leading", "outstanding", "reserve", "foreign_leading", "foreign_outstanding", "foreign_reserve"),
    *("foreign_model", "world_class"),
)
"""Levels that go with the number of people."""


def beijing(people: float, firms: float, months: int) -> Region:
    """Beijing with that share of its people and firms."""
    return Region(times=dict.fromkeys(PEOPLED, people) | dict.fromkeys(("firms", "branches"), firms), months=months)


@dataclass(frozen=True, slots=True)
class Size:
    """A size of the demonstration: the regions that it tells of, apart from each other."""

    code: str
    title: str
    regions: tuple[Region, ...]


_BEIJING = beijing(1.0, 1.0, 1)
# [假定] the nation's lawyers without Beijing's in two halves; their firms are smaller, few are large, and they earn less.
# What the figures say of Beijing alone (offices abroad and from abroad) the others have none of.
_NOT_TOLD = {"overseas_offices": 0.0, "representative_offices": 0.0}
_NORTH = Region(
    times={"lawyers": 7.0, "firms": 5.4, "branches": 4.0, "large_firms": 2.0, "revenue": 1.4, **_NOT_TOLD},
    provinces=("12", "13", "14", "15", "21", "22", "23", "32", "34", "37", "41", "61", "62", "63", "64", "65"),
    sign="司北",
    order=1,
)
_SOUTH = Region(
    times={"lawyers": 7.95, "firms": 6.16, "branches": 4.5, "large_firms": 3.0, "revenue": 2.0, **_NOT_TOLD},
    provinces=("31", "33", "35", "36", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54"),
    sign="司南",
    order=2,
)
SIZES = {
    size.code: size
    for size in (
        Size("small", "约1500名律师、110家律所，供测试和初看", (beijing(0.0312, 0.0314, 3),)),
        Size("beijing", "约5万名律师、3500家律所", (_BEIJING,)),
        Size("national", "约80万名律师、4.5万家律所，其中北京与北京规模的相同", (_BEIJING, _NORTH, _SOUTH)),
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
