"""The plan in one picture, for everybody: goals and the totals that are public, as of the last month's end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lvheng.kernel.access.public_pages import public_page
from lvheng.kernel.access.viewer import EVERYTHING
from lvheng.kernel.documents.document import Chart
from lvheng.kernel.documents.typesetting import pictures
from lvheng.kernel.figures.figure import Face, figure_of, is_live
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.time.days import today
from lvheng.plan.board import GoalBlock, Held, held, plans, target_line, year_ends
from lvheng.plan.models import Plan
from lvheng.plan.picture import Picture
from lvheng.register.public_figures import for_public, last_month_end

DRAWN = {"svg": "image/svg+xml", "png": "image/png"}


@public_page
def plan_in_one_picture(request: HttpRequest, code: str = "") -> HttpResponse:
    """Nothing internal: only figures whose face is public, of the whole city, and no list behind them."""
    adopted = plans()
    if not adopted and not code:
        return render(request, "plan/public.html", {"plan": None})
    of, month_end = _asked(adopted, code), last_month_end(today())
    goals = public_goals(of, month_end)
    tasks = of.of_kind("task")
    context = {
        "plan": of.plan,
        "others": [plan for plan in adopted if plan.subject != of.plan.subject],
        "month_end": month_end,
        "goals": goals,
        "sections": [(s, [t for t in tasks if t.section == s]) for s in dict.fromkeys(t.section for t in tasks)],
        "first_year": year_ends(of.plan, month_end)[0].year,
        "counts": {"goals": len(goals), "tasks": len(tasks), "targets": len(of.targets)},
        "measures": len(of.of_kind("measure")),
    }
    return render(request, "plan/public.html", context)


@public_page
def picture_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The same as one picture, to be put elsewhere: svg, or png for where svg is not taken."""
    if kind not in DRAWN:
        raise Http404("图片可以取 svg 或 png")
    of, month_end = _asked(plans(), code), last_month_end(today())
    goals = public_goals(of, month_end)
    picture = Picture(of.plan.title, of.plan.issuer, month_end, goals, settings.DEMONSTRATION)
    drawn = str(picture.svg())
    content = drawn.encode() if kind == "svg" else pictures([Chart(drawn, picture.words)])[0]
    return HttpResponse(content, content_type=DRAWN[kind])


def _asked(adopted: Sequence[Plan], code: str) -> Held:
    """The plan of that code, or the one first adopted. Raises Http404."""
    found = next((plan for plan in adopted if code in ("", plan.code)), None)
    if found is None:
        raise Http404("没有公布过这份计划")
    return held(found)


def public_goals(of: Held, month_end: date) -> list[GoalBlock]:
    """The goals with those of their targets that the public is told of; what is too small is withheld."""
    targets = [t for t in of.targets if is_live(t.figure) and figure_of(t.figure).face is not Face.NONE]
    ends = year_ends(of.plan, month_end)
    read = series_of({figure_of(t.figure): [*ends, month_end] for t in targets}, scope=EVERYTHING)
    readings = {code: {day: for_public(each) for day, each in found.items()} for code, found in read.items()}
    lines = [target_line(t, of.plan, readings, ends, month_end, EVERYTHING) for t in targets]
    return [GoalBlock(g, [x for x in lines if x.target.goal == g.number]) for g in of.of_kind("goal")]
