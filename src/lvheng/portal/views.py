"""The public's pages. They say when they were made, may be kept for a minute, and ask nothing of who is looking."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import is_valid_path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lvheng.kernel.access.public_pages import LARGE, LOOK, public_page
from lvheng.kernel.asked import Pages
from lvheng.kernel.figures.figure import figure_of, is_live
from lvheng.kernel.figures.reading import by_district, read
from lvheng.kernel.places.listed import district_titles
from lvheng.kernel.rows import Moment
from lvheng.kernel.search.keys import normalise
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import today
from lvheng.register import public_lists as policies
from lvheng.register import public_reads as selectors

FIRST_PICTURE = (
    "register.lawyers",
    "register.firms",
    "register.lawyers_per_10k",
    "register.firms_100",
    "register.overseas_offices",
)
PLAN = "/plan/"
LOOK_KEPT = 365 * 24 * 3600  # seconds


def _render(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"portal/{template}.html", {**context, "made_at": now()})


@public_page
def home(request: HttpRequest) -> HttpResponse:
    moment = Moment(today())
    open_figures = {figure.code: figure for figure in policies.public_figures()}
    readings = [read(open_figures[code], moment) for code in FIRST_PICTURE if code in open_figures]
    return _render(request, "home", {"readings": readings, "plan": PLAN if is_valid_path(PLAN) else ""})


@public_page
def search(request: HttpRequest) -> HttpResponse:
    words, kind = request.GET.get("q", "").strip()[:60], request.GET.get("in", "")
    words = words if normalise(words) else ""  # signs alone are no question
    with_ended, day = request.GET.get("ended") == "1", today()
    chosen = next((shown for shown in policies.SEARCHED if shown.code == kind), None)
    found: list[selectors.Found] = []
    if chosen is not None:
        number = Pages.of(request, 10**8).number
        found = [selectors.find(chosen, day, search=words, with_ended=with_ended, number=number)]
    elif words:
        every = (
            selectors.find(shown, day, search=words, with_ended=with_ended, size=selectors.FEW)
            for shown in policies.SEARCHED
        )
        found = [piece for piece in every if piece.total]
    return _render(request, "search", {"q": words, "chosen": chosen, "found": found, "ended": with_ended})


@public_page
def lawyer(request: HttpRequest, subject: UUID) -> HttpResponse:
    day = today()
    row = selectors.one(policies.LAWYERS, subject, day)
    if row is None:
        raise Http404
    told = {"row": row, "firm": selectors.practice_of(subject, day), "events": selectors.lawyer_history(subject, day)}
    return _render(request, "lawyer", told)


@public_page
def firm(request: HttpRequest, subject: UUID) -> HttpResponse:
    day = today()
    kinds = (policies.FIRMS, policies.BRANCHES)
    shown, row = next(
        ((shown, row) for shown in kinds if (row := selectors.one(shown, subject, day))), (policies.FIRMS, None)
    )
    if row is None:
        raise Http404
    is_branch = shown is policies.BRANCHES
    number = Pages.of(request, 10**8).number
    return _render(
        request,
        "firm",
        {
            "row": row,
            "address": selectors.address_of(subject, day),
            "parent": selectors.parent_of(subject, day) if is_branch else None,
            "lawyers": selectors.lawyers_of(subject, day, number),
            "branches": None if is_branch else selectors.branches_of(subject, day),
            "offices": None if is_branch else selectors.offices_of(subject, day),
            "events": selectors.firm_history(subject, day),
        },
    )


@public_page
def figures(request: HttpRequest) -> HttpResponse:
    moment = Moment(today())
    return _render(request, "figures", {"readings": [read(one, moment) for one in policies.public_figures()]})


@public_page
def figure(request: HttpRequest, code: str) -> HttpResponse:
    chosen = figure_of(code) if is_live(code) else None
    if chosen is None or chosen not in policies.public_figures():
        raise Http404
    day, district = today(), request.GET.get("district", "")
    names = district_titles()
    district = district if district in names else ""
    told: dict[str, Any] = {"figure": chosen, "series": selectors.year_ends(chosen, day), "district": district}
    told["reading"] = told["series"][-1]
    if policies.shows_rows(chosen):
        parts = by_district(chosen, Moment(day))
        told["parts"] = [(code, names[code], parts[code]) for code in names if code in parts]
        told["district_name"] = names.get(district, "")
        told["found"] = selectors.find(
            policies.PUBLIC_LISTS[chosen.listing],
            day,
            rows=chosen.rows,
            narrowing=policies.open_in(district),
            number=Pages.of(request, 10**8).number,
        )
    return _render(request, "figure", told)


@never_cache
@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """Chooses 适老版 or leaves it, and goes back to the page. A link that others give changes no more than the type."""
    back = request.GET.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "/")
    if request.GET.get("large") == "1":
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(LOOK, LARGE, max_age=LOOK_KEPT, secure=secure, samesite="Lax")
    else:
        response.delete_cookie(LOOK, samesite="Lax")
    return response
