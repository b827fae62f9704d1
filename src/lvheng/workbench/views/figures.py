"""Figures: all of them, and one of them."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lvheng.kernel.asked import moment_of
from lvheng.kernel.desk.following import followed, said
from lvheng.kernel.desk.models import Followed, Rule
from lvheng.kernel.figures.asked import figure_asked
from lvheng.kernel.figures.figure import Measure, all_figures
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.figures.reading import Narrowing, by_district, digest
from lvheng.kernel.time.days import month_ends
from lvheng.workbench.views.common import members, viewer_of


@members
def figures_page(request: HttpRequest) -> HttpResponse:
    moment, scope = moment_of(request), viewer_of(request).scope
    kept = series_of({figure: [moment.on] for figure in all_figures()}, moment.known_at, scope)
    readings = [kept[figure.code][moment.on] for figure in all_figures()]
    return render(request, "workbench/figures.html", {"readings": readings})


@members
def figure_page(request: HttpRequest, code: str) -> HttpResponse:
    figure, moment, viewer = figure_asked(code), moment_of(request), viewer_of(request)
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
