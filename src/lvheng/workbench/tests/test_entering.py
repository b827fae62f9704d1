"""Entering a demonstration with one click, and the pages that say what went wrong."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from lvheng.kernel.identity.models import Account

PASSWORD = "correct horse battery staple"


@pytest.fixture
def guest(db: None) -> Account:
    return Account.objects.create_user("guest-of-test", None, name="来客", demonstration=True)


@pytest.fixture
def clerk(db: None) -> Account:
    return Account.objects.create_user("clerk-of-test", PASSWORD, name="经办人")


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_demonstration_is_entered_with_one_click(guest: Account) -> None:
    client = Client()
    assert "来客" in client.get("/enter/").content.decode()
    assert client.post("/enter/", {"login": guest.login}).status_code == 302
    assert signed_in(client) == str(guest.pk)


def test_a_real_account_cannot_be_entered_without_its_password(clerk: Account) -> None:
    client = Client()
    assert client.post("/enter/", {"login": clerk.login}).status_code == 404
    assert signed_in(client) is None


def test_nobody_enters_by_a_link(guest: Account) -> None:
    client = Client()
    client.get("/enter/", {"login": guest.login})
    assert signed_in(client) is None


def test_entering_needs_the_forms_own_mark(guest: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/enter/", {"login": guest.login})
    assert response.status_code == 403
    assert "表单已过期" in response.content.decode()
    assert signed_in(client) is None


def test_a_real_installation_has_no_such_entrance(guest: Account, settings: Any) -> None:
    settings.DEMONSTRATION = False
    client = Client()
    assert client.get("/enter/").status_code == 404
    assert client.post("/enter/", {"login": guest.login}).status_code == 404
    assert signed_in(client) is None


def test_a_clerk_signs_in_with_a_password_and_out_again(clerk: Account) -> None:
    client = Client()
    assert "登录名" in client.get("/account/login/").content.decode()
    wrong = client.post("/account/login/", {"login": clerk.login, "password": "wrong"})
    assert 'role="alert"' in wrong.content.decode()
    assert signed_in(client) is None
    client.post("/account/login/", {"login": clerk.login, "password": PASSWORD})
    assert signed_in(client) == str(clerk.pk)
    client.post("/account/logout/")
    assert signed_in(client) is None


def test_the_pages_of_signing_in_are_in_our_frame_and_in_chinese(clerk: Account) -> None:
    """allauth's own pages stand in our layout: bar, skip link, no English sentence."""
    client = Client()
    client.post("/account/login/", {"login": clerk.login, "password": PASSWORD})
    addresses = {
        "/account/2fa/": "登录安全",
        "/account/2fa/totp/activate/": "验证",
        "/account/password/change/": "修改密码",
        "/account/logout/": "登出",
    }
    for address, word in addresses.items():
        text = client.get(address, follow=True).content.decode()
        assert 'class="bar"' in text, address
        assert word in text, address


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["signup/", "email/", "password/reset/", "password/set/", "confirm-email/"])
def test_nobody_makes_or_recovers_an_account_alone(address: str) -> None:
    assert Client().get(f"/account/{address}").status_code == 404


def test_a_demonstration_account_has_no_password_to_change(guest: Account) -> None:
    client = Client()
    client.post("/enter/", {"login": guest.login})
    answer = client.get("/account/password/change/", follow=True)
    assert answer.status_code == 404
    assert "管理员" in answer.content.decode()


def test_a_day_that_cannot_be_read_is_answered_in_words(db: None) -> None:
    member = Account.objects.create_user("member-of-test", None, name="会员", person=uuid4(), demonstration=True)
    client = Client()
    client.post("/enter/", {"login": member.login})
    response = client.get("/work/figures/?on=昨天")
    assert response.status_code == 400
    assert "不是能识别的日期" in response.content.decode()
