"""Puts the page together: text, style, script and the keys of this installation in one file, held by a policy by digests."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lvheng.kernel.access.public_pages import public_page
from lvheng.kernel.ledger.logs import ledger_folder
from lvheng.kernel.ledger.sequencing.keys import KEYS

FOLDER = Path(__file__).parent


@cache
def _source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8").strip()


def _digest(name: str) -> str:
    return f"'sha256-{b64encode(sha256(_source(name).encode()).digest()).decode()}'"


@cache
def policy() -> str:
    """Nothing but the page's own script and style; no request to anywhere."""
    return f"default-src 'none'; script-src {_digest('verify.js')}; style-src {_digest('verify.css')}; base-uri 'none'"


def page(trust: str) -> str:
    """The whole page, with that list of keys filled in."""
    parts = {"policy": policy(), "css": _source("verify.css"), "js": _source("verify.js"), "trust": escape(trust)}
    text = _source("verify.html")
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part, 1)
    return text + "\n"


@public_page
def verify_page(request: HttpRequest) -> HttpResponse:
    """The page, or with `?download` the same as a file."""
    try:
        trust = (ledger_folder(Path(settings.HOME)) / KEYS).read_text()
    except FileNotFoundError:
        trust = ""
    response = HttpResponse(page(trust))
    response["Content-Security-Policy"] = f"{policy()}; form-action 'none'; frame-ancestors 'none'"
    if "download" in request.GET:
        response["Content-Disposition"] = 'attachment; filename="lvheng-verify.html"'
    return response
