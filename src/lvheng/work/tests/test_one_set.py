"""Of every figure over registers of this shape: number, list, export, parts and series are one set, after any acts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from random import Random
from uuid import UUID

import pytest
from django.db import connection

from lvheng.kernel.figures.figure import Figure, Measure, SetSql, all_figures
from lvheng.kernel.figures.listing import Question, count, export, listing_of, page
from lvheng.kernel.figures.movement import Movement, account
from lvheng.kernel.figures.reading import ALL, by_district, digest, read, series
from lvheng.kernel.rows import Moment, Row
from lvheng.register.tests.invented import instant
from lvheng.work.registers import acts_by_verb
from lvheng.work.registry import all_registers
from lvheng.work.tests.invented_histories import DAYS, History

pytestmark = [pytest.mark.django_db, pytest.mark.long]
BEGUN = [register for register in all_registers() if "enter" in acts_by_verb(register)]
"""Registers whose rows begin by an act of this shape: of others histories tell nothing."""
ROOMS = sorted({register.model._meta.app_label for register in BEGUN} - {"kernel"})
ACTS = 90
LAST = date(2023, 1, 10)


def tables_of(room: str) -> set[type[Row]]:
    return {each.model for each in all_registers() if each.code.partition(".")[0] == room or _app(each.model) == room}


def _app(model: type[Row]) -> str:
    return model._meta.app_label


def ours(room: str) -> list[Figure]:
    """The figures that rest on the room's tables."""
    return [figure for figure in all_figures() if figure.room != "register" and tables_of(room) & set(figure.sources)]


@pytest.fixture(params=ROOMS)
def room(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def played(room: str, seed: int) -> History:
    registers = [each for each in BEGUN if each.model in tables_of(room)]
    history = History(Random(seed), registers)
    history.play(ACTS)
    assert history.done > 1, "something must have happened for it to prove anything"
    return history


def subjects(rows: SetSql, moment: Moment) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(f"select subject from ({rows(moment)}) s", moment.parameters())
        return {row[0] for row in cursor.fetchall()}


def asked(figure: Figure, moment: Moment) -> Question:
    listing = listing_of(figure.listing)
    return Question(listing=listing, moment=moment, narrowing=ALL, columns=listing.columns, rows=figure.rows)


@pytest.mark.parametrize("seed", range(3))
def test_number_list_export_and_parts_are_one_set(room: str, seed: int) -> None:
    history = played(room, seed)
    random = Random(seed)
    instants: list[datetime | None] = [None, *history.instants[-2:]]
    for figure in ours(room):
        moment = Moment(random.choice([*DAYS, LAST]), random.choice(instants))
        where = f"{figure.code} on {moment.on} as known at {moment.known_at}"
        reading, question = read(figure, moment), asked(figure, moment)
        lines = page(question, 0, 10_000)
        assert reading.rows == count(question) == len(lines), where
        assert [line.subject for line in export(question)] == [line.subject for line in lines], where
        parts = by_district(figure, moment)
        assert sum(part.rows for part in parts.values()) == reading.rows, where
        if figure.measure is Measure.SUM:
            assert sum((Decimal(line.value) for line in lines), Decimal(0)) == reading.total, where
        if figure.measure is Measure.RATIO and figure.whole is not None:
            assert {line.subject for line in lines} <= subjects(figure.whole, moment), where


def test_a_series_is_each_day_by_itself_and_a_movement_balances(room: str) -> None:
    history = played(room, 5)
    for figure in ours(room):
        told = series(figure, [*DAYS, LAST])
        assert [each.rows for each in told] == [read(figure, Moment(each.on)).rows for each in told], figure.code
        moved = account(Movement(figure, Moment(DAYS[2]), Moment(DAYS[6]), ALL))
        assert moved.residual == 0, figure.code
        assert moved.unexplained == 0, figure.code
    assert history.done


def test_what_was_read_is_read_again_after_any_later_acts(room: str) -> None:
    history = played(room, 8)
    history.play(1)
    at, day = instant(), DAYS[5]
    before = [(figure, read(figure, Moment(day)), digest(figure, Moment(day))) for figure in ours(room)]
    history.play(40)
    for figure, reading, mark in before:
        assert read(figure, Moment(day, at)) == reading, figure.code
        assert digest(figure, Moment(day, at)) == mark, figure.code
