"""What of a plan is shared out, reported on and judged: its tasks, measures, safeguards and targets.

Each has a code by which registers name it: its number and the plan's code, `T4.2@bj-lawyers-2023-2025`. Numbers of one
plan are told apart by their letters, so that people may write the number alone while only one plan has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from lvheng.kernel.acts.fields import CellRefused, Text
from lvheng.kernel.time.days import OPEN_INSTANT
from lvheng.plan.models import Plan

LONGEST = 72
_KNOWN = f"known_to = '{OPEN_INSTANT}'"
ITEMS = f"""(
  select i.number || '@' || p.code as code, i.number || ' ' || i.title as title, i.kind, i.number, i.figures,
         p.code as plan, 1 as part, i.position
  from plan_item i join plan_plan p on p.subject = i.plan and p.{_KNOWN} where i.{_KNOWN} and i.kind <> 'goal'
  union all
  select t.number || '@' || p.code, t.number || ' ' || t.indicator, 'target', t.number,
         case when t.figure = '' then '{{}}' else array[t.figure] end, p.code, 0, t.position
  from plan_target t join plan_plan p on p.subject = t.plan and p.{_KNOWN} where t.{_KNOWN})"""
"""SQL: every item of every plan as now believed, whatever the moment: its words are those that people know it by."""


@dataclass(frozen=True, slots=True)
class Item:
    """One of them; `title` begins with its number."""

    code: str
    title: str
    kind: str
    number: str
    figures: tuple[str, ...]
    plan: str

    @property
    def task(self) -> str:
        """The number of the task or safeguard that a measure stands under."""
        return self.number.partition(".")[0]

    @property
    def name(self) -> str:
        """The title without its number."""
        return self.title.removeprefix(self.number).strip()


def item_code(number: str, plan: str) -> str:
    return f"{number}@{plan}"


def _asked(condition: str, values: dict[str, Any]) -> list[Item]:
    sql = f"select code, title, kind, number, figures, plan from {ITEMS} i where {condition} order by plan, part, position"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [
            Item(code, title, kind, number, tuple(figures), plan) for code, title, kind, number, figures, plan in cursor
        ]


def items_of(plan: str) -> list[Item]:
    """The items of the plan of that code: targets first, then the rest as the plan has them."""
    return _asked("plan = %(plan)s", {"plan": plan})


def items(codes: Iterable[str]) -> dict[str, Item]:
    """Items by code; those that there are."""
    wanted = sorted(set(codes))
    return {each.code: each for each in _asked("code = any(%(codes)s)", {"codes": wanted})} if wanted else {}


def found(word: str) -> Sequence[Item]:
    """What somebody means by a code, a number or a title."""
    return _asked("code = %(word)s or number = %(word)s or title = %(word)s", {"word": word})


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCode(Text):
    """An item of a plan, by its code, its title, or its number where only one plan has it. Kept as its code."""

    label: str = "计划条目"
    longest: int = LONGEST
    hint: str = "编号，如 T4.2、1.1；几份计划都有的，写作 1.1@计划代号"

    def value(self, raw: object) -> str:
        word = Text.value(self, raw)
        meant = found(word)
        if len(meant) == 1:
            return meant[0].code
        some = "、".join(each.code for each in meant)
        raise CellRefused(f"有不止一份计划有“{word}”，请写明是 {some}" if meant else f"计划中没有编号为“{word}”的条目")

    def show(self, value: str | None) -> str:
        return "" if not value else next((each.title for each in items([value]).values()), value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCode(Text):
    """A plan that has been adopted, by its code or title. Kept as its code."""

    label: str = "行动计划"
    longest: int = 48
    hint: str = "代号或全称"

    def value(self, raw: object) -> str:
        word = Text.value(self, raw)
        for plan in Plan.rows.current():
            if word in (plan.code, plan.title):
                return str(plan.code)
        raise CellRefused(f"没有采纳过“{word}”这份计划")

    def show(self, value: str | None) -> str:
        titles = Plan.rows.current().filter(code=value).values_list("title", flat=True)
        return next(iter(titles), value or "")
