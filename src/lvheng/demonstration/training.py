"""Trainees and their supervisors, and former judges and procurators, beside the lawyers of the history.

Drawn from a stream of its own, so that what else happens stays what it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import numpy as np

from lvheng.demonstration.marginals import TABLE, by_limit, draw, draw_within
from lvheng.demonstration.names import person_names
from lvheng.demonstration.people import YEAR
from lvheng.demonstration.world import PRACTISING, Stretch, World
from lvheng.kernel.numbers.trainee_number import demo_trainee_number
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.acts.former_offices import Held
from lvheng.register.acts.trainees import NewSupervisor, NewTrainee, TraineeMoved, TrainingEnded

_SHARE = 0.03  # of the lawyers in firms: new trainees a year [假定]
_FORMER = 0.15  # of new lawyers above 33: former judges and procurators [假定]
_WITHDRAWN, _FAILED = 0.05, 0.03  # [假定]
_MOST = 2
_OPINION = 350  # days for which somebody who has passed may still be entered as a lawyer
_ORGANS = (("court", "人民法院"), ("procuratorate", "人民检察院"))


@dataclass(slots=True)
class Trainee:
    given: NewTrainee
    firm: UUID  # where the training is now
    supervisor: int  # place of the lawyer
    due: int
    result: str


@dataclass(slots=True)
class Training:
    """The trainees of a world: who is in training, and who has passed and may become a lawyer from the next stretch on."""

    rng: np.random.Generator
    now: list[Trainee] = field(default_factory=list)
    passed: list[tuple[Trainee, int]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def live(self, world: World, stretch: Stretch) -> None:
        self._end(world, stretch)
        self._reassign(world, stretch)
        self._begin(world, stretch)
        self._former(world, stretch)

    def _able(self, world: World, stretch: Stretch) -> list[int]:
        """Who may supervise through this stretch: in a firm founded before it, for six years, nothing else happening."""
        hosts = [
            h.kind == OrganisationKind.FIRM and h.ended > stretch.end and h.shut + int(3.1 * YEAR) < stretch.start
            for h in world.houses
        ]
        firms = np.array([*hosts, False])
        able = (world.state == PRACTISING) & firms[world.house]
        able &= (world.busy < stretch.number) & (world.since < stretch.start)
        able &= (world.people.first < stretch.start - 6 * YEAR) & (world.barred == 0)
        return [int(n) for n in np.flatnonzero(able)]

    def _free(self, world: World, stretch: Stretch) -> list[int]:
        taken = np.bincount([t.supervisor for t in self.now], minlength=len(world.key))
        found = [n for n in self._able(world, stretch) if taken[n] < _MOST - 1]  # one place left for who must change
        self.rng.shuffle(found)
        return found

    def _end(self, world: World, stretch: Stretch) -> None:
        due = [trainee for trainee in self.now if trainee.due < stretch.end]
        self.now = [trainee for trainee in self.now if trainee.due >= stretch.end]
        for trainee in due:
            day = max(trainee.due, stretch.start)
            given = TrainingEnded(trainee=_key(trainee), result=trainee.result)
            world.tell("register.end_traineeship", given, day)
            if trainee.result == "completed":
                self.passed.append((trainee, day))

    def promoted(self, first: int) -> Trainee | None:
        """Who becomes a lawyer on day `first`: the one who has waited longest, if the opinion still holds."""
        while self.passed:
            trainee, day = self.passed.pop(0)
            if first - day < _OPINION:
                return trainee
        return None

    def _reassign(self, world: World, stretch: Stretch) -> None:
        """Whose supervisor has gone gets another of the firm, or goes to another firm."""
        free = self._free(world, stretch)
        for trainee in self.now:
            n = trainee.supervisor
            firm = trainee.firm
            if world.state[n] == PRACTISING and world.house[n] >= 0 and world.houses[world.house[n]].key == firm:
                continue
            here = next((m for m in free if world.houses[world.house[m]].key == firm), None)
            other = here if here is not None else next(iter(free), None)
            if other is None:
                continue
            free.remove(other)
            day = stretch.end - 1
            if here is not None:
                told = NewSupervisor(trainee=_key(trainee), supervisor=world.key[other])
                world.tell("register.change_supervisor", told, day)
            else:
                there = world.houses[world.house[other]].key
                moved = TraineeMoved(trainee=_key(trainee), firm=there, supervisor=world.key[other])
                world.tell("register.transfer_trainee", moved, day)
            trainee.supervisor, trainee.firm = other, world.houses[world.house[other]].key

    def _begin(self, world: World, stretch: Stretch) -> None:
        count = round(int(world.in_firms().sum()) * _SHARE * stretch.years)
        free = self._free(world, stretch)[:count]
        age = draw_within(self.rng, TABLE["ages_new"], len(free))
        year = date.fromordinal(stretch.start).year - age
        woman = self.rng.random(len(free)) < by_limit(TABLE["women"], year)
        names = person_names(self.rng, woman)
        education = draw(self.rng, TABLE["education_young"], len(free))
        for n, name, female, learnt, aged in zip(free, names, woman, education, age, strict=True):
            day = stretch.end - 1
            born = date.fromordinal(day - int((aged - 1.2) * YEAR))
            given = NewTrainee(
                name=name,
                sex="female" if female else "male",
                number=self._number(date.fromordinal(day), "female" if female else "male"),
                kind="full_time",
                firm=world.houses[world.house[n]].key,
                supervisor=world.key[n],
                born_on=born,
                education=str(learnt) or None,
                subject=self._new_key(),
            )
            world.tell("register.enter_trainee", given, day)
            self.now.append(self._planned(given, day, n))

    def _planned(self, given: NewTrainee, day: int, supervisor: int) -> Trainee:
        chance = self.rng.random()
        if chance < _WITHDRAWN:
            return Trainee(given, given.firm, supervisor, day + int(self.rng.integers(60, 300)), "withdrawn")
        result = "failed" if chance < _WITHDRAWN + _FAILED else "completed"
        return Trainee(given, given.firm, supervisor, day + int(self.rng.integers(370, 430)), result)

    def _number(self, day: date, sex: str) -> str:
        begin = demo_trainee_number(day.year, day.month, sex, "full_time", 0)[:10]
        self.numbers[begin] = self.numbers.get(begin, 0) + 1
        return demo_trainee_number(day.year, day.month, sex, "full_time", self.numbers[begin])

    def _new_key(self) -> UUID:
        return UUID(bytes=self.rng.bytes(16), version=4)

    def _former(self, world: World, stretch: Stretch) -> None:
        """Some of the new lawyers left a court or procuratorate long enough ago for nothing to bar them."""
        new = np.flatnonzero((world.people.first >= stretch.start) & (world.state == PRACTISING) & world.in_firms())
        old = new[world.people.first[new] - world.people.born[new] > 33 * YEAR]
        for n in old[self.rng.random(len(old)) < _FORMER].tolist():
            left = int(world.people.first[n]) - int(self.rng.uniform(3.2, 8) * YEAR)
            kind, organ = _ORGANS[int(self.rng.integers(2))]
            given = Held(
                person=world.key[n],
                organ=f"北京市演示第{int(self.rng.integers(1, 40))}{organ}",
                organ_kind=kind,
                jurisdiction="110000",
                grade=str(self.rng.choice(["other", "other", "other", "senior", "leader"])),
                manner=str(self.rng.choice(["resigned", "resigned", "retired"])),
            )
            world.tell("register.enter_former_office", given, left)


def _key(trainee: Trainee) -> UUID:
    assert trainee.given.subject is not None
    return trainee.given.subject
