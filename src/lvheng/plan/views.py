"""The plan's pages for staff: the whole plan, a target, a task, the text, and what has moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from lvheng.kernel.access.viewer import Scope, Viewer
from lvheng.kernel.asked import moment_of
from lvheng.kernel.figures.figure import Figure, Measure, signed
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.figures.movement import Movement, Way
from lvheng.kernel.figures.reading import Narrowing, Reading, by_district
from lvheng.kernel.rows import Moment
from lvheng.plan.answering import answering
from lvheng.plan.board import (
    BESIDE,
    LOOK_BACK,
    Held,
    board,
    due_day,
    held,
    live,
    page_scope,
    plans,
    scope_title,
    target_line,
    year_ends,
)
from lvheng.plan.chart import Trajectory
from lvheng.plan.models import Plan
from lvheng.plan.originals import pieces
from lvheng.plan.shapes import Status, said_pace

View = Callable[..., HttpResponseBase]


def staff(view: View) -> View:
    """Lets in those whose posts reach beyond one organisation; others see the public's picture of the plan."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        viewer = viewer_of(request)
        if viewer.is_public:
            return redirect(f"/account/login/?next={request.get_full_path()}")
        if not viewer.is_staff:
            return redirect("public_plan")
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponse):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is looking (`kernel/access/middleware.py`)."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by our middleware
    return viewer


def plan_of(request: HttpRequest, code: str) -> tuple[Held, Moment]:
    """The plan with that code, the first one adopted if none is named, and the moment asked for. Raises Http404."""
    moment = moment_of(request)
    if then := _named(plans(moment.known_at), code):
        return held(then, moment.known_at), moment
    if moment.known_at and (now := _named(plans(), code)):
        return replace(held(now), adopted_later=True), moment
    raise Http404(f"没有代号为“{code}”的计划" if code else "还没有采纳任何计划")


def _named(adopted: list[Plan], code: str) -> Plan | None:
    return next((plan for plan in adopted if code in ("", plan.code)), None)


def _shared(request: HttpRequest, of: Held) -> dict[str, Any]:
    scope = page_scope(viewer_of(request))
    return {
        "plan": of.plan,
        "adopted_later": of.adopted_later,
        "scope": scope,
        "scope_title": scope_title(scope),
        "districts": sorted(scope.districts),
    }


@staff
def plan_page(request: HttpRequest, code: str = "") -> HttpResponse:
    (of, moment), viewer = plan_of(request, code), viewer_of(request)
    told = board(of, moment, page_scope(viewer))
    return render(
        request,
        "plan/plan.html",
        {
            **_shared(request, of),
            "board": told,
            "done": told.count(Status.DONE),
            "on_track": told.count(Status.ON_TRACK),
            "risky": told.count(Status.AT_RISK, Status.HARD),
            "missed": told.count(Status.MISSED),
            "absent": sum(line.figure is None for line in told.lines),
            "first_year": year_ends(of.plan, moment.on)[0].year,
            "counting": counting(of, page_scope(viewer)),
            "before": moment.on - LOOK_BACK,
            "others": [plan for plan in plans() if plan.subject != of.plan.subject],
            "may_import": "city_staff" in viewer.posts,
            "not_yet": moment.on < (of.plan.issued_on or of.plan.valid_from),
        },
    )


@staff
def moved_part(request: HttpRequest, code: str) -> HttpResponse:
    """Who joined and left in the last thirty days: asked for by the page once it stands, for it takes two sets each."""
    of, moment = plan_of(request, code)
    narrowing = Narrowing(page_scope(viewer_of(request)))
    before = Moment(moment.on - LOOK_BACK, moment.known_at)
    counted = [
        (figure, _counted(Movement(figure, before, moment, narrowing))) for figure in counting(of, narrowing.scope)
    ]
    return render(request, "plan/moved.html", {"counted": counted, "before": before.on, "on": moment.on})


def counting(of: Held, scope: Scope) -> list[Figure]:
    """The figures of the plan's targets that count: their movement is told in heads, to whoever may see these."""
    figures = live(target.figure for target in of.targets)
    return [figure for figure in figures if figure.measure is Measure.COUNT and figure.is_for(scope.posts)]


def _counted(moved: Movement) -> dict[str, Any]:
    flows = moved.flows(Way.JOINED, Way.LEFT)
    joined, left = (sum(flow.rows for flow in flows if flow.way is way) for way in (Way.JOINED, Way.LEFT))
    return {"joined": joined, "left": left, "net": signed(joined - left)}


@staff
def target_page(request: HttpRequest, code: str, number: str) -> HttpResponse:
    of, moment = plan_of(request, code)
    target = of.target(number)
    if target is None:
        raise Http404(f"计划中没有编号为“{number}”的指标")
    scope = page_scope(viewer_of(request))
    ends = year_ends(of.plan, moment.on)
    figure = next(iter(live([target.figure])), None)
    beside = live(BESIDE.get(target.figure, ()))
    wanted = {each: [*ends, moment.on] for each in (figure, *beside) if each}
    readings = series_of(wanted, moment.known_at, scope)
    line = target_line(target, of.plan, readings, ends, moment.on, scope, moment.known_at)
    judged = line.judged
    goal, task = of.item("goal", target.goal), of.item("task", target.task)
    return render(
        request,
        "plan/target.html",
        {
            **_shared(request, of),
            "line": line,
            "target": target,
            "figure": figure,
            "goal": goal,
            "task": task,
            "due": due_day(target, of.plan),
            "chart": Trajectory(
                line.points,
                None if line.aim is None else float(line.aim),
                due_day(target, of.plan),
                judged.interval if judged else None,
                figure.unit if figure else "",
            ).svg(),
            "beside": [readings[each.code][moment.on] for each in beside],
            "pace": said_pace(judged.pace) if judged and judged.pace else "",
            "ends": _with_steps(line.points),
            "parts": by_district(figure, moment, scope) if figure else {},
            "measures": [m for m in of.of_kind("measure") if target.figure and target.figure in m.figures],
            "answering": answering(of.plan.code, [number, *filter(None, [target.task])], moment, viewer_of(request)),
            "month_ago": moment.on - LOOK_BACK,
            "year_ago": date(moment.on.year - 1, 12, 31),
        },
    )


def _with_steps(readings: list[Reading]) -> list[tuple[Reading, str]]:
    """Each reading with its step from the one before, as people read it."""
    told: list[tuple[Reading, str]] = []
    for n, reading in enumerate(readings):
        before = readings[n - 1] if n else None
        if before is None or before.value is None or reading.value is None:
            told.append((reading, ""))
            continue
        step = reading.value - before.value
        percent = f"（{signed(step / before.value * 100, 1)}%）" if before.value else ""
        told.append((reading, f"{reading.figure.signed(step)}{percent}"))
    return told


@staff
def task_page(request: HttpRequest, code: str, number: str) -> HttpResponse:
    of, moment = plan_of(request, code)
    told = board(of, moment, page_scope(viewer_of(request)))
    blocks = [block for _, tasks in told.sections for block in tasks] + list(told.safeguards)
    block = next((block for block in blocks if block.item.number == number), None)
    if block is None:
        raise Http404(f"计划中没有编号为“{number}”的任务")
    at = blocks.index(block)
    return render(
        request,
        "plan/task.html",
        {
            **_shared(request, of),
            "task": block,
            "earlier": blocks[at - 1] if at else None,
            "later": blocks[at + 1] if at + 1 < len(blocks) else None,
            "first_year": year_ends(of.plan, moment.on)[0].year,
        },
    )


@staff
def text_page(request: HttpRequest, code: str) -> HttpResponse:
    of, _ = plan_of(request, code)
    return render(request, "plan/text.html", {**_shared(request, of), "paragraphs": pieces(of)})
