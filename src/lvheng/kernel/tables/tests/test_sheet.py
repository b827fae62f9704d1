"""Any file is either read as rows of cells or refused with a sentence; none of them can harm the product."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.tables import sheet
from lvheng.kernel.tables.sheet import TableRefused, open_table
from lvheng.kernel.tables.tests.making import workbook


def rows_of(content: bytes, name: str = "表") -> list[list[object]]:
    with open_table(content, name) as table:
        return [row for _, row in table.rows(table.sheets[0])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_csv_is_read_in_every_encoding_and_with_every_delimiter(encoding: str, sign: str) -> None:
    text = f"姓名{sign}所在区\r\n样例甲{sign}“朝阳”\r\n"
    assert rows_of(text.encode(encoding)) == [["姓名", "所在区"], ["样例甲", "“朝阳”"]]


def test_lines_are_numbered_as_in_the_file_even_after_blank_ones() -> None:
    content = workbook(甲=[[], [], ["姓名"], [], ["样例甲"]])
    with open_table(content, "甲.xlsx") as table:
        assert [(line, row) for line, row in table.rows(table.sheets[0]) if any(row)] == [
            (3, ["姓名"]),
            (5, ["样例甲"]),
        ]


def test_days_numbers_and_text_come_as_such() -> None:
    [row] = rows_of(workbook(甲=[["文字", 1.5, date(2020, 1, 2), "001"]]))
    assert row == ["文字", 1.5, date(2020, 1, 2), "001"]


def test_a_cell_merged_over_several_rows_stands_in_each_of_them() -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    written = book.add_worksheet()
    written.merge_range(0, 0, 2, 0, "样例所")
    for row in range(3):
        written.write(row, 1, f"律师{row}")
    book.close()
    assert rows_of(content.getvalue()) == [["样例所", "律师0"], ["样例所", "律师1"], ["样例所", "律师2"]]


def test_a_formulas_error_is_told_and_not_taken_for_an_empty_cell() -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    written = book.add_worksheet()
    written.write(0, 0, "学历")
    written.write_formula(1, 0, "=VLOOKUP(1,A1:B2,2)", None, "#N/A")
    book.close()
    assert rows_of(content.getvalue()) == [["学历"], ["#N/A"]]


def test_a_sheet_may_be_read_again_after_somebody_stopped_halfway() -> None:
    with open_table(workbook(甲=[[n] for n in range(5_000)]), "甲.xlsx") as table:
        first = next(table.rows(table.sheets[0]))
        again = list(table.rows(table.sheets[0]))
    assert first == again[0]
    assert len(again) == 5_000


def zipped(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return content.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"  \n", "空的"),
        (b"%PDF-1.7\0\0", "不认识的文件"),
        (b"<html><body><table><tr><td>", "网页"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word"),
        (OLE, "损坏"),
        (b"PK\x03\x04 cut short", "损坏"),
        (zipped(a=b"b"), "压缩包"),
        (zipped(word__document_dot_xml=b"<x/>"), "Word"),
        (zipped(xl__workbook_dot_xml=b"<x/>"), "损坏"),
        ('姓名,"没有结束的引号'.encode() + b"x" * 200_000, "引号"),
        (("列," * 1_001).encode(), "1,000 列"),
        (b"a,b\n" * 300_001, "300,000 行"),
        (workbook(甲=[["名"] * 1_001]), "1,000 列"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_is_no_fit_table_is_refused_with_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(TableRefused, match=says) as refused:
        open_table(content, "文件")
    assert str(refused.value).endswith("。")


def test_a_file_over_50_mb_is_refused_unread() -> None:
    with pytest.raises(TableRefused, match="50 MB"):
        open_table(b"a" * (sheet.LARGEST_FILE + 1), "大")


def test_a_file_that_would_swell_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "LARGEST_CONTENT", 1 << 20)
    with pytest.raises(TableRefused, match="展开"):
        open_table(zipped(xl__workbook_dot_xml=b"0" * (2 << 20)), "炸弹.xlsx")


def test_two_cells_at_opposite_corners_kill_the_reader_and_nothing_else() -> None:
    """The library would ask for 500 GB here and abort the whole program."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    written = book.add_worksheet()
    written.write(0, 0, "一角")
    written.write(1_048_575, 16_383, "对角")
    book.close()
    with pytest.raises(TableRefused, match="过大"):
        open_table(content.getvalue(), "两角.xlsx")


MACRO = "xl/vbaProject.bin"


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """The workbook with one more part."""
    found = io.BytesIO(content)
    with zipfile.ZipFile(found, "a") as archive:
        archive.writestr(name, text)
    return found.getvalue()


def test_the_cells_of_a_file_with_macros_are_read_and_it_says_that_the_macros_are_not() -> None:
    with open_table(with_part(workbook(甲=[["名称"], ["某所"]]), MACRO, b"\0" * 100), "带宏.xlsm") as table:
        assert [row for _, row in table.rows(table.sheets[0])] == [["名称"], ["某所"]]
    [(what, why)] = table.aside
    assert "宏" in what
    assert "没有运行" in why


def test_an_archive_of_very_many_parts_is_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "LARGEST_DIRECTORY", 100)
    with pytest.raises(TableRefused, match="部件多得异常"):
        open_table(workbook(甲=[["名称"]]), "多.xlsx")


def test_a_part_that_swells_beyond_what_it_says_is_refused() -> None:
    """A bomb says of itself that it is small; the reader has little memory and dies of it alone."""
    content = with_part(workbook(甲=[["名称"]]), "xl/worksheets/sheet2.xml", b"0" * (1 << 20))
    said = (1 << 20).to_bytes(4, "little")
    lying = content.replace(said, (10).to_bytes(4, "little"))
    assert lying != content
    with suppress(TableRefused), open_table(lying, "炸弹.xlsx") as table:
        assert [row for _, row in table.rows(table.sheets[0])] == [["名称"]]


@pytest.mark.parametrize("columns", [1_000_000, 20_000_000])
def test_a_million_columns_are_refused_in_a_moment(columns: int) -> None:
    with pytest.raises(TableRefused, match=f"{columns + 1:,} 列"):
        open_table(b"," * columns, "宽.csv")


def test_a_cell_beyond_the_last_column_of_any_sheet_makes_the_sheet_no_wider() -> None:
    content = workbook(甲=[["名称"]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'r="A1"', b'r="ZZZZZZ1"')
    odd = io.BytesIO()
    with zipfile.ZipFile(odd, "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    with open_table(odd.getvalue(), "出格.xlsx") as table:
        assert [row for _, row in table.rows(table.sheets[0])] == [["名称"]]


@given(st.binary(max_size=300))
def test_no_bytes_bring_anything_but_rows_or_a_refusal(content: bytes) -> None:
    with suppress(TableRefused), open_table(content, "随便") as table:
        assert all(isinstance(row, list) for _, row in table.rows(table.sheets[0]))
