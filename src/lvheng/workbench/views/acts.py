"""Performing an act by its form, looking at its entry, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct, act_of, all_acts
from lvheng.kernel.acts.fields import Key, Reference, Refusal, read_many
from lvheng.kernel.acts.perform import ActRefused, Outdated, perform
from lvheng.kernel.acts.reverse import Reverse, consequences
from lvheng.kernel.acts.second import propose
from lvheng.kernel.clocks.telling import tell_kept
from lvheng.kernel.documents.files import attachments_of
from lvheng.kernel.documents.models import Upload
from lvheng.kernel.identity.selectors import account_name
from lvheng.kernel.law import legal_bases
from lvheng.kernel.ledger.proving import proof_of
from lvheng.kernel.ledger.selectors import evidence_of
from lvheng.kernel.letters.selectors import versions_of
from lvheng.kernel.rows import Row
from lvheng.kernel.time.days import DayRefused, legal_day, parse_day, today
from lvheng.register.acts.corrections import Correction
from lvheng.register.record import current_row
from lvheng.register.since import acts_since, version_of
from lvheng.register.telling import row_words
from lvheng.work.acts import OfRow
from lvheng.work.policies import may_open_subject
from lvheng.work.references import record_address, subject_name
from lvheng.workbench.forms import HIDDEN, boxes
from lvheng.workbench.views.attachments import brought
from lvheng.workbench.views.common import entry_opened, members, viewer_of


def _allowed(viewer: Viewer, kind: str) -> AnyAct:
    try:
        act = act_of(kind)
    except KeyError:
        raise Http404(f"没有“{kind}”这种行为") from None
    if not viewer.posts & {post.code for post in act.who}:
        who = "、".join(post.title for post in act.who) or "系统"
        raise PermissionDenied(f"“{act.title}”由{who}办理")
    return act


@members
def act_page(request: HttpRequest, kind: str) -> HttpResponse:
    """The act's form; before a grave act whoever signed in says once more who it is (good for five minutes)."""
    act = _allowed(viewer_of(request), kind)
    asks_again = act.grave and not settings.DEMONSTRATION
    return (reauthentication_required(_act_page) if asks_again else _act_page)(request, act)


def _act_page(request: HttpRequest, act: AnyAct) -> HttpResponse:
    viewer = viewer_of(request)
    given = {name: str(value) for name, value in (request.POST or request.GET).items() if value != ""}
    if request.method == "GET":
        given = {**act.filled(given), **given}
    row = _row(viewer, act, given)
    files, refused = brought(request, viewer)
    if request.method == "POST" and not refused:
        answer = _perform(request, act, viewer, given, files)
        if isinstance(answer, HttpResponse):
            return answer
        refused = answer
    return render(
        request,
        "workbench/act.html",
        {
            "act": act,
            "files": files,
            "boxes": boxes(act, given, refused, row),
            "on_day": given.get("effective_on", today().isoformat()),
            "basis": given.get("basis", ""),
            "version": given.get("version") or _version_now(act, given),
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
    """The row that a change or correction is about, if its subject is one that the viewer may see."""
    if issubclass(act, OfRow):
        return _row_meant(viewer, act, given)
    if not issubclass(act, Correction) or not _is_key(given.get("subject")):
        return None
    if not may_open_subject(viewer, UUID(given["subject"])):
        raise PermissionDenied("这条记录不在您的管辖范围内")
    wanted = given.get("row", "")
    return current_row(act.model, UUID(given["subject"]), int(wanted) if wanted.isdigit() else 0)


def _row_meant(viewer: Viewer, act: type[OfRow], given: dict[str, str]) -> Row | None:
    """The row that the link names by its thread."""
    [read] = read_many(act.Input, [given])
    row = None if isinstance(read, list) else act.standing(read, today())
    if row is not None and not may_open_subject(viewer, row.thread[0]):
        raise PermissionDenied("这条记录不在您的管辖范围内")
    return row


def _perform(
    request: HttpRequest, act: AnyAct, viewer: Viewer, given: dict[str, str], files: Sequence[Upload] = ()
) -> HttpResponse | list[Refusal]:
    refusals: list[Refusal] = []
    on = today()
    try:
        on = parse_day(given.get("effective_on", ""))
    except DayRefused as refused:
        refusals.append(Refusal(f"“{act.asks_day}”有误：{str(refused).rstrip('。')}", "effective_on"))
    if not given.get("basis", "").strip():
        refusals.append(Refusal("“依据”为必填项：请写文号或事由", "basis"))
    [read] = read_many(act.Input, [given])
    if isinstance(read, list):
        refusals += read
    if refusals:
        return refusals
    expected = _version_seen(given.get("version", ""), next(iter(act.touches(read)), None))
    basis, attached = given["basis"], [each.id for each in files]
    try:
        try:
            done = perform(
                act, read, actor=viewer, effective_on=on, basis=basis, expected_version=expected, attached=attached
            )
        except ActRefused as refused:
            if not all(refusal.shared for refusal in refused.refusals):
                raise
            propose(act, given, proposer=viewer, effective_on=on, basis=basis, version=expected, attached=attached)
            messages.success(request, f"“{act.title}”已提出：{refused.refusals[0].sentence}。")
            return redirect("/work/approvals/")
    except Outdated as outdated:
        given["version"] = f"{outdated.subject}:{outdated.version}"  # whoever has read the difference may go on
        shown = may_open_subject(viewer, outdated.subject)
        since = acts_since(viewer, outdated.subject, outdated.seen) if shown else []
        return [*outdated.refusals, *(Refusal(str(each)) for each in since)]
    except ActRefused as refused:
        return refused.refusals
    messages.success(
        request,
        format_html('“{}”已登记，存证 <a href="/work/entries/{}/">№ {}</a>。', act.title, done.entry, done.entry),
    )
    return redirect(record_of(done.subject) or f"/work/entries/{done.entry}/")


def _version_now(act: AnyAct, given: dict[str, str]) -> str:
    """Whom the form is about, by its link, and how many acts that subject has had; '' if it is about nobody yet."""
    keys = (given.get(name) for name, field in act.fields().items() if isinstance(field, Key | Reference))
    subject = next((UUID(key) for key in keys if _is_key(key)), None)
    return f"{subject}:{version_of(subject)}" if subject else ""


def _version_seen(written: str, subject: UUID | None) -> int | None:
    """The version that the form was drawn from, if the act is about the same subject."""
    of, _, number = written.partition(":")
    return int(number) if of == str(subject) and number.isascii() and number.isdigit() else None


def record_of(subject: UUID) -> str:
    """The address of a subject's record, with its line of time; '' if it has none."""
    address = record_address(subject)
    if not address and versions_of(subject):
        return reverse("work_letter_template", args=[subject])
    return f"{address}?tab=history" if address else ""


@members
def entry_page(request: HttpRequest, entry: int) -> HttpResponse:
    viewer = viewer_of(request)
    line = entry_opened(viewer, entry)
    act = all_acts().get(line.kind)
    evidence = evidence_of(entry)
    opened, closed = consequences(entry)
    reversible = (
        line.kind != Reverse.kind
        and act is not None
        and not act.final
        and bool(viewer.posts & {post.code for post in Reverse.who})
        and evidence.reversed_by is None
    )
    return render(
        request,
        "workbench/entry.html",
        {
            "line": line,
            "title": act.title if act else "批量登记",
            "law": legal_bases(act.law) if act else [],
            "actor": account_name(line.actor),
            "about": subject_name(line.subject) if line.subject else "",
            "fields": _words(act, evidence.fields),
            "evidence": evidence,
            "files": attachments_of([entry]).get(entry, []),
            "proof": proof_of(entry),
            "opened": list(zip(opened, row_words(opened), strict=True)),
            "closed": list(zip(closed, row_words(closed), strict=True)),
            "reversible": reversible,
            "record": record_of(line.subject) if line.subject else "",
            "kept": tell_kept(act.within, line.effective_on, legal_day(line.at)) if act and act.within else None,
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
        if isinstance(field, Key) or name.removeprefix("input.") in HIDDEN:
            continue
        if field is None or field.field_class.value >= 2:
            found.append(
                (
                    field.label if field else name.removeprefix("input."),
                    "（敏感，只存不可还原的标记）" if field else str(value),
                )
            )
            continue
        shown = field.show(UUID(value)) if _is_key(value) and isinstance(field, Reference) else _shown(field, value)
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
    viewer = viewer_of(request)
    line = entry_opened(viewer, entry)
    if line.subject is None:
        raise Http404("没有这条存证")
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
            "opened": list(zip(opened, row_words(opened), strict=True)),
            "closed": list(zip(closed, row_words(closed), strict=True)),
            "refused": refused,
            "basis": given.get("basis", ""),
            "on_day": given.get("effective_on", today().isoformat()),
        },
        status=422 if refused else 200,
    )
