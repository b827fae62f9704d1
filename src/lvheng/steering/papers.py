"""The report of a review as an official document, made of nothing but what was frozen and judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from django.conf import settings

from lvheng.kernel.documents.document import (
    Align,
    Block,
    Chart,
    Document,
    Heading,
    NewPage,
    Paragraph,
    Table,
    TableColumn,
    long_day,
)
from lvheng.kernel.time.days import legal_day
from lvheng.steering.choices import ReviewKind
from lvheng.steering.reviewing import Judged, Reviewed


def report_of(reviewed: Reviewed) -> Document:
    """The report, in the layout of official documents: verdicts, a table of all targets, their charts, the measures,
    and what proves the readings."""
    review, plan = reviewed.review, reviewed.plan
    kind = ReviewKind(review.kind).label
    return Document(
        title=f"关于{plan.title}执行情况的{kind}报告",
        blocks=[
            *_summary(reviewed),
            *_targets(reviewed.targets),
            *_measures(reviewed.measures, reviewed.tasks),
            *_evidence(review.valid_from, reviewed.items),
        ],
        organ=plan.issuer,
        signed_by=plan.issuer,
        signed_on=legal_day(review.known_from),
        demonstration=settings.DEMONSTRATION,
    )


def _summary(reviewed: Reviewed) -> Iterator[Block]:
    review = reviewed.review
    yield Heading("评估概况")
    yield Paragraph(
        f"本次评估的数据截至{long_day(review.valid_from)}，读数于{long_day(legal_day(review.known_from))}冻结，"
        f"由登记簿计算，此后的登记不改变本报告的数；经重述的，两次读数和理由都列明。"
    )
    for title, some in (("指标", reviewed.targets), ("举措", reviewed.measures)):
        told = "，".join(f"{verdict} {number} 项" for verdict, number in reviewed.verdicts(some))
        left = sum(each.judgement is None for each in some)
        yield Paragraph(
            f"计划的{title}共 {len(some)} 项"
            + (f"：{told}" if told else "")
            + (f"，尚未评定 {left} 项" if left else "")
            + "。"
        )


def _targets(targets: Sequence[Judged]) -> Iterator[Block]:
    yield Heading("指标完成情况")
    columns = [
        TableColumn("编号"),
        TableColumn("指标"),
        TableColumn("目标", Align.RIGHT),
        TableColumn("读数", Align.RIGHT),
        TableColumn("系统判断"),
        TableColumn("评定"),
    ]
    rows = [
        [
            each.item.number,
            each.item.name,
            "；".join(row.aim for row in each.now),
            "；".join(row.shown for row in each.now) or "登记簿尚未建立",
            each.status,
            each.verdict or "未评定",
        ]
        for each in targets
    ]
    yield Table(columns, rows, "全部指标")
    for each in targets:
        if each.judgement and each.judgement.text:
            yield Paragraph(f"{each.item.title}：{each.judgement.text}")
        yield from _restated(each)
    charts = [(each, chart) for each in targets if (chart := each.chart) is not None]
    if charts:
        yield Heading("指标走势")
    for each, chart in charts:
        yield Chart(chart.printed(), f"{each.item.name}历年年末的数", f"{each.item.title}（目标：{each.now[0].aim}）")


def _restated(each: Judged) -> Iterator[Block]:
    for before, after in each.restated:
        yield Paragraph(
            f"{each.item.title}的读数由 {before.shown} 重述为 {after.shown}"
            f"（{long_day(after.valid_from)}，存证 № {after.opened_by}）：{after.restated}。"
        )


def _measures(measures: Sequence[Judged], tasks: Mapping[str, str]) -> Iterator[Block]:
    yield Heading("举措推进情况")
    columns = [
        TableColumn("编号"),
        TableColumn("举措"),
        TableColumn("数", Align.RIGHT),
        TableColumn("评定"),
        TableColumn("说明"),
    ]
    for number, some in groupby(measures, lambda each: each.item.number.partition(".")[0]):
        rows = [
            [
                each.item.number,
                each.item.name,
                "；".join(f"{row.shown}" for row in each.now),
                each.verdict or "未评定",
                each.judgement.text or "" if each.judgement else "",
            ]
            for each in some
        ]
        yield Heading(tasks.get(number, number), 2)
        yield Table(columns, rows)


def _evidence(day: date, items: Sequence[Judged]) -> Iterator[Block]:
    """The readings with what proves them: whoever has the registers recomputes the digest."""
    yield NewPage()
    yield Heading("读数及其存证")
    yield Paragraph(
        f"各读数的数据日期都是{long_day(day)}。行摘要为该日、该时刻所认识的全部记录及其版本的 SHA-256，列前 12 位；口径版本不变的，任何时候重算都相同。"
    )
    columns = [TableColumn(title) for title in ("条目", "指标代码", "读数", "口径版本", "行摘要", "存证")]
    rows = [
        [
            each.item.number,
            row.figure,
            row.shown,
            row.version,
            row.digest[:12],
            f"№ {row.opened_by}",
        ]
        for each in items
        for editions in each.readings
        for row in editions
    ]
    yield Table(columns, rows, "冻结读数", small=True)
