"""The floor of a kept page: the web server with a program that always answers the same bytes, as many as the page has."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

LENGTH = int(os.environ.get("ANSWER_LENGTH", "0"))
_HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(LENGTH))]


def application(environ: dict[str, object], start: Callable[..., object]) -> Iterable[bytes]:
    """Answers any request (WSGI)."""
    start("200 OK", _HEADERS)
    return [b"x" * LENGTH]
