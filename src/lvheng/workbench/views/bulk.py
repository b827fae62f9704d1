"""One act for many rows of a list: pick them, fill the form once, see the dry run, confirm (`views/intakes.py`)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct, act_of
from lvheng.kernel.acts.fields import Refusal, read_many
from lvheng.kernel.figures.listing import Listing, Question, count
from lvheng.kernel.law import legal_bases
from lvheng.kernel.tables import intake as intakes
from lvheng.kernel.tables.batch import BASIS_LENGTH
from lvheng.kernel.tables.picked import MOST, bulk_acts, pick, subject_field
from lvheng.kernel.tables.sheet import TableRefused
from lvheng.kernel.time.days import DayRefused, parse_day, today
from lvheng.workbench.forms import boxes
from lvheng.workbench.views.common import members, viewer_of
from lvheng.workbench.views.lists import asked

OWN = ("act", "subject", "everything")
"""What the address says beside what it asks of the list."""


@members
def bulk_page(request: HttpRequest, code: str) -> HttpResponse:
    """The form of the act that was chosen, without whom it is about: these are the rows that were picked."""
    viewer = viewer_of(request)
    question, _ = asked(request, code, viewer)
    act = _chosen(request, question.listing, viewer)
    rest = request.GET.copy()
    for name in OWN:
        rest.pop(name, None)
    back = f"{reverse('work_list', args=[code])}?{rest.urlencode()}"
    if act is None:
        messages.error(request, "请选择要办的行为。")
        return redirect(back)
    question = _narrowed(request, question)
    number = count(question)
    if not 0 < number <= MOST:
        said = (
            "请先勾选要办的行。" if not number else f"选中了 {number:,} 行，一次最多办 {MOST:,} 行，请用筛选分几次办。"
        )
        messages.error(request, said)
        return redirect(back)
    given = {name: value for name, value in request.POST.items() if isinstance(value, str) and value.strip()}
    refused: list[Refusal] = []
    if request.method == "POST":
        answer = _brought(question, act, given, viewer, rest.urlencode())
        if isinstance(answer, UUID):
            return redirect("work_intake", key=answer)
        refused = answer
    about = subject_field(act)
    told = {
        "listing": question.listing,
        "act": act,
        "number": number,
        "back": back,
        "boxes": [box for box in boxes(act, given, refused) if box.name != about],
        "on_day": given.get("effective_on", today().isoformat()),
        "basis": given.get("basis", ""),
        "refused": refused,
        "law": legal_bases(act.law),
    }
    return render(request, "workbench/bulk.html", told, status=422 if refused else 200)


def _chosen(request: HttpRequest, listing: Listing, viewer: Viewer) -> AnyAct | None:
    """The act that the address names, if this list offers it. Raises Http404, PermissionDenied."""
    kind = request.GET.get("act", "")
    if not kind:
        return None
    if kind not in listing.bulk:
        raise Http404(f"“{listing.title}”的名单不能成批办理“{kind}”")
    if (act := act_of(kind)) not in bulk_acts(listing, viewer):
        raise PermissionDenied(f"“{act.title}”由{'、'.join(post.title for post in act.who)}办理")
    return act


def _narrowed(request: HttpRequest, question: Question) -> Question:
    """The rows that were ticked, or all that the list's address asks for."""
    if request.GET.get("everything"):
        return question
    try:
        ticked = [UUID(key) for key in request.GET.getlist("subject")]
    except ValueError:
        raise BadRequest("勾选的行读不出来，请回到名单重新勾选。") from None
    return replace(question, subjects=ticked)


def _brought(
    question: Question, act: AnyAct, given: dict[str, str], viewer: Viewer, asked_for: str
) -> UUID | list[Refusal]:
    """The intake with its dry run; or what is wrong with the form itself, told once and not for every row."""
    refusals: list[Refusal] = []
    on = today()
    try:
        on = parse_day(given.get("effective_on", ""))
    except DayRefused as refused:
        refusals.append(Refusal(f"“{act.asks_day}”有误：{str(refused).rstrip('。')}", "effective_on"))
    basis = " ".join(given.get("basis", "").split())
    if not 0 < len(basis) <= BASIS_LENGTH:
        refusals.append(Refusal(f"“依据”为必填项，请写文号或事由，不超过 {BASIS_LENGTH} 个字", "basis"))
    words: dict[str, Any] = {name: given.get(name) for name in act.fields()} | {subject_field(act): viewer.id}
    [read] = read_many(act.Input, [words])  # any key will do: nobody is looked up yet
    if isinstance(read, list):
        refusals += read
    if refusals:
        return refusals
    try:
        found = pick(question, act, given, actor=viewer, on=on, basis=basis, asked=asked_for)
    except TableRefused as refused:
        return [Refusal(str(refused).rstrip("。"))]
    intakes.start_check(found, viewer)
    return found.pk
