"""Checking a licence on line: by number and by place, in both languages, with the state as of now; who asked is counted."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from lvheng.elicence.faces import status_list
from lvheng.elicence.licences import believed_keys, current_record
from lvheng.elicence.record import Record
from lvheng.elicence.selectors import checks_of
from lvheng.elicence.status import publish
from lvheng.kernel.access.pace import Pace
from lvheng.kernel.time.days import today
from lvheng.portal import check
from lvheng.register.acts.engagements import Transfer
from lvheng.register.acts.licences import SuspendLicence
from lvheng.register.acts.reissue import ReissueLicence
from lvheng.register.tests.conftest import stage
from lvheng.register.tests.invented import do
from lvheng.register.tests.who_may import ON, Stage

__all__ = ["stage"]
ANSWER = "/check/answer/"


def record(holder: UUID) -> Record:
    found = current_record(holder, today())
    assert found is not None
    return found


def told(client: Client, of: Record, **more: str) -> dict[str, object]:
    asked = {"list": of.list_number, "index": of.index, "way": "file", **more}
    answer: dict[str, object] = client.post(ANSWER, asked, headers={"Accept": "application/json"}).json()
    return answer


def test_a_number_is_answered_with_the_state_as_of_now(client: Client, stage: Stage) -> None:
    number = record(stage.lawyer).items["number"]
    before = client.post(ANSWER, {"number": f" {number[:4]} {number[4:]}"}).content.decode()
    do(SuspendLicence, ON, lawyer=stage.lawyer)
    after = client.post(ANSWER, {"number": number}).content.decode()
    assert "律师执业证 · 有效" in before
    assert "律师执业证 · 停止执业" in after


def test_the_answer_speaks_english_too(client: Client, stage: Stage) -> None:
    number = record(stage.firm).items["number"]
    page = client.post(f"/en{ANSWER}", {"number": number}).content.decode()
    assert "Law Firm Practising Licence · In force" in page
    assert '普通合伙 <span lang="en">(General partnership)</span>' in page


def test_an_old_number_leads_to_the_licence_of_today(client: Client, stage: Stage) -> None:
    old = record(stage.lawyer).items["number"]
    do(ReissueLicence, ON, lawyer=stage.lawyer, number="11101201610900001")
    page = client.post(ANSWER, {"number": old}).content.decode()
    assert "11101201610900001" in page


def test_a_number_that_nobody_has_is_said_to_be_nobodys(client: Client, stage: Stage) -> None:
    assert "没有这个证号" in client.post(ANSWER, {"number": "11101199910999999"}).content.decode()
    assert "没有这个证号" in client.post(ANSWER, {"number": "；drop"}).content.decode()


def test_an_issue_that_has_been_renewed_is_cancelled(client: Client, stage: Stage) -> None:
    first = record(stage.lawyer)
    do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.other)
    assert (told(client, first)["status"], told(client, first)["detail"]) == ("cancelled", "已换发新证")
    assert told(client, record(stage.lawyer))["status"] == "valid"


def test_a_place_that_was_never_given_is_unknown(client: Client, stage: Stage) -> None:
    for place in ({"list": "99", "index": "7"}, {"list": "0", "index": "65536"}, {"list": "-1", "index": "x"}):
        answer = client.post(ANSWER, place, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json()) == (404, {"status": "unknown"})


def test_an_answer_gives_only_what_every_licence_shows(client: Client, stage: Stage) -> None:
    assert set(told(client, record(stage.lawyer))["items"]) == {"name", "number", "kind", "organisation"}  # type: ignore[call-overload]  # a dict by the page


def test_verifications_are_counted_by_day_way_and_kind_of_asker(client: Client, stage: Stage) -> None:
    of = record(stage.lawyer)
    for _ in range(3):
        told(client, of)
    told(client, of, way="code")
    assert {(c.way, c.who, c.count) for c in checks_of(stage.lawyer, today())} == {
        ("file", "公众", 3),
        ("code", "公众", 1),
    }


def test_the_public_list_holds_what_the_register_says(client: Client, stage: Stage) -> None:
    publish()
    of = record(stage.lawyer)
    one = client.get(f"/licence/status/{of.list_number}")
    assert one.headers["Content-Type"] == "application/statuslist+jwt"
    assert status_list.read(one.content.decode(), believed_keys()).at(of.index).name == "VALID"
    assert one.content.decode() in client.get("/licence/status/all").content.decode().split()
    assert client.get("/licence/status/77").status_code == 404


def test_whoever_asks_too_fast_is_told_to_wait(client: Client, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "PACE", Pace("licence-test", rate=0.01, size=1))
    of = record(stage.lawyer)
    assert told(client, of)["status"] == "valid"
    assert client.post(ANSWER, {"number": of.items["number"]}).status_code == 429
