"""The whole plan on one day: every target with its year-ends, judged, and every measure with what its figures say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext

from lvheng.kernel.access.viewer import Scope, Viewer
from lvheng.kernel.figures.figure import Figure, Measure, Provenance, figure_of, is_live, signed
from lvheng.kernel.figures.kept import Series, series_of
from lvheng.kernel.figures.reading import Reading
from lvheng.kernel.places.districts import district_name
from lvheng.kernel.rows import Moment
from lvheng.plan.forecast import CONFIDENCE
from lvheng.plan.judging import duties_of, judge
from lvheng.plan.models import Plan, PlanItem, PlanTarget
from lvheng.plan.rooms import ROOMS, Room, absent_sentence, room_of
from lvheng.plan.shapes import Judged, Promise, Status

YEARS_BEFORE = 4  # year-ends shown before the plan's first year: growth needs a past
LOOK_BACK = timedelta(days=30)
BESIDE = {"register.lawyers_per_10k": ("register.lawyers_per_10k_in_firms",)}
"""Figures shown beside a target's own, because the plan leaves open which of them it means."""


@dataclass(frozen=True, slots=True)
class Held:
    """A plan as it is now believed to be, with its parts in order."""

    plan: Plan
    items: Sequence[PlanItem]
    targets: Sequence[PlanTarget]
    adopted_later: bool = False  # than the instant asked for: then it is told as it is now

    def of_kind(self, kind: str) -> list[PlanItem]:
        return [item for item in self.items if item.kind == kind]

    def item(self, kind: str, number: str) -> PlanItem | None:
        return next((item for item in self.items if (item.kind, item.number) == (kind, number)), None)

    def target(self, number: str) -> PlanTarget | None:
        return next((target for target in self.targets if target.number == number), None)


def plans(known_at: datetime | None = None) -> list[Plan]:
    """The plans adopted, as believed at `known_at` (None: now), the first adopted first: the plan page opens with it."""
    return list(Plan.rows.believed(known_at).order_by("opened_by"))


def held(plan: Plan, known_at: datetime | None = None) -> Held:
    """The plan with its parts, as believed at the same instant."""
    items, targets = PlanItem.rows.believed(known_at), PlanTarget.rows.believed(known_at)
    return Held(
        plan,
        list(items.filter(plan=plan.subject).order_by("position")),
        list(targets.filter(plan=plan.subject).order_by("position")),
    )


def page_scope(viewer: Viewer) -> Scope:
    """What the plan's numbers are made of for this viewer: everything, or the districts in his or her charge."""
    if viewer.scope.whole:
        return Scope(whole=True, posts=viewer.posts)
    return Scope(districts=viewer.scope.districts, posts=viewer.posts)


def scope_title(scope: Scope) -> str:
    return "" if scope.whole else "、".join(district_name(code) for code in sorted(scope.districts))


def due_day(target: PlanTarget, plan: Plan) -> date:
    """The last day on which the target may come true: of its own year, or of the plan's last where it stands throughout."""
    year = int(target.due) if target.due.isdigit() else plan.last_year
    return date(year, 12, 31)


def year_ends(plan: Plan, on: date) -> list[date]:
    first = min(plan.first_year, on.year) - YEARS_BEFORE
    return [day for day in (date(year, 12, 31) for year in range(first, on.year + 1)) if day <= on]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """A target on a day: its figure's readings and the judgement, or why there is none (`absent`)."""

    target: PlanTarget
    promise: Promise
    on: date
    figure: Figure | None = None
    reading: Reading | None = None
    ends: Sequence[Reading] = ()
    judged: Judged | None = None
    absent: str = ""
    whole_city: bool = True

    @property
    def points(self) -> list[Reading]:
        """The readings to draw: year-ends, then the day itself."""
        last = [self.reading] if self.reading and (not self.ends or self.ends[-1].on != self.reading.on) else []
        return [*self.ends, *last]

    @property
    def aim(self) -> Decimal | None:
        """The number to draw as the target's line: the city's aim is none of a district."""
        return self.target.level if self.whole_city else None

    @property
    def aim_shown(self) -> str:
        value = self.promise.value
        if value is None:
            return gettext({"grows_yearly": "逐年增长", "milestone": "办成"}.get(self.promise.op, ""))
        unit = self.promise.unit
        number = f"{value.normalize():,f}{'' if unit in ('', '%') else ' '}{gettext(unit)}"
        signs = {">": "> ", "~": "", "<=": "≤ ", "<": "< ", "=": ""}
        told = f"{signs.get(self.promise.op, '≥ ')}{number}"
        meant = {"~": gettext("%(aim)s左右"), "each>=": gettext("每人 %(aim)s")}.get(self.promise.op, "%(aim)s")
        return meant % {"aim": told}

    @property
    def gap_shown(self) -> str:
        if self.judged is None or self.judged.gap is None:
            return ""
        return signed(self.judged.gap, self.promise.places)

    @property
    def status(self) -> Status | None:
        return self.judged.status if self.judged else None

    @property
    def brief(self) -> str:
        """The reason for a table: where it stands, with the outlook left to the target's own page."""
        if self.judged is None:
            return ""
        stands = self.judged.reason.partition("；")[0]
        interval = self.judged.interval
        if interval is None:
            return stands if self.judged.pace else self.judged.reason
        low, high = self.promise.say(interval.low), self.promise.say(interval.high)
        return f"{stands}；期末 {CONFIDENCE}% 区间 {low}至 {high}"

    @property
    def kind(self) -> str:
        """How the status is coloured."""
        return (
            {Status.DONE: "done", Status.ON_TRACK: "on", Status.AT_RISK: "due"}.get(self.status, "late")
            if self.status
            else ""
        )

    @property
    def judged_before(self) -> date | None:
        """The day that the status speaks of, where it is not the day chosen."""
        return self.judged.on if self.judged and self.judged.on < self.on else None

    @property
    def rows_path(self) -> str:
        """The list that the number opens."""
        return f"/work/lists/{self.figure.listing}/" if self.figure else ""

    @property
    def more(self) -> str:
        """What the provenance mark says beside the kind: what it is divided by, or how many have declared."""
        return "" if self.reading is None else whole_said(self.reading)


def whole_said(reading: Reading) -> str:
    figure, whole = reading.figure, reading.whole
    if not whole:
        return ""
    if figure.measure is Measure.PER_HEAD:
        return f"÷ {figure.whole_title} {whole:,.1f}"
    if figure.provenance is Provenance.DECLARED:
        return f"已报 {reading.rows:,} / {whole:,.0f} 家"
    return f"{reading.rows:,} / {whole:,.0f}"


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure with the readings of its live figures; `absent` says what is not there yet."""

    item: PlanItem
    readings: Sequence[Reading]
    absent: str
    room: Room | None
    duty: str = ""  # of a duty that comes round: how often in time, late, not at all

    @property
    def absent_short(self) -> str:
        """Which registers are missing, for a list where the rest goes without saying."""
        missing = dict.fromkeys(room_of(code).register for code in self.item.figures if not is_live(code))
        return "、".join(missing) + "尚未建立" if missing else ""


@dataclass(frozen=True, slots=True)
class TaskBlock:
    item: PlanItem
    measures: Sequence[MeasureLine]
    lines: Sequence[TargetLine]


@dataclass(frozen=True, slots=True)
class GoalBlock:
    item: PlanItem
    lines: Sequence[TargetLine]

    @property
    def number(self) -> str:
        """The goal's number as documents write it."""
        number = self.item.number
        return "一二三四五六七八九十"[int(number) - 1] if number.isdigit() and 1 <= int(number) <= 10 else number

    @property
    def first_sentence(self) -> str:
        return self.item.text.partition("。")[0] + "。" if self.item.text else ""


@dataclass(frozen=True, slots=True)
class Board:
    held: Held
    moment: Moment
    scope: Scope
    goals: Sequence[GoalBlock]
    sections: Sequence[tuple[str, Sequence[TaskBlock]]]
    safeguards: Sequence[TaskBlock]
    lines: Sequence[TargetLine]

    def count(self, *statuses: Status) -> int:
        return sum(line.status in statuses for line in self.lines)

    @property
    def measures(self) -> list[MeasureLine]:
        blocks = [block for _, tasks in self.sections for block in tasks]
        return [measure for block in (*blocks, *self.safeguards) for measure in block.measures]

    @property
    def unplaced(self) -> list[TargetLine]:
        """Targets that stand under none of the plan's goals and tasks."""
        shown = {line.target.number for goal in self.goals for line in goal.lines}
        shown |= {line.target.number for _, tasks in self.sections for block in tasks for line in block.lines}
        return [line for line in self.lines if line.target.number not in shown]

    @property
    def waiting(self) -> list[tuple[str, int]]:
        """Registers that do not exist yet, with how many targets and measures wait for each, most first."""
        codes = [[line.target.figure] for line in self.lines] + [m.item.figures for m in self.measures]
        missing = [{room_of(c).register for c in some if c and not is_live(c)} for some in codes]
        return Counter(register for some in missing for register in sorted(some)).most_common()

    @property
    def measures_live(self) -> int:
        return sum(bool(measure.readings) for measure in self.measures)


def live(codes: Iterable[str]) -> list[Figure]:
    """The figures of these codes that are computed from rows, each once."""
    return [figure_of(code) for code in dict.fromkeys(codes) if code and is_live(code)]


def board(of: Held, moment: Moment, scope: Scope) -> Board:
    """Everything the plan page shows, from one snapshot."""
    on = moment.on
    ends = year_ends(of.plan, on)
    wanted: dict[Figure, list[date]] = {figure: [on] for item in of.items for figure in live(item.figures)}
    for figure in live(target.figure for target in of.targets):
        wanted[figure] = [*ends, on]
    readings = series_of(wanted, moment.known_at, scope)
    lines = [target_line(target, of.plan, readings, ends, on, scope, moment.known_at) for target in of.targets]
    goals = [GoalBlock(g, [x for x in lines if x.target.goal == g.number]) for g in of.of_kind("goal")]
    tasks = [_task(task, of, lines, readings, moment, scope) for task in of.of_kind("task")]
    sections = [(s, [t for t in tasks if t.item.section == s]) for s in dict.fromkeys(t.item.section for t in tasks)]
    safeguards = [_task(item, of, lines, readings, moment, scope) for item in of.of_kind("safeguard")]
    return Board(of, moment, scope, goals, sections, safeguards, lines)


def target_line(
    target: PlanTarget,
    plan: Plan,
    readings: Series,
    ends: Sequence[date],
    on: date,
    scope: Scope,
    known_at: datetime | None = None,
) -> TargetLine:
    """One target against the readings of its figure, which must hold `ends` and `on`."""
    promise = Promise(
        op=target.op, value=target.value, due=due_day(target, plan), first_year=plan.first_year, unit=target.unit
    )
    if not is_live(target.figure):
        return TargetLine(target=target, promise=promise, on=on, absent=absent_sentence(target.figure))
    figure = figure_of(target.figure)
    taken = readings[figure.code]
    promise = replace(promise, places=figure.places)
    told = [taken[day] for day in ends]
    judged = judge(target.shape, promise, told, taken[on], known_at) if scope.whole else None
    return TargetLine(
        target=target,
        promise=promise,
        on=on,
        figure=figure,
        reading=taken[on],
        ends=told,
        judged=judged,
        whole_city=scope.whole,
    )


def _task(
    item: PlanItem, of: Held, lines: Sequence[TargetLine], readings: Series, moment: Moment, scope: Scope
) -> TaskBlock:
    measures = [_measure(m, readings, moment, scope) for m in of.of_kind("measure") if m.parent == item.number]
    return TaskBlock(item, measures, [line for line in lines if line.target.task == item.number])


def _measure(item: PlanItem, readings: Series, moment: Moment, scope: Scope) -> MeasureLine:
    told = [readings[figure.code][moment.on] for figure in live(item.figures)]
    missing = [code for code in item.figures if not is_live(code)]
    absent = "；".join(dict.fromkeys(absent_sentence(code) for code in missing))
    duties = [found for each in told if (found := duties_of(each, moment.known_at, scope.where()))]
    return MeasureLine(item, told, absent, ROOMS.get(item.room), "；".join(each.said for each in duties))
