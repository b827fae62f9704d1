"""A review of the plan as it is read: frozen readings, each beside what a person says of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from lvheng.kernel.figures.figure import figure_of, is_live
from lvheng.plan.board import held, plans
from lvheng.plan.chart import Trajectory
from lvheng.plan.models import Plan
from lvheng.steering.choices import ReviewKind, Verdict
from lvheng.steering.items import Item, item_code, items_of
from lvheng.steering.models import FrozenReading, Judgement, PlanReview

TONES = {
    Verdict.ACHIEVED: "done",
    Verdict.MOSTLY: "on",
    Verdict.UNDER_WAY: "on",
    Verdict.BEHIND: "due",
    Verdict.FAILED: "late",
    Verdict.LEFT_OUT: "soft",
}
PROPOSED = {
    "已完成": Verdict.ACHIEVED,
    "按期": Verdict.UNDER_WAY,
    "有风险": Verdict.BEHIND,
    "难以实现": Verdict.BEHIND,
    "未达到": Verdict.FAILED,
}
"""By what was computed of a target, which verdict the form has ready; a person confirms it or chooses another."""


@dataclass(frozen=True, slots=True)
class Point:
    """A year-end as it was frozen, to be drawn."""

    on: date
    value: Decimal | None
    shown: str

    @property
    def begun(self) -> bool:
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Judged:
    """An item of a review: its readings, each with its editions in order, the judgement, if there is one, and the number
    that the plan promised of it when they were frozen."""

    item: Item
    readings: Sequence[Sequence[FrozenReading]]
    judgement: Judgement | None
    aim: Decimal | None = None

    @property
    def now(self) -> list[FrozenReading]:
        """Of each figure the reading that holds: the last edition."""
        return [editions[-1] for editions in self.readings]

    @property
    def restated(self) -> list[tuple[FrozenReading, FrozenReading]]:
        """Readings that were restated, each with the one that it stands beside."""
        return [pair for editions in self.readings for pair in pairwise(editions)]

    @property
    def status(self) -> str:
        return self.now[0].status if self.now else ""

    @property
    def verdict(self) -> str:
        return str(Verdict(self.judgement.verdict).label) if self.judgement else ""

    @property
    def tone(self) -> str:
        return TONES[Verdict(self.judgement.verdict)] if self.judgement else ""

    @property
    def proposed(self) -> str:
        """The verdict to begin with."""
        return self.judgement.verdict if self.judgement else PROPOSED.get(self.status, "")

    @property
    def chart(self) -> Trajectory | None:
        """The year-ends as frozen, if there are two or more."""
        if not self.now:
            return None
        row = self.now[0]
        figure = figure_of(row.figure) if is_live(row.figure) else None
        points = []
        for day, value in json.loads(row.path):
            number = None if value is None else Decimal(value)
            shown = "" if number is None else figure.shown(number) if figure else f"{number:,f}"
            points.append(Point(date.fromisoformat(day), number, shown))
        if sum(point.begun for point in points) < 2:
            return None
        return Trajectory(points, None if self.aim is None else float(self.aim), row.day)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review with all its items, as believed at one instant."""

    review: PlanReview
    plan: Plan
    tasks: Mapping[str, str]  # their titles by number
    items: Sequence[Judged]

    @property
    def targets(self) -> list[Judged]:
        return [each for each in self.items if each.item.kind == "target"]

    @property
    def measures(self) -> list[Judged]:
        return [each for each in self.items if each.item.kind == "measure"]

    @property
    def judged(self) -> int:
        return sum(each.judgement is not None for each in (*self.targets, *self.measures))

    @property
    def wanted(self) -> int:
        return len(self.targets) + len(self.measures)

    def verdicts(self, of: Sequence[Judged]) -> list[tuple[str, int]]:
        """How many of each verdict, in the order of the code list."""
        counted = Counter(each.judgement.verdict for each in of if each.judgement)
        return [(str(verdict.label), counted[verdict.value]) for verdict in Verdict if counted[verdict.value]]


def reviewed(subject: UUID, known_at: datetime | None = None) -> Reviewed | None:
    """The review with its readings and judgements, as believed at `known_at` (None: now); None if there was none."""
    review = PlanReview.rows.believed(known_at).filter(subject=subject).first()
    if review is None:
        return None
    plan = Plan.rows.current().get(code=review.plan)
    frozen: dict[str, dict[str, list[FrozenReading]]] = {}
    for row in FrozenReading.rows.believed(known_at).filter(review=subject).order_by("edition"):
        frozen.setdefault(row.item, {}).setdefault(row.figure, []).append(row)
    then = held(plan, review.known_from)
    aims = {item_code(target.number, plan.code): target.level for target in then.targets}
    said = {row.item: row for row in Judgement.rows.believed(known_at).filter(review=subject).order_by("valid_from")}
    return Reviewed(
        review,
        plan,
        {item.number: item.title for item in (*then.of_kind("task"), *then.of_kind("safeguard"))},
        [
            Judged(item, list(frozen.get(item.code, {}).values()), said.get(item.code), aims.get(item.code))
            for item in items_of(review.plan)
            if item.kind in ("target", "measure") or item.code in frozen
        ],
    )


@dataclass(frozen=True, slots=True)
class Due:
    """A review that is due by default, and whether it has been opened."""

    kind: ReviewKind
    day: date
    review: PlanReview | None


def reviews_of(plan: str, known_at: datetime | None = None) -> list[PlanReview]:
    """The reviews of a plan, the latest first."""
    return list(PlanReview.rows.believed(known_at).filter(plan=plan).order_by("-valid_from", "-id"))


def due_reviews(plan: Plan, reviews: Sequence[PlanReview]) -> list[Due]:
    """Mid-term, as of the middle of the plan's years; final, as of their end."""
    years, more = divmod(6 * (plan.last_year + 1 - plan.first_year), 12)
    middle = date(plan.first_year + years, 1 + more, 1) - timedelta(days=1)
    days = {ReviewKind.MID_TERM: middle, ReviewKind.FINAL: date(plan.last_year, 12, 31)}
    return [Due(kind, day, next((row for row in reviews if row.kind == kind), None)) for kind, day in days.items()]


def usual(plan: Plan, reviews: Sequence[PlanReview], today: date) -> Due:
    """What a review opened now usually is: the mid-term one before the plan's end, the final one after it; else a timely one."""
    mid_term, final = due_reviews(plan, reviews)
    due = final if today > final.day else mid_term
    return Due(ReviewKind.TIMELY, today, None) if due.review else replace(due, day=min(due.day, today))


def missing_reviews(day: date) -> list[tuple[Plan, Due]]:
    """The reviews that are due by then and were never opened."""
    opened = list(PlanReview.rows.current())
    return [
        (plan, due)
        for plan in plans()
        for due in due_reviews(plan, [row for row in opened if row.plan == plan.code])
        if due.review is None and due.day < day
    ]
