"""The first day in a real browser, as the people concerned: the city's chief of division, then a citizen.

Needs a Chromium (`./lvheng test` says which it found); the product is served as `./lvheng up` serves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from lvheng.kernel.numbers.demonstration import demo_licence_number
from lvheng.kernel.search.keys import name_keys
from lvheng.launcher.database import Connections
from lvheng.workbench.tests.browser import enter, follow, needs_browser, no_sideways, served, visiting

pytestmark = needs_browser


@pytest.fixture(params=[1440, 390], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, fresh_database: Connections) -> Iterator[Any]:
    with served(fresh_database) as address, visiting(address, request.param, accept_downloads=True) as opened:
        yield opened


def number_in(text: str) -> int:
    found = re.search(r"[\d,]+", text)
    assert found, text
    return int(found[0].replace(",", ""))


def test_the_chief_opens_a_number_to_its_firms_on_a_past_day_and_takes_the_list_along(page: Any) -> None:
    enter(page, "市局")
    no_sideways(page)
    follow(page, page.get_by_role("link", name="计划", exact=True))
    no_sideways(page)
    target = page.locator("tr", has_text="100名律师以上律师事务所").first
    shown = number_in(target.locator("a.figure").inner_text())
    follow(page, target.locator("a.figure"))
    no_sideways(page)
    assert number_in(page.locator(".above b").inner_text()) == shown == page.locator("tr[data-row]").count()
    page.goto(page.url + "&on=2020-12-31")
    then = number_in(page.locator(".above b").inner_text())
    assert "2020-12-31" in page.locator(".then").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="csv").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert "2020-12-31" in lines[-1]
    assert len([line for line in lines[1:-1] if line.strip(",")]) == then


def test_a_spreadsheet_with_mistakes_gives_its_good_rows_and_tells_the_rest(page: Any, tmp_path: Path) -> None:
    enter(page, "市局")
    page.goto("/work/lists/firms/")
    firm = page.locator("tr[data-row] th a").first.inner_text()
    file = tmp_path / "律师名册.xlsx"
    good, strange = (demo_licence_number("110105", 2024, "1", "female", serial) for serial in (990_001, 990_003))
    rows = [
        ("甄言宁", "女", good, "专职", firm),
        ("甄言和", "女", "1110120241", "专职", firm),
        ("甄言安", "女", strange, "专职", "北京没有这家律师事务所"),
    ]
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["某区律师名册"])
        sheet.write_row(2, 0, ["姓名", "性别", "执业证号", "执业类别", "执业机构", "首次执业日期"])
        for line, row in enumerate(rows, 3):
            sheet.write_row(line, 0, [*row, "2024年3月1日"])
    page.goto("/work/import/")
    page.set_input_files("#file", str(file))
    page.fill("#basis", "京司许〔2024〕演0001号")
    follow(page, page.get_by_role("button", name="试读"))
    assert re.search(r"/work/import/[\w]+-", page.url)
    no_sideways(page)
    assert "17位" in page.content()
    assert "北京没有这家律师事务所" in page.content()
    follow(page, page.get_by_role("button", name="登记好的行"))
    with page.expect_download() as download:
        page.get_by_role("link", name="下载退回的 2 行").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.goto("/work/search/?q=zyn")
    assert page.get_by_role("link", name="甄言宁").count() == 1


def test_a_wrong_correction_is_taken_back(page: Any) -> None:
    enter(page, "市局")
    page.goto("/work/lists/lawyers/")
    follow(page, page.locator("tr[data-row] th a").first)
    name = page.locator("h1").inner_text().split()[0]
    follow(page, page.get_by_role("link", name="更正人员登记"))
    page.fill("#f-name", "误改名")
    page.fill("#f-basis", "看错了材料")
    follow(page, page.get_by_role("button", name="登记"))
    assert page.locator("h1").inner_text().startswith("误改名")
    follow(page, page.locator(".notice a").first)
    follow(page, page.get_by_role("link", name="撤回这一行为"))
    page.fill("#f-basis", "撤回误更正")
    follow(page, page.get_by_role("button", name="撤回", exact=True))
    assert page.locator("h1").inner_text().startswith(name)


def test_a_citizen_finds_a_lawyer_by_pinyin_initials(page: Any) -> None:
    enter(page, "市局")
    page.goto("/work/lists/lawyers/?on=2025-12-31")
    name = page.locator("tr[data-row] th a").first.inner_text()
    page.context.clear_cookies()
    page.goto("/")
    no_sideways(page)
    initials = min((key for key in name_keys(name) if key.isascii()), key=len)
    page.locator("#q").fill(initials)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    follow(page, page.get_by_role("link", name=name).first)
    no_sideways(page)
    text = page.locator("main").inner_text()
    assert name in text
    assert "律师事务所" in text
    assert "政治面貌" not in text


def test_everything_is_done_by_keyboard(page: Any) -> None:
    enter(page, "市局")
    page.keyboard.press("Control+k")
    page.locator("#everything-results li a").first.wait_for()
    page.keyboard.type("bgzyjg")
    page.locator("[data-found=bgzyjg] li a").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/work/acts/register.transfer/")
    page.goto("/work/lists/lawyers/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    boxes = page.locator("td.tick input")
    assert [boxes.nth(at).is_checked() for at in range(3)] == [False, True, False]
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/work/lawyers/**")
    page.keyboard.press("?")
    assert page.get_by_role("heading", name="键盘用法").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("百名律师以上")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("1")
    page.wait_for_url("**/work/")


def test_lawyers_are_ticked_and_an_act_is_performed_for_all_of_them(page: Any) -> None:
    enter(page, "市局")
    page.goto("/work/lists/lawyers/")
    for at in (0, 1, 2):
        page.locator("td.tick input").nth(at).check()
    page.select_option("#act", "register.leave_of_absence")
    follow(page, page.get_by_role("button", name="填表"))
    no_sideways(page)
    page.fill("#f-basis", "成批测试")
    follow(page, page.get_by_role("button", name="试读"))
    assert re.search(r"/work/import/[\w]+-", page.url)
    no_sideways(page)
    follow(page, page.get_by_role("button", name="确认办理 3 名"))
    assert "已登记 3 行" in page.locator("main").inner_text()
    follow(page, page.get_by_role("link", name="№").first)
    no_sideways(page)


def test_what_waits_is_counted_in_the_navigation(page: Any) -> None:
    enter(page, "市局")
    person = page.goto("/work/lists/lawyers/") and page.locator("tr[data-row] td", has_text="1 11").first.inner_text()
    page.goto("/work/acts/register.revoke_licence/")
    page.fill("#f-lawyer", person.replace(" ", ""))
    page.fill("#f-basis", "京司罚决〔2026〕1号")
    follow(page, page.get_by_role("button", name="提出"))
    assert page.url.endswith("/work/approvals/")
    page.goto("/work/")
    assert "等别人办的" in page.locator("main").inner_text()
    page.locator("h2", has_text="有空看看").wait_for()
    no_sideways(page)
