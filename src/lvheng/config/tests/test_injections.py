"""What is typed is text: SQL, templates, headers, markup and odd signs, in every box and parameter that takes words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from lvheng.api.tests.program import Program
from lvheng.kernel.access import public_pages
from lvheng.kernel.access.pace import Pace
from lvheng.kernel.identity.keys import make_key
from lvheng.kernel.identity.models import Account
from lvheng.register.models import Person

pytestmark = pytest.mark.django_db

MARK = "q7z"
HOSTILE = (
    f"{MARK}' or '1'='1",
    f"{MARK}'; drop table register_person; --",
    f'{MARK}" union select password from kernel_account --',
    f"{MARK}%' escape '!' --",
    f"{MARK}{{{{ 7|add:7 }}}}{{% debug %}}",
    f"{MARK}${{7*7}}#{{7*7}}<%= 7*7 %>",
    f"{MARK}<script>alert(1)</script><img src=x onerror=alert(1)>",
    f"{MARK}\r\nSet-Cookie: taken=1\r\n\r\n<p>",
    f"{MARK}\x00\x1b[31m\u202e\ufeff\U0010ffff",
    f"{MARK}../../../../etc/passwd",
    f"{MARK}=cmd|' /C calc'!A0",
    MARK + "张" * 5_000,
)
PUBLIC = (
    "/search?q={}",
    "/search?in=lawyers&q={}&firm={}&district={}&kind={}",
    "/figures/register.firms_100/?district={}&page={}",
    "/look/?large=1&back={}",
    "/en/search?q={}",
    "/account/login/?next={}",
)
INSIDE = (
    "/work/lists/lawyers/?q={}",
    "/work/lists/lawyers/?sort={}&page={}&column={}",
    "/work/lists/lawyers/?state={}&district={}",
    "/work/lists/lawyers/?figure={}&part={}",
    "/work/lists/lawyers/?on={}&known_at={}",
    "/work/lists/lawyers/export.csv?q={}",
    "/work/figures/register.lawyers/?on={}",
    "/work/figures/register.firms/movement/?from={}",
    "/work/search/?q={}",
    "/work/options/?of=lawyer&lawyer={}&kind={}",
    "/work/acts/register.transfer/?lawyer={}",
)
API = (
    "lists/lawyers?q={}",
    "lists/firms?sort={}",
    "lists/{}",
    "figures/{}",
    "lawyers/{}",
    "records/{}/{}",
    "entries/{}",
)


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_pages, "PACE", Pace("test", rate=1_000, size=10_000))


def harmless(client: Client, address: str, hostile: str) -> None:
    """The answer is one of ours, says the words as text if it says them, and carries nothing that was typed in its head."""
    path = address.replace("{}", quote(hostile, safe=""))
    answer: Any = client.get(path)
    assert answer.status_code in (200, 302, 400, 404, 422), (path, answer.status_code)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = body.decode("utf-8", "replace")
    if answer.get("Content-Type", "").startswith("text/html"):
        assert "<script>alert(1)" not in told, path
        assert "<img src=x" not in told, path
    assert f"{MARK}14" not in told, path
    assert f"{MARK}49" not in told, path
    assert "taken" not in answer.cookies, path
    assert "Set-Cookie: taken" not in str(answer.headers), path
    assert not any(sign in value for value in answer.headers.values() for sign in "\r\n"), path


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_the_public_s_boxes_take_text(hostile: str) -> None:
    before = Person.rows.count()
    for address in PUBLIC:
        harmless(Client(), address, hostile)
    assert Person.rows.count() == before


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_the_workbench_s_boxes_take_text(client_as: Callable[[str], Client], hostile: str) -> None:
    client, before = client_as("demo-city"), Person.rows.count()
    for address in INSIDE:
        harmless(client, address, hostile)
    assert Person.rows.count() == before


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_the_api_s_parameters_take_text(hostile: str) -> None:
    program = Program(make_key(Account.objects.get(login="demo-city"), "测试")[1])
    for address in API:
        answer = program.ask(address.replace("{}", quote(hostile, safe="")))
        assert answer.status_code in (200, 404, 422), (address, answer.status_code)
        assert answer["Content-Type"].startswith("application/")


def test_nothing_hostile_widens_an_answer(client_as: Callable[[str], Client]) -> None:
    """Whatever was typed found nobody: there is nobody of such a name."""
    program = Program(make_key(Account.objects.get(login="demo-city"), "测试")[1])
    for hostile in HOSTILE[:4]:
        answer = program.ask("lists/lawyers", q=hostile)
        assert answer.status_code == 422 or answer.json()["total"] == 0, hostile
