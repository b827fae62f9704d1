"""Reading accounts for a page."""

from __future__ import annotations

from uuid import UUID

from lvheng.kernel.identity.models import Account


def account_name(account: UUID) -> str:
    """Whose account it is; what no account did, the system did."""
    return Account.objects.filter(pk=account).values_list("name", flat=True).first() or "系统"
