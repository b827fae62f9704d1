"""Dispatch: rounds called, each unit's form filled with numbers, what it tells, and what the bureau says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.perform import Done
from lvheng.kernel.time.days import today
from lvheng.plan.views import plan_of, staff, viewer_of
from lvheng.steering.acts.dispatch import CallDispatch, CheckReport
from lvheng.steering.choices import Called, Progress
from lvheng.steering.dispatching import Form, form_of, outstanding, reports_for, round_of, rounds_of, standings
from lvheng.steering.models import DispatchRound
from lvheng.steering.performing import may, performed
from lvheng.steering.units import may_see_unit, units

Told = Mapping[str, Sequence[Refusal]]
"""Why something was refused, by the number of the item that it is about."""


@staff
def rounds_page(request: HttpRequest, code: str) -> HttpResponse:
    (of, _), viewer = plan_of(request, code), viewer_of(request)
    refused = []
    if request.method == "POST":
        given = {name: str(value) for name, value in request.POST.items()} | {"plan": of.plan.code}
        done = performed(CallDispatch, given, viewer)
        if isinstance(done, Done):
            return redirect("plan_dispatch", code=of.plan.code, called=done.subject)
        refused = done
    owed = outstanding(of.plan.code, today()) if viewer.scope.whole else {}
    told = {
        "plan": of.plan,
        "rounds": [(row, owed.get(row.subject, 0)) for row in rounds_of(of.plan.code)],
        "scopes": Called.choices,
        "may_call": may(viewer, CallDispatch),
        "refused": refused,
        "given": request.POST,
    }
    return render(request, "steering/rounds.html", told, status=422 if refused else 200)


@staff
def round_page(request: HttpRequest, code: str, called: UUID) -> HttpResponse:
    viewer, row = viewer_of(request), the_round(code, called)
    (of, _) = plan_of(request, code)
    found = standings(row, today(), viewer)
    told = {"plan": of.plan, "round": row, "standings": found, "open": sum(each.open for each in found)}
    told["returned"] = sum(each.returned for each in found)
    told["accepted"] = sum(each.accepted for each in found)
    return render(request, "steering/round.html", told)


@staff
def form_page(request: HttpRequest, code: str, called: UUID, unit: UUID) -> HttpResponse:
    row, viewer = the_round(code, called), viewer_of(request)
    return shown(request, code, row, the_form(viewer, row, unit))


def shown(request: HttpRequest, code: str, row: DispatchRound, form: Form, told: Told | None = None) -> HttpResponse:
    """The form, with what was refused beside what it is about."""
    (of, _), viewer, refused = plan_of(request, code), viewer_of(request), told or {}
    context = {
        "plan": of.plan,
        "round": row,
        "form": form,
        "unit": form.unit,
        "districts": sorted(form.unit.scope.districts),
        "progress": Progress.choices,
        "may_report": reports_for(viewer, form.unit),
        "may_check": may(viewer, CheckReport),
        "refused": refused,
        "given": request.POST,
    }
    return render(request, "steering/form.html", context, status=422 if refused else 200)


def the_round(code: str, called: UUID) -> DispatchRound:
    row = round_of(called)
    if row is None or row.plan != code:
        raise Http404("没有这次调度")
    return row


def the_form(viewer: Viewer, row: DispatchRound, unit: UUID) -> Form:
    """The unit's form, to whom the unit lies within reach of. Raises Http404 and PermissionDenied."""
    known = units([unit], today()).get(unit)
    form = form_of(row, known, today(), writing=reports_for(viewer, known)) if known else None
    if known is None or form is None:
        raise Http404("这次调度没有要这个单位报送")
    if not may_see_unit(viewer, known):
        raise PermissionDenied(f"{known.name}的调度反馈由该单位和市司法局查看")
    return form
