"""Number, list, export and districts of every figure are one set: now, on past days, and as it was known then.

Histories of real acts are played beside an oracle that shares no code with the product (`oracle.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from random import Random
from uuid import UUID

import pytest

from lvheng.kernel.access.viewer import EVERYTHING, Scope
from lvheng.kernel.figures.attribution import contributions
from lvheng.kernel.figures.figure import Figure, Measure, all_figures
from lvheng.kernel.figures.listing import Question, count, export, listing_of, page
from lvheng.kernel.figures.movement import Movement, Way, account
from lvheng.kernel.figures.reading import Narrowing, by_district, by_part, digest, read, series
from lvheng.kernel.rows import Moment
from lvheng.register.tests.histories import History
from lvheng.register.tests.moved import moved_by
from lvheng.register.tests.oracle import DAYS, FIGURES, Part, Truth

pytestmark = [pytest.mark.django_db, pytest.mark.long]

SEEDS = range(12)
ACTS = 32
MOMENTS = 3  # of each history, so many pairs of day and instant are looked at
OURS = [figure for figure in all_figures() if figure.room == "register"]
Rows = Mapping[UUID, Part]
Pair = tuple[int, datetime | None, Truth]


@pytest.fixture(params=SEEDS)
def history(request: pytest.FixtureRequest, db: None) -> History:
    played = History(Random(request.param))
    played.play(ACTS)
    assert played.done > played.refused / 2, "most of a history must have happened for it to prove anything"
    return played


def moments(history: History, random: Random) -> list[tuple[int, datetime | None, Truth]]:
    """Some days with the instant of belief (None: now) and what was believed then."""
    beliefs: list[tuple[datetime | None, Truth]] = [*history.beliefs, (None, history.truth)]
    chosen = [beliefs[-1], *random.sample(beliefs, MOMENTS)]
    return [(random.randrange(len(DAYS)), known_at, truth) for known_at, truth in chosen]


def total(rows: Rows) -> Decimal:
    return Decimal(sum(value for value, _ in rows.values()))


def believed(figure: Figure, truth: Truth, day: int) -> Rows:
    return FIGURES[figure.code](truth, day)


def test_every_figure_of_the_register_has_its_second_opinion() -> None:
    assert {figure.code for figure in OURS} == set(FIGURES)


def test_number_list_export_and_districts_are_one_set(history: History) -> None:
    random, scope = Random(1), history.scope
    for figure in OURS:
        for day, known_at, truth in moments(history, random):
            rows, moment = believed(figure, truth, day), Moment(DAYS[day], known_at)
            narrowing = Narrowing(scope)
            reading = read(figure, moment, narrowing)
            where = f"{figure.code} on {DAYS[day]} as known at {known_at}"
            assert reading.rows == len(rows), where
            listing = listing_of(figure.listing)
            asked = Question(
                listing=listing, moment=moment, narrowing=narrowing, columns=listing.columns, rows=figure.rows
            )
            assert count(asked) == len(rows), where
            assert {line.subject for line in page(asked, 0, 10_000)} == set(rows), where
            assert [line.subject for line in export(asked)] == [line.subject for line in page(asked, 0, 10_000)], where
            parts = by_district(figure, moment, scope)
            told = Counter(district or "" for _, district in rows.values())
            assert {district: part.rows for district, part in parts.items() if part.rows} == told, where
            for district in filter(None, told):
                assert read(figure, moment, Narrowing(scope, district)).rows == told[district], where
            if figure.measure is Measure.SUM and figure.code != "register.tax":
                assert reading.total == total(rows), where
                assert sum(part.total for part in parts.values()) == total(rows), where


def test_a_series_is_what_was_true_on_each_day(history: History) -> None:
    random, narrowing = Random(2), Narrowing(history.scope)
    for figure in OURS:
        _, known_at, truth = moments(history, random)[-1]
        readings = series(figure, DAYS, known_at, narrowing)
        assert [reading.on for reading in readings] == DAYS
        assert [reading.rows for reading in readings] == [len(believed(figure, truth, n)) for n in range(len(DAYS))]


def movements(history: History, seed: int, figures: Sequence[Figure] = OURS) -> Iterator[tuple[Figure, Pair, Pair]]:
    """Each figure with two random moments of the history, the later day second, and what was believed at each."""
    random = Random(seed)
    for figure in figures:
        pair = random.sample(moments(history, random), 2)
        days = sorted(day for day, _, _ in pair)
        (_, known1, truth1), (_, known2, truth2) = pair
        yield figure, (days[0], known1, truth1), (days[1], known2, truth2)


def test_movement_tells_by_name_who_moved_and_why(history: History) -> None:
    narrowing = Narrowing(history.scope)
    told = [figure for figure in OURS if figure.code != "register.tax"]  # the histories' returns declare revenue only
    for figure, (day1, known1, truth1), (day2, known2, truth2) in movements(history, 3, told):
        start, end = believed(figure, truth1, day1), believed(figure, truth2, day2)
        start_now = believed(figure, truth2, day1)
        moved = Movement(figure, Moment(DAYS[day1], known1), Moment(DAYS[day2], known2), narrowing)
        assert moved_by(moved, Way.JOINED) == {key: (None, end[key][0]) for key in end.keys() - start_now.keys()}
        assert moved_by(moved, Way.LEFT) == {key: (start_now[key][0], None) for key in start_now.keys() - end.keys()}
        assert moved_by(moved, Way.CHANGED) == {
            key: (start_now[key][0], end[key][0])
            for key in end.keys() & start_now.keys()
            if end[key][0] != start_now[key][0]
        }
        assert moved_by(moved, Way.CORRECTED) == {
            key: (_value(start, key), _value(start_now, key))
            for key in start.keys() | start_now.keys()
            if _value(start, key) != _value(start_now, key)
        }


def test_a_movement_balances_and_its_counts_are_its_lists(history: History) -> None:
    """Also of a part of the city, where people come from elsewhere and go elsewhere."""
    for figure, (day1, known1, _), (day2, known2, _) in movements(history, 5):
        for narrowing in (
            Narrowing(history.scope),
            Narrowing(EVERYTHING, "110105"),
            Narrowing(Scope(districts=frozenset({"110117"}))),
        ):
            moved = Movement(figure, Moment(DAYS[day1], known1), Moment(DAYS[day2], known2), narrowing)
            told = account(moved)
            assert told.residual == 0, figure.code
            assert told.unexplained == 0, figure.code
            for way in moved.ways:
                assert told.rows(way) == count(moved.question(way))
                for flow in told.of(way) if way is not Way.CHANGED else []:  # all of them changed for one cause
                    asked = replace(moved.question(way), filters={"cause": [flow.cause]})
                    assert (flow.rows, flow.title) == (count(asked), asked.listing.columns[1].word(flow.cause))


def test_a_change_is_what_its_parts_contributed(history: History) -> None:
    for figure, (day1, known1, _), (day2, known2, _) in movements(history, 6):
        narrowing, ends = Narrowing(history.scope), (Moment(DAYS[day1], known1), Moment(DAYS[day2], known2))
        first, last = (read(figure, moment, narrowing) for moment in ends)
        for partition in (None, *figure.partitions):
            parts = [by_part(figure, moment, narrowing, partition) for moment in ends]
            for whole, part in zip((first, last), parts, strict=True):
                assert sum(each.rows for each in part.values()) == whole.rows, figure.code
            told = contributions(first, last, *parts)
            if first.value is None or last.value is None:
                assert told == []
            else:
                added = sum((each.total for each in told), Decimal(0))
                assert abs(added - (last.value - first.value)) < Decimal("1e-15"), figure.code


def _value(rows: Rows, key: UUID) -> object:
    return rows[key][0] if key in rows else None


def test_what_was_read_at_an_instant_is_read_again_for_ever(db: None) -> None:
    """Every reading, with its digest, is taken when it is the present, and again when everything is over."""
    history, taken = History(Random(77)), []
    history.play(0)
    random = Random(4)
    for _ in range(18):
        history.play(2)
        known_at, scope = history.beliefs[-1][0], Narrowing(history.scope)
        for figure in random.sample(OURS, 4):
            day = random.choice(DAYS)
            now = Moment(day)
            taken.append((figure, Moment(day, known_at), scope, read(figure, now, scope), digest(figure, now, scope)))
    for figure, moment, scope, then, mark in taken:
        assert read(figure, moment, scope) == then
        assert digest(figure, moment, scope) == mark
