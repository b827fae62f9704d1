"""Public pages are kept for a minute and say so; they know nobody; whoever asks too fast is told for how long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lvheng.kernel.access import public_pages
from lvheng.kernel.access.pace import Pace
from lvheng.portal.tests.conftest import Little

pytestmark = pytest.mark.django_db


@pytest.fixture
def hour(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[float], None]]:
    """Lets the clock of what is kept go on by so many seconds."""
    at = [1_000_000.0]
    monkeypatch.setattr("time.time", lambda: at[0])
    monkeypatch.setattr(public_pages, "time", lambda: at[0])
    yield lambda seconds: at.__setitem__(0, at[0] + seconds)
    caches["pages"].clear()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_they_set_no_cookie_and_a_demonstration_is_not_indexed() -> None:
    response = Client().get("/")
    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=60"}
    assert not response.cookies
    assert response["Vary"] == "Cookie", "for 适老版 alone"
    assert response["X-Robots-Tag"] == "noindex"
    assert "截至 20" in response.content.decode()


def test_a_second_look_within_a_minute_asks_the_database_nothing(little: Little, hour: Callable[[float], None]) -> None:
    client, address = Client(), f"/lawyers/{little.shan}/"
    first = client.get(address)
    hour(59)
    with CaptureQueriesContext(connection) as asked:
        again = client.get(address)
    assert not asked.captured_queries
    assert (again.content, again["ETag"], again["Vary"]) == (first.content, first["ETag"], first["Vary"])
    assert again["Age"] == "59", "so that nobody on the way keeps it for another minute"
    assert {"Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options"} <= set(again.headers)
    hour(2)
    assert queries(client, address) > 0


def test_whoever_has_the_page_is_sent_no_other(little: Little) -> None:
    client, address = Client(), f"/lawyers/{little.shan}/"
    mark = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": mark})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", mark)
    assert client.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


def test_each_look_and_each_question_is_kept_apart() -> None:
    plain, large = Client(), Client()
    large.cookies["look"] = "large"
    assert '<html lang="zh-CN">' in plain.get("/").content.decode()
    assert '<html lang="zh-CN" class="large">' in large.get("/").content.decode()
    assert queries(plain, "/") == queries(large, "/") == 0
    assert "“甲乙”" in plain.get("/search?q=甲乙").content.decode()
    assert "“甲丙”" in plain.get("/search?q=甲丙").content.decode()


def test_other_cookies_make_no_other_page() -> None:
    Client().get("/")
    stranger = Client()
    stranger.cookies["sessionid"] = "x" * 30
    assert queries(stranger, "/") == 0


def test_the_switch_sets_its_cookie_and_goes_back_but_nowhere_else() -> None:
    client = Client()
    chosen = client.get("/look/?large=1&back=/search%3Fq%3Dzw")
    assert (chosen.status_code, chosen["Location"]) == (302, "/search?q=zw")
    assert (client.cookies["look"].value, client.cookies["look"]["samesite"]) == ("large", "Lax")
    assert "no-store" in chosen["Cache-Control"]
    for strange in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\r\nSet-Cookie: a=b"):
        assert client.get("/look/", {"large": "0", "back": strange})["Location"] in ("/", "/%0D%0ASet-Cookie:%20a=b")
    assert client.cookies["look"].value == ""


def test_what_staff_see_is_never_kept(client_as: Callable[[str], Client]) -> None:
    client = client_as("demo-city")
    assert queries(client, "/work/figures/") > 0
    assert queries(client, "/work/figures/") > 0
    assert not caches["pages"]._cache  # type: ignore[attr-defined]  # of Django's memory cache


def test_what_is_not_found_is_not_kept() -> None:
    client = Client()
    assert client.get("/nothing/").status_code == 404
    assert not caches["pages"]._cache  # type: ignore[attr-defined]  # of Django's memory cache


@pytest.mark.parametrize(("address", "said"), [("/search?q=甲", "请在")])
def test_who_asks_too_fast_is_told_for_how_long(monkeypatch: pytest.MonkeyPatch, address: str, said: str) -> None:
    """Pages that are kept stay open to everybody."""
    monkeypatch.setattr(public_pages, "PACE", Pace("test", rate=0.1, size=2))
    client = Client()
    assert [client.get(each).status_code for each in ("/", "/figures/", "/")] == [200, 200, 200]
    refused = client.get(address)
    text = refused.content.decode()
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 10
    assert said in text
    assert refused["Retry-After"] in text
    assert refused["Cache-Control"] == "no-store"
    assert client.get("/").status_code == 200


def test_the_pace_is_that_of_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_pages, "PACE", Pace("test", rate=0.1, size=1))
    asked = (("192.0.2.1", "a"), ("192.0.2.1", "b"), ("192.0.2.2", "c"))
    found = [Client(REMOTE_ADDR=address).get(f"/search?q={words}").status_code for address, words in asked]
    assert found == [200, 429, 200]


def test_asking_for_the_head_keeps_nothing_but_may_be_answered_from_what_is_kept() -> None:
    client = Client()
    assert client.head("/").status_code == 200
    assert queries(client, "/") > 0
    head: Any = client.head("/")
    assert head.status_code == 200
    assert "Age" in head
