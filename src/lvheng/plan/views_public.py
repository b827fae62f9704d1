"""The plan in one picture, for everybody: goals and the totals that are public, as of the last month's end."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lvheng.kernel.access.public_pages import public_page
from lvheng.kernel.access.viewer import EVERYTHING
from lvheng.kernel.figures.figure import Face, figure_of, is_live
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.time.days import today
from lvheng.plan.board import GoalBlock, held, plans, target_line, year_ends
from lvheng.register.public_figures import for_public, last_month_end


@public_page
def plan_in_one_picture(request: HttpRequest) -> HttpResponse:
    """Nothing internal: only figures whose face is public, of the whole city, and no list behind them."""
    adopted = plans()
    if not adopted:
        return render(request, "plan/public.html", {"plan": None})
    of = held(adopted[0])
    month_end = last_month_end(today())
    targets = [t for t in of.targets if is_live(t.figure) and figure_of(t.figure).face is not Face.NONE]
    ends = year_ends(of.plan, month_end)
    read = series_of({figure_of(t.figure): [*ends, month_end] for t in targets}, scope=EVERYTHING)
    readings = {code: {day: for_public(each) for day, each in found.items()} for code, found in read.items()}
    lines = [target_line(t, of.plan, readings, ends, month_end, EVERYTHING) for t in targets]
    goals = [GoalBlock(g, [x for x in lines if x.target.goal == g.number]) for g in of.of_kind("goal")]
    tasks = of.of_kind("task")
    context = {
        "plan": of.plan,
        "month_end": month_end,
        "goals": goals,
        "sections": [(s, [t for t in tasks if t.section == s]) for s in dict.fromkeys(t.section for t in tasks)],
        "first_year": ends[0].year,
        "counts": {"goals": len(goals), "tasks": len(tasks), "targets": len(of.targets)},
        "measures": len(of.of_kind("measure")),
    }
    return render(request, "plan/public.html", context)
