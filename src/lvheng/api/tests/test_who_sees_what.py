"""Through the API everybody sees what the pages show them: as many rows, the same numbers, no column more."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lvheng.api.tests.conftest import LOGINS
from lvheng.api.tests.program import Program
from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.figures.figure import all_figures
from lvheng.kernel.figures.listing import listing_of, listings_for
from lvheng.kernel.time.days import today
from lvheng.register import public_lists, public_reads

pytestmark = [pytest.mark.django_db, pytest.mark.long]
QUESTIONS: tuple[dict[str, Any], ...] = ({}, {"all": "1"}, {"on": "2022-12-31"}, {"q": "li"}, {"district": "110105"})


@pytest.mark.parametrize("login", LOGINS)
def test_every_list_has_as_many_rows_as_its_page(login: str, program_of: Any, client_as: Any, viewer_as: Any) -> None:
    program, browser = program_of(login), client_as(login)
    for listing in listings_for(viewer_as(login)):
        for question in QUESTIONS:
            if "district" in question and listing.column("district") is None:
                continue
            page = browser.get(f"/work/lists/{listing.code}/", question)
            answer = program.get(f"lists/{listing.code}", size=200, **question)
            assert answer["total"] == page.context["pages"].total, (listing.code, question)
            assert len(answer["rows"]) == min(200, answer["total"])
            assert set(answer["rows"][0]["cells"] if answer["rows"] else ()) <= {
                c.name for c in page.context["columns"]
            }


@pytest.mark.parametrize("login", LOGINS)
def test_every_figure_is_the_number_of_its_page(login: str, program_of: Any, client_as: Any) -> None:
    page = client_as(login).get("/work/figures/", {"on": "2023-12-31"})
    shown = {reading.figure.code: reading.shown for reading in page.context["readings"]}
    told = {each["code"]: each["shown"] for each in program_of(login).get("figures/", on="2023-12-31")}
    assert told == shown
    assert set(told) == {figure.code for figure in all_figures()}


def test_a_number_is_the_sum_of_its_districts_and_the_length_of_its_list(city: Program) -> None:
    told = city.get("figures/register.firms", series="none")
    assert told["value"] == told["rows"] == sum(part["rows"] for part in told["parts"])
    assert city.get("lists/firms", figure="register.firms")["total"] == told["rows"]
    one = told["parts"][0]
    assert city.get("figures/register.firms", district=one["district"], series="none")["value"] == one["value"]


def test_joined_less_left_is_the_difference(city: Program) -> None:
    moved = city.get("figures/register.lawyers/movement", **{"from": "2022-12-31", "to": "2023-12-31"})
    assert moved["after"]["value"] - moved["before"]["value"] == moved["joined"]["total"] - moved["left"]["total"]
    assert moved["joined"]["rows"][0]["cells"]["name"]


def test_the_lawyers_of_one_firm_are_asked_by_its_key(city: Program) -> None:
    firm = city.get("lists/firms", sort="-lawyers", size=1)["rows"][0]
    total = city.get("lists/lawyers", organisation=firm["subject"])["total"]
    assert total == firm["cells"]["lawyers"] > 0


def test_choosing_columns_changes_no_number(city: Program, client_as: Any) -> None:
    every, few = city.get("lists/lawyers"), city.get("lists/lawyers", column="name")
    page = client_as("demo-city").get("/work/lists/lawyers/", {"column": "name"})
    assert few["total"] == every["total"] == page.context["pages"].total
    assert set(few["rows"][0]["cells"]) == {"name"}


# The public


def test_the_public_finds_what_the_public_pages_find(public: Program, db: None) -> None:
    offered = {told["code"]: told for told in public.get("lists/")}
    assert set(offered) == set(public_lists.PUBLIC_LISTS)
    for code, shown in public_lists.PUBLIC_LISTS.items():
        assert public.get(f"lists/{code}")["total"] == public_reads.find(shown, today()).total
        with_ended = public_reads.find(shown, today(), with_ended=True).total
        assert public.get(f"lists/{code}", all="1")["total"] == with_ended


def test_no_column_that_is_not_public_is_told_filtered_or_sorted_by(public: Program, db: None) -> None:
    for code, shown in public_lists.PUBLIC_LISTS.items():
        answer = public.get(f"lists/{code}")
        assert set(answer["rows"][0]["cells"] if answer["rows"] else ()) <= set(shown.names)
        for column in listing_of(code).columns:
            if column.name not in shown.names or column.field_class is not FieldClass.PUBLIC:
                assert public.ask(f"lists/{code}", sort=column.name).status_code == 422
                assert public.ask(f"lists/{code}", column=column.name).status_code == 422
                if column.filtered:
                    assert public.ask(f"lists/{code}", **{column.name: ""}).status_code == 422


def test_a_record_tells_the_public_nothing_of_the_person(public: Program, city: Program) -> None:
    subject = city.get("lists/lawyers", size=1)["rows"][0]["subject"]
    inside, outside = city.get(f"lawyers/{subject}"), public.get(f"lawyers/{subject}")
    assert inside["more"]["born_on"] not in json.dumps(outside)
    assert set(outside["row"]["cells"]) <= set(public_lists.LAWYERS.names)
    assert (outside["version"], outside["more"], outside["acts"], outside["offered"]) == (None, {}, [], [])
    assert all(event["entry"] is None and not event["basis"] for event in outside["timeline"])
    assert inside["version"] == len(inside["acts"]) > 0


@pytest.mark.parametrize(
    "path",
    [
        "lists/lawyers?on=2020-12-31",
        "lists/lawyers?known_at=2024-01-01",
        "figures/register.lawyers?on=2020-12-31",
        "figures/register.lawyers/movement",
        "entries/1",
    ],
)
def test_what_was_once_so_is_not_told_to_the_public(path: str, public: Program, db: None) -> None:
    assert public.ask(path).status_code == 403


def test_a_figure_without_public_rows_tells_the_public_a_number_only(public: Program, db: None) -> None:
    told = public.get("figures/register.firms_with_managers")
    assert told["value"] > 0
    assert (told["rows"], told["parts"], told["digest"]) == (None, [], None)
    assert public.ask("lists/firms", figure="register.firms_with_managers").status_code == 404


def test_the_list_of_returns_is_closed_to_the_public(public: Program, db: None) -> None:
    assert public.ask("lists/returns").status_code == 404


# Reach


def test_a_record_beyond_ones_reach_is_refused_like_its_page(program_of: Any, client_as: Any, city: Program) -> None:
    far = city.get("lists/lawyers", district="110102", size=1)["rows"][0]["subject"]
    entry = city.get(f"lawyers/{far}")["acts"][0]["entry"]
    for login in ("demo-district", "demo-firm", "demo-lawyer"):
        program, browser = program_of(login), client_as(login)
        for path in (f"lawyers/{far}", f"entries/{entry}"):
            assert program.ask(path).status_code == browser.get(f"/work/{path}/").status_code == 403


def test_an_entry_can_be_checked_field_by_field_and_keeps_sensitive_ones_shut(city: Program) -> None:
    from base64 import urlsafe_b64encode
    from hashlib import sha256

    from lvheng.kernel.ledger.entry import canonical
    from lvheng.kernel.ledger.models import ActLine

    number = ActLine.objects.filter(kind="register.enter_lawyer").values_list("id", flat=True)[0]
    told = city.get(f"entries/{number}")
    committed = json.loads(told["body"])["fields"]
    assert told["leaf"] == sha256(b"\x00" + told["body"].encode()).hexdigest()
    opened = [field for field in told["fields"] if field["salt"]]
    for field in opened:
        salt = bytes.fromhex(_hex(field["salt"]))
        told_digest = sha256(salt + canonical([field["name"], field["value"]])).digest()
        assert urlsafe_b64encode(told_digest).rstrip(b"=").decode() in committed
    shut = [field["name"] for field in told["fields"] if not field["salt"]]
    assert all(field["value"] is None for field in told["fields"] if field["name"] in shut)
    assert len(opened) >= 5


def _hex(written: str) -> str:
    from base64 import urlsafe_b64decode

    return urlsafe_b64decode(written + "=" * (-len(written) % 4)).hex()
