"""Files go with an act from the form to the record, and come out again only to whom the record opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.access.viewings import ATTACHMENT
from lvheng.kernel.acts.second import Proposal
from lvheng.kernel.acts.tests.attaching import attach
from lvheng.kernel.documents import files
from lvheng.kernel.documents.models import Attachment, Upload
from lvheng.kernel.documents.tests.making import PNG, paper, word
from lvheng.kernel.identity.models import Account
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.kernel.time.days import today
from lvheng.register.models import Engagement
from lvheng.workbench.tests.test_sensitive_pages import client_of, committed, log_of, sealed_person

__all__ = ["committed"]  # a fixture

ClientAs = Callable[[str], Client]
ViewerAs = Callable[[str], Viewer]
LOGINS = ("demo-city", "demo-district", "demo-association", "demo-firm", "demo-lawyer")
LEAVE = "/work/acts/register.leave_of_absence/"
REVOKE = "/work/acts/register.revoke_licence/"


@pytest.fixture
def mine(viewer_as: ViewerAs) -> UUID:
    person = viewer_as("demo-lawyer").person
    assert person is not None
    return person


@pytest.fixture
def beyond() -> UUID:
    """A lawyer of another district."""
    seats = Seat.rows.on(today()).exclude(district="110105").values_list("organisation", flat=True)
    firms = Organisation.rows.on(today()).filter(kind="firm", subject__in=seats).values_list("subject", flat=True)
    return UUID(str(Engagement.rows.on(today()).filter(organisation__in=firms).order_by("id")[0].lawyer))


def entry_of(subject: UUID) -> int:
    return ActLine.objects.filter(subject=subject).order_by("id")[0].pk


def address(entry: int) -> str:
    return f"/work/entries/{entry}/files/1/"


def given(lawyer: UUID, *chosen: tuple[str, bytes], **more: Any) -> dict[str, Any]:
    brought = [SimpleUploadedFile(name, content) for name, content in chosen]
    return {"lawyer": str(lawyer), "effective_on": today().isoformat(), "basis": "测试", "files": brought, **more}


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_form_s_files_stand_on_the_record_and_come_out_as_they_went_in(client_as: ClientAs, mine: UUID) -> None:
    client, content = client_as("demo-city"), paper("请假申请")
    answered = client.post(LEAVE, given(mine, ("请假申请.pdf", content), ("照片.png", PNG)))
    assert answered.status_code == 302
    entry = ActLine.objects.filter(subject=mine).latest("id").pk
    for tab in ("history", "evidence"):
        page = client.get(f"/work/lawyers/{mine}/?tab={tab}").content.decode()
        assert f'href="{address(entry)}"' in page
        assert "请假申请.pdf" in page
    assert "照片.png" in client.get(f"/work/entries/{entry}/").content.decode()
    response = client.get(address(entry))
    assert body(response) == content
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_refused_form_keeps_its_files(client_as: ClientAs, mine: UUID) -> None:
    client = client_as("demo-city")
    refused = client.post(LEAVE, given(mine, ("请假申请.pdf", paper()), basis=""))
    assert refused.status_code == 422
    kept = Upload.objects.get(name="请假申请.pdf")
    assert f'name="upload" value="{kept.id}" checked' in refused.content.decode()
    assert client.post(LEAVE, given(mine, upload=[str(kept.id)])).status_code == 302
    assert Attachment.objects.filter(name="请假申请.pdf").exists()


def test_an_odd_file_stops_the_act_and_is_told(client_as: ClientAs, mine: UUID) -> None:
    before = ActLine.objects.count()
    refused = client_as("demo-city").post(LEAVE, given(mine, ("申请.pdf", word()), ("好.png", PNG)))
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "“申请.pdf”的名字说是 pdf，内容却是 docx" in page
    assert "好.png" in page, "the good one is kept"
    assert ActLine.objects.count() == before


def test_another_s_file_is_not_taken_from_a_form(client_as: ClientAs, mine: UUID) -> None:
    other = files.receive(paper(), "别人的.pdf", Account.objects.get(login="demo-district").pk)
    assert client_as("demo-city").post(LEAVE, given(mine, upload=[str(other.id), "x"])).status_code == 302
    assert not Attachment.objects.filter(name="别人的.pdf").exists()


@pytest.mark.parametrize(
    ("whose", "answers"), [("mine", (200, 200, 200, 200, 200)), ("beyond", (200, 403, 200, 403, 403))]
)
def test_a_file_opens_to_whom_its_record_opens(
    client_as: ClientAs, request: pytest.FixtureRequest, whose: str, answers: tuple[int, ...]
) -> None:
    entry = entry_of(request.getfixturevalue(whose))
    content = attach(entry)
    for login, status in zip(LOGINS, answers, strict=True):
        response = client_as(login).get(address(entry))
        assert response.status_code == status, login
        assert status != 200 or body(response) == content
    assert client_as("public").get(address(entry)).status_code == 302


@pytest.mark.parametrize(
    ("whose", "answers"), [("mine", (200, 200, 403, 403, 200)), ("beyond", (200, 403, 403, 403, 403))]
)
def test_a_sensitive_file_opens_to_officers_and_to_the_person(
    client_as: ClientAs, request: pytest.FixtureRequest, whose: str, answers: tuple[int, ...]
) -> None:
    entry = entry_of(request.getfixturevalue(whose))
    attach(entry, "身份证", sensitive=True)
    assert tuple(client_as(login).get(address(entry)).status_code for login in LOGINS) == answers


def test_no_sensitive_file_leaves_without_a_purpose(client_as: ClientAs, mine: UUID) -> None:
    entry = entry_of(mine)
    attach(entry, "身份证", sensitive=True)
    client = client_as("demo-district")
    asked = client.get(address(entry))
    assert asked["Content-Type"].startswith("text/html")
    refused = client.post(address(entry), {"purpose": "看"})
    assert refused.status_code == 422
    assert "请写明用途" in refused.content.decode()


def test_a_look_at_a_sensitive_file_is_written_down_and_told_to_the_person(committed: None) -> None:
    person = sealed_person()
    entry = entry_of(person)
    with transaction.atomic():
        content = attach(entry, "身份证", sensitive=True)
    response = client_of("demo-district").post(address(entry), {"purpose": "核对转所申请材料"})
    assert body(response) == content
    [seen] = log_of(person)
    assert (seen.fields, seen.purpose) == ([ATTACHMENT], "核对转所申请材料")
    own = client_of("demo-lawyer").get(f"/work/lawyers/{person}/").content.decode()
    assert "核对转所申请材料" in own
    assert "附件" in own


def test_no_such_file_is_no_such_page(client_as: ClientAs, mine: UUID) -> None:
    client = client_as("demo-city")
    assert client.get(address(entry_of(mine))).status_code == 404
    assert client.get(address(999_999_999)).status_code == 404


def test_a_proposal_s_files_open_to_whoever_decides(client_as: ClientAs, beyond: UUID) -> None:
    city = client_as("demo-city")
    content = paper("处罚决定书")
    assert city.post(REVOKE, given(beyond, ("决定书.pdf", content))).status_code == 302
    proposal = Proposal.objects.get()
    file = f"/work/approvals/{proposal.pk}/files/{proposal.attached[0]}/"
    assert file in city.get("/work/approvals/").content.decode()
    assert body(city.get(file)) == content
    assert [client_as(login).get(file).status_code for login in LOGINS[1:]] == [404] * 4
    assert city.get(f"/work/approvals/{proposal.pk}/files/{beyond}/").status_code == 404
