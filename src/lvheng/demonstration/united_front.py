"""The lists of non-party representatives, the bureaus' leaders and their contacts. All invented."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

import numpy as np

from lvheng.demonstration.beginning import START
from lvheng.demonstration.names import person_names
from lvheng.demonstration.party import of_year, trade_key
from lvheng.demonstration.room import Room, ordinal
from lvheng.demonstration.world import Stretch, World
from lvheng.kernel.places.districts import DISTRICTS
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.party.choices import ContactKind, ListedAs, ListExit, ListLevel
from lvheng.party.registers.duties import TRADE_SECRETARIES
from lvheng.party.registers.united_front import (
    CONTACTS,
    LEADERS,
    MEETINGS,
    PAIRS,
    RECOMMENDATIONS,
    REPRESENTATIVES,
)

_POSITIONS = ("局长", "副局长", "副局长", "政治部主任", "副局长", "二级巡视员", "副局长")
_CITY_LEADERS, _DISTRICT_LEADERS = 7, 4
_LISTED_FROM = ordinal(2018, 3, 1)
_LISTED = 0.011  # of the lawyers of 2018 in firms, growing every year [假定]
_GROWTH, _FEWEST = 1.07, 40
_REPLACED = 0.05  # of leaders in a year [假定]
_PAIRS = {2021: 0.3, 2023: 0.55, 2024: 0.8, 2025: 0.97}  # of leaders without enough contacts get one in a year [假定]
_EXCEPTION = "110109"  # the one district whose secretary is no leader of the bureau
_BODIES = ("市新的社会阶层人士联谊会（演示）", "市青年联合会（演示）", "市妇女联合会（演示）", "市法学会（演示）")
_PARTY = ("party_member", "probationary_member", "")


@dataclass(slots=True)
class _Leader:
    key: UUID
    code: str
    position: str
    contacts: set[int] = field(default_factory=set)


class UnitedFront(Room):
    def __init__(self, world: World, rng: np.random.Generator) -> None:
        super().__init__(world, rng)
        self.leaders: list[_Leader] = []
        self.named: set[str] = set()
        self.listed: dict[int, ListedAs] = {}
        self.secretaries: dict[str, UUID] = {}

    def live(self, world: World, stretch: Stretch) -> None:
        day = stretch.end - 1
        self._contact(stretch)
        self._replace(stretch, day)
        if stretch.start == START.toordinal():
            self._appoint_all(day)
        self._head_trade(day)
        self._leave(day)
        if day >= _LISTED_FROM:
            self._list(day)
            self._pair(stretch, day)

    def _appoint_all(self, day: int) -> None:
        for position in _POSITIONS[:_CITY_LEADERS]:
            self._appoint("city_bureau", position, day)
        for code in DISTRICTS:
            for position in _POSITIONS[:_DISTRICT_LEADERS]:
                self._appoint(f"district_bureau:{code}", position, day)

    def _appoint(self, code: str, position: str, day: int) -> None:
        name = ""
        while not name or name in self.named:
            [name] = person_names(self.rng, self.rng.random(1) < 0.4)
        self.named.add(name)
        leader = _Leader(self.new_key(), code, position)
        self.leaders.append(leader)
        bureau = organisation_key(code)
        self.tell(LEADERS, "enter", day, subject=leader.key, name=name, bureau=bureau, position=position)

    def _replace(self, stretch: Stretch, day: int) -> None:
        for leader in [one for one in self.leaders if self.rng.random() < _REPLACED * stretch.years]:
            for n in sorted(leader.contacts):
                self._part(leader, n, day)
            self.tell(LEADERS, "end", day, subject=leader.key)
            self.leaders.remove(leader)
            self._appoint(leader.code, leader.position, day)

    def _head_trade(self, day: int) -> None:
        """The head of the bureau is secretary of the trade's organisation; in one district by exception somebody else."""
        for leader in self.leaders:
            code = leader.code.partition(":")[2]
            if leader.position != _POSITIONS[0] or self.secretaries.get(code) == leader.key:
                continue
            self.secretaries[code] = leader.key
            own: dict[str, object] = {"leader": leader.key}
            if code == _EXCEPTION:
                [name] = person_names(self.rng, self.rng.random(1) < 0.4)
                own = {"name": name, "reason": "班子成员调整期间，由行业党组织专职负责同志担任（演示）"}
            self.tell(TRADE_SECRETARIES, "enter", day, organisation=trade_key(code), **own)

    def _contact(self, stretch: Stretch) -> None:
        """Leaders meet whom they are listed with; those listed sit in on meetings and are recommended by outside bodies."""
        if stretch.start < ordinal(2022, 1, 1):
            return
        for leader in self.leaders:
            for n in sorted(leader.contacts):
                for day in self._days(stretch, 1.5):
                    kind = str(self.rng.choice(ContactKind.values))
                    given = {"leader": leader.key, "lawyer": self.world.key[n], "kind": kind, "matter": "演示联系内容"}
                    self.tell(CONTACTS, "enter", day, **given)
        for n in self.listed:
            for day in self._days(stretch, 0.4):
                given = {"lawyer": self.world.key[n], "organisation": trade_key(""), "meeting": "演示党委扩大会议"}
                self.tell(MEETINGS, "enter", day, **given)

    def _days(self, stretch: Stretch, a_year: float) -> list[int]:
        """Days before the last of the stretch, on which lists change."""
        return self.some_days(replace(stretch, end=stretch.end - 1), a_year)

    def _recommend(self, n: int, day: int) -> None:
        body = str(self.rng.choice(_BODIES))
        if self.rng.random() < 0.4:
            self.tell(RECOMMENDATIONS, "enter", day, lawyer=self.world.key[n], body=body, outcome="entered")

    def _part(self, leader: _Leader, n: int, day: int) -> None:
        leader.contacts.discard(n)
        self.tell(PAIRS, "end", day, leader=leader.key, lawyer=self.world.key[n])

    def _leave(self, day: int) -> None:
        """Who practises no more leaves the list, after whoever kept in contact."""
        for n in [n for n in self.listed if self.gone(n)]:
            for leader in self.leaders:
                if n in leader.contacts:
                    self._part(leader, n, day)
            self.tell(REPRESENTATIVES, "end", day, lawyer=self.world.key[n], reason=ListExit.LEFT_TRADE.value)
            del self.listed[n]

    def _list(self, day: int) -> None:
        years = (day - _LISTED_FROM) / 365.25
        able = [n for n in self.practising(day, years=5) if self.world.people.party[n] not in _PARTY]
        base = max(_FEWEST, _LISTED * self.world.region.level("lawyers", _LISTED_FROM))
        wanted = round(base * _GROWTH**years)
        for n in [n for n in able if n not in self.listed][: max(wanted - len(self.listed), 0)]:
            few = sum(one is ListedAs.REPRESENTATIVE for one in self.listed.values()) < 0.45 * wanted
            kind = ListedAs.REPRESENTATIVE if few else ListedAs.RESERVE
            level = ListLevel.CITY_LIST if self.rng.random() < 0.4 else ListLevel.DISTRICT_LIST
            self.listed[n] = kind
            self._recommend(n, day)
            lawyer = self.world.key[n]
            self.tell(REPRESENTATIVES, "enter", day, lawyer=lawyer, listed_as=kind.value, level=level.value)

    def _pair(self, stretch: Stretch, day: int) -> None:
        able = [n for n, kind in self.listed.items() if kind is ListedAs.REPRESENTATIVE and self.works(n)]
        chance = of_year(_PAIRS, day) * min(3 * stretch.years, 1.0)
        for leader in self.leaders:
            free = [n for n in able if n not in leader.contacts]
            while free and len(leader.contacts) < 2 and self.rng.random() < chance:
                n = free.pop(int(self.rng.integers(len(free))))
                leader.contacts.add(n)
                self.tell(PAIRS, "enter", day, leader=leader.key, lawyer=self.world.key[n])
