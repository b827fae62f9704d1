"""Dispatch: rounds called, each unit's form filled with numbers, what it tells, and what the bureau says of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.perform import Done
from lvheng.kernel.documents.files import LARGEST, FileRefused, receive
from lvheng.kernel.time.days import today
from lvheng.plan.views import plan_of, staff, viewer_of
from lvheng.steering.acts.dispatch import CallDispatch, CheckReport, ReportProgress
from lvheng.steering.choices import Called, Progress
from lvheng.steering.dispatching import Form, form_of, outstanding, reports_for, round_of, rounds_of, standings
from lvheng.steering.models import DispatchRound
from lvheng.steering.performing import may, performed
from lvheng.steering.units import may_see_unit, units


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
    viewer, row = viewer_of(request), _round(code, called)
    (of, _) = plan_of(request, code)
    found = standings(row, today(), viewer)
    told = {"plan": of.plan, "round": row, "standings": found, "open": sum(each.open for each in found)}
    told["returned"] = sum(each.returned for each in found)
    told["accepted"] = sum(each.accepted for each in found)
    return render(request, "steering/round.html", told)


@staff
def form_page(request: HttpRequest, code: str, called: UUID, unit: UUID) -> HttpResponse:
    row, viewer = _round(code, called), viewer_of(request)
    return _shown(request, code, row, _form(viewer, row, unit), [])


@require_POST
@staff
def reported(request: HttpRequest, code: str, called: UUID, unit: UUID) -> HttpResponse:
    """A unit's report on one item, or what the bureau says of it."""
    row, viewer = _round(code, called), viewer_of(request)
    form = _form(viewer, row, unit)
    line = form.line(request.POST.get("item", ""))
    if line is None:
        raise Http404("这次调度没有要这个单位报送这一条")
    given = {name: str(value) for name, value in request.POST.items()}
    given |= {"unit": str(unit), "round": str(called), "basis": row.name}
    act = CheckReport if "checked" in given else ReportProgress
    files, refused = _brought(request, viewer) if act is ReportProgress else ([], [])
    if not refused:
        done = performed(act, given, viewer, attached=files)
        if isinstance(done, Done):
            messages.success(request, f"“{line.item.title}”{act.title}，存证 № {done.entry}。")
            there = reverse("plan_dispatch_form", args=[code, called, unit])
            return redirect(f"{there}#i-{line.item.number}")
        refused = done
    return _shown(request, code, row, form, refused, given)


def _shown(
    request: HttpRequest,
    code: str,
    row: DispatchRound,
    form: Form,
    refused: list[Refusal],
    given: dict[str, str] | None = None,
) -> HttpResponse:
    (of, _), viewer = plan_of(request, code), viewer_of(request)
    told = {
        "plan": of.plan,
        "round": row,
        "form": form,
        "unit": form.unit,
        "districts": sorted(form.unit.scope.districts),
        "progress": Progress.choices,
        "may_report": reports_for(viewer, form.unit),
        "may_check": may(viewer, CheckReport),
        "refused": refused,
        "given": given or {},
    }
    return render(request, "steering/form.html", told, status=422 if refused else 200)


def _round(code: str, called: UUID) -> DispatchRound:
    row = round_of(called)
    if row is None or row.plan != code:
        raise Http404("没有这次调度")
    return row


def _form(viewer: Viewer, row: DispatchRound, unit: UUID) -> Form:
    """The unit's form, to whom the unit lies within reach of. Raises Http404 and PermissionDenied."""
    known = units([unit], today()).get(unit)
    form = form_of(row, known, today()) if known else None
    if known is None or form is None:
        raise Http404("这次调度没有要这个单位报送")
    if not may_see_unit(viewer, known):
        raise PermissionDenied(f"{known.name}的调度反馈由该单位和市司法局查看")
    return form


def _brought(request: HttpRequest, viewer: Viewer) -> tuple[list[UUID], list[Refusal]]:
    """The evidence chosen in the form, and why some of it is not taken."""
    taken, refused = [], []
    for file in request.FILES.getlist("files"):
        try:
            taken.append(receive(file.read(LARGEST + 1), file.name or "", viewer.id).id)
        except FileRefused as why:
            refused.append(Refusal(str(why).rstrip("。"), "files"))
    return taken, refused
