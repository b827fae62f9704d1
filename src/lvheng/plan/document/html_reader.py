"""Reading a web page: its blocks as lines, its tables row by row, without scripts and hidden parts."""

from __future__ import annotations

import re

from lxml import etree, html

from .builder import BOLD, Builder, stands_alone
from .source import SourceText
from .unreadable import Unreadable

DROPPED = {
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "object",
    "select",
    "button",
    "textarea",
    "title",
}
BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "aside",
    "main",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tbody",
    "thead",
    "tr",
    "td",
    "th",
    "blockquote",
    "pre",
    "form",
    "center",
    "figure",
    "hr",
    "body",
    "fieldset",
    "caption",
}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def read_html(text: str) -> SourceText:
    """The visible text of a page. Raises `Unreadable` where there is none."""
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (etree.ParserError, ValueError) as error:
        raise Unreadable("这个网页读不出来。请在浏览器中另存为网页或复制成文本后再导入。") from error
    page = _Page()
    page.walk(root)
    page.close()
    return page.builder.source("html")


class _Page:
    def __init__(self) -> None:
        self.builder = Builder()
        self.open: list[str] = []
        self.strong: list[bool] = []
        self.depth = 0

    def walk(self, node: etree._Element) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag and tag not in DROPPED and not self._hidden(node):
            if tag == "br":
                self.close()
            elif tag == "table" and _of_cells(node):
                self.close()
                self.builder.rows(_rows(node))
            else:
                self._inside(node, tag)
        self._say(node.tail)

    def close(self, heading: int = 0) -> None:
        text = re.sub(r"[ \t\r\n]+", " ", "".join(self.open)).strip(" ")
        bold = not "".join(said for said, strong in zip(self.open, self.strong, strict=True) if not strong).strip()
        self.open, self.strong = [], []
        if text:
            self.builder.line(text, heading or (BOLD if bold and stands_alone(text) else 0))

    def _inside(self, node: etree._Element, tag: str) -> None:
        block = tag in BLOCKS
        if block:
            self.close()
        self.depth += tag in ("strong", "b")
        self._say(node.text)
        for child in node:
            self.walk(child)
        self.depth -= tag in ("strong", "b")
        if block:
            self.close(int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else 0)

    def _say(self, text: str | None) -> None:
        if text:
            self.open.append(text)
            self.strong.append(self.depth > 0)

    @staticmethod
    def _hidden(node: etree._Element) -> bool:
        return bool(HIDDEN.search(node.get("style") or "")) or node.get("hidden") is not None


def _of_cells(table: etree._Element) -> bool:
    """Whether a table holds cells and is not only the page's layout."""
    if table.find(".//table") is not None:
        return False
    rows = list(table.iter("tr"))
    short = all(len("".join(str(t) for t in cell.itertext())) < 3000 for cell in table.iter("td", "th"))
    return short and sum(len(row) >= 2 for row in rows) >= max(1, len(rows) // 2)


def _rows(table: etree._Element) -> list[list[str]]:
    rows: list[list[str]] = []
    down: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _merged(cells, down)
            text = re.sub(r"\s+", " ", "".join(str(t) for t in cell.itertext())).strip()
            wide = _count(cell.get("colspan"))
            if (tall := _count(cell.get("rowspan"))) > 1:
                down[len(cells)] = (tall - 1, text)
            cells += [text] + [""] * (wide - 1)
        _merged(cells, down)
        rows.append(cells)
    return rows


def _merged(cells: list[str], down: dict[int, tuple[int, str]]) -> None:
    """Set in the cells that reach down from rows above."""
    while len(cells) in down:
        left, text = down.pop(len(cells))
        if left > 1:
            down[len(cells)] = (left - 1, text)
        cells.append(text)


def _count(written: str | None) -> int:
    return min(int(written), 50) if written and written.isdigit() and int(written) > 0 else 1
