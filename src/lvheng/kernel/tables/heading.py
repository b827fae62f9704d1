"""Headings as offices write them, and the rows of a sheet that are none of its content. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from unicodedata import normalize

from lvheng.kernel.acts.fields import UNSEEN, Field

REASON = "原因"
EXAMPLE = "示例"
UNHEEDED = frozenset({"序号", "行号", "编号", "备注", REASON, ""})
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "累计", "总数"})
_NOTES = re.compile(r"(注|说明|备注|填表|填报|制表|审核|单位负责人|联系|以上)")
_BRACKETED = re.compile(r"\(.*?\)|\[.*?\]|【.*?】")
_MARKS = re.compile(r"[\s*※:]+")
_UNIT = re.compile("(千|百万|万|亿)?元")
_STATED = re.compile("单位(?:人民币)?((?:千|百万|万|亿)?元)")


def plain(written: object) -> str:
    """A heading without blanks, asterisks and colons, full-width signs made half-width."""
    return _MARKS.sub("", normalize("NFKC", str(written).translate(UNSEEN)))


def bare(written: object) -> str:
    """As `plain`, without what stands in brackets: 业务收入(元) is 业务收入."""
    text = plain(written)
    return _BRACKETED.sub("", text) or text


def unit_in(heading: str) -> str:
    """The unit of money that a heading names: 元, 万元 …; '' for none."""
    found = _UNIT.search(plain(heading))
    return found[0] if found else ""


def unit_of(*above: str) -> str:
    """The unit of money that is stated above the table (金额单位：万元); '' for none."""
    return next((found[1] for text in above if (found := _STATED.search(plain(text)))), "")


def words_of(columns: Mapping[str, Field]) -> dict[str, str]:
    """Heading → column. A label goes before a synonym, and either before the same without its brackets."""
    found: dict[str, str] = {}
    for form in (plain, bare):
        for labels in (lambda field: (field.label,), lambda field: field.synonyms):
            for name, field in columns.items():
                for label in labels(field):
                    found.setdefault(form(label), name)
    return found


def column_named(words: Mapping[str, str], heading: object) -> str | None:
    """Which column a heading means, None if it is not known."""
    return words.get(plain(heading)) or words.get(bare(heading))


def header_of(rows: Sequence[Sequence[object]], words: Mapping[str, str]) -> int | None:
    """Which of the first rows holds the headings: the one with most known ones, the lower of two alike.

    One known heading is enough only in a row that has no more than two cells: a title may name a column too."""
    best, most = None, 0
    for number, row in enumerate(rows):
        cells = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        known = sum(1 for cell in cells if column_named(words, cell))
        if known >= most and (known >= 2 or (known == 1 and len(cells) <= 2)):
            if best is not None and known == most and number > best + 1:
                continue  # the headings again on a later page
            best, most = number, known
    return best


def passed_over(row: Sequence[object], headings: Sequence[str]) -> str | None:
    """Why a row is no content: '' for a blank one, a word for others; None for a row that counts."""
    cells = [cell for cell in row if cell != "" and cell is not None and not (isinstance(cell, str) and cell.isspace())]
    texts = [cell for cell in cells if isinstance(cell, str)]
    if not texts:
        return None if cells else ""
    if len(texts) == len(cells) and _same(row, headings):
        return "重复的表头"
    first = plain(texts[0])
    if first in _TOTALS:
        return "合计行"
    if first == EXAMPLE:
        return "示例行"
    if len(cells) == 1 and len(headings) > 2 and _NOTES.match(first):
        return "附注"
    return None


def _same(row: Iterable[object], headings: Iterable[str]) -> bool:
    return all(cell == heading for cell, heading in zip(row, headings, strict=False) if heading)
