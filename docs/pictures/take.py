"""Takes the README's pictures anew from a running product with demonstration material, in a headless Chromium.

    LVHENG_HOME=/tmp/pictures ./lvheng up --demo beijing      # beside it, in another window:
    LVHENG_HOME=/tmp/pictures .venv/bin/python docs/pictures/take.py http://127.0.0.1:8000

Each picture is what stands on the first screen; nothing is retouched. The import is tried and given up again.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ROSTER = HERE.parent / "tutorial" / "roster-with-mistakes.xlsx"
WIDE, NARROW = (1440, 900), (390, 844)
DAY, EARLIER = "2024-06-30", "2020-12-31"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--lang=zh-CN",
)
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def follow(page: Any, place: Any) -> None:
    with page.expect_navigation(wait_until="load"):
        place.first.click()


def plan(page: Any) -> None:
    page.goto(f"/work/plan/?on={DAY}")
    page.wait_for_load_state("networkidle")  # what has moved is counted after the page stands


def target(page: Any) -> None:
    plan(page)
    follow(page, page.get_by_role("link", name="100名律师以上律师事务所", exact=True))


def rows(page: Any) -> None:
    page.goto(f"/work/lists/firms/?figure=register.firms_100&on={EARLIER}")


def trial(page: Any) -> None:
    page.goto("/work/import/")
    page.set_input_files("#file", str(ROSTER))
    page.fill("#basis", "京司审〔2025〕教程1号")
    follow(page, page.get_by_role("button", name="试读"))


def lawyer(page: Any) -> None:
    page.goto("/work/lists/lawyers/")
    follow(page, page.locator("tr[data-row] th a"))
    page.goto(page.url.partition("?")[0] + "?tab=history")


def party(page: Any) -> None:
    page.goto("/work/lists/party_organisation/")


def dispatch(page: Any) -> None:
    page.goto("/work/plan/")
    follow(page, page.get_by_role("link", name="调度"))
    follow(page, page.locator("main td a, main th a"))


def review(page: Any) -> None:
    page.goto("/work/plan/")
    follow(page, page.get_by_role("link", name="评估"))
    follow(page, page.locator("main td a, main th a"))


def licence(page: Any) -> None:
    page.goto("/work/lists/lawyers/?state=practising")
    follow(page, page.locator("tr[data-row] th a"))
    follow(page, page.get_by_role("link", name="电子证照"))


def home(page: Any) -> None:
    page.goto("/")


def check(page: Any) -> None:
    page.goto("/check/")
    page.locator("#kept", has_text="。").wait_for()


Shot = tuple[str, Callable[[Any], None], tuple[int, int], str]
WORKBENCH: tuple[Shot, ...] = (
    ("plan", plan, WIDE, "light"),
    ("plan-dark", plan, WIDE, "dark"),
    ("plan-narrow", plan, NARROW, "light"),
    ("target", target, WIDE, "light"),
    ("list", rows, WIDE, "light"),
    ("import", trial, WIDE, "light"),
    ("lawyer", lawyer, WIDE, "light"),
    ("party", party, WIDE, "light"),
    ("dispatch", dispatch, WIDE, "light"),
    ("review", review, WIDE, "light"),
    ("licence", licence, WIDE, "light"),
)
PUBLIC: tuple[Shot, ...] = (
    ("home", home, WIDE, "light"),
    ("home-narrow", home, NARROW, "light"),
    ("check", check, NARROW, "light"),
)


def take(address: str, names: list[str], folder: Path = HERE) -> None:
    """Writes the pictures of these names, or all, into the folder."""
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS])
        for name, go, (width, height), scheme in (*WORKBENCH, *PUBLIC):
            if names and name not in names:
                continue
            context = browser.new_context(
                viewport={"width": width, "height": height}, locale="zh-CN", base_url=address, color_scheme=scheme
            )
            page = context.new_page()
            page.set_default_timeout(120_000)
            if go not in (home, check):
                page.goto("/enter/")
                follow(page, page.get_by_role("button", name="市局"))
            go(page)
            page.screenshot(path=folder / f"{name}.png")
            print(name)
            context.close()
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1], sys.argv[2:])
