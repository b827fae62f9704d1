"""Acts that wait for a second person: what was proposed, by whom, and the two answers to it."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.acts.second import Proposal, approve, turn_down, waiting
from lvheng.kernel.documents.files import uploads
from lvheng.kernel.identity.selectors import account_names
from lvheng.work.references import subject_name
from lvheng.workbench.navigation import APPROVERS
from lvheng.workbench.views.common import members, viewer_of

APPROVALS = "/work/approvals/"


def _may_approve(request: HttpRequest) -> None:
    if not viewer_of(request).posts & APPROVERS:
        raise PermissionDenied("待批的行为由有权办理的工作人员批准")


@members
@require_GET
def approvals_page(request: HttpRequest) -> HttpResponse:
    _may_approve(request)
    viewer = viewer_of(request)
    found = waiting(viewer)
    names = account_names({each.proposer for each in found})
    known = uploads({key for each in found for key in each.attached})
    lines = [
        (
            each,
            names.get(each.proposer, "已注销的账号"),
            subject_name(each.subject) if each.subject else "",
            each.proposer == viewer.id,
            [known[key] for key in each.attached if key in known],
        )
        for each in found
    ]
    return render(request, "workbench/approvals.html", {"lines": lines})


@members
@require_POST
def approval_decided(request: HttpRequest, number: int) -> HttpResponse:
    """Approves or turns down what was proposed; who approves says once more who it is."""
    _may_approve(request)
    approving = request.POST.get("answer") == "approve"
    asks_again = approving and not settings.DEMONSTRATION
    return (reauthentication_required(_decided) if asks_again else _decided)(request, number, approving)


def _decided(request: HttpRequest, number: int, approving: bool) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        if approving:
            done = approve(number, viewer)
            told = format_html('已批准并登记，存证 <a href="/work/entries/{}/">№ {}</a>。', done.entry, done.entry)
            messages.success(request, told)
        else:
            turn_down(number, viewer)
            messages.success(request, "没有批准，登记簿没有改变。")
    except Proposal.DoesNotExist:
        raise Http404("没有这件待批的行为，可能已由别人决定") from None
    except ActRefused as refused:
        messages.error(request, f"没有办成：{refused}。")
    return redirect(APPROVALS)
