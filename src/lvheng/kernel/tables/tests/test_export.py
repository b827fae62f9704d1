"""An export is exactly the list that was asked for, and says of which moment it is."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.documents.document import DEMONSTRATION
from lvheng.kernel.figures.listing import Question, count, listing_of, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation
from lvheng.kernel.tables import export
from lvheng.kernel.tables.export import Extract, write
from lvheng.kernel.tables.intake import accept, bring_in
from lvheng.kernel.tables.sheet import Row, TableRefused, open_table
from lvheng.kernel.tables.tests.making import FIRM_HEADINGS, firm, firm_name, workbook

pytestmark = pytest.mark.django_db
ON = date(2020, 6, 30)
NAMES = [firm_name(1), "=1+1律师事务所", "@样例律师事务所"]
RETURNS = [["律师事务所", "年度", "业务收入（元）", "纳税总额（元）", "办理业务（件）", "申报日期"]]


@pytest.fixture
def register() -> None:
    returns = [[name, 2019, 1234567.89, 1000, 12, date(2020, 2, 1)] for name in NAMES]
    content = workbook(
        所=[FIRM_HEADINGS, *(firm(n, 名称=name) for n, name in enumerate(NAMES, 1))], 表=[*RETURNS, *returns]
    )
    accept(bring_in(content, "表.xlsx", actor=SYSTEM_VIEWER, basis="测试"), SYSTEM_VIEWER)


def asked(code: str) -> Question:
    listing = listing_of(code)
    return Question(listing=listing, moment=Moment(ON), narrowing=Narrowing(), columns=listing.seen_by(SYSTEM_VIEWER))


def exported(question: Question, folder: Path, kind: str = "xlsx", title: str = "所") -> bytes:
    write(Extract(question, title, "示例局 甲"), folder / f"名单.{kind}")
    return (folder / f"名单.{kind}").read_bytes()


def printed(content: bytes) -> list[str]:
    """The text of each page of a PDF, without its spaces."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def sheet_of(content: bytes) -> list[Row]:
    with open_table(content, "名单.xlsx") as table:
        return [row for _, row in table.rows(table.sheets[0])]


@pytest.mark.usefixtures("register")
def test_an_export_has_the_rows_of_the_list_in_its_order(tmp_path: Path) -> None:
    question = asked("firms")
    written = write(Extract(question, "律师事务所"), tmp_path / "所.xlsx")
    rows = sheet_of((tmp_path / "所.xlsx").read_bytes())
    listed = page(question, limit=10_000)
    assert written == count(question) == len(listed) >= 3
    assert rows[0] == [column.title for column in question.columns]
    assert [row[0] for row in rows[1 : written + 1]] == [line.cells[0] for line in listed]


@pytest.mark.usefixtures("register")
def test_codes_are_words_days_are_days_money_is_numbers(tmp_path: Path) -> None:
    [row] = [row for row in sheet_of(exported(asked("firms"), tmp_path)) if row[0] == firm_name(1)]
    firms = dict(zip((column.name for column in asked("firms").columns), row, strict=True))
    assert (firms["form"], firms["district"], firms["founded_on"]) == ("普通合伙", "朝阳区", date(2010, 1, 4))
    [row] = [row for row in sheet_of(exported(asked("returns"), tmp_path)) if row[0] == firm_name(1)]
    returns = dict(zip((column.name for column in asked("returns").columns), row, strict=True))
    assert Decimal(str(returns["revenue"])) == Decimal("1234567.89")


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_last_row_says_what_the_list_is_of_and_who_took_it(kind: str, tmp_path: Path) -> None:
    question = narrowed()
    last = sheet_of(exported(question, tmp_path, kind))[-1][0]
    assert last.startswith("注：所；")
    assert [part for part in (*told(question), DEMONSTRATION) if part not in last] == []


def narrowed() -> Question:
    return replace(asked("firms"), filters={"district": ["110105", ""]}, search="样例", sort="founded_on")


def told(question: Question) -> list[str]:
    narrowing = ["所在区为朝阳区、未填", "查找“样例”", "按设立日期从小到大"]
    return [*narrowing, "以 2020-06-30 为准", "登记截至", f"共 {count(question):,} 家", "示例局 甲"]


@pytest.mark.usefixtures("register")
def test_the_pdf_says_it_above_the_same_rows(tmp_path: Path) -> None:
    question = narrowed()
    pages = printed(exported(question, tmp_path, "pdf"))
    whole = "".join(pages)
    assert [part for part in told(question) if part.replace(" ", "") not in pages[0]] == []
    assert all(DEMONSTRATION in page for page in pages)
    assert [line.cells[0] for line in page(question, limit=10_000) if line.cells[0].replace(" ", "") not in whole] == []
    assert f"第1页，共{len(pages)}页" in pages[0]


@pytest.mark.usefixtures("register")
def test_money_is_printed_with_its_groups(tmp_path: Path) -> None:
    assert "1,234,567.89" in "".join(printed(exported(asked("returns"), tmp_path, "pdf")))


@pytest.mark.usefixtures("register")
def test_a_list_too_long_for_paper_says_so_and_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST_PRINTED", 2)
    with pytest.raises(
        TableRefused, match=r"名单有 \d+ 行，一份 PDF 放不下（至多 2 行）。请用筛选缩小范围，或导出为 xlsx 或 csv。"
    ):
        exported(asked("firms"), tmp_path, "pdf")


@pytest.mark.usefixtures("register")
def test_no_cell_is_taken_for_a_formula(tmp_path: Path) -> None:
    content = exported(asked("firms"), tmp_path, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    names = [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))]
    assert {"'=1+1律师事务所", "'@样例律师事务所"} <= set(names)
    rows = sheet_of(exported(asked("firms"), tmp_path))
    assert {"=1+1律师事务所", "@样例律师事务所"} <= {row[0] for row in rows}


@pytest.mark.usefixtures("register")
def test_an_export_may_be_brought_in_again_and_changes_nothing(tmp_path: Path) -> None:
    known = Organisation.rows.current().filter(name__in=NAMES).values_list("subject", flat=True)
    content = exported(replace(asked("firms"), subjects=list(known)), tmp_path)
    taken = bring_in(content, "所.xlsx", actor=SYSTEM_VIEWER, basis="测试", act="register.enter_firm")
    told = accept(taken, SYSTEM_VIEWER).as_json()
    assert (told["good"], told["already"], told["refused"]) == (0, len(NAMES), 0)


@pytest.mark.usefixtures("db")
def test_an_empty_list_is_a_heading_and_a_note(tmp_path: Path) -> None:
    listing = listing_of("firms")
    question = Question(
        listing=listing, moment=Moment(date(1950, 1, 1)), narrowing=Narrowing(), columns=listing.columns
    )
    rows = sheet_of(exported(question, tmp_path))
    assert "共 0 家" in rows[-1][0]
