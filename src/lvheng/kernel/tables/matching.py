"""Which act a sheet is for, and which of its columns is which field: told by its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lvheng.kernel.acts.fields import Amount
from lvheng.kernel.tables.heading import UNHEEDED, bare, column_named, header_of, plain, unit_in, unit_of, words_of
from lvheng.kernel.tables.importable import ON, Importable, all_importables
from lvheng.kernel.tables.sheet import Sheet, TableRefused


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet that is for an act: its header's line, the place of each column by name, and in which unit other than yuan
    its money is written (万元)."""

    sheet: Sheet
    importable: Importable
    header: int
    headings: tuple[str, ...]
    columns: dict[str, int]
    unmatched: tuple[str, ...]
    units: dict[str, str] = field(default_factory=dict)

    def heading(self, column: str) -> str:
        """The heading in the file of a column by its name; '' for what concerns the whole row."""
        place = self.columns.get(column)
        return "" if place is None else self.headings[place]


@dataclass(frozen=True, slots=True)
class _Candidate:
    part: Part
    missing: tuple[str, ...]
    named: int  # signs of the act's title in the sheet's name or title: of two titles, the longer one is meant

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        return not self.missing, len(self.part.columns), self.named, -len(self.part.unmatched)

    @property
    def by_chance(self) -> bool:
        """Two headings fit and as many do not: a list of something else, unless it says what it is for."""
        return not (self.named or self.missing) and len(self.part.columns) <= 2 <= len(self.part.unmatched)


def match(sheets: Sequence[Sheet], *, on: date | None, kind: str = "") -> tuple[list[Part], list[tuple[str, str]]]:
    """The sheets that are for acts, in the order in which their rows depend on each other; and (name, why) of others.

    `on`: the day of rows without one. `kind`: the act, if the person has said which. Raises `TableRefused`.
    """
    offered = [each for each in all_importables() if not kind or each.act.kind == kind]
    if not offered:
        raise TableRefused(
            f"“{kind}”不能用表格导入。可以导入的有：{'、'.join(e.act.kind for e in all_importables())}。"
        )
    parts: list[Part] = []
    left: list[tuple[str, str]] = []
    for sheet in sheets:
        found = _why_left(sheet) or _part_of(sheet, offered, on)
        if isinstance(found, Part):
            parts.append(found)
        else:
            left.append((sheet.name, found))
    if not parts:
        raise TableRefused(_nothing_found(left))
    order = {each.act.kind: place for place, each in enumerate(offered)}
    return sorted(parts, key=lambda part: order[part.importable.act.kind]), left


def _why_left(sheet: Sheet) -> str:
    if not sheet.visible:
        return "隐藏的工作表"
    return "" if sheet.head else "空的工作表"


def _nothing_found(left: Sequence[tuple[str, str]]) -> str:
    sheets = "；".join(f"“{name}”：{why}" for name, why in left)
    return f"没有找到可以导入的表（{sheets}）。请使用模板，或检查表头用词。"


def _part_of(sheet: Sheet, offered: Sequence[Importable], on: date | None) -> Part | str:
    found = [candidate for each in offered if (candidate := _candidate(sheet, each, on))]
    found = [candidate for candidate in found if not candidate.by_chance] or found
    if not found:
        return f"前 {len(sheet.head)} 行中没有认得的表头"
    found.sort(key=lambda candidate: candidate.rank, reverse=True)
    best = found[0]
    if best.missing:
        if len(best.part.columns) < 2 and len(offered) > 1:
            return "没有足够的认得的表头"
        raise TableRefused(
            f"工作表“{sheet.name}”像是“{best.part.importable.act.title}”，但缺少{'、'.join(best.missing)}"
            f"（表头在第 {best.part.header} 行）。请补上这一列，或使用模板。"
        )
    if len(found) > 1 and found[1].rank == best.rank:
        titles = "、".join(f"“{each.part.importable.act.title}”" for each in found if each.rank == best.rank)
        raise TableRefused(f"工作表“{sheet.name}”看不出是用于{titles}中的哪一项。请指明，或使用模板。")
    return best.part


def _candidate(sheet: Sheet, importable: Importable, on: date | None) -> _Candidate | None:
    columns = importable.columns
    words = words_of(columns)
    place = header_of(sheet.head, words)
    if place is None:
        return None
    headings = tuple(str(cell).strip() for cell in sheet.head[place])
    found, unmatched = _assigned(sheet, importable, headings, words)
    missing = [f"“{field.label}”" for name, field in columns.items() if field.required and name not in found]
    if ON not in found and on is None:
        missing.append(f"“{importable.day_field.label}”（没有这一列时，须给出整个文件的日期）")
    above = [str(cell) for row in sheet.head[:place] for cell in row if cell]
    title = plain(importable.act.title)
    named = len(title) if any(title in plain(text) for text in (sheet.name, *above)) else 0
    units = _units(importable, headings, found, unit_of(*above))
    part = Part(sheet, importable, sheet.first + place, headings, found, unmatched, units)
    return _Candidate(part, tuple(missing), named)


def _units(importable: Importable, headings: Sequence[str], found: dict[str, int], stated: str) -> dict[str, str]:
    """Money column → its unit, by its own heading or else as `stated` above the table; none for yuan."""
    money = [name for name in found if isinstance(each := importable.columns[name], Amount) and each.is_money]
    units = {name: unit_in(headings[found[name]]) or stated for name in money}
    return {name: unit for name, unit in units.items() if unit not in ("", "元")}


def _assigned(
    sheet: Sheet, importable: Importable, headings: Sequence[str], words: dict[str, str]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Column → place, and the headings that are no column. A label goes before its synonyms."""
    found: dict[str, int] = {}
    labels = {name: plain(field.label) for name, field in importable.columns.items()}
    for exact in (True, False):
        for place, heading in enumerate(headings):
            name = column_named(words, heading)
            if name is None or (exact and plain(heading) != labels[name]) or place in found.values():
                continue
            if exact and name in found:
                raise TableRefused(f"工作表“{sheet.name}”有两列都叫“{heading}”，不知以哪列为准。请删去或改名其中一列。")
            found.setdefault(name, place)
    taken = set(found.values())
    unmatched = [h for place, h in enumerate(headings) if place not in taken and bare(h) not in UNHEEDED]
    return found, tuple(unmatched)
