"""发起调度、报送进展、审核进展: a round calls units, each tells of its items, the bureau accepts or sends back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID, uuid4

from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF, DISTRICT_STAFF, PLAN_OFFICER, PostKind
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Day, Refusal, Text
from lvheng.kernel.acts.spans import change, row_on
from lvheng.kernel.subjects.models import Organisation, OrganisationKind, Seat, SubjectKind
from lvheng.kernel.time.days import today
from lvheng.plan.models import Plan
from lvheng.register.facts import rows_by
from lvheng.steering.choices import Called, Checked, Part, Progress, ReportState
from lvheng.steering.items import ItemCode, PlanCode
from lvheng.steering.models import ROUND, UNIT, Assignment, DispatchReport, DispatchRound

STAFF_OF: dict[str, tuple[PostKind, ...]] = {
    OrganisationKind.DISTRICT_BUREAU: (DISTRICT_STAFF,),
    OrganisationKind.CITY_ASSOCIATION: (ASSOCIATION_STAFF,),
    OrganisationKind.DISTRICT_ASSOCIATION: (ASSOCIATION_STAFF,),
    OrganisationKind.ORGAN: (PLAN_OFFICER,),
}
"""Whose own staff reports for a unit of that kind; for an organ, which has no staff here, the head of the plan's office."""
OF_THE_BUREAU = (CITY_STAFF, PLAN_OFFICER)
"""For the city's bureau and its divisions: the staff of the very division, and the head of the plan's office."""


def reporting_place(kind: str, district: str, unit: UUID) -> Place:
    """Where a report of that unit has its effect, and who may make it: nobody reports for others by holding a post elsewhere."""
    return Place(district, unit, who=STAFF_OF.get(kind, OF_THE_BUREAU), there=(CITY_STAFF, ASSOCIATION_STAFF))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRound:
    plan: Annotated[str, PlanCode()]
    called: Annotated[str, Choice(label="调度范围", choices=Called)]
    due: Annotated[date, Day(label="报送期限")]
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class RoundFacts:
    plan: Plan
    today: date
    rounds: Sequence[DispatchRound]
    assigned: Sequence[Assignment]


@act
class CallDispatch(Act[NewRound, RoundFacts]):
    """Calls the units to report. What the registers say of that day, as now believed, is the round's for good."""

    kind = "plan.call_dispatch"
    title = "发起调度"
    law = ("PLAN-S1",)
    who = (CITY_STAFF,)
    Input = NewRound
    tables = (DispatchRound, DispatchReport)
    asks_day = "数据截止日期"
    freezes = True

    @classmethod
    def facts(cls, many: Sequence[NewRound], days: Sequence[date]) -> list[RoundFacts]:
        plans = {plan.code: plan for plan in Plan.rows.current().filter(code__in=[given.plan for given in many])}
        rounds = list(DispatchRound.rows.current().filter(plan__in=plans))
        return [
            RoundFacts(
                plans[given.plan],
                today(),
                [row for row in rounds if row.plan == given.plan],
                [
                    row
                    for row in Assignment.rows.on(day).filter(item__endswith=f"@{given.plan}").order_by("unit", "item")
                    if given.called == Called.EVERYBODY or row.part == Part.LEAD
                ],
            )
            for given, day in zip(many, days, strict=True)
        ]

    @classmethod
    def place(cls, given: NewRound, fact: RoundFacts) -> Place:
        return Place()

    @classmethod
    def rules(cls, given: NewRound, fact: RoundFacts, on: date) -> list[Refusal]:
        if any(row.valid_from == on for row in fact.rounds):
            return [Refusal(f"数据截至 {on} 的调度已经发起", "effective_on", already=True)]
        if on > fact.today:
            return [Refusal(f"{on} 还没有到，没有数可以填", "effective_on")]
        if given.due < on:
            return [Refusal(f"报送期限 {given.due} 早于数据截止日期 {on}", "due")]
        if not fact.assigned:
            return [Refusal(f"{on} 当日还没有分工，没有单位可以调度", "plan")]
        return []

    @classmethod
    def rows(cls, given: NewRound, fact: RoundFacts, on: date) -> Written:
        subject = given.subject or uuid4()
        number = 1 + sum(row.valid_from.year == on.year and row.valid_from < on for row in fact.rounds)
        name = f"{on.year}年第{number}次调度（数据截至{on}）"
        found: list[Any] = [
            DispatchRound(
                subject=subject, name=name, plan=given.plan, called=given.called, due=given.due, valid_from=on
            )
        ]
        found += [
            DispatchReport(
                unit=row.unit, round=subject, item=row.item, part=row.part, state=ReportState.CALLED, valid_from=on
            )
            for row in fact.assigned
        ]
        return Written(subject, found, makes=[(subject, SubjectKind.THING)])


@dataclass(frozen=True, slots=True)
class ReportFacts:
    report: DispatchReport | None
    kind: str
    district: str


class OfReport(Act[Any, ReportFacts]):
    """What both acts on a report have in common: which report, and where its unit is."""

    law = ("PLAN-S1",)
    tables = (DispatchReport,)

    @classmethod
    def touches(cls, given: Any) -> Iterable[UUID]:
        return (given.unit,)

    @classmethod
    def reads(cls, given: Any) -> Iterable[UUID]:
        return (given.round,)

    @classmethod
    def facts(cls, many: Sequence[Any], days: Sequence[date]) -> list[ReportFacts]:
        keys = [given.unit for given in many]
        reports, names, seats = (
            rows_by(DispatchReport, "unit", keys),
            rows_by(Organisation, "subject", keys),
            rows_by(Seat, "organisation", keys),
        )
        found = []
        for given, day in zip(many, days, strict=True):
            mine = [row for row in reports[given.unit] if (row.round, row.item) == (given.round, given.item)]
            unit, seat = row_on(names[given.unit], day), row_on(seats[given.unit], day)
            found.append(ReportFacts(row_on(mine, day), unit.kind if unit else "", seat.district if seat else ""))
        return found

    @classmethod
    def missing(cls, fact: ReportFacts) -> list[Refusal]:
        return [] if fact.report else [Refusal("这次调度没有要这个单位报送这一条", "item")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    unit: Annotated[UUID, UNIT]
    round: Annotated[UUID, ROUND]
    item: Annotated[str, ItemCode()]
    progress: Annotated[str, Choice(label="进展判断", choices=Progress)]
    text: Annotated[str, Text(label="进展情况", longest=1000)]
    problem: Annotated[str | None, Text(label="存在的问题", required=False, longest=1000)] = None


@act
class ReportProgress(OfReport):
    """The unit tells how an item stands, with evidence attached; again after it was sent back."""

    kind = "plan.report_progress"
    title = "报送进展"
    who = (CITY_STAFF, DISTRICT_STAFF, ASSOCIATION_STAFF, PLAN_OFFICER)
    Input = Reported
    asks_day = "报送日期"

    @classmethod
    def place(cls, given: Reported, fact: ReportFacts) -> Place:
        return reporting_place(fact.kind, fact.district, given.unit)

    @classmethod
    def rules(cls, given: Reported, fact: ReportFacts, on: date) -> list[Refusal]:
        if fact.report is None:
            return cls.missing(fact)
        if fact.report.state in (ReportState.CALLED, ReportState.SENT_BACK):
            return []
        label = ReportState(fact.report.state).label
        return [Refusal(f"这一条已经报送（{label}），退回后才能重报", "item", already=True)]

    @classmethod
    def rows(cls, given: Reported, fact: ReportFacts, on: date) -> Written:
        assert fact.report is not None
        opened, closed = change(
            fact.report,
            on,
            state=ReportState.RETURNED,
            progress=given.progress,
            text=given.text,
            problem=given.problem,
            filed_on=on,
            reason=None,
        )
        return Written(given.unit, [*opened], [*closed])


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReport:
    unit: Annotated[UUID, UNIT]
    round: Annotated[UUID, ROUND]
    item: Annotated[str, ItemCode()]
    checked: Annotated[str, Choice(label="审核意见", choices=Checked)]
    reason: Annotated[str | None, Text(label="退回理由", required=False, longest=500)] = None


@act
class CheckReport(OfReport):
    """The bureau accepts a report, or sends it back and says why."""

    kind = "plan.check_report"
    title = "审核进展"
    who = (CITY_STAFF,)
    Input = CheckedReport
    asks_day = "审核日期"

    @classmethod
    def place(cls, given: CheckedReport, fact: ReportFacts) -> Place:
        return Place(fact.district, given.unit)

    @classmethod
    def rules(cls, given: CheckedReport, fact: ReportFacts, on: date) -> list[Refusal]:
        if fact.report is None:
            return cls.missing(fact)
        if fact.report.state != ReportState.RETURNED:
            done = fact.report.state in (ReportState.ACCEPTED, ReportState.SENT_BACK)
            label = ReportState(fact.report.state).label
            return [Refusal(f"这一条{label}，没有要审核的", "item", already=done)]
        if given.checked == Checked.SEND_BACK and not given.reason:
            return [Refusal("退回须写明理由", "reason")]
        return []

    @classmethod
    def rows(cls, given: CheckedReport, fact: ReportFacts, on: date) -> Written:
        assert fact.report is not None
        back = given.checked == Checked.SEND_BACK
        state = ReportState.SENT_BACK if back else ReportState.ACCEPTED
        opened, closed = change(fact.report, on, state=state, reason=given.reason if back else None)
        return Written(given.unit, [*opened], [*closed])
