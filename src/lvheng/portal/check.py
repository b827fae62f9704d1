"""Checking a licence: the page with its three ways, the answer as of now, and what is kept for off line."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from urllib.parse import urlencode

import yaml
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lvheng.elicence import checking
from lvheng.elicence.licences import CHECK_PATH as CHECK
from lvheng.elicence.selectors import current_lists
from lvheng.elicence.types import FILE
from lvheng.kernel.access.language import ENGLISH, is_english
from lvheng.kernel.access.pace import Pace, address_of
from lvheng.kernel.access.public_pages import public_page
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.search.keys import normalise
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import SHANGHAI
from lvheng.register.choices import FirmForm, LawyerKind, Sex

PACE = Pace("licence", rate=5, size=60)
LONGEST = 18
TOKENS = "text/plain; charset=us-ascii"
WORKER = Path(__file__).parent / "static" / "portal" / "worker.js"


@public_page
def page(request: HttpRequest) -> HttpResponse:
    """The page, empty; `?n=` holds the number that the smaller code asks of."""
    number = _number(request.GET.get("n", ""))
    return _page(request, {"number": number, "ask": bool(number), "made_at": now()})


@public_page
def worker(request: HttpRequest) -> HttpResponse:
    """What opens the page without a network: it may do so for the addresses below its own alone."""
    return HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8")


@csrf_exempt  # the page is one for everybody, so it can hold no token; all that an answer changes is a count
@never_cache
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """The state as of now: of a number, or of the place of a licence that was read on the asker's device."""
    if wait := PACE.take(address_of(request)):
        return HttpResponse(gettext("问得太快"), status=429, headers={"Retry-After": str(ceil(wait))})
    asked, number = request.POST, _number(request.POST.get("number", ""))
    place = asked.get("list", ""), asked.get("index", "")
    if all(part.isdecimal() and len(part) < 8 for part in place):
        found = checking.by_place(int(place[0]), int(place[1]))
    else:
        found = checking.by_number(number) if number else None
    if found:
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the middleware
        checking.count(found, asked.get("way", "number"), viewer)
    if request.headers.get("Accept") == "application/json":
        return _told(found)
    return _page(request, {"number": number, "answer": found, "asked": True, "made_at": now()})


@public_page
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """One status list as it was last signed."""
    found = [each.token for each in current_lists() if each.number == number]
    return HttpResponse(found[0], content_type="application/statuslist+jwt") if found else HttpResponse(status=404)


@public_page
def status_lists(request: HttpRequest) -> HttpResponse:
    """All of them, a token a line, for those who keep them."""
    return HttpResponse("".join(f"{each.token}\n" for each in current_lists()), content_type=TOKENS)


def _number(typed: str) -> str:
    return normalise(typed).upper()[:LONGEST]


def _told(found: checking.Answer | None) -> JsonResponse:
    if found is None:
        return JsonResponse({"status": "unknown"}, status=404)
    return JsonResponse(
        {
            "status": found.status.name.lower(),
            "word": gettext(found.title),
            "detail": found.word,
            "sentence": sentence(found),
            "at": found.at.isoformat(timespec="seconds"),
            "type": found.record.of.name,
            "items": {item.name: value for item, value in found.items},
            "version": found.record.version,
            "checkpoint": {"origin": found.origin, "size": found.size},
        }
    )


def sentence(found: checking.Answer) -> str:
    """When it was asked, what the register calls the state, and how far the log is."""
    told = {"at": f"{found.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}", "word": gettext(found.word), "size": found.size}
    if found.size:
        return gettext("%(at)s 查登记簿：%(word)s。存证日志到第 %(size)s 条。") % told
    return gettext("%(at)s 查登记簿：%(word)s。") % told


def _words() -> dict[str, str]:
    """What a licence says by a code list, on an English page in English beside it: names stay as they are registered."""
    lists = (LawyerKind, FirmForm, Sex)
    return {str(word): gettext(str(word)) for each in lists for word in each.labels} if is_english() else {}


def _page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    found = context.get("answer")
    types = yaml.safe_load(FILE.read_text(encoding="utf-8"))["types"]
    again = f"{CHECK}?{urlencode({'n': context['number']})}" if context["number"] else CHECK
    both = {"zh": again, ENGLISH: f"/{ENGLISH}{again}"}
    english, words = is_english(), _words()
    more: dict[str, object] = {"types": types, "english": english, "alternates": both, "words": words}
    if isinstance(found, checking.Answer):
        kind = {"valid": "good", "suspended": "warn"}.get(found.status.name.lower(), "bad")
        mark = {"good": "✓", "warn": "!", "bad": "✗"}[kind]
        items = [(item.english if english else item.title, said, words.get(said, "")) for item, said in found.items]
        more |= {"sentence": sentence(found), "kind": kind, "mark": mark, "items": items}
    return render(request, "portal/check.html", {**context, **more})
