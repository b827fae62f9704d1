"""How allauth behaves here: nobody signs up by himself, and one-time codes are named after people."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class NoSignUp(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by those who answer for them, never by the visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class CodeNames(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    def get_totp_label(self, user: Any) -> str:
        return str(user.login)
