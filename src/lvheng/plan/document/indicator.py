"""The name of an indicator, taken from the words of the sentence and made whole where the sentence shares them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import grammar as g
from .source import Passage

if TYPE_CHECKING:
    from .targets import Taken


@dataclass(frozen=True, slots=True)
class Pieces:
    """Spans of a passage that make up an indicator, with what is put before and after them."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    suffix: str = ""


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the words that only lead up to the indicator or away from it."""
    while start < end:
        found = g.LEAD.match(text, start, end)
        if found is None or found.end() == start:
            break
        start = found.end()
    while start < end and (found := g.TRAIL.search(text, start, end)):
        end = found.start()
    for opening in re.finditer(r"\(", text[start:end]):
        if ")" not in text[start + opening.start() : end]:
            end = start + opening.start()
            break
    if (led := g.LEAD_VERB_ONLY.match(text, start, end)) and g.METRIC.search(text[start:end]):
        start = led.end()
    return start, end


def carried(found: list[Taken], text: str, at: int) -> Pieces | None:
    """The indicator of the target before, where the same sentence goes on without naming one."""
    if not found or re.search("[。!?]", text[found[-1].end : at]):
        return None
    return Pieces(found[-1].pieces.spans)


def shares(text: str, start: int, end: int, count: int) -> list[Pieces]:
    """`count` indicators of a list of names; a short name takes the tail of the last (城市、农村社区覆盖率)."""
    bounds = [start]
    depth = 0
    for index in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if text[index] in "、和及与" and depth == 0 and start < index < end - 1:
            bounds.append(index + 1)
    if len(bounds) < count:
        return [Pieces([(start, end)])] * count
    while len(bounds) > count:
        weak = [i for i, b in enumerate(bounds) if i and text[b - 1] != "、"]
        del bounds[weak[0] if weak else 1]
    parts = [(a, b - 1) for a, b in zip(bounds, bounds[1:], strict=False)] + [(bounds[-1], end)]
    last = parts[-1]
    result: list[Pieces] = []
    for part in parts:
        short = part[1] - part[0]
        needs = part != last and not g.METRIC.search(text[part[0] : part[1]]) and last[1] - last[0] > short
        result.append(Pieces([part, (last[0] + short, last[1])] if needs else [part]))
    return result


def said(passage: Passage, taken: Taken, before: Taken | None) -> str:
    """The indicator in the words of the source."""
    words = "".join(passage.raw[a:b] for a, b in taken.pieces.spans) + taken.pieces.suffix
    words = words.strip("、,,::;;。 的")
    gap = passage.text[before.end : taken.start] if before else ""
    if before is None or not before.stem or not re.fullmatch(r"(?:[、,]|和|及|与|以及|其中|并)*", gap):
        return words
    if re.match("占|年均|增速", words) and not before.stem.startswith(("占", "年均")):
        return re.sub("占.{2,8}比重$|年均增速$", "", before.stem) + words
    if "、" not in gap and "和" not in gap:
        return words
    return _completed(words, before, taken)


def _completed(words: str, before: Taken, taken: Taken) -> str:
    """律师行业领军人才…、优秀人才…: the second is 律师行业优秀人才 too."""
    whole = before.stem
    if len(words) < len(whole) and len(words) <= 6 and words[-2:] == whole[-2:] and not whole.endswith(words):
        return whole[: -len(words)] + words
    scope = re.match("[\u4e00-\u9fff]{2,6}?行业", whole)
    if scope and scope.group() not in words and (before.op, before.unit) == (taken.op, taken.unit):
        return scope.group() + words
    return words
