"""How values stand in the workbooks that the product writes: one set of formats for lists, templates and rejected rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_FONT = {"font_name": "等线", "font_size": 11, "valign": "vcenter"}


class Book:
    """A workbook being written row by row: memory does not grow with it. Text is never taken for a formula."""

    def __init__(self, target: object, *, lean: bool = True) -> None:
        self.book = xlsxwriter.Workbook(target, {"constant_memory": lean, "default_date_format": "yyyy-mm-dd"})
        self.plain = self._format()
        self.text = self._format(num_format="@")
        self.day = self._format(num_format="yyyy-mm-dd", align="left")
        self.money = self._format(num_format="#,##0.00")
        self.number = self._format(num_format="#,##0")
        self.title = self._format(bold=True, font_size=14)
        self.heading = self._format(bold=True, bg_color="#DCE6F1", border=1, text_wrap=True)
        self.required = self._format(bold=True, bg_color="#DCE6F1", border=1, text_wrap=True, font_color="#C00000")
        self.note = self._format(font_color="#595959", text_wrap=True)
        self.faint = self._format(font_color="#7F7F7F", italic=True, num_format="@")
        self.wrong = self._format(bg_color="#FFC7CE", font_color="#9C0006", num_format="@")
        self.wrong_day = self._format(bg_color="#FFC7CE", font_color="#9C0006", num_format="yyyy-mm-dd", align="left")

    def _format(self, **more: object) -> Any:
        return self.book.add_format({**_FONT, **more})

    def sheet(self, name: str) -> Any:
        """A new sheet; signs that no sheet's name may have are left out."""
        return self.book.add_worksheet("".join(sign for sign in name if sign not in "[]:*?/\\'")[:31])

    def cell(
        self, sheet: Any, row: int, column: int, value: object, *, wrong: bool = False, money: bool = False
    ) -> None:
        """Writes a day as a day, a number as a number, and anything else as text."""
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, self.wrong_day if wrong else self.day)
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            sheet.write_number(row, column, value, self.wrong if wrong else self.money if money else self.number)
        elif value is None or value == "":
            sheet.write_blank(row, column, None, self.wrong if wrong else self.plain)
        else:
            sheet.write_string(row, column, str(value), self.wrong if wrong else self.plain)

    def close(self) -> None:
        self.book.close()


def unformulated(text: str) -> str:
    """A text that no spreadsheet takes for a formula when it opens a .csv."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
