"""An office brings three spreadsheets as offices send them, mends what comes back, and no row stands twice."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.subjects.models import Organisation
from lvheng.kernel.tables.sheet import open_table
from lvheng.kernel.tables.tests.making import firm as row_of_firm
from lvheng.kernel.tables.tests.making import firm_name, lawyer, number, workbook
from lvheng.register.models import PractisingLicence, YearlyReturn

Counts = tuple[int, int, int]
"""Rows entered, rows that stood there already, rows refused."""
Cell = tuple[str, str, str]
"""Line, column and what is wrong, as the page tells them."""


def roster_of_firms() -> bytes:
    """A title over all columns, the district written once for three firms, the office's own headings, a total."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("律所")
        sheet.merge_range(0, 0, 0, 5, "朝阳区律师事务所名册（2024年）")
        sheet.write_row(2, 0, ["序号", "主管区局", "律所名称", "许可证号", "组织形式", "成立时间"])
        for line, form in enumerate(("普通合伙", "普通合伙", "合伙企业"), 1):
            name, code, *_ = row_of_firm(line)
            sheet.write_row(line + 2, 0, [line, "", name, code, form, "2010年1月4日"])
        sheet.merge_range(3, 1, 5, 1, "朝阳区")
        sheet.write_row(6, 0, ["合计", "", "3家"])
    return content.getvalue()


def roster_of_lawyers() -> bytes:
    """What an old program writes: GB18030, with a title, headings of its own and days in Chinese."""
    rows: list[Sequence[object]] = [["朝阳区律师名册"]]
    rows.append(["律师姓名", "性别", "律师执业证号", "类别", "身份证号", "所在律所", "首次执业时间"])
    rows += [[*lawyer(n, at)[:6], "2015年3月2日"] for n, at in ((1, 1), (2, 2), (3, 3))]
    rows.append([*lawyer(4, 1, 执业证号="1110120151")[:6], "2015.3.2"])
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("gb18030")


def returns() -> bytes:
    """Money in 万元, which is said once above the table."""
    headings = ["律所", "年度", "收入", "税金", "业务量", "填报日期"]
    day = date(2024, 3, 1)
    rows = [[firm_name(1), 2023, 1200, 150, 320, day], [firm_name(2), 2023, 100, 200, 12, day]]
    return workbook(报表=[["年度业务报表"], ["金额单位：万元"], headings, *rows])


class Clerk:
    """A clerk at the pages of the import."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def brings(self, content: bytes, name: str) -> str:
        """The address of the page that tells the dry run."""
        file = SimpleUploadedFile(name, content)
        answer = self.client.post("/work/import/", {"file": file, "basis": "京司许〔2024〕演1号"})
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])

    def reads(self, page: str) -> set[Cell]:
        """What the page says is wrong, by cell."""
        [*tables] = html.document_fromstring(self.client.get(page).content).iter("tbody")
        rows = [row for table in tables for row in table]
        told = [["".join(map(str, cell.itertext())) for cell in row] for row in rows]
        return {(line, column, sentence) for line, column, _, sentence in told}

    def accepts(self, page: str) -> Counts:
        said = self.client.post(f"{page}accept/", follow=True).content.decode()
        found = re.search(r"已登记 (\d+) 行，已在册 (\d+) 行，退回 (\d+) 行", said)
        assert found, said
        return int(found[1]), int(found[2]), int(found[3])

    def downloads(self, page: str) -> dict[str, list[list[object]]]:
        """The rows that came back, by sheet: the headings, and each with its reason at the end."""
        content = b"".join(self.client.get(f"{page}rejected/"))
        with open_table(content, "退回.xlsx") as table:
            return {sheet.name: [row for _, row in table.rows(sheet)] for sheet in table.sheets}

    def enters(self, content: bytes, name: str) -> Counts:
        return self.accepts(self.brings(content, name))


def says(cells: set[Cell], line: str, column: str, words: str) -> bool:
    return any((line, column) == cell[:2] and words in cell[2] for cell in cells)


def test_an_office_brings_mends_and_brings_again(client_as: Callable[[str], Client]) -> None:
    clerk = Clerk(client_as("demo-district"))
    files = {"律所.xlsx": roster_of_firms(), "律师.csv": roster_of_lawyers(), "报表.xlsx": returns()}
    before = ActLine.objects.count()

    # The firms: one is of a form that the law does not know. The page says at which cell; nothing is entered yet.
    page = clerk.brings(files["律所.xlsx"], "律所.xlsx")
    assert says(clerk.reads(page), "6", "组织形式", "合伙企业")
    assert ActLine.objects.count() == before, "reading is not entering"
    assert clerk.accepts(page) == (2, 0, 1)
    firms = clerk.downloads(page)

    # The lawyers: one names the firm that came back, one has half a number.
    page = clerk.brings(files["律师.csv"], "律师.csv")
    wrong = clerk.reads(page)
    assert says(wrong, "5", "所在律所", firm_name(3))
    assert says(wrong, "6", "律师执业证号", "17")
    assert clerk.accepts(page) == (2, 0, 2)
    lawyers = clerk.downloads(page)

    # The returns: more tax than income.
    page = clerk.brings(files["报表.xlsx"], "报表.xlsx")
    assert says(clerk.reads(page), "5", "税金", "高于业务收入")
    assert clerk.accepts(page) == (1, 0, 1)
    declared = clerk.downloads(page)

    # What came back has its reason at the end, is mended in place, and goes in.
    for part, column, value in ((firms, "组织形式", "普通合伙"), (declared, "税金", 20)):
        [(name, rows)] = part.items()
        assert rows[-1][-1], "a reason"
        place = next(at for at, heading in enumerate(rows[-2]) if str(heading).startswith(column))
        rows[-1][place] = value
        assert clerk.enters(workbook(**{name: rows}), "改好.xlsx") == (1, 0, 0)
    [(name, rows)] = lawyers.items()
    rows[-1][2] = number(4)
    assert clerk.enters(workbook(**{name: rows}), "改好.xlsx") == (2, 0, 0)

    # All three again, as they were first sent: not one act more, and each stands once.
    acts = ActLine.objects.count()
    assert [clerk.enters(content, name) for name, content in files.items()] == [(0, 2, 1), (0, 3, 1), (0, 1, 1)]
    assert ActLine.objects.count() == acts
    names = [firm_name(n) for n in (1, 2, 3)]
    assert sorted(Organisation.rows.current().filter(name__in=names).values_list("name", flat=True)) == names
    numbers = [number(n) for n in (1, 2, 3, 4)]
    assert sorted(PractisingLicence.rows.current().filter(number__in=numbers).values_list("number", flat=True)) == (
        sorted(numbers)
    )
    houses = Organisation.rows.current().filter(name__in=names).values("subject")
    money = YearlyReturn.rows.current().filter(organisation__in=houses).values_list("revenue", flat=True)
    assert sorted(money) == [Decimal(1_000_000), Decimal(12_000_000)], "万元, also of the row that came back"
