"""What was measured, the floor measured beside it, and the goal: one line of `./lvheng bench`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter
from typing import ParamSpec

MS = 1_000
Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measurement in `unit`. `floor` is what the same costs without the product; None where there is none.

    `goal` is the most that `value` may be, or where `more_is_better` the least; None for what is only told."""

    name: str
    title: str
    value: float
    unit: str
    p50: float | None = None
    p95: float | None = None
    floor: float | None = None
    goal: float | None = None
    more_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times the floor it costs; of a pace, how many times as many the floor does."""
        if not self.floor or not self.value:
            return None
        return self.floor / self.value if self.more_is_better else self.value / self.floor

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.more_is_better else self.value <= self.goal

    def as_json(self) -> dict[str, object]:
        """The line as a program reads it: numbers to three places, what there is not as null."""
        numbers = {name: getattr(self, name) for name in ("value", "p50", "p95", "floor", "ratio", "goal")}
        rounded = {name: None if number is None else round(number, 3) for name, number in numbers.items()}
        return {"name": self.name, "title": self.title, "unit": self.unit, **rounded, "met": self.met, "failed": ""}


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """A benchmark that did not come to its end, and why: one line too, so that nothing is missing unsaid."""

    name: str
    title: str
    why: str

    def as_json(self) -> dict[str, object]:
        """The same keys as of what was measured, with no number."""
        blank = dict.fromkeys(("value", "p50", "p95", "floor", "ratio", "goal"))
        return {"name": self.name, "title": self.title, "unit": "", **blank, "met": False, "failed": self.why}


def goal_at(size: str, goals: Mapping[str, float]) -> float:
    """The goal at that size; where there is none of its own, that of Beijing."""
    return goals.get(size, goals["beijing"])


def percentile(times: Sequence[float], percent: int) -> float:
    """The time that `percent` of 100 do not exceed, between two neighbours in proportion."""
    return times[0] if len(times) == 1 else quantiles(times, n=100, method="inclusive")[percent - 1]


def seconds(work: Callable[Given, object], *args: Given.args, **kwargs: Given.kwargs) -> float:
    """How long `work` takes once with what it is given."""
    began = perf_counter()
    work(*args, **kwargs)
    return perf_counter() - began


def percentiles(name: str, title: str, times: Sequence[float], floor: Sequence[float], goal: float | None) -> Measured:
    """A line told in milliseconds whose value is the 95th percentile of `times`; all times are given in seconds."""
    p50, p95 = (MS * percentile(times, percent) for percent in (50, 95))
    lowest = MS * percentile(floor, 95)
    return Measured(name=name, title=title, value=p95, unit="毫秒", p50=p50, p95=p95, floor=lowest, goal=goal)
