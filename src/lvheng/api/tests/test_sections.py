"""A record over the API says of the rooms' registers what its page says."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import Any

import pytest

from lvheng.api.tests.program import Program
from lvheng.association.models import Committee
from lvheng.kernel.rows import Row
from lvheng.kernel.time.days import today
from lvheng.register.models import OverseasOffice
from lvheng.register.references import ORGANISATION, PERSON
from lvheng.work.record import naming

HEADED = re.compile(r"<h2>([^<]+?) (\d+)(?: <a[^>]*>登记</a>)?</h2>")


def most_said_of(of: str) -> str:
    """Whom the rooms' registers name most often."""
    named: Counter[Any] = Counter()
    for register, columns in naming(of):
        model: type[Row] = register.model
        named.update(set(model.rows.on(today()).exclude(**{columns[0]: None}).values_list(columns[0], flat=True)))
    return str(named.most_common(1)[0][0])


@pytest.mark.parametrize(("path", "of"), [("lawyers", PERSON), ("firms", ORGANISATION)])
def test_the_sections_are_those_of_the_page(city: Program, client_as: Any, path: str, of: str) -> None:
    subject = most_said_of(of)
    sections = city.get(f"{path}/{subject}")["sections"]
    shown = HEADED.findall(unescape(client_as("demo-city").get(f"/work/{path}/{subject}/").content.decode()))
    told = [(each["title"], str(each["total"])) for each in sections]
    assert told == [each for each in shown if each in told]
    assert len(told) >= 2
    for each in sections:
        assert city.get(f"lists/{each['listing']}", size=1, all="1")["total"] > 0
        assert each["rows"][0]["entry"] > 0
        assert set(each["rows"][0]["words"]) <= set(each["rows"][0]["cells"])


def test_the_public_is_told_none(city: Program, public: Program) -> None:
    subject = most_said_of(PERSON)
    assert city.get(f"lawyers/{subject}")["sections"]
    assert public.get(f"lawyers/{subject}")["sections"] == []


def test_a_thing_has_a_record_of_its_own(city: Program, program_of: Any, public: Program) -> None:
    subject = Committee.rows.on(today()).order_by("name")[0].subject
    told = city.get(f"records/association.committee/{subject}")
    assert told["listing"] == "association_committee"
    assert told["row"]["subject"] == str(subject)
    assert told["version"] >= 1
    assert told["timeline"]
    assert {each["code"] for each in told["sections"]} == {"association.committee_member"}
    assert program_of("demo-lawyer").ask(f"records/association.committee/{subject}").status_code == 403
    assert public.ask(f"records/association.committee/{subject}").status_code == 404
    assert city.ask(f"records/association.nothing/{subject}").status_code == 404
    assert city.ask(f"records/talent.pool_member/{subject}").status_code == 404, "no thing"


def test_an_office_abroad_has_a_record(city: Program) -> None:
    office = OverseasOffice.rows.on(today()).order_by("subject")[0]
    told = city.get(f"offices/{office.subject}")
    assert told["row"]["cells"]["name"] == office.name
    assert "register.close_overseas_office" in told["offered"]
