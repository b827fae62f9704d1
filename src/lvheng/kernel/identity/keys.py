"""Keys by which programs enter the API: each belongs to an account, is shown once, and is kept as a hash only."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.db import models

from lvheng.kernel.identity.models import Account
from lvheng.kernel.time.clock import now

PREFIX = "lv_"
SECRET_BYTES = 32
LASTS = timedelta(days=365)
SHOWN = len(PREFIX) + 5  # of its text, to tell one key from another
USED_EVERY = timedelta(minutes=1)


class KeyRefused(Exception):
    """A key that lets nobody in; its text is the Chinese sentence why."""


class ApiKey(models.Model):
    """A key of an account. A working table: it says who may ask, never what is true."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="keys")
    name = models.CharField("名称", max_length=60)
    begins = models.CharField("开头", max_length=SHOWN)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("开立时刻")
    expires_at = models.DateTimeField("失效时刻")
    last_used_at = models.DateTimeField("最近使用", null=True)
    revoked_at = models.DateTimeField("作废时刻", null=True)

    class Meta:
        db_table = "kernel_api_key"

    def is_good(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at


def _digest(written: str) -> str:
    # The secret has 256 random bits: a slow hash would guard nothing and be paid at every call.
    return hashlib.sha256(written.encode()).hexdigest()


def make_key(account: Account, name: str, lasts: timedelta = LASTS) -> tuple[ApiKey, str]:
    """A new key of `account`, and its text, which nobody can be shown again."""
    written = PREFIX + token_urlsafe(SECRET_BYTES)
    at = now()
    key = ApiKey.objects.create(
        account=account,
        name=name,
        begins=written[:SHOWN],
        digest=_digest(written),
        made_at=at,
        expires_at=at + lasts,
    )
    return key, written


def key_of(written: str) -> ApiKey:
    """The key whose text this is, with its account. Raises `KeyRefused`."""
    key = ApiKey.objects.select_related("account").filter(digest=_digest(written)).first()
    if key is None:
        raise KeyRefused("没有这把密钥，请核对是否抄全")
    if key.revoked_at is not None:
        raise KeyRefused(f"密钥“{key.name}”已作废，请另开一把")
    if not key.is_good(now()):
        raise KeyRefused(f"密钥“{key.name}”已过期，请另开一把")
    if not key.account.is_active:
        raise KeyRefused("密钥所属的账号已停用")
    return key


def mark_used(key: ApiKey) -> None:
    """Remembers that the key was used, to the minute. To be called outside the transaction of a read."""
    at = now()
    if key.last_used_at is None or at - key.last_used_at >= USED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=at)


def revoke_key(key: ApiKey) -> None:
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now())
