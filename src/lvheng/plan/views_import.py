"""Taking a plan document in: read it, correct what was read beside its text, adopt it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.perform import ActRefused, perform
from lvheng.plan.acts.adopt import AdoptPlan
from lvheng.plan.document.unreadable import Unreadable
from lvheng.plan.incoming import figures_offered, keep_proposal, proposals_of
from lvheng.plan.models import PlanProposal
from lvheng.plan.proposals import OPS, adopted_from, corrected, marked
from lvheng.plan.views import staff, viewer_of

LARGEST = 10 * 1024 * 1024
EMPTY_ROWS = 2


@staff
def import_page(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    refusal = ""
    if request.method == "POST":
        document = request.FILES.get("document")
        refusal = _unfit(document)
        if document is not None and not refusal:
            try:
                return redirect(
                    "plan_proposal", keep_proposal(document.read(), Path(str(document.name)).name, viewer).pk
                )
            except Unreadable as wrong:
                refusal = str(wrong)
    waiting = proposals_of(viewer).filter(adopted_as=None)
    return render(request, "plan/import.html", {"refusal": refusal, "waiting": waiting}, status=422 if refusal else 200)


def _unfit(document: UploadedFile[Any] | None) -> str:
    if document is None or not document.name:
        return "请先选一份文件"
    if (document.size or 0) > LARGEST:
        return "文件超过 10 MB；请只传计划正文"
    return ""


@staff
def proposal_page(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    kept = proposals_of(viewer).filter(pk=number).first()
    if kept is None:
        raise Http404("没有这份正在导入的计划")
    if kept.adopted_as is not None:
        return redirect("plan")
    refused: list[Refusal] = []
    if request.method == "POST":
        kept.proposal = corrected(kept.proposal, request.POST.dict())
        kept.save(update_fields=["proposal"])
        if request.POST.get("do") == "adopt":
            refused, code = _adopt(kept, viewer)
            if code:
                messages.success(request, "计划已采纳；各项指标按绑定的数自动计算。")
                return redirect("plan_of", code)
        else:
            messages.success(request, "已保存。")
            return redirect("plan_proposal", number)
    draft = kept.proposal
    context = {
        "incoming": kept,
        "draft": draft,
        "refused": refused,
        "ops": OPS,
        "figures": sorted(figures_offered().items(), key=lambda named: named[1].title),
        "stretches": marked(kept.source, draft),
        "empty": [len(draft["targets"]) + n for n in range(EMPTY_ROWS)],
        "may_adopt": "city_staff" in viewer.posts,
    }
    return render(request, "plan/proposal.html", context, status=422 if refused else 200)


def _adopt(kept: PlanProposal, viewer: Viewer) -> tuple[list[Refusal], str]:
    """Adopts what is kept; the code of the plan, or why not."""
    given, on, refused = adopted_from(kept.proposal, kept.source)
    if given is None or on is None:
        return refused, ""
    try:
        done = perform(AdoptPlan, given, actor=viewer, effective_on=on, basis=f"导入文件“{kept.name[-100:]}”并经核对")
    except ActRefused as refusal:
        return refusal.refusals, ""
    kept.adopted_as = done.subject
    kept.save(update_fields=["adopted_as"])
    return [], given.code
