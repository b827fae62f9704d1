"""What a few year-ends allow to be said: the interval of quant.md §5, and the pace."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.plan.forecast import LOGIT, Known, drift, pace


def ends(*values: float | None, first: int = 2019) -> list[Known]:
    return [
        Known(date(first + n, 12, 31), None if value is None else Decimal(str(value))) for n, value in enumerate(values)
    ]


@pytest.mark.parametrize(("years", "low", "middle", "high"), [(1, 376.2, 381.5, 386.9), (2, 389.1, 397.7, 406.5)])
def test_the_worked_example_comes_out(years: int, low: float, middle: float, high: float) -> None:
    known = ends(310, 325, 341, 352, 366)
    interval = drift(known, known[-1], date(2023 + years, 12, 31))
    assert interval is not None
    assert (interval.low, interval.middle, interval.high) == pytest.approx((low, middle, high), abs=0.3)


@pytest.mark.parametrize("values", [(), (310,), (310, 325), (310, None, 325, 341), (0, 0, 0, 5)])
def test_fewer_than_two_steps_give_no_interval(values: tuple[float | None, ...]) -> None:
    known = ends(*values) or [Known(date(2023, 12, 31), Decimal(300))]
    assert drift(known, known[-1], date(2026, 12, 31)) is None


def test_there_is_no_interval_for_a_day_that_has_come() -> None:
    known = ends(310, 325, 341)
    assert drift(known, known[-1], known[-1].day) is None


def test_what_is_needed_stands_beside_the_best_year_seen() -> None:
    known = ends(100, 110, 112, first=2021)
    wanted = pace(known, known[-1], date(2025, 12, 31), 140.0)
    assert wanted is not None
    assert wanted.needed == pytest.approx(11.8, abs=0.1)
    assert wanted.best == pytest.approx(10.0)
    assert wanted.best_year == 2022
    assert not wanted.reachable


def test_a_target_reached_needs_no_pace() -> None:
    known = ends(100, 110)
    assert pace(known, known[-1], date(2025, 12, 31), 110.0) is None


@given(st.lists(st.floats(1, 99), min_size=3, max_size=8))
def test_shares_stay_between_0_and_100(values: list[float]) -> None:
    known = ends(*(round(value, 3) for value in values))
    interval = drift(known, known[-1], date(2030, 12, 31), LOGIT)
    assert interval is None or 0 <= interval.low <= interval.middle <= interval.high <= 100


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=8), st.integers(2, 1000))
def test_the_interval_follows_a_change_of_unit(values: list[int], factor: int) -> None:
    known, scaled = ends(*values), ends(*(value * factor for value in values))
    due = date(2028, 12, 31)
    one, other = drift(known, known[-1], due), drift(scaled, scaled[-1], due)
    assert one is not None
    assert other is not None
    assert other.middle == pytest.approx(one.middle * factor, rel=1e-6)
