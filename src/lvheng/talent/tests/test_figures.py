"""The figures of talent in the demonstration: a part is never larger than its whole, and every target finds its rows."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.listing import Question, count, listing_of, page
from lvheng.kernel.figures.reading import ALL, read
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today
from lvheng.talent.choices import Tier

pytestmark = pytest.mark.django_db
DAYS = [date(year, 12, 31) for year in range(2016, 2026)]
CODES = (
    *(f"talent.{part}{tier.value}" for part in ("", "foreign_") for tier in Tier),
    *("talent.foreign_model_firms", "talent.world_class_firms", "talent.foreign_programme_trained"),
    *("talent.incubated", "talent.honours", "talent.firm_honours"),
)


def rows_of(code: str, on: date) -> set[object]:
    figure = figure_of(code)
    listing = listing_of(figure.listing)
    question = Question(
        listing=listing, moment=Moment(on), narrowing=ALL, columns=listing.columns[:1], rows=figure.rows
    )
    lines = page(question, 0, 10_000)
    assert len(lines) == count(question) == read(figure, Moment(on)).rows
    return {line.subject for line in lines}


@pytest.mark.parametrize("tier", Tier)
def test_the_foreign_related_are_a_part_of_their_tier_on_every_day(tier: Tier) -> None:
    for day in (*DAYS, today()):
        part, whole = rows_of(f"talent.foreign_{tier.value}", day), rows_of(f"talent.{tier.value}", day)
        assert part <= whole, day


@pytest.mark.parametrize("code", CODES)
def test_every_figure_has_rows_and_its_list_shows_them(code: str) -> None:
    assert any(rows_of(code, day) for day in DAYS)


def test_the_programme_counts_each_year_anew() -> None:
    trained = [read(figure_of("talent.foreign_programme_trained"), Moment(day)) for day in DAYS]
    begun = [reading.rows for reading in trained if reading.begun]
    assert begun[-3:] == [reading.rows for reading in trained[-3:]]
    assert all(begun[-3:])
    assert not any(begun[:-3])


def test_pools_grow_from_year_to_year() -> None:
    for tier in Tier:
        values = [read(figure_of(f"talent.{tier.value}"), Moment(day)).rows for day in DAYS]
        assert values[0] < values[4] < values[-1]
