"""One spreadsheet with every kind of mistake that offices make: each is told at its cell, and the rest goes in."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.numbers.demonstration import demo_credit_code, demo_identity_number, demo_licence_number
from lvheng.kernel.tables.intake import accept, bring_in, check
from lvheng.kernel.tables.tests.making import (
    BORN,
    ENGAGEMENT_HEADINGS,
    FIRM_HEADINGS,
    FIRST,
    LAWYER_HEADINGS,
    firm,
    firm_name,
    lawyer,
    number,
    workbook,
)

pytestmark = pytest.mark.django_db


def wrong_check(number: str) -> str:
    """An identity number with another last character than its check digit."""
    return number[:-1] + ("1" if number[-1] != "1" else "2")


Told = dict[int, list[tuple[str, str]]]

WRONG_FIRMS: list[tuple[list[object], str, str]] = [
    (firm(2, 名称=firm_name(1)), "名称", "与本文件第 2 行相同"),
    (firm(3, 统一社会信用代码=demo_credit_code(FIRST + 1)), "统一社会信用代码", "与本文件第 2 行相同"),
    (firm(4, 组织形式="股份公司"), "组织形式", "没有“股份公司”这一项"),
    (firm(5, 统一社会信用代码="31110000MD0000000X"), "统一社会信用代码", "校验"),
    (firm(6, 所在区="浦东区"), "所在区", "没有“浦东区”这一项"),
    (firm(7, 名称="很长" * 40), "名称", "不得超过 60 个字"),
    (firm(8, 设立日期="2023-02-30"), "设立日期", "2023年2月没有30日"),
    (firm(9, 设立日期="去年三月"), "设立日期", "不是能识别的日期"),
]
WRONG_LAWYERS: list[tuple[list[object], str, str]] = [
    (lawyer(2, 姓名=None), "姓名", "必填项"),
    (lawyer(3, 执业证号="1110520151012345"), "执业证号", "应为17位"),
    (lawyer(4, 性别="男"), "性别", "公民身份号码所示不一致"),
    (lawyer(5, 性别="男", 公民身份号码=None), "执业证号", "性别"),
    (lawyer(6, 性别="未知"), "性别", "没有“未知”这一项"),
    (lawyer(7, 公民身份号码=wrong_check(demo_identity_number(BORN, "female", FIRST + 7))), "公民身份号码", "校验"),
    (lawyer(9, 执业机构="北京市没有这一家律师事务所"), "执业机构", "没有找到机构"),
    (lawyer(10, 执业证号=number(1)), "执业证号", "与本文件第 2 行相同"),
    (lawyer(11, 执业证号=float(number(11))), "执业证号", "末尾几位已丢失"),
    (lawyer(12, 执业证号="1.11552E+16"), "执业证号", "末尾几位已丢失"),
    (lawyer(13, 执业证号=demo_licence_number("110105", 2199, "1", "female", FIRST)), "执业证号", "首次执业年份"),
    (lawyer(14, 执业类别="公司"), "执业证号", "执业类别"),
    (lawyer(15, 首次执业日期=date(2009, 1, 5)), "执业机构", "没有执业许可"),
    (lawyer(16, 首次执业日期=None), "首次执业日期", "没有填写"),
    (lawyer(17, 姓名="#N/A"), "姓名", "公式的错误值"),
    (lawyer(18, 公民身份号码=demo_identity_number(BORN, "female", FIRST + 1)), "公民身份号码", "与本文件第 2 行相同"),
]
FINE_LAWYERS: list[list[object]] = [
    lawyer(30, 执业证号="'" + number(30)),
    lawyer(31, 执业证号=" ".join((number(31)[:5], number(31)[5:9], number(31)[9:]))),
    lawyer(32, 执业证号=number(32).translate({48 + n: 0xFF10 + n for n in range(10)})),
    lawyer(33, 首次执业日期="2015年3月2日"),
    lawyer(34, 首次执业日期=20150302.0),
    lawyer(35, at=None),
    ["合计", None, None, None, None, None, None],
]
WRONG_ENGAGEMENTS: list[tuple[list[object], str, str]] = [
    ([number(1), firm_name(1), date(2016, 1, 4), None], "执业机构", "重叠"),
    ([number(35), firm_name(1), date(2016, 1, 4), date(2015, 1, 4)], "离所日期", "不晚于入所日期"),
    ([number(99), firm_name(1), date(2016, 1, 4), None], "执业证号", "没有找到"),
    ([number(35), firm_name(1), date(2010, 2, 1), None], "执业证号", "没有执业证"),
]
RETURN_HEADINGS = ("律师事务所", "年度", "业务收入（元）", "纳税总额", "办理业务（件）", "申报日期")
WRONG_RETURNS: list[tuple[list[object], str, str]] = [
    ([firm_name(1), 2023, -5, 1, 1, date(2024, 3, 1)], "业务收入（元）", "不得为负数"),
    ([firm_name(1), 2023, 100, 200, 1, date(2024, 3, 1)], "纳税总额", "高于业务收入"),
    ([firm_name(1), 2099, 100, 10, 1, date(2024, 3, 1)], "年度", "尚未开始"),
    ([firm_name(1), 2023, "一百万", 10, 1, date(2024, 3, 1)], "业务收入（元）", "应为数字"),
    ([firm_name(1), 2023, 100, 10, 1.5, date(2024, 3, 1)], "办理业务（件）", "应为整数"),
    ([firm_name(1), 2008, 100, 10, 1, date(2024, 3, 1)], "年度", "没有执业许可"),
]
ALL_WRONG = {
    "所": (2, WRONG_FIRMS),
    "人": (2, WRONG_LAWYERS),
    "经历": (1, WRONG_ENGAGEMENTS),
    "报表": (1, WRONG_RETURNS),
}


@pytest.fixture
def content() -> bytes:
    return workbook(
        所=[FIRM_HEADINGS, firm(1), *(row for row, _, _ in WRONG_FIRMS)],
        人=[LAWYER_HEADINGS, lawyer(1), *(row for row, _, _ in WRONG_LAWYERS), *FINE_LAWYERS],
        经历=[ENGAGEMENT_HEADINGS, *(row for row, _, _ in WRONG_ENGAGEMENTS)],
        报表=[
            RETURN_HEADINGS,
            *(row for row, _, _ in WRONG_RETURNS),
            [firm_name(1), "2023", "1,000.50", 10, 1, "2024.3.1"],
        ],
    )


def brought(content: bytes) -> Any:
    return bring_in(content, "错误大全.xlsx", actor=SYSTEM_VIEWER, basis="测试依据")


def told_by_line(report: Any, sheet: str) -> Told:
    part = next(part for part in report.as_json()["parts"] if part["sheet"] == sheet)
    return {line["line"]: [(c["column"], c["sentence"]) for c in line["cells"]] for line in part["refused"]}


@pytest.mark.parametrize("step", [check, accept], ids=["dry run", "acceptance"])
def test_every_mistake_is_told_at_its_cell_and_nothing_else_is(content: bytes, step: Callable[..., Any]) -> None:
    report = step(brought(content), SYSTEM_VIEWER)
    for sheet, (fine_before, wrong) in ALL_WRONG.items():
        told = told_by_line(report, sheet)
        expected = dict(enumerate(wrong, fine_before + 1))
        assert sorted(told) == sorted(expected), f"{sheet}: {told}"
        for line, (_, column, says) in expected.items():
            assert any(column == where and says in sentence for where, sentence in told[line]), (
                sheet,
                line,
                told[line],
            )
    counted = {part["sheet"]: part["good"] for part in report.as_json()["parts"]}
    assert counted == {"所": 1, "人": 1 + len(FINE_LAWYERS) - 1, "经历": 0, "报表": 1}
    assert sum(len(wrong) for _, wrong in ALL_WRONG.values()) > 20


def test_a_sensitive_value_stands_in_no_report(content: bytes) -> None:
    report = check(brought(content), SYSTEM_VIEWER).as_json()
    shown = [
        c["value"]
        for p in report["parts"]
        for line in p["refused"]
        for c in line["cells"]
        if c["column"] == "公民身份号码"
    ]
    assert set(shown) == {"（不显示）"}


def test_merged_cells_of_firms_count_for_each_lawyer_under_them() -> None:
    accept(brought(workbook(所=[FIRM_HEADINGS, firm(1)])), SYSTEM_VIEWER)
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 6, "朝阳区律师名册")
    rows = [[f"{cell:%Y-%m-%d}" if isinstance(cell, date) else cell for cell in lawyer(n)] for n in (40, 41)]
    for number_, row in enumerate([LAWYER_HEADINGS, *rows], 1):
        for place, cell in enumerate(row):
            if (number_, place) != (2, 5) and (number_, place) != (3, 5):
                sheet.write(number_, place, cell)
    sheet.merge_range(2, 5, 3, 5, firm_name(1))
    book.close()
    report = accept(brought(content.getvalue()), SYSTEM_VIEWER).as_json()
    assert (report["good"], report["refused"]) == (2, 0)
