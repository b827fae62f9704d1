"""The associations' elections, officers and committees. All invented, but that a term lasts four years."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import numpy as np

from lvheng.association.posts import (
    CHIEF_SUPERVISOR,
    COMMITTEE_CHAIR,
    COMMITTEE_MEMBER,
    COMMITTEE_VICE_CHAIR,
    PRESIDENT,
    SECRETARY_GENERAL,
    SUPERVISOR,
    VICE_PRESIDENT,
)
from lvheng.association.registers import COMMITTEE_MEMBERS, COMMITTEES, OFFICES, TERMS
from lvheng.association.rules import TERM_YEARS
from lvheng.demonstration.beginning import START
from lvheng.demonstration.room import Room, ordinal
from lvheng.demonstration.world import Stretch, World
from lvheng.kernel.access.posts import PostKind
from lvheng.kernel.places.districts import DISTRICTS
from lvheng.kernel.subjects.keys import organisation_key

_CITY = ""
_LATE = "110400"  # the one association that elects after the plan's last year
_OFFICERS = (PRESIDENT, VICE_PRESIDENT, VICE_PRESIDENT, CHIEF_SUPERVISOR, SUPERVISOR, SUPERVISOR, SECRETARY_GENERAL)
_FIELDS = (
    *("刑事", "民商", "公司", "金融证券", "知识产权", "劳动", "建设工程与房地产", "涉外", "行政", "婚姻家事"),
    *("税务", "破产", "数据合规", "仲裁", "环境资源", "医疗卫生", "体育", "教育"),
)
_TASKS = ("维护律师执业权利", "纪律", "财务", "青年律师工作", "女律师工作", "公益法律服务")
_RENEWED = 0.35  # of a committee's members make room with a new term [假定]
_SHARE = 0.028  # of the lawyers in firms sit on a committee [假定]


@dataclass(slots=True)
class _Committee:
    key: UUID
    members: dict[int, PostKind] = field(default_factory=dict)


@dataclass(slots=True)
class _Association:
    key: UUID
    district: str
    number: int
    elections: list[int]
    officers: dict[int, PostKind] = field(default_factory=dict)


class Associations(Room):
    def __init__(self, world: World, rng: np.random.Generator) -> None:
        super().__init__(world, rng)
        self.associations = [self._association(_CITY, 9, [(2015, 3), (2018, 12), (2022, 3), (2025, 11)])]
        for code in DISTRICTS:
            years = [(2014, 11), (2018, 10), (2021, 12), (2026, 3) if code == _LATE else (0, 0)]
            self.associations.append(self._association(code, 2, years))
        self.committees: list[_Committee] = []

    def _association(self, district: str, number: int, months: list[tuple[int, int]]) -> _Association:
        code = f"district_association:{district}" if district else "city_association"
        days = []
        for year, month in months:
            if not year:  # in the plan's three years, most in the second
                year, month = int(self.rng.choice([2023, 2024, 2024, 2025])), int(self.rng.integers(3, 12))
            days.append(ordinal(year, month, int(self.rng.integers(5, 26))))
        return _Association(organisation_key(code), district, number, days)

    def live(self, world: World, stretch: Stretch) -> None:
        begun = stretch.start == START.toordinal()
        for each in self.associations:
            due = [day for day in each.elections if (begun or day >= stretch.start) and day < stretch.end]
            for n in [n for n in each.officers if self.gone(n)]:
                del each.officers[n]
            for day in due[-1:]:
                self._elect(each, day, stretch.start if begun else stretch.end - 1)
                if not each.district and not begun:
                    self._renew(stretch)
        if begun:
            self._found_committees(stretch)
        self._refresh(stretch)

    def _elect(self, each: _Association, day: int, appointed: int) -> None:
        """Offices change hands at the end of the stretch, when everybody has come and gone who does so in it."""
        due = date.fromordinal(day)
        self.tell(
            TERMS,
            "enter",
            day,
            association=each.key,
            number=each.number,
            elected_on=due,
            due_on=due.replace(year=due.year + TERM_YEARS, day=min(due.day, 28)),
        )
        each.number += 1
        for n, kind in each.officers.items():
            self._office(each, "end", appointed, n, kind)
        able = self.practising(appointed, years=11, younger=66)
        near = [n for n in able if not each.district or self.district(n) == each.district]
        kinds = _OFFICERS if len(near) >= len(_OFFICERS) else _OFFICERS[: len(near)]
        each.officers = dict(zip(near, kinds, strict=False))
        for n, kind in each.officers.items():
            self._office(each, "enter", appointed, n, kind)

    def _office(self, each: _Association, verb: str, day: int, n: int, kind: PostKind) -> None:
        self.tell(OFFICES, verb, day, holder=self.world.key[n], organisation=each.key, kind=kind.code)

    def _found_committees(self, stretch: Stretch) -> None:
        named = [(f"{name}专业委员会", "specialty") for name in _FIELDS]
        named += [(f"{name}专门委员会", "standing") for name in _TASKS]
        for name, kind in named[:: 3 if self.world.region.small else 1]:
            key = self.new_key()
            city = self.associations[0].key
            self.tell(
                COMMITTEES,
                "enter",
                stretch.start,
                subject=key,
                name=f"北京市律师协会{name}",
                association=city,
                kind=kind,
            )
            self.committees.append(_Committee(key))

    def _renew(self, stretch: Stretch) -> None:
        """With a new term some of the members of each committee make room."""
        for each in self.committees:
            for n in [n for n in each.members if not self.gone(n) and self.rng.random() < _RENEWED]:
                self._seat(each, "end", stretch.end - 1, n, each.members.pop(n))

    def _refresh(self, stretch: Stretch) -> None:
        """Others take the places of those who have gone, until committees are as large as they should be."""
        day = stretch.end - 1
        for each in self.committees:
            for n in [n for n in each.members if self.gone(n)]:
                del each.members[n]
        taken = {n for each in self.committees for n in each.members}
        able = [n for n in self.practising(day, years=8) if n not in taken]
        wanted = max(3, round(_SHARE * len(able) / len(self.committees)))
        for each in self.committees:
            held = list(each.members.values())
            for kind in (COMMITTEE_CHAIR, COMMITTEE_VICE_CHAIR):
                if kind not in held and able:
                    self._join(each, day, able.pop(), kind)
            while len(each.members) < wanted and able:
                self._join(each, day, able.pop(), COMMITTEE_MEMBER)

    def _join(self, each: _Committee, day: int, n: int, kind: PostKind) -> None:
        each.members[n] = kind
        self._seat(each, "enter", day, n, kind)

    def _seat(self, each: _Committee, verb: str, day: int, n: int, kind: PostKind) -> None:
        self.tell(COMMITTEE_MEMBERS, verb, day, holder=self.world.key[n], organisation=each.key, kind=kind.code)
