"""One log line and one count for every request and every act: codes, numbers and keys, no address as it was typed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from lvheng.operation.counters import counts
from lvheng.operation.logs import request_id

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_log = logging.getLogger("lvheng.operation")


def metrics_folder() -> Path:
    """Where the programs of this home leave their counts."""
    return Path(settings.HOME) / "metrics"


def keep_counts() -> None:
    """Write this program's counts; nobody's request fails because the disk is full."""
    with suppress(OSError):
        counts.write(metrics_folder())


def observed(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Gives the request a number (also in the answer's X-Request-ID), counts it and writes its line."""

    def middleware(request: HttpRequest) -> HttpResponse:
        number, began = uuid4().hex, perf_counter()
        mark = request_id.set(number)
        try:
            response = answer(request)
            response.headers["X-Request-ID"] = number
            _tell(request, response.status_code, perf_counter() - began)
        finally:
            request_id.reset(mark)
        return response

    return middleware


def readable(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuses an address with the sign NUL, which no name contains and no database takes; the API says it in its own way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") and not request.path_info.startswith("/api/"):
            raise BadRequest("地址里有无法辨认的字符")
        return answer(request)

    return middleware


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    route = route_of(request)
    counts.request(route, status, seconds)
    told = {
        "method": request.method if request.method in METHODS else "other",
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "account": _account(request),
    }
    _log.info("request", extra={"told": told})
    keep_counts()


def route_of(request: HttpRequest) -> str:
    """The pattern of the address, such as `work/lawyers/<uuid:subject>/`; never what stood in its place."""
    if hasattr(request, "route"):  # of a page that was kept (kernel/access/public_pages.py)
        return str(request.route or "/")
    if request.resolver_match is not None:
        return str(request.resolver_match.route or "/")
    return "static" if request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/") else "unmatched"


def _account(request: HttpRequest) -> str | None:
    """The key of the account that is signed in, if the request has asked for its session; no query is made."""
    session = getattr(request, "session", None)
    return session.get(SESSION_KEY) if session is not None and session.accessed else None


def tell_acts(sender: object, *, kind: str, entries: Sequence[int], actor: UUID, **_: Any) -> None:
    """One line for acts of one kind that were committed together; a bulk act has one for every batch."""
    counts.act(kind, len(entries))
    told = {"kind": kind, "entry": entries[0], "last": entries[-1], "count": len(entries), "account": str(actor)}
    _log.info("act", extra={"told": told})
    keep_counts()
