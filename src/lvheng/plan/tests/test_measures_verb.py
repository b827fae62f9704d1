"""`./lvheng measures`: every target and measure once, live only if counted, each with a page that exists."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

import pytest

from lvheng.kernel.figures.figure import is_live
from lvheng.verbs import measures

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], db: None) -> list[dict[str, Any]]:
    assert measures.run(argparse.Namespace(json=True)) == 0
    answer: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return answer


def test_all_of_them_once(told: list[dict[str, Any]]) -> None:
    assert len(told) == 148
    assert len({each["id"] for each in told}) == 148


def test_live_means_counted_from_rows(told: list[dict[str, Any]]) -> None:
    assert all(each["live"] is any(is_live(code) for code in each["figures"]) for each in told)
    live = {each["id"] for each in told if each["live"]}
    assert {"T3.1", "T3.2", "T3.3", "T3.5", "T3.6", "T4.2", "T4.3"} <= live
    assert {"12.2", "13.1", "14.1", "14.5", "16.1", "17.1", "20.2"} <= live


def test_every_address_exists(told: list[dict[str, Any]], client_as: Callable[[str], Any]) -> None:
    client = client_as("demo-city")
    page = client.get("/work/plan/").content.decode()
    for address in {each["url"] for each in told}:
        path, _, anchor = address.partition("#")
        if anchor:
            assert f'id="{anchor}"' in page, address
        else:
            assert client.get(path).status_code == 200, address
