"""An empty sheet for each importable act, made from its declaration: headings, drop-downs, notes, one example row."""

from __future__ import annotations

import io
from typing import Any

from lvheng.kernel.acts.fields import Amount, Choice, Day, Field, Listed, Reference, Text, Whole
from lvheng.kernel.tables.heading import EXAMPLE
from lvheng.kernel.tables.importable import BASIS, ON, Importable
from lvheng.kernel.tables.styles import Book

ROWS = 2_000  # rows that have drop-downs and formats
NUMBER_HEADING = "序号"
_HEADING_ROW = 2


def template(importable: Importable) -> bytes:
    """The .xlsx to be filled in and brought in. The example row is passed over when it is read."""
    content = io.BytesIO()
    book = Book(content, lean=False)
    sheet = book.sheet(importable.act.title)
    lists = book.sheet("选项")
    columns = list(importable.columns.items())
    sheet.write_string(0, 0, f"{importable.act.title}导入表", book.title)
    sheet.merge_range(1, 0, 1, len(columns), _notes(importable), book.note)
    sheet.set_row(1, 52)
    sheet.write_string(_HEADING_ROW, 0, NUMBER_HEADING, book.heading)
    sheet.write_string(_HEADING_ROW + 1, 0, EXAMPLE, book.faint)
    for place, (name, field) in enumerate(columns, 1):
        must = field.required or name in (ON, BASIS)
        sheet.write_string(_HEADING_ROW, place, f"{field.label}*" if must else field.label, _style(book, must))
        sheet.write_comment(_HEADING_ROW, place, _hint(field), {"x_scale": 2})
        sheet.write_string(_HEADING_ROW + 1, place, importable.example.get(name, ""), book.faint)
        sheet.set_column(place, place, _width(field), book.day if isinstance(field, Day) else book.text)
        _offer(sheet, lists, place, field)
    sheet.freeze_panes(_HEADING_ROW + 1, 1)
    lists.hide()
    sheet.activate()
    book.close()
    return content.getvalue()


def _style(book: Book, must: bool) -> Any:
    return book.required if must else book.heading


def _notes(importable: Importable) -> str:
    return (
        "说明：1. 带 * 的列必填；日期、依据两列如各行相同，也可留空，在导入时统一给出。2. 各列写法见表头批注，有选项的请从下拉中选。"
        f"3. 标“{EXAMPLE}”的一行不会导入。4. 合计行、空行不会导入。5. 号码列已设为文本，请勿改为数字格式。"
        f"办理依据：{'、'.join(importable.act.law)}。"
    )


def _hint(field: Field) -> str:
    """How a column is written, in words."""
    match field:
        case Text():
            how = f"文字，不超过 {field.longest} 个字"
        case Day():
            how = "日期，如 2025-03-12"
        case Whole():
            how = f"整数，{field.least} 至 {field.most}"
        case Amount():
            how = f"数字，不为负，至多 {field.scale} 位小数"
        case Choice() | Listed():
            how = f"可填：{'、'.join(_options(field))}"
        case _:
            how = "文字"
    return f"{how}。{field.hint}" if field.hint else how


def _options(field: Field) -> list[str]:
    if isinstance(field, Choice):
        return [str(label) for label in field.choices.labels]
    return list(field.options().values()) if isinstance(field, Listed) else []


def _width(field: Field) -> int:
    return 26 if isinstance(field, Reference) else max(14, 2 * len(field.label) + 4)


def _offer(sheet: Any, lists: Any, place: int, field: Field) -> None:
    """A drop-down of the field's options, which stand on a hidden sheet."""
    options = _options(field)
    if not options:
        return
    for row, option in enumerate(options):
        lists.write_string(row, place, option)
    letters = _letters(place)
    source = f"=选项!${letters}$1:${letters}${len(options)}"
    checked = {"validate": "list", "source": source, "error_title": "没有这一项", "error_message": "请从下拉中选择。"}
    sheet.data_validation(_HEADING_ROW + 2, place, _HEADING_ROW + 1 + ROWS, place, checked)


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
