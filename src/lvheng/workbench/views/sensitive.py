"""Looking at a sensitive value, the log of who looked, and taking up an administrator's rights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from lvheng.kernel.access import elevation, viewings
from lvheng.kernel.access.posts import AUDIT_ADMINISTRATOR
from lvheng.kernel.access.sensitive import masked
from lvheng.kernel.access.viewer import SYSTEM
from lvheng.kernel.asked import Pages
from lvheng.kernel.identity.selectors import account_names
from lvheng.kernel.time.days import DayRefused, parse_day, today
from lvheng.register.acts.enter_lawyer import EnterLawyer
from lvheng.register.policies import may_open_lawyer
from lvheng.register.references import lawyer_names
from lvheng.workbench.views.common import members, viewer_of

LOG_HOME = "/work/views/"


def sensitive_titles() -> dict[str, str]:
    """What each sensitive field of a lawyer is called, and a sensitive file."""
    of_lawyers = {name: field.label for name, field in EnterLawyer.fields().items() if field.field_class.value >= 2}
    return {**of_lawyers, viewings.ATTACHMENT: "附件"}


@members
def reveal_page(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Asks for the purpose, writes the viewing down, and shows the values this once."""
    viewer = viewer_of(request)
    if not viewings.may_view(viewer, subject):
        raise PermissionDenied("敏感信息由市局、区局工作人员因公查看，或由本人查看")
    if not may_open_lawyer(viewings.as_viewing(viewer, subject), subject, today()):
        raise PermissionDenied("这位律师不在您的管辖范围内，由其所在区的司法局或市司法局查看")
    name, held = lawyer_names([subject]).get(subject, ""), masked(subject)
    if not held:
        raise Http404("没有登记敏感信息")
    purpose, shown, refused = request.POST.get("purpose", ""), {}, ""
    if request.method == "POST":
        try:
            shown = viewings.reveal(viewer, subject, name, tuple(held), purpose)
        except viewings.ViewRefused as why:
            refused = str(why)
    titles = sensitive_titles()
    told = {
        "subject": subject,
        "name": name,
        "own": viewer.person == subject,
        "purpose": purpose,
        "refused": refused,
        "revealed": bool(shown),
        "values": [(titles.get(field, field), value) for field, value in (shown or held).items()],
    }
    return render(request, "workbench/reveal.html", told, status=422 if refused else 200)


def elevated(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Lets an administrator in who has taken up the rights; leads others of them to do so first."""

    @wraps(view)
    @members
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not viewer_of(request).is_administrator:
            raise PermissionDenied("这里由系统、安全、审计管理员各按职责查阅")
        if elevation.elevated_until(request.session) is None:
            return redirect(f"/work/elevate/?next={request.path}")
        return view(request, *args, **kwargs)

    return guarded


@members
def elevate_page(request: HttpRequest) -> HttpResponse:
    """An administrator says why, and has the post's rights for half an hour."""
    viewer = viewer_of(request)
    if not viewer.is_administrator:
        raise PermissionDenied("只有系统、安全、审计管理员须这样取得权限")
    asked = request.POST.get("next") or request.GET.get("next", "")
    back = asked if url_has_allowed_host_and_scheme(asked, None) else LOG_HOME
    refused = ""
    if request.method == "POST":
        try:
            until = elevation.elevate(viewer, request.session, request.POST.get("reason", ""))
        except elevation.ElevationRefused as why:
            refused = str(why)
        else:
            messages.success(request, f"管理权限已取得，到 {until.astimezone():%H:%M} 自动收回；事由已记入日志。")
            return redirect(back)
    told = {"back": back, "refused": refused, "reason": request.POST.get("reason", "")}
    return render(request, "workbench/elevate.html", told, status=422 if refused else 200)


@elevated
def viewings_page(request: HttpRequest) -> HttpResponse:
    """Who looked at whose sensitive values, when and why; what stands out first."""
    viewer = viewer_of(request)
    if not viewings.may_read_log(viewer):
        raise PermissionDenied("查看记录由安全管理员、审计管理员查阅")
    asked = _asked(request)
    pages = Pages.of(request, viewings.count_viewings(viewer, asked))
    lines = viewings.viewings(viewer, asked, pages.offset, pages.size)
    loud = viewings.loud_accounts(viewer, asked)
    accounts = account_names(viewings.actors_logged(viewer))
    names, titles = lawyer_names({line.subject for line in lines}), sensitive_titles()
    told = {
        "lines": [
            (
                line,
                accounts.get(line.actor, "已注销的账号"),
                names.get(line.subject, "不在册"),
                "、".join(titles.get(field, field) for field in line.fields),
                viewings.MARKS.get(line.mark, ""),
            )
            for line in lines
        ],
        "loud": [(accounts.get(actor, str(actor)), number) for actor, number in loud.items()],
        "volume": viewings.VOLUME,
        "accounts": sorted(accounts.items(), key=lambda pair: pair[1]),
        "asked": asked,
        "pages": pages,
    }
    return render(request, "workbench/viewings.html", told)


def _asked(request: HttpRequest) -> viewings.Asked:
    try:
        since, until = (_day(request.GET.get(name, "")) for name in ("since", "until"))
        actor = UUID(request.GET["actor"]) if request.GET.get("actor") else None
    except DayRefused as refused:
        raise BadRequest(str(refused)) from None
    except ValueError:
        raise BadRequest("没有这个账号") from None
    return viewings.Asked(since, until, actor, request.GET.get("only") == "standing_out")


def _day(written: str) -> date | None:
    return parse_day(written) if written else None


@elevated
def elevations_page(request: HttpRequest) -> HttpResponse:
    """Who took up an administrator's rights and why: the audit administrator watches the other two."""
    if AUDIT_ADMINISTRATOR.code not in viewer_of(request).posts:
        raise PermissionDenied("管理权限的使用记录由审计管理员查阅")
    lines = elevation.elevations()
    accounts = {SYSTEM: "系统", **account_names({line.account for line in lines})}
    told = {"lines": [(line, accounts.get(line.account, "已注销的账号")) for line in lines]}
    return render(request, "workbench/elevations.html", told)
