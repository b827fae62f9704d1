"""A page on paper is what was asked, with its pages numbered: nothing that only a screen can do."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from lvheng.launcher.database import Connections
from lvheng.workbench.tests.browser import enter, needs_browser, served, visiting

pytestmark = needs_browser


@pytest.fixture
def page(fresh_database: Connections) -> Iterator[Any]:
    with served(fresh_database) as address, visiting(address, 1440) as opened:
        yield opened


def printed(page: Any, path: str) -> tuple[list[str], bool]:
    """The text of each sheet without its spaces, and whether the sheets lie on their side."""
    page.goto(path)
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    lies = float(sheets[0].mediabox[2]) > float(sheets[0].mediabox[3])
    # a font may draw 白 and the radical ⽩ with one glyph, and the text of a PDF then names either
    return ["".join(normalize("NFKC", sheet.extract_text()).split()) for sheet in sheets], lies


def test_a_list_is_printed_with_its_rows_and_without_what_can_be_done(page: Any) -> None:
    enter(page, "市局")
    sheets, lies = printed(page, "/work/lists/lawyers/")
    page.emulate_media(media="screen")
    names = [name.replace(" ", "") for name in page.locator("tr[data-row] th").all_inner_texts()]
    whole = "".join(sheets)
    assert lies, "eleven columns"
    assert [name for name in names if name not in whole] == []
    assert [f"{number}/{len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1)] == [True] * len(sheets)
    assert all("演示数据" in sheet for sheet in sheets)
    assert "打印" in sheets[-1]
    for only_on_screen in ("导出这", "显示的列", "CtrlK", "换一个身份", "下一页"):
        assert only_on_screen not in whole


def test_a_record_is_printed_upright_without_its_acts(page: Any) -> None:
    enter(page, "市局")
    page.goto("/work/lists/firms/")
    path = page.locator("tr[data-row] a").first.get_attribute("href")
    sheets, lies = printed(page, path)
    assert not lies
    assert "概况" in sheets[0]
    assert "变更住所" not in "".join(sheets)


def test_a_dark_page_is_printed_on_white(page: Any) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/")
    ground, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert ground == "rgb(255, 255, 255)"
    assert max(int(part) for part in ink.removeprefix("rgb(").rstrip(")").split(",")) < 80
