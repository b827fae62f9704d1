"""Where public and company lawyers may be asked for, on plain values.

Source: 司发通〔2018〕131号、132号, as in the domain notes on licensing, §8."""

from __future__ import annotations

from lvheng.inhouse.choices import ENTERPRISES
from lvheng.inhouse.models import ListedUnit
from lvheng.kernel.acts.fields import Refusal
from lvheng.register.choices import LawyerKind
from lvheng.work.shape import Entry

IN_HOUSE = (LawyerKind.PUBLIC, LawyerKind.COMPANY)


def _listed_as(entry: Entry) -> str | None:
    """The level of the unit in the list on the day; None if it is not listed."""
    rows = [row for row in entry.beside[ListedUnit] if row.valid_from <= entry.since < row.valid_to]
    return rows[0].level if rows else None


def state_enterprise(entry: Entry) -> list[Refusal]:
    """A need is recorded of enterprises that the list names: the plan speaks of 市属、区属国有企业 (目标 6)."""
    if _listed_as(entry) in ENTERPRISES:
        return []
    return [Refusal(f"{entry.since} 当日不在市属、区属国有企业名单内", "enterprise", "三年行动计划 目标 6")]


def private_enterprise(entry: Entry) -> list[Refusal]:
    """The pilot is for private enterprises, not for those of the list (主要任务 25)."""
    if _listed_as(entry) is None:
        return []
    return [Refusal("该单位在党政机关、国有企业名单内，不属于民营企业试点", "enterprise", "三年行动计划 主要任务 25")]


def in_house(entry: Entry) -> list[Refusal]:
    """Whoever takes part does so as a public or company lawyer (主要任务 25)."""
    licence = entry.people["lawyer"].licence(entry.since)
    if licence is not None and licence.kind in IN_HOUSE:
        return []
    return [Refusal(f"{entry.since} 当日不是公职律师或者公司律师", "lawyer", "三年行动计划 主要任务 25")]
