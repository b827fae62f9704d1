"""axe finds nothing on any page (WCAG 2.2 AA), in light and dark, wide and narrow, in the larger type too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lvheng.launcher.database import Connections
from lvheng.workbench.tests.browser import enter, needs_browser, no_sideways, served, visiting
from lvheng.workbench.tests.test_pages import PAGES, known_now

AXE = (Path(__file__).parent / "vendored" / "axe.min.js").read_text(encoding="utf-8")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
PUBLIC = (
    *("", "search?q=l", "search?q=%E5%BC%A0&in=lawyers", "search?q=zzzzzz", "plan/", "log/"),
    *("figures/", "figures/register.firms_100/", "figures/register.firms_with_managers/"),
)
ONLY_CHINESE = ("/account/login/", "/enter/", "/verify/")
NO_PAGE = ("export", "/licence.", "/number/", "/looked-at/", "/moved/", "/options/", "/templates/", "/proof/")
"""Addresses of the workbench that answer with a file or a piece of a page."""
LISTS = ("lawyers", "firms", "trainees", "association_committee", "clocks")
"""Of the plain lists, which are all of one template, those looked at."""

Paths = tuple[list[str], list[str]]

pytestmark = needs_browser


@pytest.fixture
def known(committing: Callable[[], Any]) -> Paths:
    """Paths of public records, and those of every page of the workbench that the city opens (`test_pages.py`)."""
    with committing():
        found = known_now()
        opened = [path for path, answers in PAGES.items() if answers[0] == 200 and is_page(path)]
        public = [f"lawyers/{found.own_lawyer}/", f"firms/{found.own_firm}/"]
        return public, [found.address(path) for path in opened]


@pytest.fixture(params=[("light", 1440), ("dark", 390)], ids=["light-wide", "dark-narrow"])
def page(request: pytest.FixtureRequest, fresh_database: Connections, known: Paths) -> Iterator[Any]:
    scheme, width = request.param
    with served(fresh_database) as address, visiting(address, width, color_scheme=scheme, bypass_csp=True) as opened:
        yield opened


def is_page(path: str) -> bool:
    listed = re.fullmatch(r"/work/lists/(\w+)/", path)
    return listed[1] in LISTS if listed else not any(part in path for part in NO_PAGE)


def wrong(page: Any) -> list[str]:
    """What axe finds on the page, one line for each rule and place."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"][:3]]


def check(page: Any, paths: list[str]) -> None:
    found: dict[str, list[str]] = {}
    for path in paths:
        page.goto(path)
        no_sideways(page)
        if violations := wrong(page):
            found[path] = violations
    assert found == {}


def test_the_public_pages_in_both_languages(page: Any, known: Paths) -> None:
    both = (*PUBLIC, *known[0])
    check(page, [f"{before}{path}" for before in ("/", "/en/") for path in both] + list(ONLY_CHINESE))


def test_the_workbench(page: Any, known: Paths) -> None:
    enter(page, "市局")
    check(page, known[1])


def test_the_larger_type(page: Any, known: Paths) -> None:
    page.goto("/")
    page.locator("[data-switch=large]").first.click()
    check(page, [f"{before}{path}" for before in ("/", "/en/") for path in (*PUBLIC, *known[0])])
    assert page.evaluate("document.documentElement.classList.contains('large')")
    enter(page, "市局")
    check(page, ["/work/", "/work/plan/", "/work/lists/lawyers/", known[1][-1]])
