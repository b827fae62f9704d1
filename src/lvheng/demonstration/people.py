"""The people: drawn many at once from the marginals, as columns of equal length."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvheng.demonstration.marginals import TABLE, Codes, Days, by_limit, draw, draw_within
from lvheng.demonstration.names import person_names

YEAR = 365.2425
YOUNG_SINCE = 1982  # the blue book's lawyers of 40 and under
LEAGUE_UNTIL = 28  # 中国共产主义青年团章程第一条


@dataclass(slots=True)
class People:
    """One column each; days as ordinals, codes as in the register's `choices.py`, "" for what is not known."""

    name: Codes
    woman: NDArray[np.bool_]
    born: Days
    first: Days
    kind: Codes
    education: Codes
    party: Codes
    ethnicity: Codes

    def __len__(self) -> int:
        return len(self.born)

    def __add__(self, other: People) -> People:
        return People(**{f.name: np.concatenate([getattr(self, f.name), getattr(other, f.name)]) for f in fields(self)})


def people_of_2016(rng: np.random.Generator, kinds: Codes) -> People:
    """Those who hold a licence at the start, with earlier first days of practice."""
    start = date(2016, 1, 1).toordinal()
    age = draw_within(rng, TABLE["ages_2016"], len(kinds))
    begun = np.minimum(draw_within(rng, TABLE["ages_new"], len(kinds)), age - 0.1)
    longest = np.minimum(age - begun, 36)  # 1979 at the earliest
    born = start - (age * YEAR).astype(np.int64)
    first = start - 1 - (longest * YEAR * (0.35 + 0.65 * rng.random(len(kinds)))).astype(np.int64)
    return _people(rng, born, first, kinds)


def new_people(rng: np.random.Generator, first: Days, kinds: Codes) -> People:
    """Those first licensed on the days `first`."""
    age = draw_within(rng, TABLE["ages_new"], len(first))
    return _people(rng, first - (age * YEAR).astype(np.int64), first, kinds)


def _people(rng: np.random.Generator, born: Days, first: Days, kinds: Codes) -> People:
    count = len(born)
    year = 1970 + (born - date(1970, 1, 1).toordinal()) / YEAR
    woman = rng.random(count) < by_limit(TABLE["women"], year)
    young = year >= YOUNG_SINCE

    def either(name: str) -> Codes:
        found: Any = np.where(young, draw(rng, TABLE[f"{name}_young"], count), draw(rng, TABLE[f"{name}_older"], count))
        return np.asarray(found, dtype=object)

    party = either("party")
    party[(party == "league_member") & (first - born > LEAGUE_UNTIL * YEAR)] = ""
    names = np.array(person_names(rng, woman), dtype=object)
    ethnicity = draw(rng, TABLE["ethnicity"], count)
    return People(names, woman, born, first, kinds, either("education"), party, ethnicity)
