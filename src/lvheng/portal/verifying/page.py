"""Puts the page together: text, style, scripts, the keys and status lists of this installation in one file, held by a
policy by digests."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lvheng.elicence.selectors import current_lists
from lvheng.elicence.types import FILE
from lvheng.kernel.access.public_pages import public_page
from lvheng.kernel.ledger.logs import ledger_folder
from lvheng.kernel.ledger.sequencing.keys import KEYS

FOLDER = Path(__file__).parent
STATIC = "../static/portal/"
SCRIPTS = (f"{STATIC}qr-decode.min.js", f"{STATIC}licence.js", f"{STATIC}scan.js", "verify.js")
"""What the page runs: the reader of codes, of licences, of the camera, and the page itself."""


@cache
def _source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8").strip()


def _digest(name: str) -> str:
    return f"'sha256-{b64encode(sha256(_source(name).encode()).digest()).decode()}'"


@cache
def policy() -> str:
    """Nothing but the page's own scripts and style; no request to anywhere."""
    scripts = " ".join(map(_digest, SCRIPTS))
    return f"default-src 'none'; script-src {scripts}; style-src {_digest('verify.css')}; base-uri 'none'"


def page(trust: str, statuses: str = "") -> str:
    """The whole page, with that list of keys and those status lists filled in."""
    parts = {
        "policy": policy(),
        "css": _source("verify.css"),
        "trust": escape(trust),
        "statuses": escape(statuses),
        "types": json.dumps(yaml.safe_load(FILE.read_text(encoding="utf-8"))["types"], ensure_ascii=False),
        "scripts": "\n".join(f"<script>{_source(name)}</script>" for name in SCRIPTS),
    }
    # Only places of the page itself are filled: the scripts may hold whatever they like.
    return re.sub(r"\{(\w+)\}", lambda found: parts[found[1]], _source("verify.html")) + "\n"


@public_page
def verify_page(request: HttpRequest) -> HttpResponse:
    """The page, or with `?download` the same as a file."""
    try:
        trust = (ledger_folder(Path(settings.HOME)) / KEYS).read_text()
    except FileNotFoundError:
        trust = ""
    response = HttpResponse(page(trust, "\n".join(each.token for each in current_lists())))
    response["Content-Security-Policy"] = f"{policy()}; form-action 'none'; frame-ancestors 'none'"
    if "download" in request.GET:
        response["Content-Disposition"] = 'attachment; filename="lvheng-verify.html"'
    return response
