"""Targets stated without a number: full coverage, growth year by year, doubling, things completed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import grammar as g
from .around import Place
from .clauses import left_edge
from .indicator import Pieces, Taken, trimmed
from .quantities import Mask
from .statements import Told

Weak = tuple[int, int, str]


def wordless(told: Told, masks: list[Mask]) -> tuple[list[Taken], list[Weak]]:
    """The targets of a passage that words alone state, and the places that only sound like one."""
    if told.role == "status":
        return [], []
    weak: list[Weak] = []
    found = [*_full(told, weak), *_grows(told), *_times(told), *_milestones(told)]
    hidden = [(m.start, m.end) for m in masks]
    kept = [t for t in found if not any(a <= t.end - 1 < b for a, b in hidden)] + list(_none(told))
    return [t for t in kept if not told.deadlines.past(t.start, told.role)], weak


def _left(told: Told, at: int) -> int:
    return max([left_edge(told.text, at), *(t.end for t in told.found if t.end <= at)])


def _full(told: Told, weak: list[Weak]) -> Iterator[Taken]:
    """村(社区)实现全覆盖 is a coverage of 100 %."""
    text = told.text
    for found in g.FULL.finditer(text):
        left = _left(told, found.start())
        counted = any(
            left <= q.start and q.end <= found.start() and q.unit == "%" and q.value != 100 for q in told.quantities
        )
        if counted or not g.FULL_AFTER.match(text, found.end()):
            continue
        lead = g.FULL_LEAD.search(text, left, found.start())
        pushed = g.FULL_WEAK.search(text, left, found.start())
        if pushed and not lead and not told.deadlines.near(left, found.start()):
            weak.append((found.start(), found.end(), "只说推进，没有说到何时实现全覆盖"))
            continue
        before = lead.start() if lead else found.start()
        spans = [trimmed(text, left, before), trimmed(text, *lead.span("object")) if lead else (0, 0)]
        spans = [s for s in spans if s[0] < s[1]]
        earlier = max((t for t in told.found if t.end <= left), key=lambda t: t.end, default=None)
        if spans:
            suffix = "率" if text[: spans[-1][1]].endswith("覆盖") else "覆盖率"
            yield Taken(Pieces(spans, suffix), ">=", 100, "%", spans[0][0], found.end())
        elif earlier and earlier.unit == "%" and "。" not in text[earlier.end : left]:
            yield Taken(earlier.pieces, ">=", 100, "%", before, found.end())
        elif lead and (thing := _made_before(text, left)):
            yield Taken(Pieces([thing], "覆盖率"), ">=", 100, "%", before, found.end())


def _made_before(text: str, left: int) -> Place | None:
    """在每个县设立服务站,2024年实现全覆盖: what the clause before brings about."""
    edge = left_edge(text, left - 1)
    made = g.CREATES_ANYWHERE.search(text, edge, left - 1) if left > 1 and text[left - 1] == "," else None
    thing = (made.end(), left - 1) if made else (0, 0)
    return thing if thing[1] - thing[0] >= 3 and not re.search(r"\d", text[slice(*thing)]) else None


def _grows(told: Told) -> Iterator[Taken]:
    """人数逐年增长."""
    for found in g.GROWS.finditer(told.text):
        start, end = trimmed(told.text, _left(told, found.start()), found.start())
        if start < end and g.METRIC.search(told.text[start:end]):
            yield Taken(Pieces([(start, end)]), "grows", None, "", start, found.end(), rhythm="逐年")


def _times(told: Told) -> Iterator[Taken]:
    """业务收入翻一番 is twice what it was."""
    for found in g.TIMES.finditer(told.text):
        left = _left(told, found.start())
        compared = g.COMPARED.search(told.text, left, found.start())
        start, end = trimmed(told.text, left, compared.start() if compared else found.start())
        if start < end:
            yield Taken(Pieces([(start, end)]), ">=", g.times(found), "倍", start, found.end())


def _none(told: Told) -> Iterator[Taken]:
    """重大安全责任事故零发生: none at all."""
    for found in g.ZERO.finditer(told.text):
        start, end = trimmed(told.text, _left(told, found.start()), found.start())
        if end - start >= 4:
            yield Taken(Pieces([(start, end)]), "=", 0, "", start, found.end())


def _milestones(told: Told) -> Iterator[Taken]:
    """协会顺利换届, 平台建成投用: among the goals, or with a year; and 2022年底前建成监控系统."""
    for found in g.MILESTONE.finditer(told.text):
        left = _left(told, found.start())
        start, end = trimmed(told.text, left, found.start())
        name = told.text[start:end]
        stated = told.role == "goals" or told.due or told.deadlines.near(left, found.start())
        if stated and len(name) >= 4 and not g.VAGUE.search(name) and not re.search(r"\d", name):
            yield Taken(Pieces([(start, found.end())]), "milestone", None, "", start, found.end())
    for found in g.BUILT.finditer(told.text):
        if not g.VAGUE.search(found.group("what")):
            yield Taken(Pieces([found.span("what")]), "milestone", None, "", *found.span())
