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
from lvheng.demonstration.world import NOWHERE, PRACTISING, Rows, Stretch, World
from lvheng.kernel.numbers.trainee_number import demo_trainee_number
from lvheng.kernel.places.listed import jurisdiction_titles
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
    house: int  # where the training is now
    supervisor: int  # place of the lawyer
    due: int
    result: str


@dataclass(slots=True)
class Training:
    """The trainees of a world: who is in training, and who has passed and may become a lawyer from the next stretch on."""

    rng: np.random.Generator
    first_number: int = 0
    now: list[Trainee] = field(default_factory=list)
    passed: list[tuple[Trainee, int]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def live(self, world: World, stretch: Stretch) -> None:
        self._end(world, stretch)
        self._reassign(world, stretch)
        self._begin(world, stretch)
        self._former(world, stretch)

    def _able(self, world: World, stretch: Stretch) -> Rows:
        """Who may supervise through this stretch: in a firm founded before it, for six years, nothing else happening."""
        hosts = [
            h.kind == OrganisationKind.FIRM and h.ended > stretch.end and h.shut + int(3.1 * YEAR) < stretch.start
            for h in world.houses
        ]
        firms = np.array([*hosts, False])
        able = (world.state == PRACTISING) & firms[world.house]
        able &= (world.busy < stretch.number) & (world.since < stretch.start)
        able &= (world.people.first < stretch.start - 6 * YEAR) & (world.barred == 0)
        return np.flatnonzero(able)

    def _free(self, world: World, stretch: Stretch) -> Rows:
        """Who may supervise one more, in random order."""
        taken = np.bincount([t.supervisor for t in self.now], minlength=len(world.key))
        able = self._able(world, stretch)
        found = able[taken[able] < _MOST - 1]  # one place left for who must change
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
        at = world.house[free]
        for trainee in self.now:
            n = trainee.supervisor
            if world.state[n] == PRACTISING and world.house[n] == trainee.house:
                continue
            here = np.flatnonzero(at == trainee.house)
            left = here if len(here) else np.flatnonzero(at != NOWHERE)
            if not len(left):
                continue
            other, house = int(free[left[0]]), int(at[left[0]])
            at[left[0]] = NOWHERE
            day = stretch.end - 1
            if len(here):
                told = NewSupervisor(trainee=_key(trainee), supervisor=world.key[other])
                world.tell("register.change_supervisor", told, day)
            else:
                there = world.houses[house].key
                moved = TraineeMoved(trainee=_key(trainee), firm=there, supervisor=world.key[other])
                world.tell("register.transfer_trainee", moved, day)
            trainee.supervisor, trainee.house = other, house

    def _begin(self, world: World, stretch: Stretch) -> None:
        count = round(int(world.in_firms().sum()) * _SHARE * stretch.years)
        free = self._free(world, stretch)[:count]
        age = draw_within(self.rng, TABLE["ages_new"], len(free))
        year = date.fromordinal(stretch.start).year - age
        woman = self.rng.random(len(free)) < by_limit(TABLE["women"], year)
        names = person_names(self.rng, woman)
        education = draw(self.rng, TABLE["education_young"], len(free))
        for n, name, female, learnt, aged in zip(free.tolist(), names, woman, education, age, strict=True):
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
            self.now.append(self._planned(given, day, n, int(world.house[n])))

    def _planned(self, given: NewTrainee, day: int, supervisor: int, house: int) -> Trainee:
        chance = self.rng.random()
        if chance < _WITHDRAWN:
            return Trainee(given, house, supervisor, day + int(self.rng.integers(60, 300)), "withdrawn")
        result = "failed" if chance < _WITHDRAWN + _FAILED else "completed"
        return Trainee(given, house, supervisor, day + int(self.rng.integers(370, 430)), result)

    def _number(self, day: date, sex: str) -> str:
        begin = demo_trainee_number(day.year, day.month, sex, "full_time", 0)[:10]
        self.numbers[begin] = self.numbers.get(begin, self.first_number) + 1
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
            place = world.jurisdiction(world.houses[world.house[n]].district)
            given = Held(
                person=world.key[n],
                organ=f"{jurisdiction_titles()[place]}演示第{int(self.rng.integers(1, 40))}{organ}",
                organ_kind=kind,
                jurisdiction=place,
                grade=str(self.rng.choice(["other", "other", "other", "senior", "leader"])),
                manner=str(self.rng.choice(["resigned", "resigned", "retired"])),
            )
            world.tell("register.enter_former_office", given, left)


def _key(trainee: Trainee) -> UUID:
    assert trainee.given.subject is not None
    return trainee.given.subject
