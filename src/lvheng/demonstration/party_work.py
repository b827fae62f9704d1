"""What Party organisations do year by year: terms, posts, reports, study, theme education, guidance. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lvheng.demonstration.room import ordinal
from lvheng.demonstration.world import PRACTISING, Stretch
from lvheng.kernel.access.posts import PostKind
from lvheng.kernel.places.districts import DISTRICTS
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.party.choices import GroupKind, GuidanceKind, Opinion, PracticeKind, PracticeStage, StudyForm, ThemeStep
from lvheng.party.choices import Stage as Cultivation
from lvheng.party.numbers import BRANCH_TERM, COMMITTEE_TERM
from lvheng.party.posts import SECRETARY, UNITED_FRONT
from lvheng.party.registers.activities import (
    ATTENDANCES,
    DECISIONS,
    GROUPS,
    GUIDANCES,
    PRACTICES,
    STUDIES,
    THEMES,
    THEMES_HELD,
)
from lvheng.party.registers.duties import OFFICERS, TERMS, WORK_REPORTS
from lvheng.party.registers.members import APPLICANTS, MODEL_POSTS
from lvheng.work.shape import Register

if TYPE_CHECKING:
    from lvheng.demonstration.party import PartyBuilding

_THEME_DEPLOYED, _THEME_CLOSED = ordinal(2023, 4, 20), ordinal(2024, 1, 31)
_STEPS = {
    ThemeStep.THEORY: ordinal(2023, 6, 20),
    ThemeStep.LECTURE: ordinal(2023, 8, 21),
    ThemeStep.RECTIFICATION: ordinal(2023, 10, 20),
    ThemeStep.SUMMARY: ordinal(2023, 12, 11),
}
_HELD, _REPORTED, _LATE, _ELECTED = 0.985, 0.95, 0.025, 0.9  # of organisations, in time [假定]
_ATTENDS, _GUIDED, _DECIDES, _LEAGUES = 0.93, 0.25, 1.2, 0.35  # of members; a year; a year; of firms a year [假定]
_FIRST_REPORTED = 2021


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that stands: of a house, or of a district's trade."""

    key: UUID
    since: int
    house: int = -1
    district: str = ""
    joint: bool = False
    committee: bool = False


class PartyWork:
    """Works on the organisations that `building` keeps; `tell` and the stream of chance are its own."""

    def __init__(self, building: PartyBuilding) -> None:
        self.of, self.rng, self.world = building, building.rng, building.world
        self.due: dict[UUID, int] = {}
        self.officers: dict[tuple[UUID, str], int] = {}
        self.groups: dict[int, UUID] = {}
        self.theme: UUID | None = None
        self.practices: dict[UUID, tuple[PracticeStage, int]] = {}  # of which firm
        self.applicants: set[int] = set()
        self.models: set[int] = set()

    def live(self, stretch: Stretch) -> None:
        bodies = list(self.of.bodies())
        day = stretch.end - 1
        old = [body for body in bodies if body.since < stretch.start]
        self._elect(bodies, day)
        self._appoint(bodies, day)
        self._educate(old, stretch)
        self._guide(old, stretch)
        self._study(bodies, stretch)
        self._report(bodies, stretch)
        self._hand_on(stretch, day)
        self._league(day, stretch)
        self._cultivate(day)

    def tell(self, register: Register, verb: str, day: int, **given: Any) -> None:
        self.of.tell(register, verb, day, **given)

    def _within(self, stretch: Stretch, month: int, dom: int) -> int:
        """The year of that day if it lies in the stretch; 0 if it does not."""
        year = date.fromordinal(stretch.end - 1).year
        return year if stretch.start <= ordinal(year, month, dom) < stretch.end else 0

    def _elect(self, bodies: list[Body], day: int) -> None:
        for body in bodies:
            due = self.due.get(body.key, 0)
            if due > day or (due and self.rng.random() > _ELECTED):
                continue
            on = date.fromordinal(day)
            years = COMMITTEE_TERM if body.committee else BRANCH_TERM
            until = on.replace(year=on.year + years, day=min(on.day, 28))
            self.due[body.key] = until.toordinal()
            self.tell(TERMS, "enter", day, organisation=body.key, elected_on=on, due_on=until)

    def _appoint(self, bodies: list[Body], day: int) -> None:
        """Secretaries, the head where he or she is a member there; where there are many, somebody for the united front."""
        belongs: dict[UUID, list[int]] = {}
        for n, key in self.of.belongs.items():
            belongs.setdefault(key, []).append(n)
        standing = {body.key for body in bodies}
        for (key, kind), n in list(self.officers.items()):
            if key in standing and n in belongs.get(key, ()) and self.of.works(n):
                continue
            if not self.of.gone(n):
                self.tell(OFFICERS, "end", day, holder=self.world.key[n], organisation=key, kind=kind)
            del self.officers[key, kind]
        for body in bodies:
            able = [n for n in belongs.get(body.key, ()) if self.of.works(n)]
            if body.house >= 0 and not body.joint and able:
                head = self.world.houses[body.house].head
                self._post(body, SECRETARY, [head] if head in able else able, day)
                if len(able) >= 7:
                    self._post(body, UNITED_FRONT, able[-3:], day)

    def _post(self, body: Body, kind: PostKind, able: list[int], day: int) -> None:
        if (body.key, kind.code) in self.officers:
            return
        n = able[int(self.rng.integers(len(able)))]
        self.officers[body.key, kind.code] = n
        self.tell(OFFICERS, "enter", day, holder=self.world.key[n], organisation=body.key, kind=kind.code)

    def _educate(self, bodies: list[Body], stretch: Stretch) -> None:
        if stretch.start <= _THEME_DEPLOYED < stretch.end:
            self.theme = self.of.new_key()
            document = "演示党发〔2023〕1号"
            name = "2023 年主题教育（演示）"
            self.tell(THEMES, "enter", _THEME_DEPLOYED, subject=self.theme, name=name, deployed_in=document)
        for step, day in _STEPS.items():
            if not stretch.start <= day < stretch.end:
                continue
            for body in bodies:
                if self.rng.random() < _HELD:
                    self.tell(THEMES_HELD, "enter", day, organisation=body.key, theme=self.theme, step=step.value)
        if stretch.start <= _THEME_CLOSED < stretch.end:
            self.tell(THEMES, "end", _THEME_CLOSED, subject=self.theme)

    def _guide(self, bodies: list[Body], stretch: Stretch) -> None:
        """The city's organisation guides the districts', these the firms', head offices their branches'; firms decide."""
        trade = {body.district: body for body in bodies if body.house < 0}
        if "" not in trade:
            return
        for body in bodies:
            if body.house < 0:
                above, share = trade[""], 2.0
            else:
                house = self.world.houses[body.house]
                parent = self.of.own.get(house.parent) if house.kind == OrganisationKind.BRANCH else None
                self._some(DECISIONS, _DECIDES, stretch, organisation=body.key, matter="演示重大事项", opinion=None)
                if parent is not None:
                    self._some(GUIDANCES, 4.0, stretch, organisation=body.key, by=parent, kind=None)
                    continue
                above, share = trade.get(house.district, trade[""]), _GUIDED
            if above.key != body.key:
                self._some(GUIDANCES, share, stretch, organisation=body.key, by=above.key, kind=None)

    def _some(self, register: Register, a_year: float, stretch: Stretch, **given: Any) -> None:
        """Some events in the stretch, on days of their own; a column given as None is drawn."""
        codes = {"kind": GuidanceKind.values, "opinion": Opinion.values}
        if stretch.start < ordinal(2022, 1, 1):
            return
        for day in self.of.some_days(stretch, a_year):
            told = {k: str(self.rng.choice(codes[k])) if v is None else v for k, v in given.items()}
            self.tell(register, "enter", day, **told)

    def _study(self, bodies: list[Body], stretch: Stretch) -> None:
        year = self._within(stretch, 6, 25)
        if year < (2023 if self.world.region.small else 2024):
            return
        day, held = stretch.end - 1, dict[UUID, UUID]()
        for body in bodies:
            held[body.key] = key = self.of.new_key()
            form = str(self.rng.choice(StudyForm.values))
            name = f"{year} 年第{len(held)}次主题学习（演示）"
            level = "firm_level" if body.house >= 0 else "district_level" if body.district else "city_level"
            self.tell(STUDIES, "enter", day, subject=key, name=name, organisation=body.key, level=level, form=form)
        for n, key in self.of.belongs.items():
            if key in held and self.rng.random() < _ATTENDS:
                self.tell(ATTENDANCES, "enter", day, lawyer=self.world.key[n], study=held[key])

    def _report(self, bodies: list[Body], stretch: Stretch) -> None:
        """In March for the year before; a few in April, some not at all. Who reports when hangs on the organisation."""
        for month, low, high in ((3, 0.0, _REPORTED), (4, _REPORTED, _REPORTED + _LATE)):
            year = self._within(stretch, month, 20)
            if year <= _FIRST_REPORTED:
                continue
            day = ordinal(year, month, 20)
            for body in bodies:
                chance = ((body.key.int >> 8) * 31 + year * 7919) % 1000 / 1000
                if (
                    body.since <= ordinal(year - 1, 12, 31)
                    and low <= chance < high
                    and (body.house >= 0 or body.district)
                ):
                    on = date.fromordinal(day - int(self.rng.integers(0, 15)))
                    given = {"organisation": body.key, "year": year - 1, "reported_on": on, "appraisal": "good"}
                    self.tell(WORK_REPORTS, "enter", day, **given)

    def _hand_on(self, stretch: Stretch, day: int) -> None:
        """Practices are submitted, then selected, then published, while their firms stand."""
        later = {PracticeStage.SUBMITTED: PracticeStage.SELECTED, PracticeStage.SELECTED: PracticeStage.PUBLISHED}
        standing = set(self.of.firms(day))
        for key, (stage, firm) in self.practices.items():
            if stage in later and self.rng.random() < 0.5 and firm in standing:
                self.practices[key] = (later[stage], firm)
                self.tell(PRACTICES, "change", day, subject=key, stage=later[stage].value)
        if stretch.start < ordinal(2022, 1, 1):
            return
        firms = self.of.firms(stretch.start)
        wanted = self.rng.poisson(0.02 * len(firms) * stretch.years + 2 * stretch.years)
        for n in self.rng.choice(firms, int(wanted)).tolist():
            key = self.of.new_key()
            kind = PracticeKind.PARTY_BUILDING if self.rng.random() < 0.6 else PracticeKind.MANAGEMENT
            name = f"{kind.label}第{len(self.practices) + 1}号（演示）"
            self.practices[key] = (PracticeStage.SUBMITTED, n)
            given = {"name": name, "kind": kind.value, "firm": self.world.houses[n].key}
            self.tell(PRACTICES, "enter", day, subject=key, stage=PracticeStage.SUBMITTED.value, **given)

    def _league(self, day: int, stretch: Stretch) -> None:
        if stretch.start <= ordinal(2019, 5, 4) < stretch.end:
            for code, district in DISTRICTS.items():
                name = f"{district.name}律师行业新的社会阶层人士联谊会"
                kind = GroupKind.NEW_STRATUM.value
                self.tell(GROUPS, "enter", day, subject=self.of.new_key(), name=name, kind=kind, district=code)
        for house in [house for house in self.groups if self.world.houses[house].ended <= day]:
            self.tell(GROUPS, "end", day, subject=self.groups.pop(house))
        if stretch.start < ordinal(2018, 1, 1):
            return
        for house in self.of.firms(stretch.start):
            young = sum(self.world.people.party[n] == "league_member" for n in self.world.members(house))
            if young >= 3 and house not in self.groups and self.rng.random() < _LEAGUES * stretch.years:
                key = self.groups[house] = self.of.new_key()
                firm, kind = self.world.houses[house], GroupKind.YOUTH_LEAGUE.value
                name = f"共青团{firm.name}支部委员会"
                self.tell(GROUPS, "enter", day, subject=key, name=name, kind=kind, firm=firm.key)

    def _cultivate(self, day: int) -> None:
        """Some lawyers of standing are cultivated for membership; some members hold model posts."""
        if day < ordinal(2021, 1, 1):
            return
        for n in [n for n in self.applicants if self.world.state[n] != PRACTISING]:
            self.applicants.discard(n)
            self.tell(APPLICANTS, "end", day, lawyer=self.world.key[n], reason="withdrawn")
        able = [n for n in self.of.practising(day, years=7) if self.world.people.party[n] == "masses"]
        wanted = len(able) // 15 - len(self.applicants)
        for n in [n for n in able if n not in self.applicants][: max(wanted, 0)]:
            house = self.of.root(int(self.world.house[n]))
            branch = self.of.own.get(house, self.of.trade[""])
            self.applicants.add(n)
            stage = str(self.rng.choice(Cultivation.values))
            self.tell(APPLICANTS, "enter", day, lawyer=self.world.key[n], organisation=branch, stage=stage)
        members = [n for n in self.of.belongs if n not in self.models and self.of.works(n)]
        for n in members[: max(len(self.of.belongs) // 60 - len(self.models), 0)]:
            self.models.add(n)
            self.tell(MODEL_POSTS, "enter", day, lawyer=self.world.key[n], post="党员律师示范岗（演示）")


def standing_bodies(building: PartyBuilding) -> Iterator[Body]:
    """Every organisation of the building, with since when it stands."""
    for code, key in building.trade.items():
        yield Body(key, building.founded[key], district=code, committee=not code)
    for house, key in building.own.items():
        yield Body(key, building.founded[key], house, committee=key in building.committees)
    for joint in building.joints:
        yield Body(joint.key, building.founded[joint.key], joint.lead, joint=True)
