"""Whoever follows a link of ours arrives: files, pictures and headings named by a relative link exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*\bsrc=\"([^\"]+)\"|<a[^>]*\bhref=\"([^\"]+)\"")


def without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The fragments of a page's headings, as the usual viewers make them."""
    headings = re.findall(r"^#+ +(.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    found = []
    for groups in LINK.findall(without_code(page.read_text(encoding="utf-8"))):
        link = next(filter(None, groups))
        if re.match(r"[a-z]+:", link):
            continue
        path, _, fragment = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (fragment and fragment not in anchors(target)):
            found.append(link)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    assert not broken(page)


def test_every_page_of_the_docs_is_reached_from_their_index() -> None:
    """ADRs are listed by their folder."""
    index = ROOT / "docs" / "README.md"
    linked = {
        (index.parent / a.partition("#")[0]).resolve() for a, *_ in LINK.findall(index.read_text(encoding="utf-8"))
    }
    pages = {page for page in (ROOT / "docs").rglob("*.md") if page != index and page.parent.name != "adr"}
    assert not sorted(str(page.relative_to(ROOT)) for page in pages - linked)


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# 开头\n[a](gone.md) [b](page.md#开头) [c](#没有) `[d](code.md)` ![e](gone.png)", encoding="utf-8")
    assert broken(page) == ["gone.md", "#没有", "gone.png"]


def test_no_page_names_a_path_of_one_machine() -> None:
    wrong = [page for page in PAGES if re.search(r"/(root|home|tmp)/\w", page.read_text(encoding="utf-8"))]
    assert not wrong
