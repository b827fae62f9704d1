"""Party organisations, members, Party workers and results of the standard as they might have come about. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import numpy as np

from lvheng.demonstration.beginning import START
from lvheng.demonstration.houses import XIONGAN
from lvheng.demonstration.names import person_names
from lvheng.demonstration.party_work import Body, PartyWork, standing_bodies
from lvheng.demonstration.room import Room, ordinal
from lvheng.demonstration.world import GONE, PRACTISING, Stretch, World
from lvheng.kernel.places.districts import DISTRICTS
from lvheng.kernel.places.listed import place_titles
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.party.choices import MemberLeft, Membership, OrganisationForm, WorkerKind
from lvheng.party.numbers import FULLTIME_MEMBERS, JOINT_FIRMS, REQUIRED_MEMBERS
from lvheng.party.registers.members import MEMBERS
from lvheng.party.registers.organisations import JOINT_FIRMS as JOINED
from lvheng.party.registers.organisations import ORGANISATIONS, STANDARDS, WORKERS

_FORMAL, _PROBATIONARY = "party_member", "probationary_member"
_CITY = ""
_BEGUN = 0.72  # of the firms that must have an organisation have one in 2016 [假定]
_FOUNDED = {2016: 0.3, 2021: 0.5, 2023: 0.9}  # of those that lack one, in a year [假定]
_SENT = {2016: 0.25, 2021: 0.45, 2023: 0.85}  # Party workers, of those that lack one, in a year [假定]
_LIAISONS = 0.4  # of firms have a liaison sooner or later [假定]
_SCORED = {2021: 84.0, 2022: 85.5, 2023: 87.0, 2024: 88.0, 2025: 88.5}  # mean result of the year [假定]
_FIRST_SCORED = 2021


@dataclass(slots=True)
class _Joint:
    key: UUID
    lead: int
    district: str
    firms: set[int] = field(default_factory=set)


def trade_key(district: str) -> UUID:
    """The Party organisation of a district's trade, of the city's for ''."""
    return organisation_key(f"party_trade:{district}")


def of_year(table: dict[int, float], day: int) -> float:
    """What a table says of the year of a day: the entry of the last year not after it."""
    year = date.fromordinal(day).year
    return next((share for since, share in reversed(table.items()) if since <= year), 0.0)


class PartyBuilding(Room):
    """Where members practise tells to which organisation they belong; organisations follow the members."""

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        super().__init__(world, rng)
        self.trade: dict[str, UUID] = {}
        self.own: dict[int, UUID] = {}
        self.joints: list[_Joint] = []
        self.joint_of: dict[int, _Joint] = {}
        self.belongs: dict[int, UUID] = {}
        self.probation: dict[int, int] = {}
        self.workers: dict[WorkerKind, dict[int, str]] = {kind: {} for kind in WorkerKind}
        self.scored: set[int] = set()
        self.founded: dict[UUID, int] = {}
        self.committees: set[UUID] = set()
        self.work = PartyWork(self)

    def live(self, world: World, stretch: Stretch) -> None:
        day = stretch.end - 1
        begun = stretch.start == START.toordinal()
        if begun:
            self._found_trade(stretch.start)
        members = self._members(day)
        formal, total = self._by_firm(members)
        firms = self.firms(stretch.start if not begun else day)
        branches = self._branches(stretch)
        self._leave_joints(total, firms, branches, day)
        self._found(formal, [*firms, *branches], day, _BEGUN if begun else of_year(_FOUNDED, day) * stretch.years)
        self._join(total, firms, day)
        self._join_afar(total, branches, day)
        self._belong(members, day)
        self._end(day)
        self._work(total, firms, day, 0.3 if begun else of_year(_SENT, day) * stretch.years)
        self._score(stretch)
        self.work.live(stretch)

    def bodies(self) -> Iterator[Body]:
        """The organisations that stand."""
        return standing_bodies(self)

    def root(self, house: int) -> int:
        """The firm of a house: of a branch its parent, if it is in no organisation that lies where it does."""
        parent = self.world.houses[house].parent
        return parent if parent >= 0 and house not in self.own and house not in self.joint_of else house

    def _members(self, day: int) -> list[int]:
        """Places of the members who practise in firms."""
        world = self.world
        party = np.isin(world.people.party, (_FORMAL, _PROBATIONARY))
        here = (world.state == PRACTISING) & (world.house >= 0) & world.in_firms() & (world.since < day)
        return [int(n) for n in np.flatnonzero(party & here)]

    def _by_firm(self, members: list[int]) -> tuple[dict[int, int], dict[int, int]]:
        """Formal members and all members by the house in which they practise."""
        formal: dict[int, int] = {}
        total: dict[int, int] = {}
        for n in members:
            house = int(self.world.house[n])
            total[house] = total.get(house, 0) + 1
            if self._status(n) is Membership.FORMAL:
                formal[house] = formal.get(house, 0) + 1
        return formal, total

    def _status(self, n: int) -> Membership:
        probationary = self.world.people.party[n] == _PROBATIONARY and self.probation.get(n, 0) >= 0
        return Membership.PROBATIONARY if probationary else Membership.FORMAL

    def _found_trade(self, day: int) -> None:
        names = {_CITY: "北京市"} | {code: district.name for code, district in DISTRICTS.items()}
        for code, name in names.items():
            key = self.trade[code] = trade_key(code)
            self.founded[key] = day
            form = OrganisationForm.PARTY_COMMITTEE if code == _CITY else OrganisationForm.GENERAL_BRANCH
            self.tell(
                ORGANISATIONS,
                "enter",
                day,
                subject=key,
                name=f"中共{name}律师行业委员会" if code == _CITY else f"中共{name}律师行业总支部委员会",
                form=form.value,
                district=code or None,
            )

    def _branches(self, stretch: Stretch) -> list[int]:
        """Branches whose head office has an organisation."""
        alive, houses = self.world.alive(OrganisationKind.BRANCH), self.world.houses
        return [n for n in alive if houses[n].founded < stretch.start and houses[n].parent in self.own]

    def _leave_joints(self, total: dict[int, int], firms: list[int], branches: list[int], day: int) -> None:
        """Houses that have ended or lost their last member leave; what has lost its leading firm gets another."""
        alive, standing = set(firms), {*firms, *branches}
        for house, joint in list(self.joint_of.items()):
            if house not in standing or not total.get(house):
                self._leave(house, joint, day)
        for joint in self.joints:
            if self.world.houses[joint.lead].ended <= day and (lead := self._lead(joint.district, alive)) is not None:
                joint.lead = lead
                firm = self.world.houses[lead].key
                self.tell(ORGANISATIONS, "change", day, subject=joint.key, firm=firm)

    def _leave(self, house: int, joint: _Joint, day: int) -> None:
        self.tell(JOINED, "end", day, firm=self.world.houses[house].key)
        joint.firms.discard(house)
        del self.joint_of[house]

    def _lead(self, district: str, alive: set[int]) -> int | None:
        able = [house for house in self.own if house in alive]
        near = [house for house in able if self.world.houses[house].district == district]
        among = near or able
        return int(self.rng.choice(among)) if among else None

    def _found(self, formal: dict[int, int], firms: list[int], day: int, chance: float) -> None:
        for house in firms:
            many = formal.get(house, 0)
            if house in self.own or many < REQUIRED_MEMBERS or self.rng.random() >= chance:
                continue
            if house in self.joint_of:
                self._leave(house, self.joint_of[house], day)
            key = self.own[house] = self.new_key()
            self.founded[key] = day
            form, called = OrganisationForm.INDEPENDENT_BRANCH, "支部委员会"
            if many >= 100:
                self.committees.add(key)
                form, called = OrganisationForm.PARTY_COMMITTEE, "委员会"
            elif many >= FULLTIME_MEMBERS:
                form, called = OrganisationForm.GENERAL_BRANCH, "总支部委员会"
            firm = self.world.houses[house]
            name = f"中共{firm.name}{called}"
            self.tell(ORGANISATIONS, "enter", day, subject=key, name=name, form=form.value, firm=firm.key)

    def _join(self, total: dict[int, int], firms: list[int], day: int) -> None:
        """Firms that have members and no organisation of their own come into joint branches of their district."""
        alive = set(firms)
        room = {joint.district: joint for joint in self.joints if len(joint.firms) < JOINT_FIRMS}
        for house in firms:
            if house in self.own or house in self.joint_of or not total.get(house):
                continue
            district = self.world.houses[house].district
            joint = room.get(district)
            if joint is None or len(joint.firms) >= JOINT_FIRMS:
                lead = self._lead(district, alive)
                if lead is None:
                    return
                joint = room[district] = self._joint(district, lead, day)
            self._enter(house, joint, day)

    def _join_afar(self, total: dict[int, int], branches: list[int], day: int) -> None:
        """Branches outside the city that have members, too few for an organisation of their own, make up joint branches
        among themselves, each led by the first of them and guided by its head office."""
        away = [n for n in branches if self.world.houses[n].district == XIONGAN and total.get(n)]
        alone = [n for n in away if n not in self.own and n not in self.joint_of]
        rooms = (joint for joint in self.joints if joint.district == XIONGAN and len(joint.firms) < JOINT_FIRMS)
        joint = next(rooms, None)
        if joint is None and len(alone) < 2:
            return
        for house in alone:
            if joint is None or len(joint.firms) >= JOINT_FIRMS:
                joint = self._joint(XIONGAN, house, day)
            self._enter(house, joint, day)

    def _enter(self, house: int, joint: _Joint, day: int) -> None:
        joint.firms.add(house)
        self.joint_of[house] = joint
        self.tell(JOINED, "enter", day, firm=self.world.houses[house].key, branch=joint.key)

    def _joint(self, district: str, lead: int, day: int) -> _Joint:
        joint = _Joint(self.new_key(), lead, district)
        self.joints.append(joint)
        self.founded[joint.key] = day
        self.tell(
            ORGANISATIONS,
            "enter",
            day,
            subject=joint.key,
            name=f"中共{place_titles()[district]}律师行业第{len(self.joints)}联合支部委员会",
            form=OrganisationForm.JOINT_BRANCH.value,
            firm=self.world.houses[lead].key,
        )
        return joint

    def _belong(self, members: list[int], day: int) -> None:
        """Members follow their firm; who is without one belongs to the city's trade, who practises no more leaves."""
        working = set(members)
        for n in members:
            house = self.root(int(self.world.house[n]))
            joint = self.joint_of.get(house)
            there = self.own.get(house) or (joint.key if joint else self.trade[_CITY])
            self._keep(n, there, day)
        for n in [n for n in self.belongs if n not in working]:
            if self.world.state[n] == GONE:
                self.tell(MEMBERS, "end", day, lawyer=self.world.key[n], reason=MemberLeft.LEFT_TRADE.value)
                del self.belongs[n]
            else:
                self._keep(n, self.trade[_CITY], day)

    def _keep(self, n: int, there: UUID, day: int) -> None:
        lawyer, before = self.world.key[n], self.belongs.get(n)
        if before is None:
            self.tell(MEMBERS, "enter", day, lawyer=lawyer, organisation=there, status=self._status(n).value)
            if self._status(n) is Membership.PROBATIONARY:
                self.probation[n] = day
        elif self.probation.get(n, day) < day - 365:
            self.probation[n] = -1
            self.tell(MEMBERS, "change", day, lawyer=lawyer, organisation=there, status=Membership.FORMAL.value)
        elif before != there:
            self.tell(MEMBERS, "change", day, lawyer=lawyer, organisation=there)
        self.belongs[n] = there

    def _end(self, day: int) -> None:
        for house in [house for house in self.own if self.world.houses[house].ended <= day]:
            self.tell(ORGANISATIONS, "end", day, subject=self.own.pop(house))

    def _work(self, total: dict[int, int], firms: list[int], day: int, chance: float) -> None:
        """Instructors where there is no member, full-time workers where there are many, liaisons here and there."""
        alive = set(firms)
        fits = {
            WorkerKind.INSTRUCTOR: {house for house in firms if not total.get(house)},
            WorkerKind.FULLTIME: {house for house in firms if total.get(house, 0) >= FULLTIME_MEMBERS},
            WorkerKind.LIAISON: {house for house in firms if self.world.houses[house].key.int % 100 < 100 * _LIAISONS},
        }
        for kind, held in self.workers.items():
            for house in [h for h in held if h not in alive or (kind is WorkerKind.INSTRUCTOR and h not in fits[kind])]:
                firm = self.world.houses[house].key
                self.tell(WORKERS, "end", day, firm=firm, kind=kind.value, name=held.pop(house))
            for house in sorted(fits[kind] - held.keys()):
                if self.rng.random() < chance:
                    self._send(house, kind, day)

    def _send(self, house: int, kind: WorkerKind, day: int) -> None:
        [name] = person_names(self.rng, self.rng.random(1) < 0.5)
        self.workers[kind][house] = name
        needed = date.fromordinal(day - int(self.rng.integers(5, 90)))
        self.tell(
            WORKERS,
            "enter",
            day,
            firm=self.world.houses[house].key,
            kind=kind.value,
            name=name,
            needed_on=needed if kind is WorkerKind.INSTRUCTOR else None,
        )

    def _score(self, stretch: Stretch) -> None:
        """Each year's results are entered in its successor's July."""
        year = date.fromordinal(stretch.end - 1).year
        told = ordinal(year, 7, 8)
        if year in self.scored or year <= _FIRST_SCORED or not told < stretch.end:
            return
        self.scored.add(year)
        day, last = max(told, stretch.start), ordinal(year - 1, 12, 31)
        houses = self.world.houses
        for n in [n for n in self.world.alive(OrganisationKind.FIRM) if houses[n].founded <= last]:
            score = min(100, max(40, round(float(self.rng.normal(of_year(_SCORED, last), 5.0)))))
            veto = "no_organisation" if self.rng.random() < 0.004 else None
            self.tell(STANDARDS, "enter", day, firm=houses[n].key, year=year - 1, score=score, veto=veto)
