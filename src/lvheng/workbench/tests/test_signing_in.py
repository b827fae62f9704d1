"""Signing in for real: a second factor for staff, lock-out, limits of a session, saying again who one is before what is grave.

None of it stands in a demonstration's way; these tests are of an installation that is none.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client, RequestFactory

from lvheng.kernel.access.elevation import Elevation
from lvheng.kernel.access.signing_in import CityProvider, Factors
from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.organisations import AppointStaff, NewStaff
from lvheng.kernel.acts.perform import perform
from lvheng.kernel.identity.models import Account
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.time.days import today

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"
GRAVE, LIGHT = "/work/acts/register.revoke_licence/", "/work/acts/register.transfer/"


@pytest.fixture(autouse=True)
def real(settings: LazySettings) -> Iterator[None]:
    settings.DEMONSTRATION = False
    cache.clear()
    yield
    cache.clear()


def made(login: str = "clerk-of-test", post: str = "city_staff") -> Account:
    person = uuid4()
    account = Account.objects.create_user(login, PASSWORD, name="经办人", person=person)
    if post:
        given = NewStaff(organisation=organisation_key("city_bureau"), post=post, holder=person)
        perform(AppointStaff, given, actor=SYSTEM_VIEWER, effective_on=today(), basis="测试")
    return account


@pytest.fixture
def clerk() -> Account:
    return made()


@pytest.fixture
def secret(clerk: Account) -> str:
    written = str(generate_totp_secret())
    TOTP.activate(clerk, written)
    RecoveryCodes.activate(clerk)
    return written


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def sign_in(login: str, secret: str = "", password: str = PASSWORD) -> Client:
    client = Client()
    response = client.post("/account/login/", {"login": login, "password": password})
    if secret:
        assert response["Location"] == "/account/2fa/authenticate/"
        assert client.post("/account/2fa/authenticate/", {"code": code_of(secret)})["Location"] == "/work/"
    return client


def goes_to(client: Client, path: str) -> str:
    return str(client.get(path).headers.get("Location", ""))


def test_staff_without_a_second_factor_come_to_nothing_but_setting_it_up(clerk: Account) -> None:
    client = sign_in(clerk.login)
    for path in ("/work/plan/", "/work/lists/lawyers/", "/work/search/", "/work/lists/lawyers/export.csv"):
        assert goes_to(client, path) == "/account/2fa/"
    assert "第二道验证" in client.get("/account/2fa/").content.decode()
    RecoveryCodes.activate(clerk)
    assert goes_to(client, "/work/plan/") == "/account/2fa/", "recovery codes are no factor of their own"


def test_administrators_too_but_not_a_lawyer() -> None:
    for kind in ("system", "security", "audit"):
        made(f"of-{kind}", f"{kind}_administrator")
        assert goes_to(sign_in(f"of-{kind}"), "/work/plan/") == "/account/2fa/"
    made("lawyer-of-test", "")
    assert sign_in("lawyer-of-test").get("/work/lists/lawyers/").status_code == 200


def test_a_code_lets_in_and_a_recovery_code_does_once(clerk: Account, secret: str) -> None:
    assert sign_in(clerk.login, secret).get("/work/plan/").status_code == 200
    codes = RecoveryCodes(Authenticator.objects.get(user=clerk, type=Authenticator.Type.RECOVERY_CODES))
    spare = codes.get_unused_codes()[0]
    for answer in (302, 200):
        client = sign_in(clerk.login)
        assert client.post("/account/2fa/authenticate/", {"code": spare}).status_code == answer


def test_the_secret_of_a_second_factor_is_not_in_the_database(clerk: Account, secret: str) -> None:
    kept = Authenticator.objects.get(user=clerk, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept
    assert Factors().decrypt(kept) == secret
    assert Factors().decrypt(secret) == secret, "what was kept in clear before still works"


def test_five_wrong_passwords_close_the_login_for_the_right_one_too(clerk: Account) -> None:
    for _ in range(5):
        sign_in(clerk.login, password="wrong")
    client = sign_in(clerk.login)
    assert "_auth_user_id" not in client.session
    made("other-of-test")
    assert "_auth_user_id" in sign_in("other-of-test").session, "nobody else is locked out"


def test_a_session_ends_after_eight_hours_and_after_half_an_hour_of_nothing(clerk: Account, secret: str) -> None:
    for name, seconds, says in (("began", 8 * 3600 + 60, "8 小时"), ("seen", 31 * 60, "30 分钟")):
        Authenticator.objects.filter(user=clerk).update(last_used_at=None)
        cache.clear()
        client = sign_in(clerk.login, secret)
        assert client.get("/work/plan/").status_code == 200
        session = client.session
        session[name] = time.time() - seconds
        session.save()
        assert goes_to(client, "/work/plan/") == "/account/login/?next=%2Fwork%2Fplan%2F"
        assert says in client.get("/account/login/").content.decode()
        assert "_auth_user_id" not in client.session


def test_one_sees_where_one_is_signed_in_and_ends_the_others(clerk: Account, secret: str) -> None:
    here = sign_in(clerk.login, secret)
    cache.clear()
    elsewhere = sign_in(clerk.login, secret)
    page = here.get("/account/sessions/").content.decode()
    assert page.count("127.0.0.1") == 2
    assert here.post("/account/sessions/").status_code == 302
    assert goes_to(elsewhere, "/work/plan/").startswith("/account/login/")
    assert here.get("/work/plan/").status_code == 200


def test_before_a_grave_act_one_says_again_who_one_is(clerk: Account, secret: str) -> None:
    client = sign_in(clerk.login, secret)
    assert client.get(LIGHT).status_code == 200
    assert goes_to(client, GRAVE) == f"/account/reauthenticate/?next={GRAVE.replace('/', '%2F')}"
    assert client.post("/account/reauthenticate/", {"password": PASSWORD, "next": GRAVE})["Location"] == GRAVE
    assert client.get(GRAVE).status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    assert goes_to(client, GRAVE).startswith("/account/reauthenticate/"), "good for five minutes"


def test_what_was_filled_in_survives_saying_again_who_one_is(clerk: Account, secret: str) -> None:
    client = sign_in(clerk.login, secret)
    client.post(GRAVE, {"lawyer": "", "basis": "京司罚〔2026〕1号", "effective_on": "2026-11-01"})
    response = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": GRAVE})
    assert "京司罚〔2026〕1号" in response.content.decode()


def test_a_demonstration_asks_for_none_of_it(clerk: Account, settings: LazySettings) -> None:
    settings.DEMONSTRATION = True
    client = sign_in(clerk.login)
    assert client.get("/work/plan/").status_code == 200
    assert client.get(GRAVE).status_code == 200


def test_the_sign_in_page_offers_passkeys_by_scripts_of_our_own(clerk: Account) -> None:
    page = Client().get("/account/login/").content.decode()
    assert 'id="passkey_login"' in page
    assert "https://" not in page
    options = (
        Client()
        .get("/account/2fa/webauthn/login/", headers={"Accept": "application/json"})
        .json()["request_options"]["publicKey"]
    )
    assert options["rpId"] == "testserver"
    assert len(options["challenge"]) > 20


def reset(login: str, by: str, monkeypatch: pytest.MonkeyPatch) -> int:
    from argparse import Namespace

    from lvheng.verbs.account import run

    monkeypatch.setenv("LVHENG_PASSWORD", "another battery staple")
    return run(Namespace(login=login, by=by, reset=True, basis="手机遗失"))


def test_who_lost_everything_is_let_in_again_by_a_security_administrator(
    clerk: Account, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = made("guard-of-test", "security_administrator")
    client = sign_in(clerk.login, secret)
    for by in ("", clerk.login, made("other-of-test").login):
        assert reset(clerk.login, by, monkeypatch) != 0
    assert reset(guard.login, guard.login, monkeypatch) != 0, "nobody decides of himself"
    assert client.get("/work/lists/lawyers/").status_code == 200
    assert reset(clerk.login, guard.login, monkeypatch) == 0
    assert goes_to(client, "/work/lists/lawyers/").startswith("/account/login/")
    cache.clear()
    assert goes_to(sign_in(clerk.login, password="another battery staple"), "/work/lists/lawyers/") == "/account/2fa/"
    assert Elevation.objects.get(account=guard.pk).reason == f"重设账号 {clerk.login} 的第二道验证：手机遗失"


# The city's identity provider.


def by_provider(claims: dict[str, str], *, bound_to: Account | None = None) -> tuple[list[Account], str]:
    """Whom a sign-in with these claims was bound to, and where it was turned back to."""
    bound: list[Account] = []
    login = SimpleNamespace(
        account=SimpleNamespace(extra_data={"userinfo": claims, "id_token": {"sub": "u-1"}}),
        is_existing=bound_to is not None,
        user=bound_to,
        connect=lambda request, account: bound.append(account),
    )
    request: Any = RequestFactory().get("/")
    request._messages = SimpleNamespace(add=lambda *_: None)
    try:
        CityProvider().pre_social_login(request, login)
    except ImmediateHttpResponse as turned:
        return bound, str(turned.response["Location"])
    return bound, ""


def test_the_provider_lets_in_whom_we_know_and_makes_nobody(clerk: Account) -> None:
    guest = Account.objects.create_user("guest-of-test", None, name="来客", demonstration=True)
    gone = Account.objects.create_user("gone-of-test", None, name="离职", is_active=False)
    before = Account.objects.count()
    assert by_provider({"preferred_username": clerk.login}) == ([clerk], "")
    for login in ("nobody", "", guest.login, gone.login):
        assert by_provider({"preferred_username": login}) == ([], "/account/login/")
    assert by_provider({}) == ([], "/account/login/")
    assert Account.objects.count() == before
    assert not CityProvider().is_open_for_signup(RequestFactory().get("/"), None)


def test_a_person_of_the_provider_stays_bound_to_one_account(clerk: Account) -> None:
    other = made("other-of-test")
    assert by_provider({"preferred_username": clerk.login}, bound_to=clerk) == ([], "")
    assert by_provider({"preferred_username": clerk.login}, bound_to=other) == ([], "/account/login/")


def test_without_a_provider_there_is_no_way_through_it() -> None:
    assert "/account/oidc/" not in Client().get("/account/login/").content.decode()
    assert Client().get("/account/oidc/city/login/").status_code == 404
