"""A line for every request and act, and nobody's name or number in any of them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, override_settings

from lvheng.operation.counters import counts
from lvheng.operation.logs import JsonLines, log_settings

NAME, NUMBER = "欧阳明月", "110101199003070011"


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What all loggers have written in the test so far, as JSON."""
    written = io.StringIO()
    place = logging.StreamHandler(written)
    place.setFormatter(JsonLines())
    root, ours = logging.getLogger(), logging.getLogger("lvheng")
    before = root.level
    root.addHandler(place)
    root.setLevel(logging.INFO)
    try:
        yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    finally:
        root.removeHandler(place)
        root.setLevel(before)
        assert ours.propagate


Lines = Callable[[], list[dict[str, Any]]]


@pytest.mark.django_db
def test_a_request_is_one_line_with_its_pattern_and_not_its_address(lines: Lines, client_as: Any) -> None:
    client = client_as("demo-city")
    account = client.session["_auth_user_id"]
    answer = client.get(f"/work/lawyers/{uuid4()}/", {"q": NAME, "id": NUMBER})
    [line] = [line for line in lines() if line["event"] == "request"]
    assert answer.status_code == line["status"] == 404
    assert line["route"] == "work/lawyers/<uuid:subject>/"
    assert line["method"] == "GET"
    assert line["account"] == account
    assert line["ms"] > 0
    assert line["request"] == answer.headers["X-Request-ID"]


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["public", "demo-city"])
def test_no_name_and_no_number_reaches_a_line(lines: Lines, client_as: Any, login: str) -> None:
    client = client_as(login)
    client.raise_request_exception = False
    client.get("/search", {"q": NAME})
    client.get("/work/search/", {"q": NUMBER})
    client.get(f"/work/lists/{NAME}/")
    client.get(f"/{NAME}/{NUMBER}")
    client.post("/account/login/", {"login": NAME, "password": NUMBER})
    client.post("/work/acts/register.enter_lawyer/", {"name": NAME, "identity_number": NUMBER})
    client.generic("欧".encode().hex(), "/", NUMBER)
    client.get("/", headers={"X-Request-ID": NUMBER, "User-Agent": NAME, "Referer": f"/{NUMBER}"})
    said = lines()
    assert len([line for line in said if line["event"] == "request"]) == 8
    assert not [line for line in said if NAME in str(line.values()) or NUMBER in json.dumps(line)]


@pytest.mark.django_db
def test_an_error_is_told_by_its_type_and_place_and_never_by_its_message(lines: Lines, monkeypatch: Any) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ValueError(f"Key (name)=({NAME}) already exists: {NUMBER}")

    monkeypatch.setattr("lvheng.portal.views.render", breaks)
    answer = Client(raise_request_exception=False).get("/", {"q": NAME})
    assert answer.status_code == 500
    said = lines()
    [error] = [line for line in said if "error" in line]
    assert error["error"] == "builtins.ValueError"
    assert error["where"][-1].startswith("test_logs.py:")
    assert error["request"] == answer.headers["X-Request-ID"]
    assert NAME not in str(said)
    assert NUMBER not in str(said)


def test_what_a_library_says_is_masked(lines: Lines) -> None:
    logging.getLogger("library").error(f"no row for {NAME} {NUMBER}, status 404")
    logging.getLogger("library").error("no row for %s", NAME)
    assert [line["event"] for line in lines()] == ["no row for … …, status 404", "no row for %s"]


@pytest.mark.django_db
def test_acts_that_were_committed_are_one_line_and_counted(
    lines: Lines, django_capture_on_commit_callbacks: Any
) -> None:
    from lvheng.kernel.access.viewer import SYSTEM_VIEWER
    from lvheng.kernel.acts.organisations import EnterOrganisation, NewOrganisation
    from lvheng.kernel.acts.perform import perform
    from lvheng.kernel.subjects.models import OrganisationKind
    from lvheng.kernel.time.days import today

    before = counts.acts[EnterOrganisation.kind]
    given = NewOrganisation(name=f"{NAME}机关", kind=OrganisationKind.ORGAN, district="110105", parent=None)
    with django_capture_on_commit_callbacks(execute=True):
        done = perform(EnterOrganisation, given, actor=SYSTEM_VIEWER, effective_on=today(), basis=f"为{NAME}开设")
        assert not lines()
    [line] = [line for line in lines() if line["event"] == "act"]
    assert (line["kind"], line["entry"], line["count"]) == (EnterOrganisation.kind, done.entry, 1)
    assert line["account"] == str(SYSTEM_VIEWER.id)
    assert NAME not in str(line)
    assert counts.acts[EnterOrganisation.kind] == before + 1


def test_the_place_of_the_lines_is_chosen_by_one_word(tmp_path: Any) -> None:
    assert log_settings("file", tmp_path)["handlers"]["place"]["filename"] == str(tmp_path / "log" / "lvheng.jsonl")
    assert log_settings("stderr", tmp_path)["handlers"]["place"]["class"] == "logging.StreamHandler"
    assert log_settings("", tmp_path)["handlers"]["place"]["class"] == "logging.NullHandler"
    with pytest.raises(ValueError, match="LVHENG_LOG"):
        log_settings("syslog", tmp_path)


@pytest.mark.django_db
@override_settings(MIDDLEWARE=["lvheng.operation.requests.observed"])
def test_a_request_without_a_session_has_no_account(lines: Lines) -> None:
    Client().get("/no/such/page")
    [line] = [line for line in lines() if line["event"] == "request"]
    assert line["account"] is None
    assert line["route"] == "unmatched"
