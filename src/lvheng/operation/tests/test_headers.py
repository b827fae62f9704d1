"""Every answer carries the content policy, and no page of ours holds what it forbids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

import lvheng
from lvheng.operation.headers import POLICY

SOURCE = Path(lvheng.__file__).parent
FORBIDDEN = re.compile(
    r"\sstyle=|<style\b|<script(?![^>]*\b(src=|application/json))|\son[a-z]+=[\"']|javascript:|hx-on|hx-vals=.js:"
)


def forbidden(text: str) -> list[str]:
    return [text[found.start() : found.end() + 30].strip() for found in FORBIDDEN.finditer(text)]


def test_no_template_has_inline_script_or_style() -> None:
    pages = list(SOURCE.rglob("templates/**/*.html"))
    assert len(pages) > 20
    assert {page.name: found for page in pages if (found := forbidden(page.read_text(encoding="utf-8")))} == {}


def test_what_the_policy_forbids_is_found() -> None:
    bad = ('<p style="color:red">', "<style>", "<script>x</script>", '<a onclick="x()">', "<a href='javascript:x'>")
    assert all(forbidden(text) for text in bad)
    assert not forbidden('<script src="x.js" defer></script><p class="style">configuration="on"</p>')


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/account/login/", "/no/such/page", "/health/live", "/static/lvheng/lvheng.js"]
)
def test_every_answer_carries_the_policy(address: str) -> None:
    answer = Client().get(address)
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert not forbidden(b"".join(answer).decode() if address.startswith("/static") else answer.text)


@pytest.mark.django_db
def test_a_second_factor_can_be_set_up_under_the_policy(client_as: object) -> None:
    """The library's own pages hold nothing inline; the picture of the secret is an image of our own page."""
    client = client_as("demo-city")  # type: ignore[operator]  # a fixture that is called
    page = client.get("/account/2fa/", follow=True)
    assert page.status_code == 200
    assert not forbidden(page.content.decode())
