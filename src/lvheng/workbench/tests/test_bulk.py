"""Bulk acts on the pages: tick rows, fill the form once, see the dry run by row, confirm, see what came of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from lxml import html

from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.tables.models import Intake
from lvheng.kernel.time.days import today
from lvheng.register.acts.engagements import LeaveFirm
from lvheng.register.models import PractisingLicence
from lvheng.register.tests.invented import do, firm, lawyer

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
LEAVE = "register.leave_of_absence"


def address(people: list[UUID], act: str = LEAVE, code: str = "lawyers") -> str:
    return f"/work/lists/{code}/bulk/?act={act}&all=" + "".join(f"&subject={person}" for person in people)


def filled(**more: str) -> dict[str, str]:
    return {"effective_on": today().isoformat(), "basis": "测试批", **more}


def state(person: UUID) -> str:
    return str(PractisingLicence.rows.on(today()).get(person=person).state)


def test_from_the_list_to_the_result(client_as: ClientAs) -> None:
    client = client_as("demo-city")
    house = firm()
    people = [lawyer(house, name=f"甄批{sign}") for sign in "甲乙丙"]
    do(LeaveFirm, today(), lawyer=people[0])
    page = html.document_fromstring(client.get("/work/lists/lawyers/?all=&q=甄批").content)
    assert {box.get("value") for box in page.iter("input") if box.get("name") == "subject"} == set(map(str, people))
    form = client.get(address(people)).content.decode()
    assert "对选中的 <b>3</b>" in form
    assert 'name="lawyer"' not in form, "whom it is about was picked"
    before = ActLine.objects.count()
    dry = client.post(address(people), filled(), follow=True)
    told = dry.content.decode()
    assert ActLine.objects.count() == before
    assert "确认办理 2 名" in told
    assert "办不成的 1 名" in told
    assert f"/work/lawyers/{people[0]}/" in told
    [intake] = Intake.objects.all()
    done = client.post(f"/work/import/{intake.pk}/accept/", follow=True).content.decode()
    intake.refresh_from_db()
    assert f"/work/entries/{intake.parent}/" in done
    assert "办不成的 1 名" in done
    assert [state(person) for person in people] == ["unattached", "on_leave", "on_leave"]
    assert ActLine.objects.filter(parent=intake.parent).count() == 2


def test_all_of_a_filter_are_picked_without_ticking(client_as: ClientAs) -> None:
    client = client_as("demo-city")
    house = firm()
    people = [lawyer(house, name=f"甄众{n}") for n in range(60)]  # more than one page
    asked = f"/work/lists/lawyers/bulk/?act={LEAVE}&q=甄众&everything=yes"
    assert "<b>60</b>" in client.get(asked).content.decode()
    client.post(asked, filled())
    [intake] = Intake.objects.all()
    client.post(f"/work/import/{intake.pk}/accept/")
    assert {state(person) for person in people} == {"on_leave"}


def test_what_is_wrong_with_the_form_is_told_once_and_not_for_every_row(client_as: ClientAs) -> None:
    people = [lawyer(firm()) for _ in range(2)]
    asked = address(people, "register.transfer")
    answer = client_as("demo-city").post(asked, {"effective_on": "gestern", "organisation": "没有这家"})
    said = answer.content.decode()
    assert answer.status_code == 422
    for sentence in ("“变更日期”有误", "“依据”为必填项", "没有找到机构“没有这家”"):
        assert sentence in said
    assert not Intake.objects.exists()


def test_without_an_act_or_a_tick_one_is_sent_back_and_told_what_to_do(client_as: ClientAs) -> None:
    client = client_as("demo-city")
    assert "请选择要办的行为" in client.get("/work/lists/lawyers/bulk/", follow=True).content.decode()
    assert "请先勾选要办的行" in client.get(address([]), follow=True).content.decode()


def test_an_officer_picks_nobody_of_another_district(client_as: ClientAs) -> None:
    far = lawyer(firm(district="110108"))
    answer = client_as("demo-district").post(address([far]), filled(), follow=True)
    assert "请先勾选要办的行" in answer.content.decode()
    assert not Intake.objects.exists()


def test_who_may_not_perform_acts_sees_no_boxes_to_tick(client_as: ClientAs) -> None:
    for login in ("demo-association", "demo-firm", "demo-lawyer"):
        assert 'name="subject"' not in client_as(login).get("/work/lists/lawyers/").content.decode()
    assert client_as("demo-association").post(address([]), filled()).status_code == 403
    assert 'name="subject"' not in client_as("demo-city").get("/work/lists/returns/").content.decode()


def test_a_grave_act_asks_once_more_who_one_is(client_as: ClientAs, settings: object) -> None:
    client = client_as("demo-city")
    person = lawyer(firm())
    client.post(address([person], "register.cancel_licence"), filled())
    [intake] = Intake.objects.all()
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]  # pytest-django's fixture
    answer = client.post(f"/work/import/{intake.pk}/accept/")
    assert answer.status_code == 302
    assert "/work/import/" not in answer["Location"].partition("?")[0]
    assert state(person) == "practising"
