"""The state that the history moves: lawyers as columns, organisations as a list, and what has been told of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from lvheng.demonstration.marginals import TABLE, Codes, Days, draw
from lvheng.demonstration.names import OwnNames
from lvheng.demonstration.people import People
from lvheng.demonstration.plays import Desk
from lvheng.demonstration.sizes import SMALLER, Region, firm_sizes
from lvheng.kernel.places.districts import BEIJING, PROVINCES
from lvheng.kernel.places.listed import place_titles
from lvheng.kernel.subjects.models import OrganisationKind

PRACTISING, SUSPENDED, BARRED, ON_LEAVE, UNATTACHED, GONE = range(6)  # SUSPENDED ends by itself, BARRED by an act
NOWHERE = -1
NEVER = date(9000, 1, 1).toordinal()
GROWTH_A_YEAR = 5.0  # lawyers by which a new firm may grow

Rows = NDArray[np.int64]  # places of lawyers in the columns


@dataclass(slots=True)
class House:
    """A firm, branch or in-house unit. Days as ordinals; `head` is the place of a lawyer."""

    key: UUID
    kind: OrganisationKind
    name: str
    district: str
    founded: int
    form: str = ""
    area: str = ""
    rank: float = 0.0
    parent: int = NOWHERE
    wanted: float = 0.0
    quality: float = 1.0
    head: int = NOWHERE
    managed: bool = False
    fixed: bool = False  # has branches or offices abroad: neither ends nor changes its name
    ended: int = NEVER
    shut: int = 0  # suspended until that day
    assistants: int = 0  # as last told


_HIRING = (OrganisationKind.FIRM, OrganisationKind.BRANCH)


@dataclass(frozen=True, slots=True)
class Hiring:
    """Firms and branches that may take lawyers, how many each wants, and which of them take those whom nobody wants."""

    numbers: Rows
    wanted: NDArray[np.float64]
    usual: Rows


@dataclass(slots=True)
class Stretch:
    """A month or quarter of the history: legal days from `start` to before `end`; `years` is its length."""

    number: int
    start: int
    end: int

    @property
    def years(self) -> float:
        return (self.end - self.start) / 365.25

    def days(self, rng: np.random.Generator, count: int) -> list[int]:
        """Days within it, moved to the Friday before if they fall on a weekend."""
        drawn = rng.integers(self.start, self.end, count)
        weekday = (drawn + 6) % 7  # day 1 was a Monday
        return [int(d) for d in np.maximum(drawn - np.maximum(weekday - 4, 0), self.start)]


@dataclass(slots=True)
class World:
    region: Region
    rng: np.random.Generator
    desk: Desk
    names: OwnNames
    people: People
    side: np.random.Generator  # a stream for what was added later, so that the rest stays as it was
    key: list[UUID] = field(default_factory=list)
    houses: list[House] = field(default_factory=list)
    house: Rows = field(default_factory=lambda: np.zeros(0, np.int64))
    since: Days = field(default_factory=lambda: np.zeros(0, np.int64))
    role: Codes = field(default_factory=lambda: np.zeros(0, object))
    state: Rows = field(default_factory=lambda: np.zeros(0, np.int64))
    until: Days = field(default_factory=lambda: np.zeros(0, np.int64))
    busy: Rows = field(default_factory=lambda: np.zeros(0, np.int64))
    barred: Days = field(
        default_factory=lambda: np.zeros(0, np.int64)
    )  # until when not to become a partner; 0 for never
    trained: dict[int, UUID] = field(default_factory=dict)  # who was a trainee before, as which subject
    post: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    later: list[tuple[int, str, Any]] = field(default_factory=list)  # (day, what, whom): mistakes to be mended
    returns: list[tuple[int, Any]] = field(default_factory=list)  # (day, declared): filed in the course of spring
    overseas: list[tuple[UUID, int]] = field(default_factory=list)
    overseas_names: set[str] = field(default_factory=set)
    representative: list[UUID] = field(default_factory=list)
    represented: int = 0  # representative offices ever

    def new_key(self) -> UUID:
        return UUID(bytes=self.rng.bytes(16), version=4)

    def tell(self, kind: str, given: Any, day: int) -> None:
        self.desk.tell(kind, given, day)

    def admit(self, count: int) -> Rows:
        """Makes room for `count` more lawyers, who must be the newest of `people`; returns their places."""
        places = np.arange(len(self.key), len(self.key) + count)
        self.key += [self.new_key() for _ in range(count)]
        ones = np.ones(count, np.int64)
        self.house = np.concatenate([self.house, NOWHERE * ones])
        self.since = np.concatenate([self.since, 0 * ones])
        self.role = np.concatenate([self.role, np.full(count, "employed", object)])
        self.state = np.concatenate([self.state, PRACTISING * ones])
        self.until = np.concatenate([self.until, NEVER * ones])
        self.busy = np.concatenate([self.busy, -1 * ones])
        self.barred = np.concatenate([self.barred, 0 * ones])
        self.post = np.concatenate([self.post, np.zeros(count, np.bool_)])
        return places

    def staff(self) -> NDArray[np.int64]:
        """How many lawyers each house has."""
        return np.bincount(self.house[self.house >= 0], minlength=len(self.houses))

    def members(self, house: int) -> Rows:
        return np.flatnonzero(self.house == house)

    def alive(self, *kinds: OrganisationKind) -> list[int]:
        return [n for n, h in enumerate(self.houses) if h.ended == NEVER and h.kind in kinds]

    def free(self, stretch: Stretch) -> NDArray[np.bool_]:
        """Who practises, holds no post and has had nothing happen in this stretch: at most one act a lawyer."""
        found: NDArray[np.bool_] = (self.state == PRACTISING) & ~self.post & (self.busy < stretch.number)
        return found

    def in_firms(self) -> NDArray[np.bool_]:
        """Who practises in a firm or branch; nobody who is nowhere."""
        inside = np.array([h.kind != OrganisationKind.ORGAN for h in self.houses] + [False])
        found: NDArray[np.bool_] = inside[self.house]
        return found

    def plan_sizes(self, day: int, lawyers: int, settled: bool = False) -> None:
        """Sets how many of `lawyers` each firm should have now; branches keep what they were founded for.

        Unless they are `settled`, new firms grow into their size."""
        firms = self.alive(OrganisationKind.FIRM)
        firms.sort(key=lambda n: (self.houses[n].form == "sole", -self.houses[n].rank))
        branches = self.alive(OrganisationKind.BRANCH)
        lawyers -= sum(int(self.houses[n].wanted) for n in branches)
        sizes = firm_sizes(lawyers, len(firms), self.region.level("large_firms", day))
        for number, wanted in zip(firms, sizes, strict=True):
            firm = self.houses[number]
            growing = not settled and wanted <= SMALLER
            room = 4 + GROWTH_A_YEAR * (day - firm.founded) / 365 if growing else wanted
            firm.wanted = min(wanted, room, 9.0) if firm.form == "sole" else min(wanted, room)

    def hiring(self, before: int) -> Hiring:
        """The firms and branches founded before a day, and open on it."""
        houses = [
            (n, h)
            for n, h in enumerate(self.houses)
            if h.kind in _HIRING and h.ended == NEVER and h.founded < before and h.shut < before
        ]
        usual = [n for n, h in houses if h.wanted < SMALLER - 8 and h.form != "sole"]
        numbers = np.array([n for n, _ in houses], np.int64)
        return Hiring(numbers, np.array([h.wanted for _, h in houses]), np.array(usual, np.int64))

    def openings(self, count: int, before: int, among: Hiring | None = None) -> list[int]:
        """`count` places for lawyers `among` firms and branches founded before a day, most where most are wanted."""
        if not count:
            return []
        among = among or self.hiring(before)
        gaps = np.ceil(np.maximum(among.wanted - self.staff()[among.numbers] - 0.5, 0)).astype(np.int64)
        found = np.repeat(among.numbers, gaps)
        self.rng.shuffle(found)
        missing = count - len(found)
        if missing > 0:
            others = among.usual if len(among.usual) else among.numbers
            found = np.concatenate([found, self.rng.choice(others, missing)])
        return [int(n) for n in found[:count]]

    def place(self, shares: str = "districts") -> tuple[str, str, str]:
        """A district, a named area in it or "", and an invented address."""
        if self.region.provinces:
            among = {f"{code}0000": TABLE["provinces"][code] for code in self.region.provinces}
        else:
            among = TABLE[shares]
        district = str(draw(self.rng, among, 1)[0])
        area, chance = TABLE["areas"].get(district, ("", 0.0))
        if self.rng.random() >= chance:
            area = ""
        number, floor = self.rng.integers(1, 199), self.rng.integers(2, 29)
        return district, area, f"{place_titles()[district]}演示路{number}号{floor}层"

    def jurisdiction(self, district: str) -> str:
        """The city or province that an organ there belongs to."""
        return f"{district[:2]}0000" if self.region.provinces else f"{BEIJING}0000"

    @property
    def home(self) -> str:
        """Where a licence is from whose holder is nowhere."""
        return f"{self.region.provinces[0]}0000" if self.region.provinces else "110105"

    def province(self, district: str) -> str:
        """What stands in front of a firm's name there."""
        return PROVINCES[district[:2]].short
