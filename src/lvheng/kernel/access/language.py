"""The language of a page is in its address: English below /en/, else Chinese."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import is_valid_path
from django.utils.translation import get_language, gettext, override

ENGLISH = "en"
_BELOW = f"/{ENGLISH}"
COUNTERS = frozenset("人名家个项次份")


def language_of_address(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lets everything within speak the language of the address. What the browser prefers is not asked: an address is
    one page, which can be kept for everybody."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with override(ENGLISH if _below_english(request.path_info) else settings.LANGUAGE_CODE):
            return answer(request)

    return middleware


def alternates(request: HttpRequest) -> Mapping[str, str]:
    """This page in both languages, `zh` and `en`; nothing for a page that is in one only."""
    plain = request.get_full_path()
    if _below_english(request.path_info):
        plain = plain[len(_BELOW) :] or "/"
    with override(ENGLISH):
        both = is_valid_path(f"{_BELOW}{plain.partition('?')[0]}")
    return {"zh": plain, ENGLISH: f"{_BELOW}{plain}"} if both else {}


def is_english() -> bool:
    """Whether the page that is being made is in English."""
    return get_language() == ENGLISH


def unit_said(unit: str) -> str:
    """A unit in the language of the page: English counts people and things without one."""
    return "" if is_english() and unit in COUNTERS else gettext(unit)


def _below_english(path: str) -> bool:
    return path == _BELOW or path.startswith(f"{_BELOW}/")
