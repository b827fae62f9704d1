"""axe finds nothing on any page (WCAG 2.2 AA), in light and dark, wide and narrow, in the larger type too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from lvheng.launcher.database import Connections
from lvheng.workbench.tests.browser import enter, needs_browser, no_sideways, served, visiting

AXE = (Path(__file__).parent / "vendored" / "axe.min.js").read_text(encoding="utf-8")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
PUBLIC = ("/", "/search?q=l", "/plan/", "/figures/", "/figures/register.firms_100/", "/account/login/", "/enter/")
STAFF = (
    "/work/",
    "/work/desk/",
    "/work/lists/lawyers/bulk/?act=register.transfer&everything=yes",
    "/work/plan/",
    "/work/plan/import/",
    "/work/lists/lawyers/",
    "/work/lists/firms/?figure=register.firms_100&on=2020-12-31",
    "/work/figures/",
    "/work/figures/register.lawyers/",
    "/work/figures/register.lawyers/movement/?from=2025-01-01",
    "/work/import/",
    "/work/letters/",
    "/work/lists/firms/letters/",
    "/work/acts/kernel.write_letter_template/?listing=firms",
    "/work/search/?q=l",
    "/work/acts/register.enter_lawyer/",
)

pytestmark = needs_browser


@pytest.fixture(params=[("light", 1440), ("dark", 390)], ids=["light-wide", "dark-narrow"])
def page(request: pytest.FixtureRequest, fresh_database: Connections) -> Iterator[Any]:
    scheme, width = request.param
    with served(fresh_database) as address, visiting(address, width, color_scheme=scheme, bypass_csp=True) as opened:
        yield opened


@pytest.fixture
def records(fresh_database: Connections) -> list[str]:
    """Paths of one lawyer, one firm and one entry of the register."""
    with psycopg.connect(fresh_database.app) as connection:
        asked = "select lawyer, organisation, opened_by from register_engagement where known_to > now() limit 1"
        row = connection.execute(asked).fetchone()
    assert row
    lawyer, firm, entry = row
    tabs = [f"/work/lawyers/{lawyer}/?tab={tab}" for tab in ("", "history", "evidence")]
    return [*tabs, f"/work/firms/{firm}/", f"/work/entries/{entry}/", f"/work/entries/{entry}/reverse/"]


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


def test_the_public_pages(page: Any) -> None:
    check(page, list(PUBLIC))


def test_the_workbench(page: Any, records: list[str]) -> None:
    enter(page, "市局")
    check(page, [*STAFF, *records])


def test_the_larger_type(page: Any) -> None:
    page.goto("/")
    page.locator("[data-switch=large]").first.click()
    check(page, ["/", "/plan/", "/figures/"])
