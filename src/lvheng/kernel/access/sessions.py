"""What a session must have and when it ends: a second factor for staff, eight hours at the most, half an hour idle.

None of it in a demonstration, whose people have no passwords.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.identity.models import Account
from lvheng.kernel.time.clock import now

GUARDED = ("/work/", "/api/")
LONGEST = timedelta(hours=8)
IDLE = timedelta(minutes=30)
NOTED_EVERY = timedelta(minutes=1)
FACTORS = "/account/2fa/"
_BEGAN, _SEEN = "began", "seen"


def guarded_sessions(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Ends what has lasted too long, and leads staff without a second factor to set one up before anything else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.DEMONSTRATION or not request.path.startswith(GUARDED) or not isinstance(request.user, Account):
            return answer(request)
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the middleware before
        if ended := _ended(request, viewer):
            logout(request)
            messages.warning(request, ended)
            return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
        if needs_factor(viewer) and not has_factor(request.user):
            messages.warning(request, "工作人员须有第二道验证才能进入工作台。请先启用一次性验证码或通行密钥。")
            return redirect(FACTORS)
        return answer(request)

    return middleware


def needs_factor(viewer: Viewer) -> bool:
    return viewer.is_staff or viewer.is_administrator


def has_factor(account: Account) -> bool:
    """Whether the account has a code generator or a passkey; recovery codes alone are none."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=account, type__in=kinds).exists())


def _ended(request: HttpRequest, viewer: Viewer) -> str:
    """Why the session has ended, '' if it has not. Remembers that it was used, to the minute."""
    at, session = now().timestamp(), request.session
    began, seen = session.setdefault(_BEGAN, at), session.setdefault(_SEEN, at)
    if at - began > LONGEST.total_seconds():
        return "这次登录已满 8 小时，请重新登录。"
    if needs_factor(viewer) and at - seen > IDLE.total_seconds():
        return "您已有 30 分钟没有操作，为安全起见已退出，请重新登录。"
    if at - seen > NOTED_EVERY.total_seconds():
        session[_SEEN] = at
    return ""
