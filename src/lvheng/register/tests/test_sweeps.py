"""A sweep over many days answers what each day answers alone: for every figure, belief and part of the city."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvheng.kernel.access.viewer import EVERYTHING, Scope
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.figures.figure import Figure, all_figures, figure_of
from lvheng.kernel.figures.reading import Narrowing, read, series
from lvheng.kernel.figures.standing import Standing
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import month_ends
from lvheng.register import sets
from lvheng.register.acts.merge_persons import MergePersons
from lvheng.register.tests.histories import History
from lvheng.register.tests.invented import do
from lvheng.register.tests.oracle import DAYS

pytestmark = [pytest.mark.django_db, pytest.mark.long]

OURS = [figure for figure in all_figures() if figure.room == "register"]
PAIRS = replace(
    figure_of("register.firms_100"),
    code="register_test.firms_2",
    rows=replace(sets.LARGE_FIRMS, of=replace(sets.AT_LEAST_100, least=2)),
)
"""Firms of two lawyers and more: no history has one of a hundred."""


@pytest.fixture(params=range(8))
def history(request: pytest.FixtureRequest, db: None) -> History:
    """A history in which some people turn out to be one."""
    played = History(Random(request.param))
    played.play(32)
    for _ in range(4):
        kept, duplicate = played.random.sample(list(played.truth.licence), 2)
        with suppress(ActRefused):
            do(MergePersons, DAYS[played.day()], kept=kept, duplicate=duplicate)
    return played


def narrowings(history: History) -> list[Narrowing]:
    somewhere = Scope(districts=frozenset({"110105", "110117"}), persons=frozenset(list(history.truth.licence)[:2]))
    return [
        Narrowing(history.scope),
        Narrowing(EVERYTHING),
        Narrowing(somewhere),
        Narrowing(EVERYTHING, "110112"),
    ]


def test_every_figure_of_the_register_is_swept() -> None:
    assert [figure.code for figure in OURS if not isinstance(figure.rows, Standing)] == []


def test_a_sweep_is_its_days_one_by_one(history: History) -> None:
    for figure in (*OURS, PAIRS):
        for known_at in (None, history.random.choice(history.beliefs)[0]):
            for narrowing in narrowings(history):
                swept = series(figure, DAYS, known_at, narrowing)
                assert swept == [read(figure, Moment(day, known_at), narrowing) for day in DAYS], figure.code


def test_days_between_changes_and_days_twice_asked_are_answered_alike(history: History) -> None:
    days = month_ends(date(2017, 6, 1), date(2022, 3, 31))
    for figure in (*OURS, PAIRS):
        assert series(figure, [*days, *days[::-1]]) == [read(figure, Moment(day)) for day in days], figure.code


@pytest.mark.parametrize("figure", OURS, ids=lambda figure: figure.code)
def test_thirty_six_months_are_one_question(figure: Figure, db: None) -> None:
    days = month_ends(date(2022, 1, 1), date(2024, 12, 31))
    assert len(days) == 36
    with CaptureQueriesContext(connection) as asked:
        series(figure, days)
    about_rows = [query for query in asked if "min(valid_from)" not in query["sql"] and "from" in query["sql"]]
    assert len(about_rows) == (1 if figure.whole is None else 2)
