"""开展计划评估、重述读数: the readings of a plan frozen for good, and frozen anew beside what they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID, uuid4

from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Refusal, Text
from lvheng.kernel.subjects.models import SubjectKind
from lvheng.kernel.time.days import today
from lvheng.plan.board import held
from lvheng.plan.models import Plan
from lvheng.steering.choices import ReviewKind
from lvheng.steering.frozen import Taken, take
from lvheng.steering.items import ItemCode, PlanCode, items, items_of
from lvheng.steering.models import REVIEW, FrozenReading, PlanReview


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReview:
    plan: Annotated[str, PlanCode()]
    kind: Annotated[str, Choice(label="评估类别", choices=ReviewKind)]
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    plan: Plan
    today: date
    same: Sequence[PlanReview]
    taken: Sequence[Taken]


@act
class OpenReview(Act[NewReview, ReviewFacts]):
    """Begins a review: every figure of the plan is read as of the day and frozen."""

    kind = "plan.open_review"
    title = "开展计划评估"
    law = ("PLAN-S1",)
    who = (CITY_STAFF,)
    Input = NewReview
    tables = (PlanReview, FrozenReading)
    asks_day = "数据截止日期"
    looks_back = True

    @classmethod
    def facts(cls, many: Sequence[NewReview], days: Sequence[date]) -> list[ReviewFacts]:
        return cls.facts_at(many, days, None)

    @classmethod
    def facts_at(cls, many: Sequence[NewReview], days: Sequence[date], settled: datetime | None) -> list[ReviewFacts]:
        plans = {plan.code: plan for plan in Plan.rows.current().filter(code__in=[given.plan for given in many])}
        reviews = list(PlanReview.rows.current().filter(plan__in=plans))
        return [
            ReviewFacts(
                plans[given.plan],
                today(),
                [row for row in reviews if (row.plan, row.kind) == (given.plan, given.kind)],
                take(held(plans[given.plan]), items_of(given.plan), day, settled),
            )
            for given, day in zip(many, days, strict=True)
        ]

    @classmethod
    def place(cls, given: NewReview, fact: ReviewFacts) -> Place:
        return Place()

    @classmethod
    def rules(cls, given: NewReview, fact: ReviewFacts, on: date) -> list[Refusal]:
        """A day that has come, in or after the plan's first year; mid-term and final reviews once, others once a day."""
        once = given.kind != ReviewKind.TIMELY
        if any(once or row.valid_from == on for row in fact.same):
            return [Refusal(f"这份计划的{ReviewKind(given.kind).label}已经开展", "kind", already=True)]
        if on > fact.today:
            return [Refusal(f"{on} 还没有到，不能冻结读数", "effective_on")]
        if on.year < fact.plan.first_year:
            return [Refusal(f"计划自 {fact.plan.first_year} 年起", "effective_on")]
        return []

    @classmethod
    def rows(cls, given: NewReview, fact: ReviewFacts, on: date) -> Written:
        subject = given.subject or uuid4()
        name = f"{fact.plan.title}{ReviewKind(given.kind).label}（{on}）"[:120]
        review = PlanReview(subject=subject, name=name, plan=given.plan, kind=given.kind, valid_from=on)
        frozen = [FrozenReading(review=subject, edition=1, valid_from=on, **each.columns()) for each in fact.taken]
        makes = [(subject, SubjectKind.THING)]
        return Written(subject, [review, *frozen], makes=makes, finds=_found(fact.taken))


def _found(taken: Sequence[Taken]) -> dict[str, object]:
    found: dict[str, object] = {f"reading.{x.item.number}.{x.reading.figure.code}": x.committed for x in taken}
    return found | {"reading.known_at": taken[0].known_at.isoformat()} if taken else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    review: Annotated[UUID, REVIEW]
    item: Annotated[str, ItemCode()]
    reason: Annotated[str, Text(label="重述理由", hint="为什么冻结时的读数要改：更正了什么、口径改了什么")]


@dataclass(frozen=True, slots=True)
class RestateFacts:
    frozen: Sequence[FrozenReading]
    taken: Sequence[Taken]


@act
class RestateReading(Act[Restated, RestateFacts]):
    """Reads an item's figures again, of the same day as now believed. The first reading stays beside it."""

    kind = "plan.restate_reading"
    title = "重述读数"
    law = ("PLAN-S1",)
    who = (CITY_STAFF,)
    Input = Restated
    tables = (FrozenReading,)
    asks_day = "重述日期"
    looks_back = True

    @classmethod
    def touches(cls, given: Restated) -> Iterable[UUID]:
        return (given.review,)

    @classmethod
    def facts(cls, many: Sequence[Restated], days: Sequence[date]) -> list[RestateFacts]:
        return cls.facts_at(many, days, None)

    @classmethod
    def facts_at(cls, many: Sequence[Restated], days: Sequence[date], settled: datetime | None) -> list[RestateFacts]:
        return [cls._facts(given, settled) for given in many]

    @classmethod
    def _facts(cls, given: Restated, settled: datetime | None) -> RestateFacts:
        frozen = list(FrozenReading.rows.current().filter(review=given.review, item=given.item).order_by("edition"))
        item = items([given.item]).get(given.item)
        if item is None or not frozen:
            return RestateFacts(frozen, ())
        return RestateFacts(frozen, take(held(Plan.rows.current().get(code=item.plan)), [item], frozen[0].day, settled))

    @classmethod
    def place(cls, given: Restated, fact: RestateFacts) -> Place:
        return Place()

    @classmethod
    def rules(cls, given: Restated, fact: RestateFacts, on: date) -> list[Refusal]:
        if not fact.frozen:
            return [Refusal("这次评估没有冻结这一条的读数", "item")]
        if not _moved(fact):
            return [Refusal("现在的登记与冻结时一致，无须重述", "item", already=True)]
        return []

    @classmethod
    def rows(cls, given: Restated, fact: RestateFacts, on: date) -> Written:
        edition = 1 + max(row.edition for row in fact.frozen)
        frozen = [
            FrozenReading(review=given.review, edition=edition, restated=given.reason, valid_from=on, **each.columns())
            for each in _moved(fact)
        ]
        return Written(given.review, [*frozen], finds=_found(_moved(fact)))


def _moved(fact: RestateFacts) -> list[Taken]:
    """What is read otherwise than when it was last frozen."""
    last = {row.figure: (row.version, row.digest, row.whole_digest) for row in fact.frozen}
    return [
        each
        for each in fact.taken
        if last.get(each.reading.figure.code) != (each.reading.figure.version, each.digest, each.whole_digest)
    ]
