"""A document says in PDF and in Word what it was given, in the layout of GB/T 9704, and carries its fonts with it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from lvheng.kernel.documents.document import (
    DEMONSTRATION,
    Align,
    Attached,
    Chart,
    Document,
    Heading,
    Layout,
    NewPage,
    Paragraph,
    Table,
    TableColumn,
    chinese_number,
    numbered,
)
from lvheng.kernel.documents.typesetting import pdf, pdfs, pictures
from lvheng.kernel.documents.word import word

CHART = Chart(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><text x="5" y="20" font-size="9">二〇二五年末</text></svg>',
    "律师人数上升",
    "图1　律师人数",
)
REPORT = Document(
    title="关于三年行动计划终期评估情况的报告",
    organ="北京市示例局文件",
    number="京示报〔2026〕12号",
    addressee="北京市示例政府",
    blocks=[
        Heading("总体情况"),
        Paragraph("截至2025年12月31日，全市律师48213人。"),
        Heading("主要指标", 2),
        Table([TableColumn("指标"), TableColumn("现值", Align.RIGHT)], [["百人以上律师事务所", "38"]], "表1　完成情况"),
        CHART,
        NewPage(),
        Heading("存在的问题"),
        Paragraph("䶮、㛃、堃：人名里少见的字也印得出。"),
    ],
    enclosures=["主要指标完成情况表", "举措完成情况表"],
    signed_by="北京市示例局",
    signed_on=date(2026, 3, 12),
    demonstration=True,
)
SAID = (
    REPORT.organ,
    REPORT.number,
    "北京市示例政府：",
    "一、总体情况",
    "截至2025年12月31日，全市律师48213人。",
    "（一）主要指标",
    "百人以上律师事务所",
    "二、存在的问题",
    "䶮、㛃、堃",
    "1.主要指标完成情况表",
    "2.举措完成情况表",
    "2026年3月12日",
)


def pages(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def fonts(reader: PdfReader) -> Iterator[Any]:
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]  # pypdf types them as any object
            yield font.get_object()["/DescendantFonts"][0].get_object()


def test_what_is_given_stands_in_the_pdf() -> None:
    told = "".join(pages(pdf([REPORT])))
    assert [words for words in SAID if "".join(words.split()) not in told] == []


def test_what_is_given_stands_in_the_word_file() -> None:
    made = docx.Document(io.BytesIO(word([REPORT])))
    told = [paragraph.text for paragraph in made.paragraphs]
    told += [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    assert [words for words in SAID if not any(words in line for line in told)] == []
    assert made.sections[0].header.paragraphs[0].text == DEMONSTRATION
    assert made.sections[0].page_width.mm == pytest.approx(210, abs=0.1)  # type: ignore[union-attr]  # the paper has a width
    assert made.element.body.xpath("string(.//wp:docPr/@descr)") == CHART.words


def test_every_font_is_within_the_file() -> None:
    found = list(fonts(PdfReader(io.BytesIO(pdf([REPORT])))))
    assert found
    assert all("/FontFile3" in font["/FontDescriptor"] for font in found)
    assert {font["/BaseFont"].partition("+")[2].partition("-")[0] for font in found} == {"NotoSerifSC", "NotoSansSC"}


def test_the_file_is_for_keeping_and_holds_what_is_put_into_it() -> None:
    record = Attached("record.json", '{"number":"示例"}'.encode(), "application/json", "所依据的记录")
    reader = PdfReader(io.BytesIO(pdf([REPORT], [record])))
    declared = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()  # type: ignore[index]  # a PDF/A has them
    assert "<pdfaid:part>3</pdfaid:part>" in declared
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in declared
    assert reader.attachments == {"record.json": [record.content]}
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]  # a PDF/A has them


def test_every_page_bears_its_number_and_the_mark_of_a_demonstration() -> None:
    told = pages(pdf([REPORT]))
    assert [f"—{number}—" in page for number, page in enumerate(told, 1)] == [True, True, True]
    assert all(DEMONSTRATION in page for page in told)
    assert not any("演示" in page for page in pages(pdf([replace(REPORT, demonstration=False)])))


def test_several_documents_each_begin_a_page_and_count_their_own() -> None:
    letter = replace(REPORT, layout=Layout.LETTER, blocks=[Paragraph("请核对。"), NewPage(), Paragraph("附表略。")])
    letters = [replace(letter, addressee=f"北京市第{n}示例律师事务所") for n in range(1, 4)]
    told = pages(pdf(letters))
    assert ["第1示例" in page for page in told] == [True, False, False, False, False, False]
    assert ["—2—" in page for page in told] == [False, True] * 3  # a letter's first page has no number
    alone = [pages(each) for each in pdfs(letters)]
    assert [len(each) for each in alone] == [2, 2, 2]
    assert [f"第{n}示例" in each[0] for n, each in enumerate(alone, 1)] == [True, True, True]
    sections = docx.Document(io.BytesIO(word(letters))).sections
    assert [s._sectPr.xpath("string(w:pgNumType/@w:start)") for s in sections] == ["1", "1", "1"]


def test_a_list_repeats_its_heading_and_counts_its_pages() -> None:
    columns = [TableColumn(f"第{n}栏") for n in range(8)]
    rows = [[f"{line}行{n}列" for n in range(8)] for line in range(120)]
    listed = Document(title="示例名单", layout=Layout.LIST, notes=["共 120 名"], blocks=[Table(columns, rows)])
    reader = PdfReader(io.BytesIO(pdf([listed, listed])))
    told = pages(pdf([listed, listed]))
    width, height = (float(reader.pages[0].mediabox[n]) for n in (2, 3))
    assert width > height, "eight columns lie on their side"
    half = len(told) // 2
    assert all("第7栏" in page and "示例名单" in page for page in told)
    assert [f"第{n}页，共{half}页" in told[n - 1] for n in range(1, half + 1)] == [True] * half
    assert f"第1页，共{half}页" in told[half]
    assert "119行7列" in told[half - 1]


@pytest.mark.parametrize(
    "text", ['#import "x"', "*星* _下_ $x^2$", "<end>", "\\ ` @甲", "= 标题", "${title}", "{{ 7 }}"]
)
def test_no_text_is_taken_for_markup(text: str) -> None:
    plain = Document(title="标题", blocks=[Paragraph(text)], layout=Layout.LIST, notes=[text])
    assert "".join(text.split()) in pages(pdf([plain]))[0]
    assert text in [p.text for p in docx.Document(io.BytesIO(word([plain]))).paragraphs]


@given(
    st.lists(st.lists(st.text("文字", max_size=40), min_size=4, max_size=4), min_size=1, max_size=5),
    st.sampled_from(Layout),
)
def test_columns_fill_the_line_and_a_wider_text_never_has_less_room(rows: list[list[str]], layout: Layout) -> None:
    table = Table([TableColumn("列")] * 4, rows)
    shares = table.shares(layout)
    assert sum(shares) == pytest.approx(1)
    wanted = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for (a, one), (b, other) in combinations(sorted(zip(wanted, shares, strict=True)), 2):
        assert a <= b
        assert one <= other + 1e-9


def test_a_short_column_keeps_its_words_whole_beside_a_long_one() -> None:
    table = Table([TableColumn("指标"), TableColumn("评定")], [["很长的指标名称" * 20, "进展滞后"]])
    long, short = table.shares(Layout.OFFICIAL)
    assert short * 442 > 4 * 10.5 + 8, "four signs and the cell's own margins"
    assert long + short == pytest.approx(1)
    [grid] = docx.Document(io.BytesIO(word([Document(title="标题", blocks=[table])]))).tables
    widths = [cell.width or 0 for cell in grid.rows[1].cells]
    assert widths[1] / sum(widths) == pytest.approx(short, abs=0.001)


def test_a_chart_becomes_a_picture() -> None:
    [picture] = pictures([CHART])
    assert picture.startswith(b"\x89PNG")
    assert pictures([]) == []


@given(st.lists(st.integers(1, 4), max_size=30))
def test_headings_are_numbered_as_the_standard_says(levels: list[int]) -> None:
    """GB/T 9704-2012 §7.3.3: each level counts from one again below every heading above it."""
    counts = [0] * 5
    for (_, number), level in zip(numbered([Heading("甲", level) for level in levels]), levels, strict=True):
        counts[level:] = [counts[level] + 1, *[0] * (4 - level)]
        one = counts[level]
        written = (f"{chinese_number(one)}、", f"（{chinese_number(one)}）", f"{one}.", f"（{one}）")[level - 1]
        assert number == written


@pytest.mark.parametrize(("number", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_numbers_are_written_in_chinese(number: int, written: str) -> None:
    assert chinese_number(number) == written
