"""An allowance gives as much as it holds, then as much as flows in; whoever waits is told how long; nobody is counted twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory, override_settings

from lvheng.kernel.access.pace import Pace, address_of, forget_spent


def later(seconds: float) -> None:
    """As if so much time had passed."""
    with connection.cursor() as cursor:
        cursor.execute("update kernel_pace set spent_until = spent_until - %s * interval '1 s'", [seconds])


def remembered() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from kernel_pace")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_an_allowance_is_spent_and_comes_back() -> None:
    pace = Pace("test", rate=0.01, size=3)
    assert [pace.take("a") for _ in range(3)] == [0, 0, 0]
    assert 95 < pace.take("a") <= 100, "one request comes back in 100 seconds"
    later(100)
    assert pace.take("a") == 0
    assert pace.take("a") > 95
    later(1_000_000)
    assert [pace.take("a") > 0 for _ in range(4)] == [False, False, False, True], "it never holds more than its size"


@pytest.mark.django_db
def test_one_does_not_spend_what_is_anothers() -> None:
    pace, other = Pace("test", rate=0.01, size=1), Pace("other", rate=0.01, size=1)
    assert (pace.take("a"), pace.take("b"), other.take("a")) == (0, 0, 0)
    assert pace.take("a") > 0


@pytest.mark.django_db
def test_whoever_may_ask_as_much_as_anybody_is_forgotten() -> None:
    before = remembered()
    Pace("test", rate=0.01, size=3).take("a")
    forget_spent()
    assert remembered() == before + 1
    later(100)
    forget_spent()
    assert remembered() == 0


def test_of_many_at_once_no_more_get_in_than_may(at_once: Callable[..., list[Any]]) -> None:
    """As if several programs of ours were asked at the same time."""
    pace = Pace("test", rate=0.001, size=5)
    waits = at_once(*[lambda: [pace.take("a") for _ in range(3)] for _ in range(4)])
    assert sum(wait == 0 for told in waits for wait in told) == 5


@pytest.mark.parametrize(
    ("address", "asker"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_an_asker_is_an_address_or_a_subscribers_network(address: str, asker: str) -> None:
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=address)) == asker


@pytest.mark.parametrize(("behind", "asker"), [(True, "198.51.100.9"), (False, "192.0.2.7")])
def test_a_forwarded_address_counts_only_behind_our_proxy(behind: bool, asker: str) -> None:
    """And then the one that our proxy wrote, not what the visitor put before it."""
    told = {"X-Forwarded-For": "203.0.113.1, 198.51.100.9"}
    with override_settings(BEHIND_PROXY=behind):
        assert address_of(RequestFactory().get("/", headers=told, REMOTE_ADDR="192.0.2.7")) == asker
