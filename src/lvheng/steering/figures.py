"""The figures of steering: how often the plan was reviewed, and what came of it."""

from __future__ import annotations

from lvheng.kernel.figures.figure import Figure, declare
from lvheng.steering.registers import REVIEWS
from lvheng.work.sets import rows, sources

declare(
    Figure(
        code="plan.evaluations",
        title="计划评估",
        unit="次",
        rows=lambda m: rows(REVIEWS, m),
        sources=sources(REVIEWS),
        definition="数据截止日期不晚于当日的计划评估：中期、终期和适时评估都计入。",
        listing=REVIEWS.list_code,
    ),
)
