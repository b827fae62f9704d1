"""A document as its content: what it says, not how it is set. `typesetting.py` makes PDF of it, `word.py` DOCX.

Nothing of it is markup: every text is shown as it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DEMONSTRATION = "演示数据：人员、机构、数字均为虚构"
DIGITS = "零一二三四五六七八九"
WIDE, CROWDED = 6, 10  # columns of a list beyond which its pages lie on their side, and its letters are smaller
LINE = {(False, False): 442.0, (True, False): 516.0, (True, True): 762.0}
"""How long a line is, in points: of an official document, of a list, of a list whose pages lie on their side."""
PADDING = 1.8  # of a cell, in half signs


class Layout(StrEnum):
    """How a document is set: as an official document or letter by GB/T 9704-2012, or as a list."""

    OFFICIAL = "official"  # 文件格式
    LETTER = "letter"  # 信函格式(GB/T 9704-2012 §10.1)
    LIST = "list"


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; its number (一、（一）1.（1）) is given by `numbered`. `level` is 1 to 4."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class TableColumn:
    title: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """`small`: its letters are a size smaller, for codes that must not break."""

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    small: bool = False

    def size(self, layout: Layout) -> float:
        """How high its letters are, in points."""
        if layout is Layout.LIST:
            return 8.0 if len(self.columns) > CROWDED else 9.0
        return 9.0 if self.small else 10.5

    def shares(self, layout: Layout) -> list[float]:
        """How wide each column is, adding up to 1: short ones as wide as their longest text, the long ones share the rest."""
        longest = [_width(column.title) for column in self.columns]
        for row in self.rows:
            longest = [max(known, _width(cell)) for known, cell in zip(longest, row, strict=True)]
        wanted = [width + PADDING for width in longest]
        paper = LINE[layout is Layout.LIST, lies_on_its_side(layout, self)]
        room, left = 2 * paper / self.size(layout), len(wanted)
        for width in sorted(
            wanted
        ):  # water finds its level: who needs less than an equal part leaves the rest to others
            if width * left > room:
                break
            room, left = room - width, left - 1
        most = room / left if left else max(wanted)
        given = [min(width, most) for width in wanted]
        return [width / sum(given) for width in given]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture drawn by us as SVG; `words` says for those who do not see it what it shows."""

    svg: str
    words: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Table | Chart | NewPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document. `organ` stands in red at its head (发文机关标志), `number` is its 发文字号; what is empty is left out.

    `notes`: the small lines under the title of a list."""

    title: str
    blocks: Sequence[Block]
    layout: Layout = Layout.OFFICIAL
    organ: str = ""
    number: str = ""
    addressee: str = ""
    enclosures: Sequence[str] = ()
    signed_by: str = ""
    signed_on: date | None = None
    notes: Sequence[str] = ()
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    """A file within a PDF (PDF/A-3): for instance the signed record that the document shows."""

    name: str
    content: bytes
    kind: str  # media type, such as application/json
    words: str  # what it is


def lies_on_its_side(layout: Layout, *tables: Table) -> bool:
    """Whether the pages of such tables do: those of lists with many columns."""
    return layout is Layout.LIST and any(len(table.columns) > WIDE for table in tables)


def _width(text: str) -> float:
    """How wide a text is, in half signs: figures and letters are a little wider than that."""
    return sum(2 if ord(sign) > 0x2000 else 1.15 for sign in text)


def chinese_number(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def long_day(day: date) -> str:
    """2025年3月12日, as 成文日期 is written (GB/T 9704-2012 §7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def numbered(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Every block with its heading's number, '' for other blocks.

    GB/T 9704-2012 §7.3.3: 第一层用“一、”，第二层用“（一）”，第三层用“1.”，第四层用“（1）”。"""
    counted: Counter[int] = Counter()
    for block in blocks:
        if not isinstance(block, Heading):
            yield block, ""
            continue
        counted[block.level] += 1
        for deeper in range(block.level + 1, 5):
            counted[deeper] = 0
        number = counted[block.level]
        yield (
            block,
            {
                1: f"{chinese_number(number)}、",
                2: f"（{chinese_number(number)}）",
                3: f"{number}.",
                4: f"（{number}）",
            }[block.level],
        )
