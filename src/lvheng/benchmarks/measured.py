"""What one measurement found, and how people read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from math import ceil
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement in `unit`, no more than `goal` if the goal is met; `floor` is the same end by hand, in the same run.

    `more`: what else was found, by Chinese name; `also`: further goals of the same run, name → (found, goal).
    """

    name: str
    title: str
    unit: str
    found: float
    goal: float
    floor: float | None = None
    floor_title: str = ""
    more: dict[str, float] = field(default_factory=dict)
    also: dict[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        return self.found <= self.goal and all(found <= goal for found, goal in self.also.values())

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"met": self.met}

    def line(self) -> str:
        """One line for people."""
        said = [f"{'达到' if self.met else '未达'}  {self.title}:{self.found:,.4g} {self.unit}(目标 ≤ {self.goal:g})"]
        if self.floor:
            said.append(
                f"下限 {self.floor:,.4g} {self.unit}({self.floor_title}),是它的 {self.found / self.floor:.1f} 倍"
            )
        said += [f"{name} {found:,.4g}(目标 ≤ {goal:g})" for name, (found, goal) in self.also.items()]
        said += [f"{name} {value:,.4g}" for name, value in self.more.items()]
        return ";".join(said)


def timed(work: Callable[[], object]) -> float:
    """How long it takes, in seconds."""
    began = perf_counter()
    work()
    return perf_counter() - began


def quantile(seconds: Sequence[float], share: float) -> float:
    """The quantile in milliseconds, by the nearest rank."""
    ranked = sorted(seconds)
    return 1000 * ranked[max(0, ceil(share * len(ranked)) - 1)]
