"""Reading accounts for a page, and where an account wants its mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import QuerySet

from lvheng.kernel.identity.models import Account


def account_name(account: UUID) -> str:
    """Whose account it is; what no account did, the system did."""
    return Account.objects.filter(pk=account).values_list("name", flat=True).first() or "系统"


def account_names(accounts: Iterable[UUID]) -> Mapping[UUID, str]:
    """Whose accounts they are; those that no longer exist are left out."""
    return dict(Account.objects.filter(pk__in=list(accounts)).values_list("pk", "name"))


def demonstrators() -> QuerySet[Account]:
    """The accounts of a demonstration that anybody may enter as; a real account is never one of them."""
    return Account.objects.filter(demonstration=True, is_active=True).order_by("order", "login")


def mail_of(account: UUID) -> str:
    """Where notices go by mail, '' for nowhere."""
    return Account.objects.filter(pk=account).values_list("mail", flat=True).first() or ""


def set_mail(account: UUID, address: str) -> None:
    """Sends notices to this address from now on; '' ends it."""
    Account.objects.filter(pk=account).update(mail=address)
