"""Elevated rights: an administrator's post opens nothing until its holder says why, and closes again by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.db import models

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.identity.keys import ApiKey, make_key, revoke_key
from lvheng.kernel.identity.models import Account
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import legal_day

LASTS = timedelta(minutes=30)
LEAST_REASON, MOST_REASON = 4, 200  # signs
_KEPT = "elevated_until"


class Elevation(models.Model):
    """An administrator took up elevated rights from an instant to an instant, for a reason. Append-only."""

    account = models.UUIDField("账号")
    post = models.CharField("职务", max_length=120)
    reason = models.CharField("事由", max_length=200)
    at = models.DateTimeField("起")
    until = models.DateTimeField("止")

    class Meta:
        db_table = "kernel_elevation"


class ElevationRefused(Exception):
    """No rights are taken up; its text is the Chinese sentence why."""


def elevate(viewer: Viewer, session: SessionBase, reason: str) -> datetime:
    """Takes up the rights in this session for `LASTS`; answers until when. Raises `ElevationRefused`."""
    reason = " ".join(reason.split())
    if not viewer.is_administrator:
        raise ElevationRefused("只有系统、安全、审计管理员须这样取得权限")
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        raise ElevationRefused(f"请写明事由，{LEAST_REASON} 至 {MOST_REASON} 个字")
    at = now()
    until = at + LASTS
    Elevation.objects.create(account=viewer.id, post="、".join(viewer.titles), reason=reason, at=at, until=until)
    session[_KEPT] = until.isoformat()
    return until


def note_reset(viewer: Viewer, login: str, reason: str) -> None:
    """Writes down that the viewer decided to reset an account's second factors."""
    _note(viewer, f"重设账号 {login} 的第二道验证：{reason}")


def issue_key(by: Viewer, account: Account, name: str, lasts: timedelta) -> tuple[ApiKey, str]:
    """Makes a key of the account and writes down that it was; answers it with its text, shown this once."""
    key, written = make_key(account, name, lasts)
    _note(by, f"开立接口密钥“{name}”（{key.begins}…），账号 {account.login}，{legal_day(key.expires_at)} 失效")
    return key, written


def withdraw_key(by: Viewer, key: ApiKey) -> None:
    """Revokes a key and writes down that it was."""
    revoke_key(key)
    _note(by, f"作废接口密钥“{key.name}”（{key.begins}…），账号 {key.account.login}")


def _note(by: Viewer, told: str) -> None:
    """Writes down what was done with an account, beside who took up which rights."""
    at = now()
    post = "、".join(by.titles) or by.name
    Elevation.objects.create(account=by.id, post=post, reason=told[:MOST_REASON], at=at, until=at)


def elevated_until(session: SessionBase) -> datetime | None:
    """Until when this session has elevated rights; None if it has none."""
    kept = session.get(_KEPT)
    until = datetime.fromisoformat(kept) if kept else None
    return until if until and until > now() else None


def elevations(most: int = 200) -> list[Elevation]:
    """Who took up what rights and why, newest first. For the audit administrator."""
    return list(Elevation.objects.order_by("-id")[:most])
