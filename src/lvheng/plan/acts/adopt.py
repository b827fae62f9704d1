"""采纳计划: a plan document becomes a plan of the product, with its items, its targets and the figures they are bound to."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Annotated
from uuid import UUID, uuid5

from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Day, Refusal, Text, Whole
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import Subject, SubjectKind
from lvheng.plan.binding import misfit, offered
from lvheng.plan.models import Plan, PlanItem, PlanTarget
from lvheng.plan.rooms import check_figure_code

SPACE = UUID("5b0a6c52-9d1f-5d0a-8a35-2f7c0f6f3c11")


def plan_key(code: str) -> UUID:
    """The fixed key of the plan with that code."""
    return uuid5(SPACE, code)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    kind: str
    number: str
    title: str
    parent: str = ""
    text: str = ""
    section: str = ""
    lead_units: tuple[str, ...] = ()
    cooperating_units: tuple[str, ...] = ()
    room: str = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTarget:
    number: str
    indicator: str
    shape: str
    op: str
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    due: str = ""
    goal: str = ""
    task: str = ""
    quote: str = ""
    counts: str = ""
    ours: bool = False
    advocated: bool = False
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    code: Annotated[str, Text(label="代号", longest=48)]
    title: Annotated[str, Text(label="名称")]
    issuer: Annotated[str, Text(label="印发机关", longest=120)]
    first_year: Annotated[int, Whole(label="起始年", least=1949, most=2199)]
    last_year: Annotated[int, Whole(label="终止年", least=1949, most=2199)]
    passed_on: Annotated[date | None, Day(label="审议通过日", required=False)] = None
    issued_on: Annotated[date | None, Day(label="印发日", required=False)] = None
    source: str = ""
    items: tuple[NewItem, ...] = ()
    targets: tuple[NewTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    adopted: bool
    known_subject: bool


@act
class AdoptPlan(Act[Adopted, Facts]):
    kind = "plan.adopt"
    title = "采纳行动计划"
    who = (CITY_STAFF,)
    Input = Adopted
    tables = (Plan, PlanItem, PlanTarget)
    asks_day = "施行日期"
    alone = ("code",)

    @classmethod
    def touches(cls, given: Adopted) -> Iterable[UUID]:
        return (plan_key(given.code),)

    @classmethod
    def facts(cls, many: Sequence[Adopted], days: Sequence[date]) -> list[Facts]:
        keys = [plan_key(given.code) for given in many]
        adopted = set(Plan.rows.current().filter(subject__in=keys).values_list("subject", flat=True))
        known = set(Subject.objects.filter(pk__in=keys).values_list("id", flat=True))
        return [Facts(key in adopted, key in known) for key in keys]

    @classmethod
    def place(cls, given: Adopted, fact: Facts) -> Place:
        return Place()

    @classmethod
    def rules(cls, given: Adopted, fact: Facts, on: date) -> list[Refusal]:
        if fact.adopted:
            return [Refusal(f"《{given.title}》已采纳；条目和指标有误的，请更正", "code", already=True)]
        refused = []
        if given.last_year < given.first_year:
            refused.append(Refusal(f"终止年 {given.last_year} 早于起始年 {given.first_year}", "last_year"))
        refused += _repeated("条目", [f"{item.kind}/{item.number}" for item in given.items])
        refused += _repeated("指标", [target.number for target in given.targets])
        for code in sorted(
            {*[t.figure for t in given.targets if t.figure], *[f for i in given.items for f in i.figures]}
        ):
            try:
                check_figure_code(code)
            except ValueError as wrong:
                refused.append(Refusal(str(wrong), "targets"))
        return refused + [refusal for target in given.targets for refusal in (*_valued(target), *_fitting(target))]

    @classmethod
    def told(cls, given: Adopted) -> dict[str, object]:
        """The text and the lists enter the ledger as digests: an entry has at most 65,535 bytes."""
        return {
            **super().told(given),
            "input.source": sha256(given.source.encode()).hexdigest(),
            "input.items": _digest(given.items),
            "input.targets": _digest(given.targets),
        }

    @classmethod
    def rows(cls, given: Adopted, fact: Facts, on: date) -> Written:
        key = plan_key(given.code)
        plan = Plan(
            subject=key,
            code=given.code,
            title=given.title,
            issuer=given.issuer,
            passed_on=given.passed_on,
            issued_on=given.issued_on,
            first_year=given.first_year,
            last_year=given.last_year,
            source=given.source,
            valid_from=on,
        )
        opened: list[Row] = [plan]
        for position, item in enumerate(given.items):
            opened.append(PlanItem(plan=key, position=position, valid_from=on, **_columns(item)))
        for position, target in enumerate(given.targets):
            opened.append(PlanTarget(plan=key, position=position, valid_from=on, **_columns(target)))
        return Written(key, opened, makes=[] if fact.known_subject else [(key, SubjectKind.PLAN)])


def _columns(part: NewItem | NewTarget) -> dict[str, object]:
    values = dataclasses.asdict(part)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _digest(parts: Sequence[NewItem | NewTarget]) -> str:
    told = [dataclasses.asdict(part) for part in parts]
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def _repeated(what: str, numbers: Sequence[str]) -> list[Refusal]:
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    return [Refusal(f"{what}编号 {number.rpartition('/')[2]} 出现两次", "items") for number in twice]


def _fitting(target: NewTarget) -> list[Refusal]:
    """A target and the figure that it is bound to are of one measure."""
    wrong = misfit(target.indicator, target.unit, offered(target.figure))
    return [Refusal(f"指标 {target.number}：{wrong}", "targets")] if wrong else []


def _valued(target: NewTarget) -> list[Refusal]:
    """A target that promises a number must say which."""
    if target.op in ("grows_yearly", "milestone") or target.value is not None:
        return []
    return [Refusal(f"指标 {target.number}“{target.indicator}”没有目标值", "targets")]
