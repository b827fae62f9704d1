"""Making spreadsheets for tests, and the invented people and firms that stand in them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from lvheng.kernel.numbers.demonstration import demo_credit_code, demo_identity_number, demo_licence_number

FIRST = 900_000  # serials that no demonstration register reaches
FIRM_HEADINGS = ("名称", "统一社会信用代码", "组织形式", "所在区", "设立日期")
LAWYER_HEADINGS = ("姓名", "性别", "执业证号", "执业类别", "公民身份号码", "执业机构", "首次执业日期")
ENGAGEMENT_HEADINGS = ("执业证号", "执业机构", "入所日期", "离所日期")
FOUNDED, ADMITTED = date(2010, 1, 4), date(2015, 3, 2)
BORN = date(1985, 5, 5)


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """An .xlsx of those sheets, each of rows of cells; None is an empty cell."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell)
                elif isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write_number(number, place, cell)
    book.close()
    return content.getvalue()


def firm_name(n: int) -> str:
    return f"北京市样例{n}律师事务所"


def firm(n: int, **changed: object) -> list[object]:
    """A row of a firm that can be entered, by FIRM_HEADINGS."""
    row = dict(
        zip(FIRM_HEADINGS, (firm_name(n), demo_credit_code(FIRST + n), "普通合伙", "朝阳区", FOUNDED), strict=True)
    )
    return list((row | changed).values())


def number(n: int, sex: str = "female") -> str:
    return demo_licence_number("110105", 2015, "1", "female" if sex == "female" else "male", FIRST + n)


def lawyer(n: int, at: int | None = 1, **changed: object) -> list[object]:
    """A row of a lawyer who can be entered, by LAWYER_HEADINGS; `at` is the firm."""
    identity = demo_identity_number(BORN, "female", FIRST + n)
    there = firm_name(at) if at is not None else None
    row = dict(
        zip(
            LAWYER_HEADINGS,
            (f"样例{'甲乙丙丁戊己庚辛壬癸'[n % 10]}", "女", number(n), "专职", identity, there, ADMITTED),
            strict=True,
        )
    )
    return list((row | changed).values())
