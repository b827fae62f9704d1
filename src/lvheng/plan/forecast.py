"""What a few year-ends allow to be said about the future: the pace so far, the pace needed, and an honest interval.

Drift of yearly steps on a scale (log for heads and money, logit for shares): the step's mean carried on, with Student's
interval. Fewer than three year-ends give no interval: two points lie on a line whatever happens next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import exp, isfinite, log, sqrt
from statistics import fmean, stdev

CONFIDENCE = 80  # per cent, two-sided
# Student's t at 0.90 by degrees of freedom; beyond the table its last value, which is wider than the true one.
T_90 = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356)
YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Known:
    """What a figure was on a day; None where nothing had been recorded yet."""

    day: date
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale on which yearly steps are alike: `to` and `back`, and which values lie on it."""

    to: Callable[[float], float]
    back: Callable[[float], float]
    holds: Callable[[float], bool]


LOG = Scale(log, exp, lambda x: x > 0)
LOGIT = Scale(lambda p: log(p / (100 - p)), lambda z: 100 / (1 + exp(-z)), lambda p: 0 < p < 100)


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the value on `day` lies with `CONFIDENCE` per cent, if the years to come are like those seen."""

    day: date
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Per year, from now to the due day: what is needed and the best that has been seen, with its year.

    In per cent of growth, or in percentage points for shares (`points`)."""

    needed: float
    best: float | None
    best_year: int | None
    points: bool = False

    @property
    def reachable(self) -> bool:
        """Whether it has ever been that fast."""
        return self.best is not None and self.needed <= self.best


def years_between(first: date, last: date) -> float:
    return (last - first).days / YEAR


def steps(year_ends: Sequence[Known], scale: Scale) -> list[float]:
    """The steps between neighbouring year-ends on the scale; a year that is missing leaves its two steps out."""
    found = []
    for before, after in pairwise(year_ends):
        if before.value is None or after.value is None or after.day.year != before.day.year + 1:
            continue
        a, b = float(before.value), float(after.value)
        if scale.holds(a) and scale.holds(b):
            found.append(scale.to(b) - scale.to(a))
    return found


def drift(year_ends: Sequence[Known], start: Known, due: date, scale: Scale = LOG) -> Interval | None:
    """The interval on `due`, seen from `start`; None where the past is too short or off the scale (quant.md §5)."""
    seen = steps(year_ends, scale)
    ahead = years_between(start.day, due)
    if len(seen) < 2 or start.value is None or ahead <= 0 or not scale.holds(float(start.value)):
        return None
    mean, spread, count = fmean(seen), stdev(seen), len(seen)
    t = T_90[min(count - 1, len(T_90)) - 1]
    middle = scale.to(float(start.value)) + ahead * mean
    half = t * spread * sqrt(ahead + ahead**2 / count)
    low, centre, high = (scale.back(z) for z in (middle - half, middle, middle + half))
    return Interval(due, low, centre, high)


def pace(year_ends: Sequence[Known], start: Known, due: date, goal: float, *, points: bool = False) -> Pace | None:
    """What is needed per year from `start` to reach `goal` on `due`, beside the best year seen; None if nothing is."""
    ahead = years_between(start.day, due)
    if start.value is None or ahead <= 0 or float(start.value) >= goal:
        return None
    if not points and start.value <= 0:
        return None
    value = float(start.value)
    needed = (goal - value) / ahead if points else _percent(goal / value, ahead)
    best, year = max(_yearly(year_ends, points), default=(None, None), key=lambda step: step[0])
    return Pace(needed, best, year, points)


def _percent(ratio: float, years: float) -> float:
    try:
        grown = ratio ** (1 / years)
    except OverflowError:
        return float("inf")
    return (grown - 1) * 100 if isfinite(grown) else float("inf")


def _yearly(year_ends: Sequence[Known], points: bool) -> list[tuple[float, int]]:
    found = []
    for before, after in pairwise(year_ends):
        if before.value is None or after.value is None or after.day.year != before.day.year + 1:
            continue
        if points:
            found.append((float(after.value - before.value), after.day.year))
        elif before.value > 0:
            found.append(((float(after.value / before.value) - 1) * 100, after.day.year))
    return found
