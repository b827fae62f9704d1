"""Invented names of people, firms, enterprises and units: no well-known person, no word that a firm may not bear."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import yaml
from numpy.typing import NDArray

from lvheng.demonstration.marginals import FOLDER

TABLE = yaml.safe_load((FOLDER / "names.yaml").read_text(encoding="utf-8"))
_NEVER = frozenset(TABLE["never"])
_ONE_CHARACTER = 0.1  # how many given names have one character


def person_names(rng: np.random.Generator, women: NDArray[np.bool_]) -> list[str]:
    """A name for each, fitting the sex; like real ones they repeat."""
    surnames, weights = list(TABLE["surnames"]), np.fromiter(TABLE["surnames"].values(), float)
    surname = rng.choice(len(surnames), len(women), p=weights / weights.sum())
    places = rng.integers(0, 30, (len(women), 2))
    single = rng.random(len(women)) < _ONE_CHARACTER
    found = []
    for woman, s, (first, second), one in zip(women, surname, places, single, strict=True):
        given = TABLE["given"]["female" if woman else "male"]
        begin = "" if one else given["first"][first]
        name = surnames[s] + begin + given["second"][second]
        found.append(surnames[s] + "怀" + given["second"][second] if name in _NEVER else name)
    return found


class OwnNames:
    """Own names (字号), each given out once: all pairs of characters in random order, then triples."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._found = self._each(rng)

    def __next__(self) -> str:
        return next(self._found)

    def _each(self, rng: np.random.Generator) -> Iterator[str]:
        signs = TABLE["firm"]
        count = len(signs)
        for number in rng.permutation(count * count):
            first, second = divmod(int(number), count)
            name = signs[first] + signs[second]
            if first != second and name not in TABLE["never_firm"]:
                yield name
        given: set[str] = set()
        while len(given) < count**3 // 4:
            name = "".join(signs[int(n)] for n in rng.integers(0, count, 3))
            if name not in given:
                given.add(name)
                yield name


def foreign_name(rng: np.random.Generator) -> str:
    """The invented name of a firm from abroad, as it is written in Chinese: 艾森与科曼."""
    starts, ends = TABLE["foreign"], TABLE["foreign_ends"]
    a, b = rng.integers(0, len(starts), 2)
    c, d = rng.integers(0, len(ends), 2)
    return f"{starts[a]}{ends[c]}与{starts[b]}{ends[d]}"
