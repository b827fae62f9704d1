"""The name of an indicator, taken from the words of the sentence and made whole where the sentence shares them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from . import grammar as g
from .clauses import left_edge
from .quantities import Number
from .source import Passage


@dataclass(frozen=True, slots=True)
class Pieces:
    """Spans of a passage that make up an indicator, with what is put after them. `titled` ones take the
    words of the heading before them (改造5000户 under 推进适老化改造)."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    suffix: str = ""
    titled: bool = False
    joint: str = ""


@dataclass(slots=True)
class Taken:
    """A target as found, before it is set down: the pieces of its indicator and where its words begin and end. `rhythm`
    is how often it is due where it comes round (每年, 每周), `said` the indicator once it is set down."""

    pieces: Pieces
    op: str
    value: Number | tuple[Number, Number] | None
    unit: str
    start: int
    end: int
    verb: str = ""
    rhythm: str = ""
    said: str = ""
    due: int | None = None


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
    """What a clause that begins at `at` and names no indicator speaks of: the target of the clause before, or else
    what that clause names (建设实训基地,到2025年达到10家)."""
    if at < 2 or (text[at - 1] not in ",、;和(" and not (found and found[-1].end == at)):
        edge = g.JOINT.match(text, at)
        if edge is None:
            return None
    if found and not re.search("[,;。!?]", text[found[-1].end : at].strip(",、;(")):
        return Pieces(found[-1].pieces.spans, found[-1].pieces.suffix, found[-1].pieces.titled)
    end = at - 1
    start = left_edge(text, end)
    if end <= start or text[end] not in ",(":
        return None
    if (
        told := g.AGAINST_AVERAGE.search(text, start, end)
        or g.TIMES.search(text, start, end)
        or g.GROWS.search(text, start, end)
    ):
        end = told.start()
    start, end = trimmed(text, start, end)
    if served := re.compile("(?:对|为|向)[^,;]{2,15}?(?=提供|开展|实施|进行)").match(text, start, end):
        start = served.end()
    if settled := g.SETTLES.search(text, start, end):
        return Pieces([(start, settled.start())])
    verb = re.match(rf"(?:(?:开展|组织|实施|举办|加强|{g.FLOW_VERBS}|{g.STOCK_VERBS})(?=..))+", text[start:end])
    if verb is None and not g.METRIC.search(text[start:end]):
        return None
    if verb and re.search(f"(?:开展|组织|实施|举办|加强|{g.STOCK_VERBS})$", verb.group()):
        start += verb.end()
    return Pieces([(start, end)]) if 2 <= end - start <= 40 and not re.search(r"\d", text[start:end]) else None


def shares(text: str, start: int, end: int, count: int, before: list[tuple[int, int]]) -> list[Pieces]:
    """`count` indicators of a list of names; a short name takes the tail of the last (城市、农村社区覆盖率).
    Where the list names none, those `before` go on (小学、初中分别…,班级人数分别…)."""
    if len(before) == count and not re.search("[、和与]", text[start:end]):
        return [Pieces([span, (start, end)]) for span in before]
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
    parts = [(a, b - 1) for a, b in pairwise(bounds)] + [(bounds[-1], end)]
    last = parts[-1]
    result: list[Pieces] = []
    for part in parts:
        needs = part != last and not g.METRIC.search(text[part[0] : part[1]])
        tail = (last[0] + _shared(text[part[0] : part[1]], text[last[0] : end]), end)
        result.append(Pieces([part, tail] if needs else [part]))
    return result


def sharers(names: list[Pieces]) -> list[tuple[int, int]]:
    """The names alone of a list that shares its tail (小学、初中 of 小学、初中班级人数), none where it shares nothing."""
    if len(names) < 2 or len(names[0].spans) != 2 or len(names[-1].spans) != 1:
        return []
    return [*(p.spans[0] for p in names[:-1]), (names[-1].spans[0][0], names[0].spans[1][0])]


PLACE = re.compile("全[市省区县国州]|市区|城市|农村|城镇|城区|[省市县]级|各[^,]{1,3}")


def _shared(part: str, whole: str) -> int:
    """Where in `whole` the tail begins that a shorter name beside it lacks: 城市 beside 农村社区覆盖率 lacks 社区覆盖率."""
    for length in range(min(4, len(part)), 1, -1):
        at = whole.find(part[-length:])
        if at >= 0:
            return at + length
    return len(part) if len(whole) > len(part) + 2 else 0


def said(passage: Passage, taken: Taken, before: Taken | None, heading: str) -> str:
    """The indicator in the words of the source."""
    words = taken.pieces.joint.join(passage.raw[a:b] for a, b in taken.pieces.spans) + taken.pieces.suffix
    words = re.sub(r"^[、,，:：;；。\s的]+|[、,，:：;；。\s的]+$|达到(?=每)", "", words)
    if taken.pieces.titled:
        title = re.sub(r"^[^\u4e00-\u9fff]*(?:[一二三四五六七八九十]+[、)）])?|^第.{1,3}[章节]", "", heading)
        title = re.sub("^(?:推进|推动|加强|加快|开展|实施|深化|做好|强化|提升|完善)", "", title)
        words = title if title.endswith(words) else title + words
    if taken.op != "grows" and not g.RHYTHM.search(words):
        words = taken.rhythm + words
    gap = passage.text[before.end : taken.start] if before else ""
    if before is None or not before.said or not re.fullmatch(r"(?:[、,]|和|及|与|以及|其中|并)*", gap):
        return words
    if g.LEVEL_ONLY.search(words) and (tail := re.search("级(?:及?以上)?([^级]{2,}?)(?:占.*)?$", before.said)):
        return words + tail.group(1)
    if re.match("占|年均|增速", words) and not before.said.startswith(("占", "年均")):
        return re.sub("占.{2,8}比重$|年均增速$", "", before.said) + words
    short = (
        taken.unit == before.unit == "%" and len(words) <= 8 and not g.METRIC.search(words) and not taken.pieces.suffix
    )
    if short and g.METRIC.search(before.said) and taken.verb == "":
        whole = before.said
        at = _shared(words, whole)
        if at == len(words) and words[-2:] not in whole:
            place = PLACE.match(whole)
            at = place.end() if place else 0
        return words + whole[at:]
    if "、" not in gap and "和" not in gap:
        return words
    return _completed(words, before, taken, gap)


def _completed(words: str, before: Taken, taken: Taken, gap: str) -> str:
    """律师行业领军人才…、优秀人才…: the second is 律师行业优秀人才 too."""
    whole = before.said
    if len(words) < len(whole) and len(words) <= 6 and words[-2:] == whole[-2:] and not whole.endswith(words):
        return whole[: -len(words)] + words
    per = re.match(r"每[\d十百千万]+(?:人口|名?老年人|常住人口|户籍人口|户|人|名|辆)?(?:拥有|配备)?", whole)
    if per and "每" not in words and "、" in gap:
        return per.group() + words
    scope = re.match("[\u4e00-\u9fff]{2,6}?行业", whole)
    if scope and scope.group() not in words and (before.op, before.unit) == (taken.op, taken.unit):
        return scope.group() + words
    return words
