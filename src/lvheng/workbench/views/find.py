"""Search everything (Ctrl K), and the options of a field that names somebody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join

from lvheng.kernel.asked import moment_of
from lvheng.kernel.figures.figure import all_figures
from lvheng.kernel.figures.listing import Listing, Question, listing_of, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.search.keys import normalise
from lvheng.workbench.views.common import members, viewer_of
from lvheng.workbench.views.lists import record_path

EACH = 8
SEARCHED = ("lawyers", "firms", "branches", "representative_offices")
SHOWN = {"lawyers": ("name", "number", "organisation", "state")}


@members
def find_page(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    groups = [(listing_of(code), _found(request, listing_of(code), words)) for code in SEARCHED] if words else []
    plain = normalise(words)
    figures = [f for f in all_figures() if plain and (plain in normalise(f.title) or plain in f.code)]
    template = "workbench/found.html" if request.headers.get("HX-Request") else "workbench/find.html"
    return render(
        request,
        template,
        {"words": words, "groups": [(g, found) for g, found in groups if found], "found_figures": figures[:EACH]},
    )


def _found(request: HttpRequest, listing: Listing, words: str) -> list[tuple[str, list[str]]]:
    viewer = viewer_of(request)
    names = SHOWN.get(listing.code, ("name", "state", "district", "country"))
    columns = [column for column in listing.seen_by(viewer) if column.name in names]
    question = Question(
        listing=listing,
        moment=moment_of(request),
        narrowing=Narrowing(viewer.scope),
        columns=columns,
        search=words,
    )
    return [
        (record_path(listing, line), [column.word(value) for column, value in zip(columns, line.cells, strict=True)])
        for line in page(question, 0, EACH)
    ]


@members
def options(request: HttpRequest) -> HttpResponse:
    """Options for a datalist: the number or name that a reference field takes, with words to know it by."""
    of = request.GET.get("of", "")
    words = request.GET.get(of, "").strip()
    viewer = viewer_of(request)
    found: list[tuple[str, str]] = []
    for code in ("lawyers",) if of == "lawyer" else ("firms", "branches"):
        listing = listing_of(code)
        number = "number" if of == "lawyer" else "credit_code"
        columns = [c for c in listing.columns if c.name in ("name", number, "organisation")]
        question = Question(
            listing=listing, moment=moment_of(request), narrowing=Narrowing(viewer.scope), columns=columns, search=words
        )
        for line in page(question, 0, EACH) if words else []:
            cells = dict(zip((c.name for c in columns), line.cells, strict=True))
            found.append((cells[number] or "", " ".join(str(v) for k, v in cells.items() if v and k != number)))
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', found))
