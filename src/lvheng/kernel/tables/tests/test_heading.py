"""Headings are found below titles and notes, and known however an office writes them."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.kernel.tables.heading import header_of, passed_over, plain, words_of
from lvheng.kernel.tables.importable import all_importables, importable_of
from lvheng.kernel.tables.matching import Part, match
from lvheng.kernel.tables.report import PartReport
from lvheng.kernel.tables.sheet import TableRefused, open_table
from lvheng.kernel.tables.tests.making import ENGAGEMENT_HEADINGS, FIRM_HEADINGS, LAWYER_HEADINGS, workbook


def parts_of(kind: str = "", on: date | None = None, **sheets: list[list[object]]) -> list[Part]:
    with open_table(workbook(**sheets), "表.xlsx") as table:
        return match(table.sheets, on=on, kind=kind)[0]


LAWYERS = words_of(importable_of("register.enter_lawyer").columns)


@pytest.mark.parametrize("written", ["姓名", " 姓 名 ", "*姓名", "姓名*", "姓名:", "姓\n名", "律师姓名", "姓名(必填)"])
def test_a_heading_is_known_however_it_is_written(written: str) -> None:
    assert header_of([[written, "性别"]], LAWYERS) == 0
    assert plain("业务收入(元)") == "业务收入(元)"


def test_the_headings_stand_below_title_notes_and_blank_rows() -> None:
    rows: list[list[object]] = [
        ["北京市律师名册"],
        ["填表说明:性别填男、女"],
        [],
        ["序号", "姓名", "性别"],
        ["1", "样例甲", "女"],
    ]
    assert header_of(rows, LAWYERS) == 3


def test_prose_that_names_one_column_is_no_heading() -> None:
    assert header_of([["姓名", "是", "一个", "人的"]], LAWYERS) is None


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["", "", ""], ""),
        ([" ", "", None], ""),
        (["合 计", "", 12.0], "合计行"),
        (["示例", "样例", "女"], "示例行"),
        (["注:以上数据截至年末", "", ""], "附注"),
        (["序号", "姓名", "性别"], "重复的表头"),
        (["1", "样例甲", "女"], None),
        ([1.0, "", ""], None),
    ],
)
def test_rows_that_are_no_content_are_passed_over(row: list[object], why: str | None) -> None:
    assert passed_over(row, ("序号", "姓名", "性别")) == why


def test_each_sheet_is_told_by_its_headings_and_comes_in_the_order_of_need() -> None:
    parts = parts_of(经历=[list(ENGAGEMENT_HEADINGS)], 人=[list(LAWYER_HEADINGS)], 所=[list(FIRM_HEADINGS)], 空=[])
    kinds = [part.importable.act.kind for part in parts]
    assert kinds == ["register.enter_firm", "register.enter_lawyer", "register.engage"]


def test_unknown_columns_are_listed_and_a_missing_one_is_named() -> None:
    [part] = parts_of(所=[[*FIRM_HEADINGS, "电话", "备注"]])
    assert part.unmatched == ("电话",)
    with pytest.raises(TableRefused, match="缺少“组织形式”"):
        parts_of(所=[["名称", "统一社会信用代码", "所在区", "设立日期"]])


def test_without_a_column_of_days_the_files_day_is_asked_for() -> None:
    headings: list[object] = ["名称", "统一社会信用代码", "组织形式", "所在区"]
    with pytest.raises(TableRefused, match="设立日期"):
        parts_of(所=[headings])
    assert parts_of(所=[headings], on=date(2020, 1, 1))


def test_a_sheet_of_numbers_alone_is_for_no_act_until_one_is_chosen() -> None:
    sheet: list[list[object]] = [["执业证号"], ["1"]]
    with pytest.raises(TableRefused, match="请指明"):
        parts_of(表=sheet, on=date(2020, 1, 1))
    [part] = parts_of("register.cancel_licence", date(2020, 1, 1), 表=sheet)
    assert part.importable.act.kind == "register.cancel_licence"


def test_the_sheets_title_decides_between_acts_with_the_same_columns() -> None:
    [part] = parts_of(表=[["注销执业证名单"], ["执业证号"], ["1"]], on=date(2020, 1, 1))
    assert part.importable.act.kind == "register.cancel_licence"


def test_two_columns_of_one_label_are_refused() -> None:
    with pytest.raises(TableRefused, match="两列都叫“名称”"):
        parts_of(所=[["名称", *FIRM_HEADINGS]])


@pytest.mark.parametrize(
    "headings", [["姓名", "单位", "所在区", "日期"], ["名称", "所在区", "统一社会信用代码", "日期"]]
)
def test_a_roster_of_lawyers_or_firms_that_lacks_columns_is_not_taken_for_one_of_units(headings: list[object]) -> None:
    with pytest.raises(TableRefused, match="缺少"):
        parts_of(名册=[headings, ["样例"] * len(headings)])


def test_a_workbook_without_anything_known_says_what_was_looked_at() -> None:
    with pytest.raises(TableRefused, match="“菜单”"):
        parts_of(菜单=[["菜名", "价格"], ["样例", 1]])


@pytest.mark.parametrize("importable", all_importables(), ids=lambda each: each.act.kind)
def test_examples_name_only_columns_that_there_are(importable: object) -> None:
    from lvheng.kernel.tables.importable import Importable

    assert isinstance(importable, Importable)
    assert set(importable.example) <= set(importable.columns)
    required = {name for name, field in importable.columns.items() if field.required}
    assert required <= set(importable.example)


def test_money_is_taken_in_the_unit_of_its_heading_or_else_in_that_stated_above() -> None:
    headings: list[object] = ["律师事务所", "年度", "业务收入（万元）", "纳税总额", "办理业务(件)"]
    [part] = parts_of(
        年报=[["2025年度年报"], ["金额单位：亿元"], headings, ["某所", 2025, 12.5, 0.3, 9]], on=date(2026, 3, 1)
    )
    assert part.units == {"revenue": "万元", "tax": "亿元"}
    assert PartReport.of(part).columns["业务收入（万元）"] == "业务收入（元），按万元折算"
    [in_yuan] = parts_of(
        年报=[["填报单位：朝阳区司法局"], [*headings[:2], "业务收入(元)", *headings[3:]]], on=date(2026, 3, 1)
    )
    assert in_yuan.units == {}
