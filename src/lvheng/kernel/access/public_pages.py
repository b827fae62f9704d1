"""The public's pages: the same for everybody, kept for a minute by every program of ours, and paced where they are not.

A page says when it was made. What is kept is answered before session, transaction or address are looked at; whoever
asks for what must be made anew is counted (`pace.py`).
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from math import ceil
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lvheng.kernel.access.pace import Pace, address_of

View = Callable[..., HttpResponse]
KEPT = 60  # seconds
LARGEST = 500_000  # bytes of a page that is kept
PACE = Pace("pages", rate=10, size=200)
LOOK, LARGE = "look", "large"
"""The cookie of 适老版, the only thing in which a public page differs between those who look at it."""


def is_large(request: HttpRequest) -> bool:
    """Whether who looks has chosen 适老版."""
    return request.COOKIES.get(LOOK) == LARGE


def is_open_to_all(request: HttpRequest) -> bool:
    """Whether the address is that of a public page."""
    return request.resolver_match is not None and hasattr(request.resolver_match.func, "open_to_all")


def public_page(view: View) -> View:
    """A page for everybody: only read, kept for at most a minute, and not indexed while it shows a demonstration."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if settings.DEMONSTRATION:
            response["X-Robots-Tag"] = "noindex"
        patch_vary_headers(response, ["Cookie"])
        return response

    found: View = require_safe(cache_control(public=True, max_age=KEPT)(answer))
    found.open_to_all = True  # type: ignore[attr-defined]  # read by `kept_pages`
    return found


def kept_pages(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answers from what is kept, and else counts who asks for a public page and keeps what is made."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(("/work/", "/api/", "/static/")):
            return answer(request)
        key, pages = _key(request), caches["pages"]
        if kept := pages.get(key):
            return _again(request, *kept)
        if not _is_public(request.path_info):
            return answer(request)
        if wait := PACE.take(address_of(request)):
            return _too_fast(request, ceil(wait))
        response = answer(request)
        _keep(pages, key, request, response)
        return get_conditional_response(request, etag=response.get("ETag"), response=response) or response

    return middleware


def _key(request: HttpRequest) -> str:
    asked = f"{request.scheme} {request.get_host()} {is_large(request)} {request.get_full_path()}"
    return sha256(asked.encode()).hexdigest()


def _is_public(path: str) -> bool:
    try:
        return hasattr(resolve(path).func, "open_to_all")
    except Resolver404:
        return False


def _keep(pages: BaseCache, key: str, request: HttpRequest, response: HttpResponse) -> None:
    """Keeps a page that was made for a GET, with its route for the log; its mark (ETag) is that of its bytes."""
    if response.status_code not in (200, 301) or request.method != "GET" or len(response.content) > LARGEST:
        return
    response["ETag"] = f'"{urlsafe_b64encode(sha256(response.content).digest()[:18]).decode()}"'
    told = dict(response.items())
    route = request.resolver_match.route if request.resolver_match else ""
    pages.set(key, (route, response.status_code, told, response.content, time()), KEPT)


def _again(
    request: HttpRequest, route: str, status: int, told: dict[str, str], content: bytes, made: float
) -> HttpResponseBase:
    """What was kept, with its age, so that nobody on the way keeps it longer than a minute in all."""
    request.route = route  # type: ignore[attr-defined]  # read by operation/requests.py
    response = HttpResponse(content, status=status, headers=told | {"Age": str(int(time() - made))})
    return get_conditional_response(request, etag=told["ETag"], response=response) or response


def _too_fast(request: HttpRequest, seconds: int) -> HttpResponse:
    reason = gettext("这个来处一时问得太多，请在 %(seconds)s 秒以后再试。已经打开的页面不受影响。") % {
        "seconds": seconds
    }
    told = {
        "title": gettext("问得太快"),
        "reason": reason,
        "demonstration": settings.DEMONSTRATION,
        "large": is_large(request),
    }
    text = render_to_string("lvheng/error.html", told)
    return HttpResponse(text, status=429, headers={"Retry-After": str(seconds), "Cache-Control": "no-store"})
