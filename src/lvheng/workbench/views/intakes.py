"""Bringing in a spreadsheet: drop it, see the dry run, accept the good rows, download the rest, go on later."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lvheng.kernel.acts.act import AnyAct, act_of
from lvheng.kernel.figures.listing import Line, Listing, all_listings
from lvheng.kernel.tables import intake as intakes
from lvheng.kernel.tables.importable import Importable, all_importables
from lvheng.kernel.tables.models import Intake, IntakeState
from lvheng.kernel.tables.picked import picked
from lvheng.kernel.tables.policies import own_intake, own_intakes
from lvheng.kernel.tables.rejected import write_rejected
from lvheng.kernel.tables.sheet import TableRefused, refuse_size
from lvheng.kernel.tables.template import template
from lvheng.kernel.time.days import DayRefused, parse_day
from lvheng.register.policies import offered
from lvheng.workbench.views.common import members, viewer_of
from lvheng.workbench.views.lists import record_path

SHOWN_REFUSED = 200


def _offered(request: HttpRequest) -> list[Importable]:
    kinds = tuple(each.act.kind for each in all_importables())
    acts: list[AnyAct] = offered(viewer_of(request), kinds)
    return [each for each in all_importables() if each.act in acts]


def _own(request: HttpRequest, key: UUID) -> Intake:
    """An intake of the account's own: nobody else may look into a file that was brought in."""
    found = own_intake(viewer_of(request), key)
    if found is None:
        raise Http404("没有这份导入，或者它是别人带来的")
    return found


@members
def intakes_page(request: HttpRequest) -> HttpResponse:
    wrong = ""
    if request.method == "POST":
        try:
            return redirect("work_intake", key=_bring_in(request).pk)
        except (TableRefused, DayRefused) as refused:
            wrong = str(refused)
    mine = own_intakes(viewer_of(request))[:20]
    context = {"importables": _offered(request), "mine": mine, "wrong": wrong, "given": request.POST}
    return render(request, "workbench/intakes.html", context, status=422 if wrong else 200)


def _bring_in(request: HttpRequest) -> Intake:
    file = request.FILES.get("file")
    if file is None:
        raise TableRefused("没有选择文件。")
    refuse_size(file.size or 0)
    on: date | None = parse_day(request.POST["on"]) if request.POST.get("on") else None
    viewer = viewer_of(request)
    found = intakes.bring_in(
        file.read(),
        file.name or "表格",
        actor=viewer,
        basis=request.POST.get("basis", ""),
        on=on,
        act=request.POST.get("act", ""),
    )
    intakes.start_check(found, viewer)
    return found


@members
def intake_page(request: HttpRequest, key: UUID) -> HttpResponse:
    intake = _own(request, key)
    report: dict[str, Any] = intake.report
    parts = [(part, part["refused"][:SHOWN_REFUSED]) for part in report.get("parts", [])]
    of_list = {code.code: code for code in all_listings()}.get(intake.listing)
    if of_list is not None:
        parts = [(part, _whom(intake, of_list, refused)) for part, refused in parts]
    whole = "workbench/bulk_intake.html" if of_list else "workbench/intake.html"
    told = {
        "intake": intake,
        "report": report,
        "parts": parts,
        "unit": of_list.unit if of_list else "",
        "grave": _is_grave(intake),
        "running": intake.state in intakes.RUNNING,
        "shown_refused": SHOWN_REFUSED,
        "percent": 100 * intake.done // intake.total if intake.total else 100,
        "waiting": intake.state in intakes.WAITING,
    }
    if not request.headers.get("HX-Request"):
        return render(request, whole, told)
    answer = render(request, "workbench/intake_state.html", told)
    if not told["running"]:
        answer["HX-Refresh"] = "true"  # what may be done now stands outside the part that was asked for
    return answer


def _whom(intake: Intake, listing: Listing, refused: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Refused lines of a bulk act, with whom each is about and the address of the record."""
    known = picked(intake, (line["line"] for line in refused))
    found = []
    for line in refused:
        subject, words = known.get(line["line"], (None, ""))
        href = record_path(listing, Line(subject, None, ())) if subject else ""
        found.append({**line, "words": words, "href": href})
    return found


def _is_grave(intake: Intake) -> bool:
    return any(act_of(part["act"]).grave for part in intake.report.get("parts", []))


@members
@require_POST
def intake_accept(request: HttpRequest, key: UUID) -> HttpResponse:
    """Accepts the good rows; before grave acts whoever signed in says once more who it is."""
    intake = _own(request, key)
    asks_again = _is_grave(intake) and not settings.DEMONSTRATION
    return (reauthentication_required(_accepted) if asks_again else _accepted)(request, intake)


def _accepted(request: HttpRequest, intake: Intake) -> HttpResponse:
    key = intake.pk
    if basis := request.POST.get("basis", "").strip():
        intake.basis = basis[:200]
        intake.save(update_fields=["basis"])
    if not intake.basis:
        messages.error(request, "每一行为都须写明依据：请填写文号或事由。")
        return redirect("work_intake", key=key)
    report = intakes.start(intake, viewer_of(request))
    if report is None:
        messages.info(request, "正在后台登记，可以离开此页，稍后再看。")
    else:
        told = report.as_json()
        messages.success(request, f"已登记 {told['good']} 行，已在册 {told['already']} 行，退回 {told['refused']} 行。")
    return redirect("work_intake", key=key)


@members
@require_POST
def intake_check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Tries a file again whose dry run was stopped."""
    intakes.start_check(_own(request, key), viewer_of(request))
    return redirect("work_intake", key=key)


@members
@require_POST
def intake_stop(request: HttpRequest, key: UUID) -> HttpResponse:
    intake = _own(request, key)
    left = "什么也没有登记，可以重新试读" if intake.state == IntakeState.CHECKING else "已登记的留着，可以接着登记"
    intakes.request_stop(intake)
    messages.info(request, f"做完手上这一批就停下，{left}。")
    return redirect("work_intake", key=key)


@members
@require_POST
def intake_given_up(request: HttpRequest, key: UUID) -> HttpResponse:
    intakes.give_up(_own(request, key))
    messages.info(request, "这份导入已放弃，文件已删去；登记过的行不受影响。")
    return redirect("work_intakes")


@members
def intake_rejected(request: HttpRequest, key: UUID) -> HttpResponseBase:
    intake = _own(request, key)
    target = io.BytesIO()
    write_rejected(intake, target)
    target.seek(0)
    name = f"退回的行 {intake.name.rpartition('.')[0] or intake.name}.xlsx"
    return FileResponse(target, as_attachment=True, filename=name)


@members
def template_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    found = next((each for each in _offered(request) if each.act.kind == kind), None)
    if found is None:
        raise Http404("没有这种模板")
    return FileResponse(io.BytesIO(template(found)), as_attachment=True, filename=f"{found.act.title} 模板.xlsx")
