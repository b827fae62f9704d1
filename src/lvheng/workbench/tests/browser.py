"""The running product in a real browser: what all browser tests share."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from lvheng.launcher.database import Connections

CHROMIUM = os.environ.get("LVHENG_CHROMIUM", "")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
SOURCE = Path(__file__).parents[3]
WITHIN = 60  # seconds until the web must answer

needs_browser = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="没有找到 Chromium")]


@contextmanager
def served(connections: Connections) -> Iterator[str]:
    """The product on a port of its own, as `./lvheng up` serves it; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, **connections.environment(), "PYTHONPATH": str(SOURCE)}
    server = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "lvheng.config.wsgi:application"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/enter/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str) -> None:
    until = time.monotonic() + WITHIN
    while True:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - our own address
            return
        except (URLError, OSError):
            if time.monotonic() > until:
                raise


@contextmanager
def visiting(address: str, width: int, *, flags: Sequence[str] = (), **more: Any) -> Iterator[Any]:
    """A fresh visitor's page; an error in its console fails the test. `flags`: more for the browser's command line."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", base_url=address, **more
        )
        opened = context.new_page()
        errors: list[str] = []
        opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: errors.append(str(error)))
        yield opened
        assert not errors, errors
        browser.close()


def enter(page: Any, role: str) -> None:
    """Enters the demonstration as somebody, with one click."""
    page.goto("/enter/")
    follow(page, page.get_by_role("button", name=role).first)
    assert "/work/" in page.url


def follow(page: Any, place: Any) -> None:
    """Clicks what leads to another page and waits until that has come, with its scripts: nobody reads the old one."""
    with page.expect_navigation(wait_until="load"):
        place.click()


def no_sideways(page: Any) -> None:
    """No page scrolls sideways."""
    wide = """[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right >
      document.documentElement.clientWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 160))"""
    fits = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert fits, f"{page.url}: {page.evaluate(wide)}"
