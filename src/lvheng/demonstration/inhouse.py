"""The list of organs and state enterprises, the needs that these state, pilots, and what public lawyers join. Invented."""

from __future__ import annotations

from datetime import date

import numpy as np

from lvheng.demonstration.beginning import START
from lvheng.demonstration.marginals import TABLE, draw
from lvheng.demonstration.room import Room, ordinal
from lvheng.demonstration.world import PRACTISING, Stretch, World
from lvheng.inhouse.registers import DECISIONS, EXCHANGES, LISTED_UNITS, NEEDS, PILOTS
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.acts.units import NewUnit

_SOURCE = "机构编制、国资监管部门名录（演示）"
_BARE = 0.5  # organs that have no lawyer yet when the list begins, per one that has [假定]
_NEEDING = 0.7  # of listed enterprises say sooner or later that they need lawyers [假定]
_PILOTS = 12  # private enterprises of a city, from the plan's first year on [假定]
_PILOT_DAY = ordinal(2023, 10, 9)


class InHouse(Room):
    def __init__(self, world: World, rng: np.random.Generator) -> None:
        super().__init__(world, rng)
        self.listed: set[int] = set()
        self.needing: set[int] = set()
        self.piloted = 0

    def live(self, world: World, stretch: Stretch) -> None:
        if stretch.start == START.toordinal():
            self._bare_organs(stretch)
        self._list(stretch)
        if stretch.end > _PILOT_DAY:
            self._pilot(stretch)
        self._join(stretch)

    def _units(self, form: str, before: int) -> list[int]:
        houses = self.world.houses
        found = self.world.alive(OrganisationKind.ORGAN)
        return [n for n in found if houses[n].form == form and houses[n].founded < before]

    def _bare_organs(self, stretch: Stretch) -> None:
        """Organs that the list names and that have no lawyer: later ones get some as the world finds them units."""
        for number in range(round(_BARE * max(len(self._units("public", stretch.start)), 6) * 0.1)):
            key, district = self.new_key(), self.somewhere()
            given = NewUnit(name=f"北京市第{number + 1}演示委员会", district=district, subject=key)
            self.world.tell("register.enter_unit", given, stretch.start)
            self.tell(LISTED_UNITS, "enter", stretch.start, unit=key, level="city_organ", source=_SOURCE)

    def _list(self, stretch: Stretch) -> None:
        """Units with lawyers are on the list, too; enterprises among them say what they need."""
        for form, own, city in (("public", "district_organ", "city_organ"), ("company", "", "")):
            for n in self._units(form, stretch.end - 1):
                if n in self.listed:
                    continue
                self.listed.add(n)
                high = self.rng.random() < 0.2
                if form == "company":
                    if self.rng.random() < 0.4:
                        continue  # a private one, or one of the state's beyond the city
                    own, city = "district_enterprise", "city_enterprise"
                house = self.world.houses[n]
                day = max(house.founded + 1, stretch.start)
                level = city if high else own
                self.tell(LISTED_UNITS, "enter", day, unit=house.key, level=level, source=_SOURCE)
                if form == "company" and self.rng.random() < _NEEDING:
                    self.needing.add(n)
                    said = f"演示函〔{date.fromordinal(day).year}〕{n}号"
                    self.tell(NEEDS, "enter", day, enterprise=house.key, said_in=said)

    def _pilot(self, stretch: Stretch) -> None:
        wanted = max(2, round(_PILOTS * self.world.region.times["lawyers"]))
        day = max(_PILOT_DAY, stretch.start)
        if self.piloted < wanted:
            self.piloted += 1
            key, district = self.new_key(), self.somewhere()
            given = NewUnit(name=f"北京第{self.piloted}演示科技股份有限公司", district=district, subject=key)
            self.world.tell("register.enter_unit", given, day - 30)
            self.tell(PILOTS, "enter", day, enterprise=key)

    def _join(self, stretch: Stretch) -> None:
        people = self.world.people
        able = np.flatnonzero((self.world.state == PRACTISING) & np.isin(people.kind, ("public", "company")))
        able = able[people.first[able] < stretch.start]
        share = 0.01 * stretch.years
        for n, day in self._some(able, share, stretch):
            self.tell(DECISIONS, "enter", day, lawyer=self.world.key[n], matter="演示涉外事项论证")
        for n, day in self._some(able, 3 * share, stretch):
            self.tell(EXCHANGES, "enter", day, lawyer=self.world.key[n], kind="activity", matter="演示行业论坛")

    def somewhere(self) -> str:
        return str(draw(self.rng, TABLE["districts"], 1)[0])

    def _some(self, able: np.ndarray, share: float, stretch: Stretch) -> list[tuple[int, int]]:
        count = int(self.rng.poisson(share * len(able)))
        if not len(able):
            return []
        drawn = self.rng.choice(able, count).tolist()
        return sorted({(n, int(self.rng.integers(stretch.start, stretch.end))) for n in drawn})
