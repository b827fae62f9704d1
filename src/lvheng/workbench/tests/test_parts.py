"""The parts of every page: how days, money, numbers, links and small lines are written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import BadRequest
from django.template import engines
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.asked import Pages, moment_of
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.reading import Reading
from lvheng.kernel.time.days import OPEN_DAY
from lvheng.workbench.sparklines import Sparkline, pairs


def rendered(source: str, address: str = "/", **context: Any) -> str:
    written: str = engines["django"].from_string(source).render(context, RequestFactory().get(address))
    return written


def reading(value: str | None, on: date = date(2025, 12, 31)) -> Reading:
    number = None if value is None else Decimal(value)
    return Reading(figure_of("register.lawyers"), on, number, 0, Decimal(0))


def test_days_are_written_as_offices_sort_them() -> None:
    assert rendered("{{ x|iso }}", x=date(2025, 3, 2)) == "2025-03-02"
    assert rendered("{{ x|iso }}", x=OPEN_DAY) == "至今"
    assert rendered("{{ x|iso }}", x=None) == ""


def test_an_instant_is_written_in_beijing_time() -> None:
    assert rendered("{{ x|iso }}", x=datetime(2025, 12, 31, 18, 5, tzinfo=UTC)) == "2026-01-01 02:05"


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        (Decimal("9999.99"), "9,999.99 元"),
        (Decimal(10_000), "1.00 万元"),
        (Decimal("39600000000"), "396.00 亿元"),
        (Decimal(-20_000), "-2.00 万元"),
        (0, "0.00 元"),
        (None, "—"),
    ],
)
def test_money_takes_the_unit_it_is_read_in(yuan: Decimal | int | None, shown: str) -> None:
    assert rendered("{{ x|money }}", x=yuan) == shown


def test_a_licence_number_is_grouped_and_what_is_no_number_does_no_harm() -> None:
    assert "1 11 05 2012 1 0 99 9017" in rendered("{{ x|licence }}", x="11105201210999017")
    assert "<script>" not in rendered("{{ x|licence }}", x="<script>")


def test_a_link_of_the_list_keeps_what_was_asked_and_begins_at_page_one() -> None:
    asked = "/l/?on=2020-12-31&kind=a&kind=b&page=3"
    assert rendered("{% query kind='c' %}", asked) == "?on=2020-12-31&amp;kind=c"
    assert rendered("{% query page=4 %}", asked) == "?on=2020-12-31&amp;kind=a&amp;kind=b&amp;page=4"
    assert rendered("{% query on=None kind=None %}", asked) == "/l/"


def test_a_link_elsewhere_keeps_the_moment_and_nothing_else() -> None:
    """Else the number opened would be another one than the number clicked."""
    asked = "/l/?on=2020-12-31&known_at=2024-01-01&kind=a"
    assert rendered("{% keep_query '/f/' %}", asked) == "/f/?on=2020-12-31&amp;known_at=2024-01-01"
    assert rendered("{% keep_query '/f/?on=2019-01-01' district='110105' %}", asked) == (
        "/f/?on=2019-01-01&amp;known_at=2024-01-01&amp;district=110105"
    )


def test_a_record_opens_at_the_moment_of_the_page() -> None:
    key = UUID(int=7)
    told = rendered("{% record 'firms' key %}", "/l/?on=2020-12-31&known_at=2024-01-01&kind=a", key=key)
    assert told == f"/work/firms/{key}/?on=2020-12-31&amp;known_at=2024-01-01"
    assert rendered("{% record 'firms' key %}", key=key) == f"/work/firms/{key}/"


def test_a_form_carries_what_it_is_told_to() -> None:
    told = rendered('{% carry "on" "kind" %}', "/l/?on=2020-12-31&known_at=2024-01-01&kind=a&kind=b&q=")
    assert told.count("<input") == 3
    assert 'name="kind" value="b"' in told
    assert rendered('{% carry "q" "kind" %}', "/l/?q=") == ""


def test_a_figure_says_its_unit_opens_its_rows_and_tells_its_change() -> None:
    text = rendered("{% figure now '/rows/' then %}", now=reading("1200"), then=reading("1300", date(2024, 12, 31)))
    assert 'href="/rows/"' in text
    assert "1,200<small>人</small>" in text
    assert "−100，自 2024-12-31" in text
    assert "—" in rendered("{% figure now %}", now=reading(None))
    assert "<a" not in rendered("{% figure x %}", x=reading("1"))


def test_a_small_line_says_in_words_what_it_shows() -> None:
    points = [(date(2023, 12, 31), 10), (date(2024, 12, 31), None), (date(2025, 12, 31), 12)]
    text = rendered("{% sparkline points target=11 unit='家' %}", points=points)
    assert 'role="img"' in text
    assert "2023-12-31 10 家，2025-12-31 12 家；目标 11 家" in text


def test_a_small_line_is_broken_where_nothing_is_known() -> None:
    points = [(date(2022, 12, 31), 9), (date(2023, 12, 31), None), (date(2025, 12, 31), 12), (date(2026, 1, 1), 13)]
    path = Sparkline(pairs(points)).svg().split('d="')[1].split('"')[0]
    assert path.count("M") == 2
    assert path.count("L") == 1


def test_of_nothing_known_nothing_is_drawn() -> None:
    assert rendered("{% sparkline points %}", points=[]) == ""
    assert rendered("{% sparkline points %}", points=[(date(2025, 1, 1), None)]) == ""


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=40), st.none() | st.floats(-1e9, 1e9), st.booleans())
def test_every_line_stays_inside_its_drawing(values: list[float], target: float | None, wide: bool) -> None:
    points = pairs([(date(2000 + at, 1, 1), value) for at, value in enumerate(values)])
    line = Sparkline(points, target, wide)
    width, height = line._size
    for day, value, _ in points:
        assert 0 <= line._x(day) <= width
        assert value is not None
        assert 0 <= line._y(value) <= height


@given(st.integers(1, 500), st.integers(0, 20_000), st.integers(1, 100))
def test_a_pager_offers_first_last_and_near(number: int, total: int, size: int) -> None:
    pages = Pages.of(RequestFactory().get("/", {"page": number}), total, size)
    assert 1 <= pages.number <= pages.last
    assert pages.near[0] == 1
    assert pages.near[-1] == pages.last
    assert pages.number in pages.near
    assert 0 <= pages.last_row - pages.first_row + (total > 0) <= size


@pytest.mark.parametrize("written", ["", "0", "-3", "x", "²", "9" * 40])
def test_a_page_that_is_no_number_is_the_first_or_last(written: str) -> None:
    assert Pages.of(RequestFactory().get("/", {"page": written}), 120).number in (1, 3)


def test_the_moment_of_an_address_is_read_as_people_write_it() -> None:
    asked = moment_of(RequestFactory().get("/", {"on": "2020年12月31日", "known_at": "2024-01-01T00:00:00+08:00"}))
    assert (asked.on, asked.known_at) == (date(2020, 12, 31), datetime(2023, 12, 31, 16, tzinfo=UTC))


def test_a_moment_that_cannot_be_read_is_refused_in_words() -> None:
    with pytest.raises(BadRequest, match="不是能识别的日期"):
        moment_of(RequestFactory().get("/", {"on": "昨天"}))
