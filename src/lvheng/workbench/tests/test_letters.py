"""Letters on pages: from the list on the screen to the file, with the run on record; and templates by their form."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from lvheng.kernel.acts.perform import perform
from lvheng.kernel.letters.acts import WriteLetterTemplate
from lvheng.kernel.letters.models import LetterRun, LetterTemplate
from lvheng.kernel.letters.tests.test_letters import WORDING
from lvheng.register.tests.invented import CITY

pytestmark = pytest.mark.django_db

ClientAs = Callable[[str], Client]
WRITE = "/work/acts/kernel.write_letter_template/"
LIST = "/work/lists/firms/"
ASKED = "?state=practising&district=110105&all="


@pytest.fixture
def template() -> UUID:
    return perform(
        WriteLetterTemplate, WORDING, actor=CITY, effective_on=date(2020, 5, 6), basis="京示办〔2020〕1号"
    ).subject


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_letters_are_written_to_the_list_on_the_screen(client_as: ClientAs, template: UUID) -> None:
    client = client_as("demo-district")
    shown = client.get(LIST + ASKED)
    total = shown.context["pages"].total
    assert f'href="letters/{ASKED}"'.replace("&", "&amp;") in shown.content.decode()
    asked = client.get(f"{LIST}letters/{ASKED}")
    page = asked.content.decode()
    assert asked.context["total"] == total
    assert "所在区为朝阳区" in page
    assert asked.context["preview"].addressee in page, "the first letter is shown"
    assert not LetterRun.objects.exists(), "looking writes nothing"
    written = client.post(
        f"{LIST}letters/{ASKED}", {"template": str(template), "signed_on": "2026-01-05", "write": "yes"}
    )
    run = LetterRun.objects.get()
    assert (run.count, run.digest) == (total, hashlib.sha256(body(written)).hexdigest())
    record = client.get(f"/work/letters/{template}/").content.decode()
    assert run.digest in record
    assert f'href="{LIST}?{run.asked}"'.replace("&", "&amp;") in record


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"signed_on": "2026-13-01"}, "成文日期有误"),
        ({"first": "零"}, "起始序号应为"),
        ({"form": "exe"}, "请选择信函的形式"),
    ],
)
def test_what_cannot_be_read_is_told(client_as: ClientAs, template: UUID, given: dict[str, str], says: str) -> None:
    response = client_as("demo-city").post(
        f"{LIST}letters/{ASKED}", {"template": str(template), "write": "yes", **given}
    )
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not LetterRun.objects.exists()


@pytest.mark.parametrize("login", ["demo-firm", "demo-lawyer"])
def test_who_is_no_staff_writes_none(client_as: ClientAs, template: UUID, login: str) -> None:
    client = client_as(login)
    assert "写信函" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}letters/", {"template": str(template), "write": "yes"}).status_code == 403


def test_a_template_is_changed_by_its_form(client_as: ClientAs, template: UUID) -> None:
    client = client_as("demo-city")
    form = client.get(f"{WRITE}?template={template}")
    page = form.content.decode()
    assert WORDING.text.splitlines()[0] in page
    assert "{统一社会信用代码}" in page
    given = {box.name: box.value for box in form.context["boxes"]}
    told = client.post(WRITE, given | {"text": "第一段。\n第二段。", "effective_on": "2026-01-05", "basis": "测试"})
    assert told["Location"] == f"/work/letters/{template}/"
    assert LetterTemplate.rows.current().filter(template=template).latest("valid_from").text == "第一段。\n第二段。"
    page = client.get(f"/work/letters/{template}/").content.decode()
    assert "<p>第二段。</p>" in page
    assert "修改模板" in page
    assert "修改模板" not in client_as("demo-district").get(f"/work/letters/{template}/").content.decode()
