"""What must hold of the pools and programmes."""

from __future__ import annotations

from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.spans import row_on
from lvheng.talent.choices import Programme
from lvheng.talent.models import ForeignPoolMember, PoolMember
from lvheng.work.shape import Entry

SUBSET = "计划目标五：涉外人才为领军、优秀、后备人才的一部分"


def within_pool(entry: Entry) -> list[Refusal]:
    """Whoever is in the foreign-related pool is in the pool itself all the while (计划目标五, 其中)."""
    day = entry.since
    while day < entry.until:
        row = row_on(entry.beside[PoolMember], day)
        if row is None:
            return [Refusal(f"{day} 当日不在人才库，应先办理入库", "lawyer", SUBSET)]
        day = row.valid_to
    return []


def leaves_foreign_part_within(entry: Entry) -> list[Refusal]:
    """A correction takes no day from the pool on which the lawyer is in the foreign-related part.

    Days that go to the row before or after, which touches this one, stay days in the pool."""
    old = entry.row
    if old is None:
        return []
    lost = []
    if not any(row.valid_to == old.valid_from for row in entry.rows):
        lost.append((old.valid_from, entry.since))
    if not any(row.valid_from == old.valid_to for row in entry.rows):
        lost.append((entry.until, old.valid_to))
    for row in entry.beside[ForeignPoolMember]:
        if any(row.valid_from < last and row.valid_to > first for first, last in lost if first < last):
            return [Refusal("其间仍在涉外人才库，应先更正涉外人才库的登记", "valid_from", SUBSET)]
    return []


def foreign_part_ended(entry: Entry) -> list[Refusal]:
    """The foreign-related part is left first."""
    if any(row.valid_to > entry.on for row in entry.beside[ForeignPoolMember]):
        return [Refusal("仍在涉外人才库，应先办理涉外人才出库", "lawyer", SUBSET)]
    return []


def of_its_year(entry: Entry) -> list[Refusal]:
    """Who joins a cohort begins in the cohort's year; the foreign-related programme takes who is in that pool."""
    cohort = row_on(entry.things["cohort"], entry.since) or entry.things["cohort"][-1]
    if entry.since.year != cohort.year:
        return [Refusal(f"该班次为 {cohort.year} 年度，入学日期应在当年", "cohort")]
    in_pool = row_on(entry.beside[ForeignPoolMember], entry.since)
    if cohort.programme == Programme.FOREIGN_ELITE and in_pool is None:
        return [Refusal("该项目从涉外人才库中选拔，入学当日不在库", "lawyer", "计划主要任务14")]
    return []
