"""The dispatch form at work: kept while it is written, reported many items at once, and looked at many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.perform import Done
from lvheng.kernel.documents.files import LARGEST, FileRefused, receive
from lvheng.kernel.time.days import today
from lvheng.plan.views import staff, viewer_of
from lvheng.steering.acts.dispatch import CheckReport, ReportProgress
from lvheng.steering.choices import Checked, ReportState
from lvheng.steering.dispatching import Form, Line, reports_for
from lvheng.steering.drafts import WRITTEN, drop, save, take_over
from lvheng.steering.models import DispatchRound
from lvheng.steering.performing import Many, performed_many
from lvheng.steering.views_dispatch import Told, shown, the_form, the_round


@require_POST
@staff
def drafted(request: HttpRequest, code: str, called: UUID, unit: UUID) -> HttpResponse:
    """Keeps one item as it is being written; answers with the word that says so."""
    form = _own_form(request, the_round(code, called), unit)
    line = next((line for line in form.lines if line.prefix == request.POST.get("number")), None)
    if line is None or not line.is_open:
        raise Http404("这一条不在待报送的里面")
    return render(request, "steering/kept.html", {"draft": _kept(request, form, called, line, [])})


@require_POST
@staff
def reported(request: HttpRequest, code: str, called: UUID, unit: UUID) -> HttpResponse:
    """Keeps everything that is written; reports it too, unless only that was asked. `only`: the number of one item."""
    row, viewer = the_round(code, called), viewer_of(request)
    form = _own_form(request, row, unit)
    refused = _keep_all(request, form, called)
    form = the_form(viewer, row, unit)
    ready: list[Line] = []
    if "save" not in request.POST:
        only = request.POST.get("only")
        ready = [line for line in form.lines if line.is_open and (line.prefix == only if only else line.is_begun)]
    take_over((line.draft for line in ready), viewer.id)
    many: Many = [(line.written | _names(row, line), [file.id for file in line.waiting]) for line in ready]
    done = _performed(request, ReportProgress, row, ready, many, refused)
    drop(called, unit, [line.item.code for line in done])
    if not refused and not done:
        kept = sum(line.is_open and line.is_begun for line in form.lines)
        messages.info(request, f"草稿已保存：{kept} 项写了还没有报送。" if kept else "还没有写，没有要报送的。")
    return _answered(request, code, row, unit, refused)


@require_POST
@staff
def checked(request: HttpRequest, code: str, called: UUID, unit: UUID) -> HttpResponse:
    """What the bureau says of the unit's reports: those marked, or with `rest` the others accepted as well."""
    row = the_round(code, called)
    form = the_form(viewer_of(request), row, unit)
    reason, rest = request.POST.get("reason", ""), Checked.ACCEPT if "rest" in request.POST else ""
    marked: list[Line] = []
    many: list[tuple[dict[str, str], list[UUID]]] = []
    for line in form.lines:
        said = request.POST.get(f"{line.prefix}-checked") or rest
        if line.state == ReportState.RETURNED and said:
            why = request.POST.get(f"{line.prefix}-reason") or reason
            marked.append(line)
            many.append(({"checked": said, "reason": why} | _names(row, line), []))
    refused: dict[str, Sequence[Refusal]] = {}
    _performed(request, CheckReport, row, marked, many, refused)
    if not marked:
        messages.info(request, "没有选通过或退回的。")
    return _answered(request, code, row, unit, refused)


def _answered(request: HttpRequest, code: str, row: DispatchRound, unit: UUID, refused: Told) -> HttpResponse:
    if refused:
        return shown(request, code, row, the_form(viewer_of(request), row, unit), refused)
    return redirect("plan_dispatch_form", code=code, called=row.subject, unit=unit)


def _own_form(request: HttpRequest, row: DispatchRound, unit: UUID) -> Form:
    """The unit's form, to whoever reports for it. Raises Http404 and PermissionDenied."""
    form = the_form(viewer_of(request), row, unit)
    if not reports_for(viewer_of(request), form.unit):
        raise PermissionDenied(f"{form.unit.name}的进展由该单位自己的工作人员报送")
    return form


def _names(row: DispatchRound, line: Line) -> dict[str, str]:
    return {"unit": str(line.report.unit), "round": str(row.subject), "item": line.item.code}


def _performed(
    request: HttpRequest,
    act: AnyAct,
    row: DispatchRound,
    lines: Sequence[Line],
    many: Many,
    refused: dict[str, Sequence[Refusal]],
) -> list[Line]:
    """Performs the act on the lines, says what was done, and puts what was not beside its number; answers with the done."""
    results = performed_many(act, many, viewer_of(request), on=today(), basis=row.name)
    done = [line for line, result in zip(lines, results, strict=True) if isinstance(result, Done)]
    entries = [result.entry for result in results if isinstance(result, Done)]
    refused |= {line.prefix: r for line, r in zip(lines, results, strict=True) if isinstance(r, list)}
    if entries:
        span = f"№ {entries[0]}" if len(entries) == 1 else f"№ {min(entries)} 至 № {max(entries)}"
        messages.success(request, f"{act.title} {len(entries)} 项，存证 {span}。")
    return done


def _keep_all(request: HttpRequest, form: Form, called: UUID) -> dict[str, Sequence[Refusal]]:
    """Keeps what is written of every open item and the files that were brought; says which of them were not taken."""
    refused: dict[str, Sequence[Refusal]] = {}
    for line in form.lines:
        if line.is_open and f"{line.prefix}-text" in request.POST:
            files, why = _brought(request, viewer_of(request), f"{line.prefix}-files")
            _kept(request, form, called, line, files)
            if why:
                refused[line.prefix] = why
    return refused


def _kept(request: HttpRequest, form: Form, called: UUID, line: Line, files: Sequence[UUID]) -> object:
    """Keeps what is written of an item, if it is not what was there."""
    written: Mapping[str, str] = {name: request.POST.get(f"{line.prefix}-{name}", "").strip() for name in WRITTEN}
    chosen = set(request.POST.getlist(f"{line.prefix}-drop"))
    dropped = [file.id for file in line.waiting if str(file.id) in chosen]
    if line.draft is None and not files and written == line.written:
        return None
    return save(called, form.unit.key, line.item.code, written, files, dropped)


def _brought(request: HttpRequest, viewer: Viewer, name: str) -> tuple[list[UUID], list[Refusal]]:
    """The evidence chosen for an item, and why some of it is not taken."""
    taken, refused = [], []
    for file in request.FILES.getlist(name):
        try:
            taken.append(receive(file.read(LARGEST + 1), file.name or "", viewer.id).id)
        except FileRefused as why:
            refused.append(Refusal(str(why).rstrip("。"), "files"))
    return taken, refused
