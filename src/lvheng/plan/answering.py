"""Who answers for an item of a plan: asked by the plan's pages, told by the room above that keeps the division of labour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.rows import Moment


@dataclass(frozen=True, slots=True)
class Answering:
    """A unit that leads or co-operates, until a day; `path` its page, '' for whom that is not."""

    unit: str
    leads: bool
    due: date | None
    path: str


Ask = Callable[[str, Sequence[str], Moment, Viewer], Sequence[Answering]]
"""By the plan's code and the numbers of items, of which any will do: a target and the task that it stands under."""
_asked: list[Ask] = []


def declare(ask: Ask) -> None:
    """Adds somebody who knows."""
    _asked.append(ask)


def answering(plan: str, numbers: Sequence[str], moment: Moment, viewer: Viewer) -> list[Answering]:
    """Every unit that answers, those that lead first."""
    found = [each for ask in _asked for each in ask(plan, numbers, moment, viewer)]
    return sorted(found, key=lambda each: not each.leads)
