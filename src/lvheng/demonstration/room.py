"""What a room of the plan adds to the history: told stretch after stretch, beside the lives of lawyers and firms."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np

from lvheng.demonstration.people import YEAR
from lvheng.demonstration.world import GONE, PRACTISING, UNATTACHED, Stretch, World
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.work.registers import acts_by_verb
from lvheng.work.shape import Register


class Room(ABC):
    """A room reads the world and tells acts; what it draws comes from a stream of its own, so that nothing else moves."""

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        self.world, self.rng = world, rng

    @abstractmethod
    def live(self, world: World, stretch: Stretch) -> None:
        """Everything of this room in one stretch, after the lawyers and firms have moved."""

    def tell(self, register: Register, verb: str, day: int, **given: Any) -> None:
        """One act of a register with effect from a day (an ordinal); columns left out are empty."""
        act = acts_by_verb(register)[verb]
        self.world.tell(act.kind, act.Input(**given), day)

    def new_key(self) -> UUID:
        return UUID(bytes=self.rng.bytes(16), version=4)

    def some_days(self, stretch: Stretch, a_year: float) -> list[int]:
        """Days of the stretch on which something happens about so often a year, each once: an event told twice is one."""
        return sorted(set(stretch.days(self.rng, int(self.rng.poisson(a_year * stretch.years)))))

    def practising(self, day: int, *, years: float = 0, older: float = 0, younger: float = 200) -> list[int]:
        """Places of those who practise in a firm and have for `years`, of an age within the bounds, in a drawn order."""
        people = self.world.people
        able = (self.world.state == PRACTISING) & self.world.in_firms() & (self.world.house >= 0)
        able &= (people.first < day - years * YEAR) & (self.world.since < day)
        able &= (people.born < day - older * YEAR) & (people.born > day - younger * YEAR)
        found = np.flatnonzero(able)
        self.rng.shuffle(found)
        return [int(n) for n in found]

    def gone(self, n: int) -> bool:
        """Whether lawyer `n` has no firm or no licence any more: the acts that say so end his or her posts too."""
        return bool(self.world.state[n] in (UNATTACHED, GONE))

    def works(self, n: int) -> bool:
        """Whether lawyer `n` practises in a firm or unit now."""
        return bool(self.world.state[n] == PRACTISING and self.world.house[n] >= 0)

    def district(self, n: int) -> str:
        return self.world.houses[int(self.world.house[n])].district

    def firms(self, before: int) -> list[int]:
        """Numbers of the firms founded before a day that stand and are not suspended."""
        houses = self.world.houses
        alive = self.world.alive(OrganisationKind.FIRM)
        return [n for n in alive if houses[n].founded < before and houses[n].shut < before]


def ordinal(year: int, month: int = 1, day: int = 1) -> int:
    return date(year, month, day).toordinal()
