"""Entering a demonstration as somebody, with one click."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lvheng.kernel.identity.selectors import demonstrators

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROLES = {
    "demo-city": ("市局", "看全市的名册、指标和计划；录入、变更、更正；导入表格；调度计划。"),
    "demo-district": ("区局", "看本区的律师和律所；核对、变更本区的登记。别的区看不到。"),
    "demo-association": ("律协", "看全市的律师、律所、指标和计划，与市局是同一本登记簿；只看，不改登记。"),
    "demo-firm": ("律所", "看本所和分所的律师与登记，核对有没有差错。别的所看不到。"),
    "demo-lawyer": ("律师", "看自己的登记和履历，核对有没有差错；看谁看过自己的身份号码。"),
    "demo-security": ("安全管理员", "看谁在什么时候、为什么看过谁的敏感信息；看不到登记簿。"),
    "demo-audit": ("审计管理员", "看管理权限是谁、为什么用的；看不到登记簿。"),
}
"""What each of the demonstration's accounts is called and can do, by login."""


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The choice of who to be; 404 where nothing is demonstrated. A real account cannot be entered this way."""
    if not settings.DEMONSTRATION:
        raise Http404
    if request.method == "POST":
        account = get_object_or_404(demonstrators(), login=request.POST.get("login", ""))
        login(request, account, backend=BACKEND)
        return redirect(settings.LOGIN_REDIRECT_URL)
    doors = [(account, *ROLES.get(account.login, (account.name, ""))) for account in demonstrators()]
    return render(request, "lvheng/enter.html", {"doors": doors})
