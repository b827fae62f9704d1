"""Notices: what an account was told, each thing once. Any room may tell; reading and posting by mail are the reader's."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.desk.models import Notice
from lvheng.kernel.identity.models import Account
from lvheng.kernel.time.clock import now

MAILED_WITHIN = timedelta(days=1)  # what is older than that waits in the inbox only
KEPT = timedelta(days=180)
TITLE_LENGTH, PATH_LENGTH = 200, 300


def tell(account: UUID, key: str, *, title: str, path: str = "", text: str = "") -> bool:
    """Puts a notice into the account's inbox; whether it is news. The same `key` again tells nothing."""
    told = {"title": title[:TITLE_LENGTH], "text": text, "path": path[:PATH_LENGTH], "at": now()}
    _, news = Notice.objects.get_or_create(account=account, key=key, defaults=told)
    return news


def notices_of(viewer: Viewer) -> QuerySet[Notice]:
    """What the viewer's account was told, newest first."""
    return Notice.objects.filter(account=viewer.id).order_by("-at", "-id")


def unread(viewer: Viewer) -> QuerySet[Notice]:
    return notices_of(viewer).filter(read_at=None)


def mark_read(viewer: Viewer, number: int | None = None) -> Notice | None:
    """Marks one notice of the viewer's as read, and gives it; without a number all of them."""
    found = notices_of(viewer) if number is None else notices_of(viewer).filter(pk=number)
    found.filter(read_at=None).update(read_at=now())
    return None if number is None else found.first()


def mail_may_go() -> bool:
    """Whether a mail server is set."""
    return bool(settings.EMAIL_HOST)


def to_be_mailed() -> list[UUID]:
    """The accounts that want mail and have unread notices of the last day that were not yet sent."""
    fresh = Notice.objects.filter(mailed_at=None, read_at=None, at__gt=now() - MAILED_WITHIN).values("account")
    wanting = Account.objects.filter(pk__in=fresh, is_active=True).exclude(mail="")
    return list(wanting.values_list("pk", flat=True))


@transaction.atomic
def mail_notices(account: UUID) -> int:
    """Sends one mail for all fresh notices of the account; says how many. It names nobody and nothing: what there is to
    know is read inside, by whoever may. A notice is marked as sent with the sending, so it is sent once."""
    reader = Account.objects.filter(pk=account, is_active=True).exclude(mail="").first()
    if reader is None or not mail_may_go():
        return 0
    fresh = Notice.objects.select_for_update().filter(
        account=account, mailed_at=None, read_at=None, at__gt=now() - MAILED_WITHIN
    )
    numbers = list(fresh.values_list("pk", flat=True))
    if numbers:
        Notice.objects.filter(pk__in=numbers).update(mailed_at=now())
        text = f"您有 {len(numbers)} 条新通知。请登录后在“待办”里查看：\n{settings.ADDRESS}/work/\n\n"
        text += "不想再收到邮件，请在“待办”的“关注与通知”里清空邮箱。\n"
        send_mail(f"律衡：{len(numbers)} 条新通知", text, None, [reader.mail])
    return len(numbers)


def forget_old() -> int:
    """Forgets what was told half a year ago; says how many."""
    forgotten, _ = Notice.objects.filter(at__lt=now() - KEPT).delete()
    return forgotten
