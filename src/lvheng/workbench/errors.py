"""Pages that say what went wrong; they ask nothing of database or session, which may be what failed."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext

from lvheng.kernel.access.public_pages import is_large


def _page(request: HttpRequest, status: int, title: str, reason: str) -> HttpResponse:
    demonstration = settings.DEMONSTRATION
    told = {"title": title, "reason": reason, "demonstration": demonstration, "large": is_large(request)}
    return HttpResponse(render_to_string("lvheng/error.html", told), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    ours = "" if isinstance(exception, SuspiciousOperation) else str(exception)  # Django's own are not for people
    reason = ours or gettext("地址或表单里有不能识别的内容。请回到上一页再试。")
    return _page(request, 400, gettext("这个请求读不懂"), reason)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request, 403, "这里不对您开放", str(exception) or "您的职务看不到这里。如认为应当能看，请与本单位的管理员联系。"
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = gettext("没有这一页，或者它不对外公开。可以从首页按姓名、拼音、证号或律所重新查找。")
    return _page(request, 404, gettext("没有找到"), reason)


def not_offered(request: HttpRequest) -> HttpResponse:
    return _page(request, 404, "这里不提供自助办理", "账号、密码由您所在单位的管理员开立和重置。")


def failed(request: HttpRequest) -> HttpResponse:
    reason = gettext("这是我们的错，不是您的。没有任何登记因此改变；请过一会儿再试。")
    return _page(request, 500, gettext("系统出了差错"), reason)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form without its mark against forgery (CSRF): an old page, or a foreign one."""
    return _page(
        request, 403, "这张表单已过期", "页面打开太久，或者浏览器没有保存 Cookie。请回到上一页，刷新后再提交。"
    )
