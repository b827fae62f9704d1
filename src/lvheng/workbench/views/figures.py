"""Figures: all of them, one of them, and its movement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lvheng.kernel.asked import moment_of
from lvheng.kernel.desk.following import followed, said
from lvheng.kernel.desk.models import Followed, Rule
from lvheng.kernel.figures.figure import Figure, Measure, all_figures, figure_of, is_live
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.figures.listing import Line, Question, listing_of, page
from lvheng.kernel.figures.reading import Moved, Narrowing, by_district, digest, movement, read
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import DayRefused, month_ends, parse_day, parse_instant
from lvheng.workbench.views.common import members, viewer_of
from lvheng.workbench.views.lists import record_path

SHOWN_MOVED = 200


def _live(code: str) -> Figure:
    if not is_live(code):
        raise Http404(f"没有“{code}”这个指标,或者它的登记簿尚未建立")
    return figure_of(code)


@members
def figures_page(request: HttpRequest) -> HttpResponse:
    moment, scope = moment_of(request), viewer_of(request).scope
    kept = series_of({figure: [moment.on] for figure in all_figures()}, moment.known_at, scope)
    readings = [kept[figure.code][moment.on] for figure in all_figures()]
    return render(request, "workbench/figures.html", {"readings": readings})


@members
def figure_page(request: HttpRequest, code: str) -> HttpResponse:
    figure, moment, viewer = _live(code), moment_of(request), viewer_of(request)
    narrowing = Narrowing(viewer.scope)
    ends = [date(year, 12, 31) for year in range(2016, moment.on.year)] + [moment.on]
    months = month_ends(moment.on.replace(day=1, year=moment.on.year - 1), moment.on)[-12:]
    told = series_of({figure: [*ends, *months]}, moment.known_at, viewer.scope)[figure.code]
    reading = told[moment.on]
    return render(
        request,
        "workbench/figure.html",
        {
            "figure": figure,
            "reading": reading,
            "digest": digest(figure, moment, narrowing),
            "years": [told[day] for day in ends if told[day].value is not None],
            "months": [told[day] for day in months],
            "parts": by_district(figure, moment, viewer.scope),
            "month_ago": moment.on - timedelta(days=30),
            "followed": [(each, said(each)) for each in followed(viewer, Followed.FIGURE, figure.code)],
            "rules": Rule.choices,
            "declared": figure.measure is Measure.SUM and reading.whole,
        },
    )


@members
def movement_page(request: HttpRequest, code: str) -> HttpResponse:
    figure, viewer = _live(code), viewer_of(request)
    narrowing = Narrowing(viewer.scope)
    after = moment_of(request)
    try:
        first = parse_day(request.GET["from"]) if request.GET.get("from") else after.on - timedelta(days=365)
        last = parse_day(request.GET["to"]) if request.GET.get("to") else after.on
        known = request.GET.get("from_known_at", "")
        first_known = parse_instant(known) if known else after.known_at
    except DayRefused as refused:
        raise BadRequest(str(refused)) from refused
    before, after = Moment(first, first_known), Moment(last, after.known_at)
    moved = movement(figure, before, after, narrowing)
    groups = [
        ("新进", moved.joined, after, "此前不在其中,此后在其中"),
        ("退出", moved.left, before, "此前在其中,此后不在其中"),
        ("数值变化", moved.changed, after, "前后都在其中,数值有变"),
        ("更正", moved.corrected, before, "对起始日的认识后来改了"),
    ]
    return render(
        request,
        "workbench/movement.html",
        {
            "figure": figure,
            "first": read(figure, before, narrowing),
            "last": read(figure, after, narrowing),
            "known": known,
            "groups": [(title, list(some), _named(figure, some, at), note) for title, some, at, note in groups],
            "shown_moved": SHOWN_MOVED,
        },
    )


def _named(figure: Figure, moved: Sequence[Moved], at: Moment) -> list[tuple[str, Line, Moved]]:
    """The first rows of what moved, with name and address: they were seen through the viewer's scope already."""
    some = moved[:SHOWN_MOVED]
    listing = listing_of(figure.listing)
    columns = [column for column in listing.columns if column.name in ("name", "organisation", "firm", "district")]
    by_subject = {m.subject: m for m in some}
    question = Question(
        listing=listing, moment=at, narrowing=Narrowing(), columns=columns, rows=figure.rows, subjects=list(by_subject)
    )
    lines = page(question, 0, SHOWN_MOVED) if some else []
    return [
        (
            record_path(listing, line),
            Line(line.subject, line.value, tuple(c.word(v) for c, v in zip(columns, line.cells, strict=True))),
            by_subject[line.subject],
        )
        for line in lines
    ]
