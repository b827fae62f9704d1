"""Assessment results, spot checks, index systems and hours served of the demonstration. All shares are invented."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from lvheng.assessment.registers import FIRM_RESULTS, LAWYER_RESULTS, SPOT_CHECKS
from lvheng.demonstration.room import Room, ordinal
from lvheng.demonstration.world import PRACTISING, Stretch, World
from lvheng.evaluation.choices import EvaluationField
from lvheng.evaluation.registers import INDEX_SYSTEMS
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.service.choices import ConfirmedBy, ServiceKind
from lvheng.service.registers import HOURS

_GRADES = {"competent": 0.985, "basic": 0.008, "incompetent": 0.002, "none": 0.003, "postponed": 0.002}
_FIRM_FAILS = 0.006
_DRAWN = 0.05  # 司发通〔2021〕87号: at least 5 % of firms each year
_CHECK_FAILS = {2016: 0.1, 2019: 0.08, 2022: 0.06, 2024: 0.035}  # from the year on [假定]
_SIZES = ((20, "small"), (100, "middle"), (10**6, "large"))
_FIRST_ASSESSED, _LAST_ASSESSED = 2022, 2026  # the results of earlier years were not brought in
_GIVES, _DAYS = 0.42, 5.5  # of lawyers give hours in a year, on so many days [假定]
_SMALL = 0.1  # of a city's people: below it only the last years are told, and fewer hours
_KINDS = tuple(ServiceKind.values)
_SYSTEMS = {  # month of the plan in which each came into force; the administrative one is still to come
    "comprehensive": (2024, 6),
    "criminal": (2024, 9),
    "company": (2024, 12),
    "finance": (2025, 3),
    "intellectual": (2025, 3),
    "labour": (2025, 6),
    "foreign": (2025, 9),
    "property": (2025, 11),
    "family": (2025, 11),
}


class Appraisals(Room):
    """Each year's results are entered in its successor's June; the checks follow in July."""

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        super().__init__(world, rng)
        self.assessed: set[int] = set()
        self.in_force: set[str] = set()

    def live(self, world: World, stretch: Stretch) -> None:
        for year in (date.fromordinal(stretch.start).year, date.fromordinal(stretch.end - 1).year):
            told = ordinal(year, 6, 20)
            first = _FIRST_ASSESSED if world.region.times["lawyers"] > _SMALL else _LAST_ASSESSED - 1
            if year > first and year not in self.assessed and told < stretch.end:
                self.assessed.add(year)
                self._assess(year - 1, max(told, stretch.start))
        for code, (year, month) in _SYSTEMS.items():
            day = ordinal(year, month, 9)
            if code not in self.in_force and day < stretch.end:
                self.in_force.add(code)
                self._enforce(code, max(day, stretch.start))

    def _enforce(self, code: str, day: int) -> None:
        field = EvaluationField(code).label
        name = f"北京市律师事务所{field}评价指标" if code == "comprehensive" else f"北京市律师事务所{field}专业评价指标"
        document = f"演示发〔{date.fromordinal(day).year}〕{len(self.in_force)}号"
        self.tell(INDEX_SYSTEMS, "enter", day, subject=self.new_key(), name=name, evaluated=code, document=document)

    def _assess(self, year: int, day: int) -> None:
        world, last = self.world, ordinal(year, 12, 31)
        people = world.people
        able = np.flatnonzero(
            (world.state == PRACTISING) & (world.house >= 0) & world.in_firms() & (people.first <= last)
        )
        grades = self.rng.choice(list(_GRADES), len(able), p=list(_GRADES.values()))
        for n, grade in zip(able.tolist(), grades, strict=True):
            self.tell(LAWYER_RESULTS, "enter", day, lawyer=world.key[n], year=year, grade=str(grade))
        houses = world.houses
        firms = [n for n in world.alive(OrganisationKind.FIRM, OrganisationKind.BRANCH) if houses[n].founded <= last]
        for n in firms:
            grade = "failed" if self.rng.random() < _FIRM_FAILS else "passed"
            self.tell(FIRM_RESULTS, "enter", day, firm=houses[n].key, year=year, grade=grade)
        self._check([n for n in firms if houses[n].kind == OrganisationKind.FIRM], year, day + 1)

    def _check(self, firms: list[int], year: int, day: int) -> None:
        fails = next(share for since, share in reversed(_CHECK_FAILS.items()) if since <= year)
        staff = self.world.staff()
        for n in self.rng.choice(firms, max(round(_DRAWN * len(firms)), 12), replace=False).tolist():
            failed = self.rng.random() < fails
            checked = date.fromordinal(day - int(self.rng.integers(1, 15)))
            self.tell(
                SPOT_CHECKS,
                "enter",
                day,
                firm=self.world.houses[n].key,
                year=year,
                stratum=next(code for below, code in _SIZES if staff[n] < below),
                checked_on=checked,
                result="failed" if failed else "passed",
                mended_on=date.fromordinal(day) if failed and self.rng.random() < 0.7 else None,
                inspectors="演示检查员甲、演示检查员乙",
            )


class Hours(Room):
    """Hours of the plan's years and after: more people give more from year to year."""

    def live(self, world: World, stretch: Stretch) -> None:
        small = world.region.times["lawyers"] < _SMALL
        first = ordinal(2025 if small else 2022, 1, 1)
        if stretch.end <= first:
            return
        begin = max(stretch.start, first)
        years = (stretch.end - begin) / 365.25
        able = np.flatnonzero(world.free(stretch) & (world.house >= 0) & world.in_firms())
        able = able[(world.people.first[able] < begin) & (world.since[able] < begin)]
        warmth = 1 + 0.08 * (date.fromordinal(begin).year - 2022)
        count = int(self.rng.poisson(len(able) * _GIVES * _DAYS * years * warmth * (0.2 if small else 1)))
        weight = np.random.default_rng(7).gamma(0.35, 1.0, len(world.state))[able]  # the same people give again
        given: set[tuple[int, date]] = set()
        for n in self.rng.choice(able, count, p=weight / weight.sum()).tolist():
            day = date.fromordinal(int(self.rng.integers(begin, stretch.end)))
            day -= timedelta(days=max(day.weekday() - 4, 0)) if day.toordinal() - 2 >= begin else timedelta()
            if (n, day) in given:
                continue
            given.add((n, day))
            self.tell(
                HOURS,
                "enter",
                day.toordinal(),
                lawyer=world.key[n],
                hours=Decimal(int(self.rng.integers(2, 13))) / 2,
                kind=str(self.rng.choice(_KINDS)),
                confirmed_by=str(self.rng.choice(ConfirmedBy.values)),
            )
