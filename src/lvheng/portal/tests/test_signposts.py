"""What programs read of the public site: which pages there are, which are not for them, and whom to tell of a weakness."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from lvheng.kernel.time.clock import now
from lvheng.portal.tests.conftest import Little

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def pages(section: str) -> list[ET.Element]:
    return ET.fromstring(read(f"/sitemap-{section}.xml")).findall("s:url", NAMES)  # noqa: S314 - our own answer


def test_nobody_indexes_a_demonstration() -> None:
    robots = RobotFileParser()
    robots.parse(read("/robots.txt").splitlines())
    assert not robots.can_fetch("anybody", "/")


def test_search_engines_read_records_and_not_answers(settings: Any) -> None:
    settings.DEMONSTRATION = False
    robots = RobotFileParser()
    text = read("/robots.txt")
    robots.parse(text.splitlines())
    told = {
        path: robots.can_fetch("anybody", path) for path in ("/", "/en/figures/", "/search?q=a", "/work/", "/api/v1/")
    }
    assert told == {"/": True, "/en/figures/": True, "/search?q=a": False, "/work/": False, "/api/v1/": False}
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_every_page_of_the_sitemap_opens_in_both_languages() -> None:
    listed = [each.findtext("s:loc", "", NAMES).removeprefix("http://testserver") for each in pages("pages")]
    assert {"/", "/en/", "/plan/", "/en/figures/"} <= set(listed)
    assert {Client().get(path).status_code for path in listed} == {200}
    for each in pages("pages"):
        assert {link.get("hreflang") for link in each.findall("x:link", NAMES)} == {"zh-hans", "en"}


def test_firms_are_listed_and_nobody_s_record_is(little: Little) -> None:
    index = read("/sitemap.xml")
    assert index.count("<loc>") == 2
    text = read("/sitemap-firms.xml")
    assert f"http://testserver/firms/{little.firm}/" in text
    assert f"http://testserver/en/firms/{little.firm}/" in text
    assert "/lawyers/" not in text
    assert Client().get("/sitemap-lawyers.xml").status_code == 404


def test_whom_to_tell_of_a_weakness(settings: Any) -> None:
    assert Client().get("/.well-known/security.txt").status_code == 404, "nobody is named"
    settings.SECURITY_CONTACT = "mailto:security@example.gov.cn"
    told = dict(line.split(": ", 1) for line in read("/.well-known/security.txt").splitlines())
    until = datetime.fromisoformat(told["Expires"])
    assert now().astimezone(UTC) < until < now() + timedelta(days=365), "RFC 9116 2.5.5"
    assert told["Contact"] == "mailto:security@example.gov.cn"
    assert told["Canonical"] == "http://testserver/.well-known/security.txt"
