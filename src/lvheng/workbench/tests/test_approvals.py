"""A grave act on the pages: one clerk fills in the form, another finds it waiting and approves."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.organisations import AppointStaff, NewStaff
from lvheng.kernel.acts.perform import perform
from lvheng.kernel.identity.models import Account
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.time.days import today
from lvheng.register.acts.engagements import Transfer
from lvheng.register.models import Engagement, PractisingLicence
from lvheng.register.tests.invented import CHAOYANG, HAIDIAN, do, firm, lawyer

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PATH = "/work/acts/register.revoke_licence/"


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def colleague() -> Account:
    person = uuid4()
    account = Account.objects.create_user("second-of-test", None, name="复核人", person=person)
    given = NewStaff(organisation=organisation_key("city_bureau"), post=CITY_STAFF.code, holder=person)
    perform(AppointStaff, given, actor=SYSTEM_VIEWER, effective_on=today(), basis="测试")
    return account


def test_a_licence_is_revoked_by_two_people() -> None:
    first, second = client_of(Account.objects.get(login="demo-city")), client_of(colleague())
    person = Account.objects.get(login="demo-lawyer").person
    licence = PractisingLicence.rows.on(today()).get(person=person)
    assert "由另一人批准" in first.get(PATH).content.decode()
    given = {"lawyer": licence.number, "effective_on": today().isoformat(), "basis": "京司罚决〔2026〕1号"}
    assert first.post(PATH, given)["Location"] == "/work/approvals/"
    mine = first.get("/work/approvals/").content.decode()
    assert "您提出的，须由另一位批准" in mine
    assert "批准并登记" not in mine
    [address] = {line for line in mine.split('"') if line.startswith("/work/approvals/") and line[-2].isdigit()}
    assert "提出的人不能自己批准" in first.post(address, {"answer": "approve"}, follow=True).content.decode()
    assert PractisingLicence.rows.on(today()).get(person=person).state == "practising"
    assert "林砚秋" in second.get("/work/approvals/").content.decode()
    assert "已批准并登记" in second.post(address, {"answer": "approve"}, follow=True).content.decode()
    assert PractisingLicence.rows.on(today()).get(person=person).state == "revoked"
    assert second.post(address, {"answer": "approve"}).status_code == 404


def test_what_touches_another_district_is_proposed_to_it() -> None:
    moved = lawyer(firm(district=CHAOYANG))
    do(Transfer, date(2021, 3, 1), lawyer=moved, organisation=firm(district=HAIDIAN))
    number = PractisingLicence.rows.on(today()).get(person=moved).number
    given = {"lawyer": number, "role": "partner", "effective_on": "2020-05-06", "basis": "测试"}
    district, city = (
        client_of(Account.objects.get(login="demo-district")),
        client_of(Account.objects.get(login="demo-city")),
    )
    answer = district.post("/work/acts/register.change_role/", given, follow=True).content.decode()
    assert "“变更所内身份”已提出：" in answer
    assert "由海淀区的司法局批准后登记" in answer
    assert "批准并登记" not in answer
    assert Engagement.rows.on(date(2020, 5, 6)).get(lawyer=moved).role == "employed"
    [address] = {line for line in answer.split('"') if line.startswith("/work/approvals/") and line[-2].isdigit()}
    assert "已批准并登记" in city.post(address, {"answer": "approve"}, follow=True).content.decode()
    assert Engagement.rows.on(date(2020, 5, 6)).get(lawyer=moved).role == "partner"
