"""Lists: search, filters in the address, exact count, export of exactly this list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import act_of
from lvheng.kernel.asked import Pages, moment_of
from lvheng.kernel.desk.following import followed
from lvheng.kernel.desk.models import Followed
from lvheng.kernel.desk.saved import same_as, seen_lists
from lvheng.kernel.figures.asked import ask, listing_asked
from lvheng.kernel.figures.figure import Figure
from lvheng.kernel.figures.listing import Column, Line, Listing, Question, listings_for, page_of
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.letters.writing import may_write
from lvheng.kernel.tables.export import KINDS, Extract, write
from lvheng.kernel.tables.picked import bulk_acts
from lvheng.kernel.tables.sheet import TableRefused
from lvheng.kernel.time.days import SHANGHAI
from lvheng.workbench.sheets import Row, options
from lvheng.workbench.views.common import members, viewer_of


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter column with the choices to make."""

    column: Column
    chosen: Sequence[str]

    @property
    def options(self) -> SafeString:
        return options((self.column.titles or dict)().items(), self.chosen)


def asked(request: HttpRequest, code: str, viewer: Viewer) -> tuple[Question, Figure | None]:
    """The question that the address asks of list `code`, narrowed to what the viewer may see."""
    listing = listing_asked(code, viewer)
    everything = Question(
        listing=listing,
        moment=moment_of(request),
        narrowing=Narrowing(viewer.scope),
        columns=listing.seen_by(viewer),
    )
    return ask(request.GET, everything)


def record_path(listing: Listing, line: Line) -> str:
    """The address of the record of one row, '' if rows of this list have no page of their own."""
    if "." in listing.record:  # a thing of that register
        return reverse("work_record", args=[listing.record, line.subject])
    return reverse(f"work_{listing.record}", args=[line.subject]) if listing.record else ""


@members
def list_page(request: HttpRequest, code: str) -> HttpResponse:
    viewer = viewer_of(request)
    question, figure = asked(request, code, viewer)
    lines, total = page_of(question, Pages.asked(request))
    pages = Pages.of(request, total)
    if not lines and total:  # past the last page: the last one
        lines, total = page_of(question, pages.number)
    listing = question.listing
    everything = replace(question, columns=listing.seen_by(viewer))
    lists = list(seen_lists(viewer))
    current = same_as(lists, listing, request.GET)
    return render(
        request,
        "workbench/list.html",
        {
            "listing": listing,
            "rooms": _rooms(viewer),
            "listings": [each for each in listings_for(viewer) if each.room == listing.room],
            "begin": [act for act in map(act_of, listing.acts) if viewer.posts & {kind.code for kind in act.who}],
            "figure": figure,
            "columns": question.columns,
            "all_columns": everything.columns,
            "rows": [Row(record_path(listing, line), line.subject, line.cells) for line in lines],
            "acts": bulk_acts(listing, viewer),
            "lists": lists,
            "current": current,
            "subscription": followed(viewer, Followed.LIST, current.pk).first() if current else None,
            "pages": pages,
            "question": question,
            "filters": _filters(everything),
            "narrowed": not viewer.scope.whole,
            "writes": may_write(viewer),
        },
    )


def _rooms(viewer: Viewer) -> dict[str, Listing]:
    """The rooms that have lists for the viewer, each with its first."""
    found: dict[str, Listing] = {}
    for listing in listings_for(viewer):
        found.setdefault(listing.room, listing)
    return found


def _filters(question: Question) -> list[Filter]:
    return [
        Filter(column, list(question.filters.get(column.name, ())))
        for column in question.columns
        if column.filtered and column.titles
    ]


def _filename(question: Question) -> str:
    """The list's title and moment: a past belief is none of today's."""
    known = question.moment.known_at
    told = f" 按{known.astimezone(SHANGHAI):%Y-%m-%d %H%M}登记" if known else ""
    return f"{question.title} {question.moment.on.isoformat()}{told}"


@members
def list_export(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The list of the page as a file: the same question, asked for all its rows."""
    if kind not in KINDS:
        raise Http404("可以导出 xlsx、csv 或 pdf")
    viewer = viewer_of(request)
    question, _ = asked(request, code, viewer)
    by = " ".join(filter(None, [viewer.organisation, viewer.name]))
    file = NamedTemporaryFile(suffix=f".{kind}")  # noqa: SIM115 - the response closes it
    try:
        write(Extract(question, question.title, by), Path(file.name))
    except TableRefused as refused:
        told = {"title": "没有导出", "reason": str(refused)}
        return render(request, "lvheng/error.html", told, status=422)
    return FileResponse(file, as_attachment=True, filename=f"{_filename(question)}.{kind}")
