"""Kept readings: served again only while nothing in their registers has changed, and never a moment longer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Event, Thread
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from psycopg.conninfo import conninfo_to_dict

from lvheng.kernel.access.viewer import EVERYTHING, SYSTEM_VIEWER, Scope
from lvheng.kernel.acts.organisations import AppointStaff, EnterOrganisation, NewOrganisation, NewStaff
from lvheng.kernel.acts.perform import perform
from lvheng.kernel.acts.reverse import Reverse, Reversed
from lvheng.kernel.figures import kept
from lvheng.kernel.figures.figure import Figure, figure_of
from lvheng.kernel.figures.models import KeptReading
from lvheng.kernel.figures.reading import Narrowing, read, series
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.subjects.models import Organisation, OrganisationKind, Seat
from lvheng.kernel.time.clock import now

DAY = date(2025, 12, 31)
ORGANS = Figure(
    code="kernel_test.organs",
    title="机关",
    unit="家",
    rows=lambda m: (
        "select o.subject, o.subject as organisation, s.district, 1::numeric as value, array[o.id] versions"
        f" from {m.asof(Organisation)} o join {m.asof(Seat)} s on s.organisation = o.subject where o.kind = 'organ'"
    ),
    sources=(Organisation, Seat),
    definition="机关的数目",
    listing="",
)


@pytest.fixture
def committing(fresh_database: Any, django_db_blocker: Any) -> Iterator[str]:
    """This thread's connection to a database of its own, where it may commit."""
    before: dict[str, Any] = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        point_at(fresh_database.app)
        yield str(fresh_database.app)
        connection.close()
        connection.settings_dict.update(before)


def point_at(conninfo: str) -> None:
    """Leads this thread's connection to another database."""
    connection.close()
    parts = conninfo_to_dict(conninfo)
    named = {key: str(parts.get(name) or "") for key, name in (("NAME", "dbname"), ("USER", "user"), ("HOST", "host"))}
    connection.settings_dict.update({**named, "OPTIONS": {}})


@contextmanager
def request() -> Iterator[None]:
    """What the middleware opens around a page."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read")
        yield


def ask(scope: Scope = EVERYTHING) -> int:
    with request():
        return kept.series_of({ORGANS: [DAY]}, scope=scope)[ORGANS.code][DAY].rows


def enter(on: date = date(2020, 1, 1)) -> tuple[int, UUID]:
    given = NewOrganisation(name="某局", kind=OrganisationKind.ORGAN, district="110105", subject=uuid4())
    done = perform(EnterOrganisation, given, actor=SYSTEM_VIEWER, effective_on=on, basis="测试")
    return done.entry, done.subject


def counted() -> int:
    return read(ORGANS, Moment(DAY)).rows


def test_a_second_asking_reads_no_register(committing: str) -> None:
    enter()
    first = ask()
    with patch.object(kept, "in_full", side_effect=AssertionError("read again")):
        assert ask() == first == counted()


def test_an_act_changes_the_answer_at_once(committing: str) -> None:
    before = ask()
    enter()
    assert ask() == before + 1 == counted()


def test_an_act_taken_back_changes_it_back(committing: str) -> None:
    before = ask()
    entry, subject = enter()
    assert ask() == before + 1
    given = Reversed(entry=entry, subject=subject)
    perform(Reverse, given, actor=SYSTEM_VIEWER, effective_on=DAY, basis="测试")
    assert ask() == before == counted()


def test_a_reading_that_missed_an_act_is_right_for_its_page_and_served_to_nobody_after(committing: str) -> None:
    before = ask()
    KeptReading.objects.all().delete()
    with request():
        Organisation.rows.count()  # the snapshot is taken here
        _elsewhere(committing)
        assert kept.series_of({ORGANS: [DAY]})[ORGANS.code][DAY].rows == before
    assert ask() == before + 1


def test_an_act_in_flight_while_a_reading_is_kept_is_found_when_it_commits(committing: str) -> None:
    """Its instant and its keys are older than the reading; only its transaction tells that the reading missed it."""
    begun, go_on = Event(), Event()
    thread = Thread(target=_act_held_open, args=(committing, begun, go_on))
    thread.start()
    assert begun.wait(20)
    before = ask()
    enter()  # a later act, with later keys, commits first
    assert ask() == before + 1
    go_on.set()
    thread.join()
    assert ask() == before + 2 == counted()


def test_an_act_that_touches_other_tables_leaves_the_reading_kept(committing: str) -> None:
    enter()
    before = ask()
    staff = NewStaff(organisation=organisation_key("city_bureau"), post="city_staff", holder=uuid4())
    perform(AppointStaff, staff, actor=SYSTEM_VIEWER, effective_on=DAY, basis="测试")
    with patch.object(kept, "in_full", side_effect=AssertionError("read again")):
        assert ask() == before


def test_another_scope_is_another_reading(committing: str) -> None:
    enter()
    here, everywhere = Scope(districts=frozenset({"110105"})), ask()
    for scope in (here, EVERYTHING, Scope(persons=frozenset({uuid4()}))):
        for _ in range(2):
            assert ask(scope) == read(ORGANS, Moment(DAY), Narrowing(scope)).rows
    assert 0 < ask(here) < everywhere
    assert set(KeptReading.objects.values_list("scope", flat=True)) == {"*", "110105"}


def test_only_the_days_asked_are_answered_whatever_else_is_kept(committing: str) -> None:
    other = replace(ORGANS, code="kernel_test.other")
    with request():
        kept.series_of({ORGANS: [DAY, date(2024, 12, 31)]})
    with request():
        found = kept.series_of({ORGANS: [DAY], other: [date(2024, 12, 31)]})
    assert {code: list(told) for code, told in found.items()} == {ORGANS.code: [DAY], other.code: [date(2024, 12, 31)]}


def test_on_no_days_there_is_no_reading(db: None) -> None:
    assert series(ORGANS, []) == series(figure_of("register.firms"), []) == []


def test_another_version_is_another_reading(committing: str) -> None:
    ask()
    none = replace(ORGANS, version="2", rows=lambda m: f"select * from ({ORGANS.rows(m)}) o where false")
    with request():
        assert kept.series_of({none: [DAY]})[none.code][DAY].rows == 0


def test_what_was_once_believed_is_not_kept(committing: str) -> None:
    with request():
        kept.series_of({ORGANS: [DAY]}, now())
    assert not KeptReading.objects.filter(figure=ORGANS.code).exists()


def _act_held_open(conninfo: str, begun: Event, go_on: Event) -> None:
    point_at(conninfo)
    with transaction.atomic():
        enter()
        begun.set()
        go_on.wait(20)
    connection.close()


def _elsewhere(conninfo: str) -> None:
    """An act committed by another process: here by another thread with a connection of its own."""

    def act() -> None:
        point_at(conninfo)
        enter()
        connection.close()

    thread = Thread(target=act)
    thread.start()
    thread.join()


def test_a_spread_is_kept_beside_its_reading_and_goes_with_it(committing: str) -> None:
    def told() -> tuple[int, int]:
        with request():
            reading = kept.series_of({ORGANS: [DAY]})[ORGANS.code][DAY]
            found = kept.spread_of(reading, Decimal(2))
            return found.rows, found.short

    enter()
    before = told()
    with patch.object(kept, "spread", side_effect=AssertionError("asked again")):
        assert told() == before
    enter()
    assert told() == (before[0] + 1, before[1] + 1)
