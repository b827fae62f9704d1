"""The description says what the API does: every answer it gives is described, every example in it is good."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lvheng.api.acts import EXAMPLES
from lvheng.api.tests.conftest import LOGINS
from lvheng.api.tests.program import Program
from lvheng.kernel.acts.act import act_of, all_acts
from lvheng.kernel.acts.fields import Reference, read_many
from lvheng.kernel.documents.kinds import MEDIA_TYPES
from lvheng.kernel.figures.listing import all_listings
from lvheng.kernel.time.days import parse_day, parse_instant

pytestmark = pytest.mark.django_db


@pytest.fixture
def described(public: Program, db: None) -> Any:
    return public.ask("openapi.json").json()


def operations(described: Any) -> list[tuple[str, str, Any]]:
    return [(p, method, told) for p, methods in described["paths"].items() for method, told in methods.items()]


def test_every_operation_says_its_answers_and_its_parameters(described: Any) -> None:
    assert len(operations(described)) == 15
    for path, method, told in operations(described):
        assert told["summary"], path
        assert {"401", "403", "404", "422", "429"} <= set(told["responses"])
        if method == "post":
            assert {"200", "201"} & set(told["responses"])
            assert {"400", "409", "413", "503"} <= set(told["responses"])
        for status, answer in told["responses"].items():
            media = ["application/json"] if status.startswith("2") else ["application/problem+json"]
            if status == "200" and path.endswith("/attachments/{place}"):
                media = list(MEDIA_TYPES.values())
            assert list(answer["content"]) == media, (path, status)


def test_every_filter_of_every_list_is_a_parameter(described: Any) -> None:
    named = {each["name"] for each in described["paths"]["/api/v1/lists/{code}"]["get"]["parameters"]}
    assert {column.name for listing in all_listings() for column in listing.columns if column.filtered} <= named


def test_every_example_of_an_act_can_be_read(described: Any) -> None:
    body = described["paths"]["/api/v1/acts/{kind}"]["post"]["requestBody"]["content"]["application/json"]
    assert set(body["examples"]) == set(EXAMPLES)
    for kind, example in body["examples"].items():
        order, act = example["value"], act_of(kind)
        assert set(order["input"]) <= set(act.fields())
        parse_day(order["effective_on"])
        [read] = read_many(act.Input, [order["input"]])
        references = {name for name, field in act.fields().items() if isinstance(field, Reference)}
        refused = {refusal.field for refusal in read} if isinstance(read, list) else set()
        assert refused <= references, "invented numbers are found nowhere; all else is right"


def test_every_example_of_a_day_or_instant_can_be_read(described: Any) -> None:
    for _, _, told in operations(described):
        for parameter in told.get("parameters", []):
            for example in parameter.get("examples", []):
                if parameter["name"] in ("on", "from", "to"):
                    parse_day(example)
                if parameter["name"].endswith("known_at"):
                    parse_instant(example)


def test_every_act_is_in_the_catalogue_with_its_fields(city: Program) -> None:
    told = {each["kind"]: each for each in city.get("acts/")}
    assert set(told) == set(all_acts())
    for kind, act in all_acts().items():
        assert [field["name"] for field in told[kind]["fields"]] == list(act.fields())
        assert all(field["choices"] for field in told[kind]["fields"] if field["type"] == "choice")


@pytest.mark.parametrize("login", LOGINS)
def test_the_catalogue_says_what_is_ones_own(login: str, program_of: Any, viewer_as: Any) -> None:
    posts = viewer_as(login).posts
    for told in program_of(login).get("acts/"):
        assert told["mine"] == bool(posts & {post.code for post in act_of(told["kind"]).who})


def test_the_page_of_the_description_asks_nobody_else(client: Any) -> None:
    page = client.get("/api/v1/docs").content.decode()
    links = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert links
    assert all(link.startswith("/static/") for link in links)
    from django.contrib.staticfiles.finders import find

    assert all(Path(str(find(link.removeprefix("/static/")))).is_file() for link in links)


DOCS = Path(__file__).resolve().parents[4] / "docs"
MANUAL = (DOCS / "reference" / "api.md", DOCS / "how-to" / "use-the-api.md")


@pytest.mark.parametrize("page", MANUAL, ids=lambda page: page.name)
def test_every_address_in_the_manual_is_one_of_the_api(page: Path, described: Any) -> None:
    patterns = [re.compile(re.sub(r"\{\w+\}", r"[^/\\s`?]+", path) + "$") for path in described["paths"]]
    known = [*patterns, re.compile(r"/api/v1/(docs|openapi\.json)?$")]
    written = re.findall(r"/api/v1/[\w./{}-]*", page.read_text(encoding="utf-8"))
    assert written
    for address in written:
        assert any(pattern.match(address) for pattern in known), address
