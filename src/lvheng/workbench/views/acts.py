"""Performing an act by its form, looking at its entry, and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct, act_of, all_acts
from lvheng.kernel.acts.fields import Refusal, read_many
from lvheng.kernel.acts.perform import ActRefused, opening, perform
from lvheng.kernel.acts.reverse import Reverse, consequences
from lvheng.kernel.identity.models import Account
from lvheng.kernel.law import legal_bases
from lvheng.kernel.ledger.models import ActLine, LedgerEntry
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import Subject
from lvheng.kernel.time.days import DayRefused, parse_day, today
from lvheng.register.acts.corrections import Correction
from lvheng.register.models import PractisingLicence
from lvheng.register.policies import may_open_lawyer, may_open_organisation
from lvheng.workbench.forms import boxes
from lvheng.workbench.views.common import members, viewer_of


def _allowed(viewer: Viewer, kind: str) -> AnyAct:
    try:
        act = act_of(kind)
    except KeyError:
        raise Http404(f"没有“{kind}”这种行为") from None
    if not viewer.posts & {post.code for post in act.who}:
        who = "、".join(post.title for post in act.who) or "系统"
        raise PermissionDenied(f"“{act.title}”由{who}办理")
    return act


def _may_see(viewer: Viewer, subject: UUID | None) -> bool:
    if subject is None:
        return viewer.scope.whole
    day = today()
    return may_open_lawyer(viewer, subject, day) or may_open_organisation(viewer, subject, day)


@members
def act_page(request: HttpRequest, kind: str) -> HttpResponse:
    viewer = viewer_of(request)
    act = _allowed(viewer, kind)
    given = {name: str(value) for name, value in (request.POST or request.GET).items() if value != ""}
    row = _row(viewer, act, given)
    refused: list[Refusal] = []
    if request.method == "POST":
        answer = _perform(request, act, viewer, given)
        if isinstance(answer, HttpResponse):
            return answer
        refused = answer
    names = {
        name: field.show(UUID(given[name]))
        for name, field in act.fields().items()
        if _is_key(given.get(name)) and hasattr(field, "name_of")
    }
    return render(
        request,
        "workbench/act.html",
        {
            "act": act,
            "boxes": boxes(act, given, refused, row),
            "names": names,
            "on_day": given.get("effective_on", today().isoformat()),
            "basis": given.get("basis", ""),
            "general": [str(r) for r in refused if r.field not in act.fields()],
            "refused": refused,
            "law": legal_bases(act.law),
            "back": given.get("back", ""),
            "is_correction": issubclass(act, Correction),
        },
        status=422 if refused else 200,
    )


def _is_key(value: Any) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return value is not None


def _row(viewer: Viewer, act: AnyAct, given: dict[str, str]) -> Row | None:
    """The row that a correction is about, if its subject is one that the viewer may see."""
    if not issubclass(act, Correction) or not _is_key(given.get("subject")):
        return None
    if not _may_see(viewer, UUID(given["subject"])):
        raise PermissionDenied("这条记录不在您的管辖范围内")
    wanted = given.get("row", "")
    rows = act.model.rows.current().filter(**{act.model.THREAD[0]: given["subject"]})
    found: Row | None = rows.filter(pk=wanted if wanted.isdigit() else 0).first()
    return found


def _perform(request: HttpRequest, act: AnyAct, viewer: Viewer, given: dict[str, str]) -> HttpResponse | list[Refusal]:
    refusals: list[Refusal] = []
    on = today()
    try:
        on = parse_day(given.get("effective_on", ""))
    except DayRefused as refused:
        refusals.append(Refusal(f"“{act.asks_day}”有误:{str(refused).rstrip('。')}", "effective_on"))
    if not given.get("basis", "").strip():
        refusals.append(Refusal("“依据”为必填项:请写文号或事由", "basis"))
    [read] = read_many(act.Input, [given])
    if isinstance(read, list):
        refusals += read
    if refusals:
        return refusals
    try:
        done = perform(act, read, actor=viewer, effective_on=on, basis=given["basis"])
    except ActRefused as refused:
        return refused.refusals
    messages.success(
        request,
        format_html('“{}”已登记,存证 <a href="/work/entries/{}/">№ {}</a>。', act.title, done.entry, done.entry),
    )
    return redirect(record_of(done.subject) or f"/work/entries/{done.entry}/")


def record_of(subject: UUID) -> str:
    """The address of a subject's record, '' if it has none."""
    if PractisingLicence.rows.filter(person=subject).exists():
        return f"/work/lawyers/{subject}/?tab=history"
    kind = Subject.objects.filter(pk=subject).values_list("kind", flat=True).first()
    return f"/work/firms/{subject}/?tab=history" if kind == "organisation" else ""


@members
def entry_page(request: HttpRequest, entry: int) -> HttpResponse:
    viewer = viewer_of(request)
    line = ActLine.objects.filter(pk=entry).first()
    if line is None:
        raise Http404("没有这条存证")
    if not _may_see(viewer, line.subject):
        raise PermissionDenied("这条存证的对象不在您的管辖范围内")
    act = all_acts().get(line.kind)
    committed = LedgerEntry.objects.get(pk=entry)
    opened, closed = consequences(entry)
    reversible = (
        line.kind != Reverse.kind
        and act is not None
        and bool(viewer.posts & {post.code for post in Reverse.who})
        and not ActLine.objects.filter(reverses=entry).exists()
    )
    return render(
        request,
        "workbench/entry.html",
        {
            "line": line,
            "title": act.title if act else "批量登记",
            "law": legal_bases(act.law) if act else [],
            "actor": Account.objects.filter(pk=line.actor).values_list("name", flat=True).first() or "系统",
            "fields": _words(act, opening(entry)),
            "body": bytes(committed.body).decode(),
            "leaf": bytes(committed.leaf).hex(),
            "opened": [(type(row).TITLE, row) for row in opened],
            "closed": [(type(row).TITLE, row) for row in closed],
            "reversible": reversible,
            "record": record_of(line.subject) if line.subject else "",
            "reversed_by": ActLine.objects.filter(reverses=entry).values_list("id", flat=True).first(),
        },
    )


def _words(act: AnyAct | None, fields: dict[str, Any]) -> list[tuple[str, str]]:
    """The opened fields of an entry in words; sensitive ones are committed by their blind index only."""
    declared = act.fields() if act else {}
    found = []
    for name, value in fields.items():
        if not name.startswith("input."):
            continue
        field = declared.get(name.removeprefix("input."))
        if field is None or field.field_class.value >= 2:
            found.append(
                (
                    field.label if field else name.removeprefix("input."),
                    "(敏感,只存不可还原的标记)" if field else str(value),
                )
            )
            continue
        shown = field.show(UUID(value)) if _is_key(value) and hasattr(field, "name_of") else _shown(field, value)
        found.append((field.label, shown))
    return found


def _shown(field: Any, value: Any) -> str:
    try:
        return str(field.show(field.value(value)))
    except ValueError:
        return str(value)


@members
def reverse_page(request: HttpRequest, entry: int) -> HttpResponse:
    """Taking an act back, with its consequences listed first."""
    line = ActLine.objects.filter(pk=entry).first()
    if line is None or line.subject is None:
        raise Http404("没有这条存证")
    viewer = viewer_of(request)
    if not _may_see(viewer, line.subject):
        raise PermissionDenied("这条存证的对象不在您的管辖范围内")
    act = _allowed(viewer, Reverse.kind)
    given = {
        "entry": str(entry),
        "subject": str(line.subject),
        **{name: str(value) for name, value in request.POST.items()},
    }
    refused: list[Refusal] = []
    if request.method == "POST":
        answer = _perform(request, act, viewer, given)
        if isinstance(answer, HttpResponse):
            return answer
        refused = answer
    opened, closed = consequences(entry)
    return render(
        request,
        "workbench/reverse.html",
        {
            "line": line,
            "title": act_of(line.kind).title,
            "opened": [(type(row).TITLE, row) for row in opened],
            "closed": [(type(row).TITLE, row) for row in closed],
            "refused": refused,
            "basis": given.get("basis", ""),
            "on_day": given.get("effective_on", today().isoformat()),
        },
        status=422 if refused else 200,
    )
