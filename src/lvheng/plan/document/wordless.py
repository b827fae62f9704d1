"""Targets stated without a number: full coverage, growth year by year, doubling, things completed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import grammar as g
from .clauses import left_edge
from .indicator import Pieces, trimmed

if TYPE_CHECKING:
    from .targets import Reader, Taken


def find(reader: Reader) -> list[Taken]:
    """The targets of a passage that words alone state."""
    if reader.setting.role == "status":
        return []
    found = [*_full(reader), *_grows(reader), *_times(reader), *_milestones(reader)]
    return [t for t in found if not reader.deadlines.past(t.start, reader.setting.role)]


def _clause(reader: Reader, at: int) -> int:
    ends = [t.end for t in reader.found if t.end <= at]
    return max(left_edge(reader.text, at), max(ends, default=0))


def _masked(reader: Reader, at: int) -> bool:
    return any(m.start <= at < m.end for m in reader.masks)


def _full(reader: Reader) -> Iterator[Taken]:
    from .targets import Taken

    text = reader.text
    for found in g.FULL.finditer(text):
        if _masked(reader, found.start()) or not g.FULL_AFTER.match(text, found.end()):
            continue
        left = _clause(reader, found.start())
        if any(q.start >= left and q.end <= found.start() and q.unit == "%" for q in reader.quantities):
            continue
        lead = g.FULL_LEAD.search(text, left, found.start())
        before = lead.start() if lead else found.start()
        weak = g.FULL_WEAK.search(text, left, found.start())
        due = reader.deadlines.near(left, found.start())
        if weak and not lead and not due:
            reader.refuse(found.start(), found.end(), "只说推进,没有说到何时实现全覆盖")
            continue
        start, end = trimmed(text, left, before)
        spans = [(start, end)] if start < end else []
        if lead and lead.group("object"):
            spans.append(trimmed(text, *lead.span("object")))
        spans = [s for s in spans if s[0] < s[1]]
        earlier = max((t for t in reader.found if t.end <= left), key=lambda t: t.end, default=None)
        if not spans and earlier and earlier.unit == "%" and "。" not in text[earlier.end : left]:
            yield Taken(earlier.pieces, ">=", 100, "%", before, found.end())
        elif spans:
            suffix = "率" if text[spans[-1][0] : spans[-1][1]].endswith("覆盖") else "覆盖率"
            yield Taken(Pieces(spans, suffix), ">=", 100, "%", min(s for s, _ in spans), found.end())


def _grows(reader: Reader) -> Iterator[Taken]:
    from .targets import Taken

    for found in g.GROWS.finditer(reader.text):
        start, end = trimmed(reader.text, _clause(reader, found.start()), found.start())
        if start < end and g.METRIC.search(reader.text[start:end]) and not _masked(reader, found.start()):
            yield Taken(Pieces([(start, end)]), "grows", None, "", start, found.end(), yearly=True)


def _times(reader: Reader) -> Iterator[Taken]:
    from .targets import Taken

    for found in g.TIMES.finditer(reader.text):
        left = _clause(reader, found.start())
        compared = g.COMPARED.search(reader.text, left, found.start())
        start, end = trimmed(reader.text, left, compared.start() if compared else found.start())
        if start < end and not _masked(reader, found.start()):
            times = {"两": 4, "三": 8}.get(found.group("count") or "", 2)
            yield Taken(Pieces([(start, end)]), ">=", times, "倍", start, found.end())


def _milestones(reader: Reader) -> Iterator[Taken]:
    from .targets import Taken

    text = reader.text
    for found in g.MILESTONE.finditer(text):
        left = _clause(reader, found.start())
        start, end = trimmed(text, left, found.start())
        name = text[start:end]
        stated = reader.setting.role == "goals" or reader.deadlines.near(left, found.start())
        if not stated or len(name) < 4 or g.VAGUE.search(name) or re.search(r"\d", name) or _masked(reader, start):
            continue
        yield Taken(Pieces([(start, found.end())]), "milestone", None, "", start, found.end())
