"""Pools, programmes, chosen firms and honours as they might have come about. All invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from math import ceil
from uuid import UUID

import numpy as np

from lvheng.demonstration.marginals import draw
from lvheng.demonstration.room import Room, ordinal
from lvheng.demonstration.world import Stretch, World
from lvheng.talent.choices import CohortResult, Designation, ForeignPractice, PoolExit, Practice, Programme, Tier
from lvheng.talent.registers import (
    COHORT_MEMBERS,
    COHORTS,
    DESIGNATIONS,
    FIRM_HONOURS,
    FOREIGN,
    LAWYER_HONOURS,
    POOL,
)

_TIERS = (Tier.LEADING, Tier.OUTSTANDING, Tier.RESERVE)  # the upper ones are filled from below
_YEARS = {Tier.LEADING: 12, Tier.OUTSTANDING: 7, Tier.RESERVE: 2}  # of practice [假定]
_PROMOTED = {Tier.LEADING: Tier.OUTSTANDING, Tier.OUTSTANDING: Tier.RESERVE}
_DROPPED = 0.02  # a year leave a pool after its review [假定]
_LANGUAGES = {
    "english": 0.82,
    "japanese": 0.05,
    "french": 0.03,
    "german": 0.03,
    "korean": 0.02,
    "russian": 0.03,
    "spanish": 0.02,
}
_COHORT = 20.6  # people a year, at Beijing's size; the plan says about 20
_INCUBATED = 40  # a year, at Beijing's size [假定]
_HONOURED, _FIRMS_HONOURED = 60, 18  # a year, at Beijing's size [假定]
_WITHDRAWN = 0.03
_HONOURS = (
    ("北京市优秀律师（演示）", "city_level", "北京市律师协会"),
    ("北京市律师行业公益之星（演示）", "city_level", "北京市律师协会"),
    ("全国优秀律师（演示）", "national_level", "中华全国律师协会"),
)
_FIRM_HONOURS = (
    ("北京市优秀律师事务所（演示）", "city_level", "北京市律师协会"),
    ("全国优秀律师事务所（演示）", "national_level", "中华全国律师协会"),
)


@dataclass(slots=True)
class _Cohort:
    key: UUID
    programme: Programme
    members: list[int] = field(default_factory=list)
    ends: int = 0


class Talent(Room):
    def __init__(self, world: World, rng: np.random.Generator) -> None:
        super().__init__(world, rng)
        self.people = world.region.times.get("lawyers", 1.0)  # of Beijing's
        self.tiers: dict[int, Tier] = {}
        self.foreign: set[int] = set()
        self.cohorts: list[_Cohort] = []
        self.chosen: dict[Designation, list[int]] = {each: [] for each in Designation}

    def live(self, world: World, stretch: Stretch) -> None:
        day = stretch.end - 1
        self._leave(stretch, day)
        self._fill(day)
        self._fill_foreign(day)
        self._choose(stretch, day)
        self._teach(stretch)
        self._honour(stretch, day)

    def _wanted(self, name: str, day: int) -> int:
        return max(1, round(self.world.region.level(name, day)))

    def _leave(self, stretch: Stretch, day: int) -> None:
        """Who practises no more leaves the pools, and now and then somebody after a review."""
        for n in sorted(self.tiers):
            dropped = self.rng.random() < _DROPPED * stretch.years
            if not (dropped or self.gone(n)):
                continue
            reason = PoolExit.LEFT if self.gone(n) else PoolExit.FAILED_REVIEW
            if n in self.foreign:
                self.tell(FOREIGN, "end", day, lawyer=self.world.key[n], reason=reason)
                self.foreign.remove(n)
            self.tell(POOL, "end", day, lawyer=self.world.key[n], reason=reason)
            del self.tiers[n]

    def _fill(self, day: int) -> None:
        """The upper tiers first: by promotion from below, from outside where that is not enough."""
        able: list[int] | None = None
        moved: set[int] = set()
        for tier in _TIERS:
            missing = self._wanted(tier.value, day) - sum(one is tier for one in self.tiers.values())
            if missing <= 0:
                continue
            below = (n for n, one in self.tiers.items() if one is _PROMOTED.get(tier) and n not in moved)
            rising = [n for n in below if self._has_practised(n, day, tier) and self.works(n)][:missing]
            for n in rising:
                self.tell(POOL, "change", day, lawyer=self.world.key[n], tier=tier.value)
            able = self.practising(day, years=2) if able is None else able
            others = (n for n in able if n not in self.tiers and self._has_practised(n, day, tier))
            fresh = list(islice(others, missing - len(rising)))
            for n in fresh:
                practice = str(self.rng.choice(Practice.values))
                self.tell(POOL, "enter", day, lawyer=self.world.key[n], tier=tier.value, practice=practice)
            self.tiers.update(dict.fromkeys([*rising, *fresh], tier))
            moved.update(rising, fresh)

    def _has_practised(self, n: int, day: int, tier: Tier) -> bool:
        return bool(self.world.people.first[n] < day - _YEARS[tier] * 365)

    def _fill_foreign(self, day: int) -> None:
        for tier in _TIERS:
            inside = [n for n in self.foreign if self.tiers[n] is tier]
            outside = [n for n, one in self.tiers.items() if one is tier and n not in self.foreign and self.works(n)]
            for n in outside[: max(self._wanted(f"foreign_{tier.value}", day) - len(inside), 0)]:
                self.tell(
                    FOREIGN,
                    "enter",
                    day,
                    lawyer=self.world.key[n],
                    practice=str(self.rng.choice(ForeignPractice.values)),
                    language=str(draw(self.rng, _LANGUAGES, 1)[0]),
                )
                self.foreign.add(n)

    def _choose(self, stretch: Stretch, day: int) -> None:
        """The largest firms are chosen; who merges or ends is no longer counted, and another takes its place."""
        firms = sorted(self.firms(stretch.start), key=lambda n: -self.world.houses[n].wanted)
        for designation, taken in self.chosen.items():
            for n in [n for n in taken if self.world.houses[n].ended < stretch.end]:
                taken.remove(n)
            here = self.world.region.level(designation.value, day)
            wanted = max(round(here), int(here >= self.people))
            free = [n for n in firms if n not in taken][: 2 * wanted + 3]
            self.rng.shuffle(free)
            for n in free[: max(wanted - len(taken), 0)]:
                self.tell(DESIGNATIONS, "enter", day, firm=self.world.houses[n].key, designation=designation.value)
                taken.append(n)

    def _teach(self, stretch: Stretch) -> None:
        """The plan's programme from 2023 on, and kept up after it [假定]; incubation from 2021 on. Cohorts begin in May, end in November."""
        year = date.fromordinal(stretch.start).year
        if stretch.start <= ordinal(year, 5, 15) < stretch.end:
            if year >= 2023:
                people = [n for n in sorted(self.foreign) if self.works(n)]
                self._open(Programme.FOREIGN_ELITE, year, people, _COHORT, stretch.end - 1)
            if year >= 2021:
                self._open(
                    Programme.INCUBATION, year, self.practising(stretch.end, years=4), _INCUBATED, stretch.end - 1
                )
        if stretch.start <= ordinal(year, 11, 20) < stretch.end:
            for cohort in self.cohorts:
                self._close(cohort, stretch.end - 1)
            self.cohorts = []

    def _open(self, programme: Programme, year: int, able: list[int], size: float, day: int) -> None:
        self.rng.shuffle(able)
        cohort = _Cohort(self.new_key(), programme, able[: max(3, round(size * self.people))])
        name = f"{programme.label} {year} 年班"
        self.tell(COHORTS, "enter", day, subject=cohort.key, name=name, programme=programme.value, year=year)
        for n in cohort.members:
            self.tell(COHORT_MEMBERS, "enter", day, lawyer=self.world.key[n], cohort=cohort.key)
        self.cohorts.append(cohort)

    def _close(self, cohort: _Cohort, day: int) -> None:
        for n in cohort.members:
            withdrawn = self.rng.random() < _WITHDRAWN or self.gone(n)
            result = CohortResult.WITHDRAWN if withdrawn else CohortResult.COMPLETED
            self.tell(COHORT_MEMBERS, "end", day, lawyer=self.world.key[n], cohort=cohort.key, result=result.value)
        self.tell(COHORTS, "end", day, subject=cohort.key)

    def _honour(self, stretch: Stretch, day: int) -> None:
        """Once a year, in the stretch of July, the best are honoured, each with one honour once."""
        year = date.fromordinal(stretch.start).year
        if not stretch.start <= ordinal(year, 7, 10) < stretch.end:
            return
        pool = [n for n in sorted(self.tiers) if self.works(n)]
        self.rng.shuffle(pool)
        for n in pool[: ceil(_HONOURED * self.people)]:
            self._grant(n, f"{year} 年度", day)
        firms = self.firms(stretch.start)
        self.rng.shuffle(firms)
        for n in firms[: ceil(_FIRMS_HONOURED * self.world.region.times.get("firms", 1.0))]:
            honour, level, by = _FIRM_HONOURS[int(self.rng.random() < 0.2)]
            firm = self.world.houses[n].key
            self.tell(FIRM_HONOURS, "enter", day, firm=firm, honour=f"{year} 年度{honour}", level=level, granted_by=by)

    def _grant(self, n: int, year: str, day: int) -> None:
        honour, level, by = _HONOURS[int(draw(self.rng, {"0": 0.55, "1": 0.35, "2": 0.1}, 1)[0])]
        who = self.world.key[n]
        self.tell(LAWYER_HONOURS, "enter", day, lawyer=who, honour=f"{year}{honour}", level=level, granted_by=by)
