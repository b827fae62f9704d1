"""The text of a plan document as a page shows it, and the passages that the grammar reads.

Everything the importer proposes points back into `SourceText.text` by offset. The grammar works on a folded copy of
each passage (full-width signs made half-width, line breaks and spaces dropped) that has an offset for each character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

FOLDED_BLOCKS = ((0x2E80, 0x2FDF), (0xFF01, 0xFF5E), (0xF900, 0xFAFF))
FOLDED_SIGNS = {
    "\u3014": "(",
    "\u3015": ")",
    "\u3010": "(",
    "\u3011": ")",
    "\u2013": "-",
    "\u2015": "\u2014",
    "\u2500": "\u2014",
    "\u2212": "-",
    "\u301c": "~",
    "\u223c": "~",
    "\ufe6a": "%",
    "\u2236": ":",
    "\u25cb": "\u3007",
    "\uff5e": "~",
    "\u2f00": "\u4e00",
    "\u2267": "\u2265",
    "\u2266": "\u2264",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source: offsets [start, end), the spans of its cells if it is a row of a table, and the level
    of a heading style (1 is the highest, 0 none)."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...] = ()
    table: int = 0
    heading: int = 0


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document read: its whole text, its lines, and whether the kind of file breaks lines at a page's width."""

    text: str
    kind: str
    lines: tuple[Line, ...]
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in the source: line counted from 1, offsets [start, end) in `SourceText.text`."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a row of a table, ready for the grammar: `text` is folded, `raw` the same characters unfolded,
    `at` the offset of each. `cells` are spans within `text`."""

    text: str
    raw: str
    at: tuple[int, ...]
    line: int
    source: SourceText = field(repr=False)
    cells: tuple[tuple[int, int], ...] = ()
    table: int = 0
    heading: int = 0

    def span(self, start: int, end: int) -> Span:
        """The place in the source of the characters [start, end) of this passage."""
        first, last = self.at[start], self.at[end - 1] + 1
        line = self.line + self.source.text.count("\n", self.at[0], first)
        return Span(line, first, last)

    def quote(self, start: int, end: int) -> str:
        """The exact words of the source, a line break inside included."""
        return self.source.text[self.at[start] : self.at[end - 1] + 1] if end > start else ""

    def said(self, start: int, end: int) -> str:
        """The words of the source on one line."""
        return re.sub(r"\s*\n\s*", "", self.quote(start, end)).strip()


def fold(char: str) -> str:
    """The plain form of one character (always one character)."""
    if char in FOLDED_SIGNS:
        return FOLDED_SIGNS[char]
    code = ord(char)
    if any(low <= code <= high for low, high in FOLDED_BLOCKS):
        plain = unicodedata.normalize("NFKC", char)
        return plain if len(plain) == 1 else char
    return char


def folded(text: str) -> str:
    """Text in plain form without white space, as the grammar's patterns expect it."""
    return "".join(fold(c) for c in text if not c.isspace())


NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[编篇章节部条]|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)"
    r"|\d{1,2}[.、](?!\d)|[\u2460-\u2473]|\u2014\u2014|附件|附表|专栏)"
)
ENDED = re.compile(r"[。!?:;]\)?$")


def passages(source: SourceText) -> list[Passage]:
    """The passages of a source. Where lines are wrapped at a page's width they are joined again."""
    result: list[Passage] = []
    for number, group in _joined(source):
        passage = _passage(source, number, group)
        if passage.text:
            result += _apart(passage)
    return result


RUN_ON = (
    tuple(re.compile(rf"{'(?<=[。;])' if n else ''}\({sign}\)") for n, sign in enumerate("一二三四五六七八九")),
    tuple(re.compile(rf"{'(?<=[。;])' if n > 1 else ''}{n}[.、](?!\d)") for n in range(1, 10)),
)


def _apart(passage: Passage) -> list[Passage]:
    """A paragraph in which numbered points run on, (一)加强领导。(二)加强考核。, as a passage for each point."""
    kind = next((k for k in RUN_ON if not passage.cells and k[0].match(passage.text)), None)
    if kind is None:
        return [passage]
    starts = [0]
    for later in kind[1:]:
        found = later.search(passage.text, starts[-1])
        if found is None:
            break
        starts.append(found.start())
    ends = [*starts[1:], len(passage.text)]
    return [
        replace(
            passage,
            text=passage.text[a:b],
            raw=passage.raw[a:b],
            at=passage.at[a:b],
            line=passage.line + passage.source.text.count("\n", passage.at[0], passage.at[a]),
        )
        for a, b in zip(starts, ends, strict=True)
    ]


def _joined(source: SourceText) -> Iterator[tuple[int, list[Line]]]:
    full = _full_width(source)
    group: list[Line] = []
    first = 0
    for number, line in enumerate(source.lines, 1):
        if group and _continues(source, group[-1], line, full):
            group.append(line)
            continue
        if group:
            yield first, group
        group, first = [line], number
    if group:
        yield first, group


def _full_width(source: SourceText) -> int:
    """How many characters a full line holds, 0 where the lines are paragraphs already."""
    widths = sorted(len(folded(source.text[x.start : x.end])) for x in source.lines if not x.cells)
    widths = [w for w in widths if w]
    if len(widths) < 8:
        return 0
    top = widths[int(len(widths) * 0.95)]
    many_full = sum(top * 0.85 <= w <= top * 1.1 for w in widths) > len(widths) * 0.3
    return top if top <= 60 and (many_full or source.wrapped) else 0


def _continues(source: SourceText, before: Line, line: Line, full: int) -> bool:
    if not full or before.cells or line.cells or before.heading or line.heading:
        return False
    left, right = (folded(source.text[x.start : x.end]) for x in (before, line))
    if not left or not right or NUMBERED.match(right):
        return False
    return len(left) >= full * 0.8 and not (ENDED.search(left) and len(left) < full * 0.9)


def _passage(source: SourceText, number: int, group: list[Line]) -> Passage:
    kept = [i for line in group for i in range(line.start, line.end) if not _dropped(source.text[i])]
    raw = "".join(source.text[i] for i in kept)
    cells = tuple(_within(kept, cell) for cell in group[0].cells)
    text = paired("".join(fold(c) for c in raw))
    return Passage(text, raw, tuple(kept), number, source, cells, group[0].table, group[0].heading)


def paired(text: str) -> str:
    """Straight quotation marks made opening and closing in turn."""
    if '"' not in text:
        return text
    pieces = text.split('"')
    marks = "\u201c\u201d"
    return pieces[0] + "".join(marks[i % 2] + piece for i, piece in enumerate(pieces[1:]))


def _dropped(char: str) -> bool:
    return char.isspace() or char in "\u200b\ufeff\u00ad\u2028"


def _within(kept: list[int], cell: tuple[int, int]) -> tuple[int, int]:
    return bisect_left(kept, cell[0]), bisect_left(kept, cell[1])


def lines_of(text: str) -> Iterable[Line]:
    """The lines of a plain text; a row of cells set apart by tabs or upright strokes is a row of a table."""
    start = 0
    table = 0
    rows = 0
    for piece in text.split("\n"):
        cells = row_cells(piece, start)
        if rows and piece.strip() and set(piece) <= set("|-:+ \u2500\u253c\u251c\u2524"):
            yield Line(start, start)
            start += len(piece) + 1
            continue
        table, rows = (table if rows else table + 1, rows + 1) if cells else (table, 0)
        yield Line(start, start + len(piece), cells, table if cells else 0)
        start += len(piece) + 1


HEAD_CELL = re.compile(r"(?:主要|具体)?指标(?:名称|内容)?")
AIM_CELL = re.compile(r"20\d{2}年.{0,4}|目标值?|规划值|单位|属性")


def with_spaced_rows(text: str, lines: Iterable[Line]) -> Iterable[Line]:
    """The lines of a text, a table of indicators whose cells are set apart only by spaces made into rows."""
    columns = 0
    table = 1_000_000
    for line in lines:
        words = [
            (line.start + m.start(), line.start + m.end()) for m in re.finditer(r"\S+", text[line.start : line.end])
        ]
        said = [folded(text[a:b]) for a, b in words]
        heads = len(words) >= 3 and any(map(HEAD_CELL.fullmatch, said)) and any(map(AIM_CELL.fullmatch, said))
        if not line.cells and (heads or (columns and len(words) == columns)):
            table, columns = (table + 1, len(words)) if heads else (table, columns)
            yield Line(line.start, line.end, tuple(words), table)
            continue
        columns = columns if columns and len(words) >= 3 and not ENDED.search(said[-1]) else 0
        yield line


def row_cells(piece: str, start: int) -> tuple[tuple[int, int], ...]:
    """The cells of a row in plain text, or none where the line is not a row."""
    mark = next((m for m in "|\u2502\t" if piece.strip(" ").count(m) >= (1 if m == "\t" else 2)), None)
    if mark is None or "\u2500" in piece or set(piece) <= set("|-: "):
        return ()
    spans: list[tuple[int, int]] = []
    for cell in piece.split(mark):
        spans.append((start, start + len(cell)))
        start += len(cell) + 1
    outer = [s for s in (spans[:1] + spans[-1:]) if s[0] == s[1]] if mark != "\t" else []
    spans = [s for s in spans if s not in outer]
    return tuple(spans) if len(spans) >= 2 else ()
