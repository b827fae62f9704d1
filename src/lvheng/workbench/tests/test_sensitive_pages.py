"""Sensitive values on pages: masked, revealed for a purpose that is written down first, and told to the person concerned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from lvheng.kernel.access import viewings
from lvheng.kernel.access.models import SubjectKey, Viewing
from lvheng.kernel.access.sensitive import opened
from lvheng.kernel.identity.models import Account
from lvheng.kernel.ledger.entry import leaf_hash, opens

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PURPOSE = "核对变更执业机构申请材料"


def client_of(login: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(login=login), backend=BACKEND)
    return client


@pytest.fixture
def committed(committing: Callable[[], Any]) -> Iterator[None]:
    """A database of its own: viewings are committed on a second connection."""
    with committing():
        yield


def sealed_person(login: str = "demo-lawyer") -> UUID:
    person = Account.objects.get(login=login).person
    assert person is not None
    assert SubjectKey.objects.filter(subject=person).exists()
    return person


def log_of(subject: UUID) -> list[Viewing]:
    with viewings._shown(str(subject)):
        return list(Viewing.objects.order_by("id"))


def test_a_viewing_is_written_shown_once_and_told_to_the_person(committed: None) -> None:
    person = sealed_person()
    number = opened(person)["identity_number"]
    masked, path = f"{number[:6]}********{number[14:]}", f"/work/lawyers/{person}/sensitive/"
    clerk = client_of("demo-district")
    record = clerk.get(f"/work/lawyers/{person}/").content.decode()
    assert masked in record
    assert number not in record
    assert number not in clerk.get(path).content.decode()
    refused = clerk.post(path, {"purpose": " 看 "})
    assert refused.status_code == 422
    assert "请写明用途" in refused.content.decode()
    assert number not in refused.content.decode()
    assert log_of(person) == []

    answer = clerk.post(path, {"purpose": PURPOSE})
    assert number in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert number not in clerk.get(path).content.decode(), "not a second time without a purpose"
    [line] = log_of(person)
    assert (line.purpose, line.fields, line.organisation) == (PURPOSE, ["identity_number"], "北京市朝阳区司法局")
    body, secret = bytes(line.body), bytes(line.secret)
    assert leaf_hash(body) == bytes(line.leaf)
    assert opens(body, secret, "purpose", PURPOSE)
    assert opens(body, secret, "subject", str(person))

    own = client_of("demo-lawyer").get(f"/work/lawyers/{person}/").content.decode()
    assert PURPOSE in own
    assert "北京市朝阳区司法局" in own
    assert "周若澄" not in own, "the organisation and post are told, not who it was"
    assert PURPOSE not in clerk.get(f"/work/lawyers/{person}/").content.decode()


def test_the_entry_stands_before_the_value_leaves(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    person = sealed_person()

    def fails(*_: object) -> dict[str, str]:
        raise RuntimeError("the answer is never made")

    monkeypatch.setattr(viewings, "opened", fails)
    with pytest.raises(RuntimeError):
        client_of("demo-city").post(f"/work/lawyers/{person}/sensitive/", {"purpose": PURPOSE})
    assert len(log_of(person)) == 1


def test_the_security_administrator_sees_who_looked_and_what_stands_out(committed: None) -> None:
    person = sealed_person()
    path = f"/work/lawyers/{person}/sensitive/"
    city, own, guard = client_of("demo-city"), client_of("demo-lawyer"), client_of("demo-security")
    city.post(path, {"purpose": PURPOSE})
    own.post(path, {"purpose": "本人核对登记"})
    assert guard.get("/work/views/").headers["Location"] == "/work/elevate/?next=/work/views/"
    assert guard.post("/work/elevate/", {"reason": "看"}).status_code == 422
    assert (
        guard.post("/work/elevate/", {"reason": "每周检查", "next": "//elsewhere.example"})["Location"]
        == "/work/views/"
    )
    page = guard.get("/work/views/").content.decode()
    assert PURPOSE in page
    assert "林砚秋" in page
    assert "看本人" in page
    assert PURPOSE not in guard.get("/work/views/?only=standing_out").content.decode()
    for _ in range(viewings.VOLUME):
        city.post(path, {"purpose": PURPOSE})
    loud = guard.get("/work/views/?only=standing_out").content.decode()
    assert f"林砚秋：一小时内 {viewings.VOLUME + 1} 次" in loud
    assert guard.get("/work/elevations/").status_code == 403
    assert guard.get(f"/work/lawyers/{person}/").status_code == 403, "the log opens no register"

    auditor = client_of("demo-audit")
    auditor.post("/work/elevate/", {"reason": "核查安全管理员"})
    assert "每周检查" in auditor.get("/work/elevations/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["demo-city", "demo-district", "demo-association", "demo-firm", "demo-lawyer"])
def test_the_log_opens_to_administrators_only(login: str) -> None:
    assert client_of(login).get("/work/views/").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(("login", "status"), [("demo-association", 403), ("demo-firm", 403), ("demo-city", 200)])
def test_a_purpose_does_not_make_a_post(login: str, status: int) -> None:
    assert client_of(login).get(f"/work/lawyers/{sealed_person()}/sensitive/").status_code == status


@pytest.mark.django_db
def test_a_lawyer_is_found_by_the_exact_number_that_stands_in_no_address() -> None:
    person = sealed_person()
    number = opened(person)["identity_number"]
    clerk = client_of("demo-district")
    found = clerk.post("/work/search/", {"q": f" {number[:6]} {number[6:14]} {number[14:].lower()} "}).content.decode()
    assert f"/work/lawyers/{person}/" in found
    assert number not in found
    by_address = clerk.get("/work/search/", {"q": number}).content.decode()
    assert f"/work/lawyers/{person}/" not in by_address
    assert "不要写进地址" in by_address
    assert (
        f"/work/lawyers/{person}/" not in client_of("demo-firm").post("/work/search/", {"q": number}).content.decode()
    )
    outside = SubjectKey.objects.exclude(subject__in=_of_district(clerk)).values_list("subject", flat=True)[0]
    assert "没有登记" in clerk.post("/work/search/", {"q": opened(outside)["identity_number"]}).content.decode()


def _of_district(clerk: Client) -> list[UUID]:
    """Whom the clerk of 朝阳区 may open."""
    from lvheng.kernel.access.viewer import viewer_of
    from lvheng.kernel.time.days import today
    from lvheng.register.policies import may_open_lawyer

    viewer = viewer_of(Account.objects.get(login="demo-district"), today())
    people = SubjectKey.objects.values_list("subject", flat=True)
    return [person for person in people if may_open_lawyer(viewer, person, today())][:10_000]
