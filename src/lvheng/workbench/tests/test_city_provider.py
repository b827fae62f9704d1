"""Signing in through a city's OpenID provider, from our button to the page asked for, over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from lvheng.kernel.identity.models import Account
from lvheng.workbench.tests.identity_provider import CLIENT, SECRET, Provider, provider
from lvheng.workbench.tests.test_signing_in import clerk, made

__all__ = ["clerk"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def city(settings: Any) -> Iterator[Provider]:
    with provider() as told:
        app = {"provider_id": "city", "name": "测试的统一身份认证", "client_id": CLIENT, "secret": SECRET}
        apps = [{**app, "settings": {"server_url": told.issuer}}]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}
        yield told


def signed_in_through(city: Provider) -> tuple[Client, Any]:
    browser = Client()
    away = browser.get("/account/oidc/city/login/")
    assert away.status_code == 302, away.content.decode()
    back = city.authorise(away["Location"])
    return browser, browser.get(back.replace("http://testserver", ""))


def test_somebody_we_know_comes_in_and_still_needs_the_second_factor(city: Provider, clerk: Account) -> None:
    city.claims = {"preferred_username": clerk.login}
    browser, answer = signed_in_through(city)
    assert answer.status_code == 302
    assert answer["Location"] != "/account/login/"
    assert browser.session["_auth_user_id"] == str(clerk.pk)


def test_somebody_we_do_not_know_is_turned_back_with_a_sentence(city: Provider) -> None:
    city.claims = {"preferred_username": "nobody-of-test"}
    browser, answer = signed_in_through(city)
    assert answer["Location"] == "/account/login/"
    assert "没有对应的律衡账号" in browser.get("/account/login/").content.decode()
    assert "_auth_user_id" not in browser.session


def test_a_person_of_the_provider_cannot_become_another_account_later(city: Provider, clerk: Account) -> None:
    city.claims = {"preferred_username": clerk.login}
    signed_in_through(city)
    city.claims = {"preferred_username": made("other-of-test").login}
    browser, answer = signed_in_through(city)
    assert answer["Location"] == "/account/login/"
    assert "_auth_user_id" not in browser.session


def test_an_answer_to_a_question_nobody_asked_is_refused(city: Provider, clerk: Account) -> None:
    city.claims = {"preferred_username": clerk.login}
    away = Client().get("/account/oidc/city/login/")
    stranger = Client()
    stranger.get(city.authorise(away["Location"]).replace("http://testserver", ""))
    assert "_auth_user_id" not in stranger.session
