"""How allauth behaves here: secrets of second factors are encrypted, and the city's identity provider lets known people in.

Above identity, because the keys stand in `sensitive.py` and the posts in `viewer.py`.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect

from lvheng.kernel.access.sensitive import NONCE_BYTES, derived
from lvheng.kernel.identity.models import Account

_SEALED = "v1:"


class Factors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors: named after people, their secrets never in clear in the database."""

    def get_totp_label(self, user: Any) -> str:
        return str(user.login)

    def encrypt(self, text: str) -> str:
        nonce = os.urandom(NONCE_BYTES)
        return _SEALED + b64encode(nonce + AESGCM(derived("factor")).encrypt(nonce, text.encode(), b"")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was kept before secrets were encrypted is read as it stands."""
        if not encrypted_text.startswith(_SEALED):
            return encrypted_text
        sealed = b64decode(encrypted_text.removeprefix(_SEALED))
        return AESGCM(derived("factor")).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], b"").decode()


class CityProvider(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The city's identity provider says who somebody is; it makes no account and gives no post."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Binds the provider's person to the account whose login the claim names, for good; else turns back."""
        told = sociallogin.account.extra_data
        claims = {**(told.get("id_token") or {}), **(told.get("userinfo") or {})}
        login = str(claims.get(settings.OIDC_LOGIN_CLAIM, ""))
        account = Account.objects.filter(login=login, is_active=True, demonstration=False).first() if login else None
        if account is None:
            _turn_back(request, "市统一身份认证中的您没有对应的律衡账号，请与本单位的管理员联系。")
        elif not sociallogin.is_existing:
            sociallogin.connect(request, account)
        elif sociallogin.user.pk != account.pk:
            _turn_back(request, "这一身份已绑定另一个账号，请与本单位的管理员联系。")


def _turn_back(request: HttpRequest, sentence: str) -> None:
    messages.error(request, sentence)
    raise ImmediateHttpResponse(redirect(settings.LOGIN_URL))
