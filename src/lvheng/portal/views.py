"""The public's pages. They say when they were made, may be kept for a minute, and ask nothing of who is looking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lvheng.kernel.access.public_pages import LARGE, LOOK, public_page
from lvheng.kernel.asked import Pages
from lvheng.kernel.figures.figure import figure_of, is_live
from lvheng.kernel.figures.reading import LEAST, by_district
from lvheng.kernel.places.listed import district_titles
from lvheng.kernel.rows import Moment
from lvheng.kernel.search.keys import normalise
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import today
from lvheng.portal.linked import firm_linked, lawyer_linked
from lvheng.register import public_figures, public_search
from lvheng.register import public_lists as policies
from lvheng.register import public_reads as selectors

FIRST_PICTURE = (
    "register.lawyers",
    "register.firms",
    "register.lawyers_per_10k",
    "register.firms_100",
    "register.overseas_offices",
)
LOOK_KEPT = 365 * 24 * 3600  # seconds
FACETS = {"lawyers": ("kind",), "firms": ("form",), "branches": ("form",), "representative_offices": ("country",)}
"""The columns by which a list may be narrowed, beside its district."""


def _render(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    return render(request, f"portal/{template}.html", {**context, "made_at": now()})


@public_page
def home(request: HttpRequest) -> HttpResponse:
    open_figures = {figure.code: figure for figure in policies.public_figures()}
    chosen = [open_figures[code] for code in FIRST_PICTURE if code in open_figures]
    told = {"readings": public_figures.public_readings(chosen, today()), "districts": district_titles()}
    return _render(request, "home", told)


@public_page
def search(request: HttpRequest) -> HttpResponse:
    asked, day = request.GET, today()
    typed = public_search.tidy(asked.get("q", ""))
    chosen = next((shown for shown in policies.SEARCHED if shown.code == asked.get("in", "")), None)
    facets = _facets(request, chosen) if chosen else []
    wanted = public_search.Wanted(
        words=typed[: public_search.LONGEST] if normalise(typed) else "",
        firm=public_search.tidy(asked.get("firm", ""))[: public_search.LONGEST] if chosen else "",
        district=asked.get("district", "") if asked.get("district") in district_titles() else "",
        codes={name: code for name, _, _, code in facets},
        with_ended=asked.get("ended") == "1",
    )
    told: dict[str, Any] = {"wanted": wanted, "chosen": chosen, "facets": facets, "districts": district_titles()}
    told["cut"] = public_search.LONGEST if len(typed) > public_search.LONGEST else 0
    told["signs_only"] = bool(typed) and not wanted.words
    if chosen:
        told["answer"] = public_search.search_list(chosen, wanted, day, Pages.asked(request))
    elif wanted.is_asked:
        told["answer"] = public_search.search_all(wanted, day)
    if wanted.words and not told["answer"].total:
        told["nearly"] = public_search.nearest(wanted.words, day)
        told["figures"] = public_search.figures_written(wanted.words)
    return _render(request, "search", told)


def _facets(request: HttpRequest, chosen: policies.PublicList) -> list[tuple[str, str, Mapping[str, str], str]]:
    """Name, title, options and the code chosen of each column by which the list may be narrowed."""
    found = []
    for name in FACETS[chosen.code]:
        column = chosen.listing.column(name)
        if column and column.titles:
            options, code = column.titles(), request.GET.get(name, "")
            found.append((name, column.title, options, code if code in options else ""))
    return found


@public_page
def lawyer(request: HttpRequest, subject: UUID) -> HttpResponse:
    day = today()
    row = selectors.one(policies.LAWYERS, subject, day)
    if row is None:
        if kept := selectors.stands_for(subject):
            return redirect("portal:lawyer", kept, permanent=True)
        raise Http404
    firm = selectors.practice_of(subject, day)
    events, linked = selectors.lawyer_history(subject, day), lawyer_linked(request, row, firm)
    return _render(request, "lawyer", {"row": row, "firm": firm, "events": events, "linked": linked})


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
    address = selectors.address_of(subject, day)
    return _render(
        request,
        "firm",
        {
            "row": row,
            "address": address,
            "parent": selectors.parent_of(subject, day) if is_branch else None,
            "lawyers": selectors.lawyers_of(subject, day, Pages.asked(request)),
            "branches": None if is_branch else selectors.branches_of(subject, day),
            "offices": None if is_branch else selectors.offices_of(subject, day),
            "successors": selectors.successors_of(subject, day),
            "former": selectors.former_names(subject, day),
            "events": selectors.firm_history(subject, day),
            "linked": firm_linked(request, row, address),
        },
    )


@public_page
def figures(request: HttpRequest) -> HttpResponse:
    return _render(request, "figures", {"readings": public_figures.public_readings(policies.public_figures(), today())})


@public_page
def figure(request: HttpRequest, code: str) -> HttpResponse:
    chosen = figure_of(code) if is_live(code) else None
    if chosen is None or chosen not in policies.public_figures():
        raise Http404
    day, district = today(), request.GET.get("district", "")
    names = district_titles()
    district = district if district in names else ""
    told: dict[str, Any] = {
        "figure": chosen,
        "series": public_figures.year_ends(chosen, day),
        "district": district,
        "least": LEAST,
    }
    told["reading"] = told["series"][-1]
    if policies.shows_rows(chosen):
        told["parts"] = by_district(chosen, Moment(day))
        told["district_name"] = names.get(district, "")
        told["found"] = selectors.find(
            policies.PUBLIC_LISTS[chosen.listing],
            day,
            rows=chosen.rows,
            narrowing=policies.open_in(district),
            number=Pages.asked(request),
        )
    return _render(request, "figure", told)


@never_cache
@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """Chooses 适老版 or leaves it, and goes back to the page. A link that others give changes no more than the type."""
    back = request.GET.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else reverse("portal:home"))  # an address, never the name of a route
    if request.GET.get("large") == "1":
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(LOOK, LARGE, max_age=LOOK_KEPT, secure=secure, samesite="Lax")
    else:
        response.delete_cookie(LOOK, samesite="Lax")
    return response
