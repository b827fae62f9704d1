"""How allauth behaves here: nobody signs up by himself (second factors and the city's provider: `access/signing_in.py`)."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoSignUp(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by those who answer for them, never by the visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
