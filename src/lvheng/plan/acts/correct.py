"""更正计划: a target or an item was read or bound wrongly. The words of the plan itself are not changed by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Amount, Refusal, Text
from lvheng.kernel.rows import Row
from lvheng.plan.binding import misfit, offered
from lvheng.plan.models import PlanItem, PlanTarget
from lvheng.plan.rooms import check_figure_code

UNBOUND = "无"


def _check_binding(code: str) -> str:
    return code if code == UNBOUND else check_figure_code(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetAsWas:
    plan: UUID
    number: Annotated[str, Text(label="指标编号", longest=8)]
    indicator: Annotated[str | None, Text(label="指标", required=False)] = None
    figure: Annotated[
        str | None,
        Text(label="指标代码", required=False, longest=64, check=_check_binding, hint=f"填“{UNBOUND}”即解除绑定"),
    ] = None
    value: Annotated[Decimal | None, Amount(label="目标值", required=False, scale=4)] = None
    unit: Annotated[str | None, Text(label="单位", required=False, longest=16)] = None
    due: Annotated[str | None, Text(label="期限（年）", required=False, longest=12)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAsWas:
    plan: UUID
    kind: Annotated[str, Text(label="类型", longest=12)]
    number: Annotated[str, Text(label="编号", longest=8)]
    title: Annotated[str | None, Text(label="标题", required=False)] = None
    text: Annotated[str | None, Text(label="正文", required=False, longest=4000)] = None


class PlanCorrection(Act[Any, Row | None]):
    """The shape: the row of that number should always have been otherwise; what is left empty stays as it is."""

    model: ClassVar[type[Row]]
    key: ClassVar[tuple[str, ...]]
    who = (CITY_STAFF,)
    asks_day = "更正日期"

    @classmethod
    def touches(cls, given: Any) -> Iterable[UUID]:
        return (given.plan,)

    @classmethod
    def facts(cls, many: Sequence[Any], days: Sequence[date]) -> list[Row | None]:
        rows = cls.model.rows.current().filter(plan__in=[given.plan for given in many])
        by_key = {(row.plan, *[getattr(row, name) for name in cls.key]): row for row in rows}
        return [by_key.get((given.plan, *[getattr(given, name) for name in cls.key])) for given in many]

    @classmethod
    def place(cls, given: Any, fact: Row | None) -> Place:
        return Place()

    @classmethod
    def changed(cls, given: Any) -> dict[str, Any]:
        told = {n: getattr(given, n) for n in cls.fields() if n not in cls.key and getattr(given, n) is not None}
        return {name: "" if name == "figure" and value == UNBOUND else value for name, value in told.items()}

    @classmethod
    def rules(cls, given: Any, fact: Row | None, on: date) -> list[Refusal]:
        if fact is None:
            return [Refusal("计划中没有这一编号", "number")]
        if all(getattr(fact, name) == value for name, value in cls.changed(given).items()):
            return [Refusal("与原记录相同，没有需要更正的内容", "number", already=True)]
        return []

    @classmethod
    def rows(cls, given: Any, fact: Row | None, on: date) -> Written:
        assert fact is not None
        return Written(given.plan, [fact.again(**cls.changed(given))], [fact])


@act
class CorrectTarget(PlanCorrection):
    kind = "plan.correct_target"
    title = "更正计划指标"
    Input = TargetAsWas
    model = PlanTarget
    key = ("number",)
    tables = (PlanTarget,)

    @classmethod
    def rules(cls, given: Any, fact: Row | None, on: date) -> list[Refusal]:
        refused = super().rules(given, fact, on)
        if refused or fact is None:
            return refused
        bound = {n: getattr(fact, n) for n in ("indicator", "unit", "figure")} | cls.changed(given)
        wrong = misfit(bound["indicator"], bound["unit"], offered(bound["figure"]))
        return [Refusal(wrong, "figure")] if wrong else []


@act
class CorrectItem(PlanCorrection):
    kind = "plan.correct_item"
    title = "更正计划条目"
    Input = ItemAsWas
    model = PlanItem
    key = ("kind", "number")
    tables = (PlanItem,)
