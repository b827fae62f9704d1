"""A line says how it stands to its floor and to its goal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.benchmarks.measured import Measured, percentile, percentiles, seconds

TIMES = st.lists(st.floats(0, 1_000), min_size=1, max_size=50)


@given(TIMES, st.integers(1, 99))
def test_a_percentile_lies_within_its_times_and_grows_with_the_percentage(times: list[float], percent: int) -> None:
    slack = 1e-9 * max(times)
    assert min(times) - slack <= percentile(times, percent) <= max(times) + slack
    assert percentile(times, percent) <= percentile(times, 99) + slack


def test_the_middle_of_a_hundred_and_one_times_is_the_middle_one() -> None:
    assert percentile(list(range(101)), 50) == 50
    assert percentile(list(range(101)), 95) == 95


@pytest.mark.parametrize(("value", "met"), [(24.9, True), (25, True), (25.1, False)])
def test_a_goal_is_the_most_that_may_be(value: float, met: bool) -> None:
    assert Measured(name="act", title="转所", value=value, unit="毫秒", goal=25).met is met


@pytest.mark.parametrize(("value", "met"), [(1_999, False), (2_000, True), (9_000, True)])
def test_of_a_pace_the_goal_is_the_least(value: float, met: bool) -> None:
    told = Measured(
        name="public", title="公众", value=value, unit="次每秒", floor=18_000, goal=2_000, more_is_better=True
    )
    assert told.met is met
    assert told.ratio == 18_000 / value


def test_what_has_no_goal_and_no_floor_is_neither_met_nor_missed() -> None:
    told = Measured(name="import_acts", title="行为", value=3, unit="件").as_json()
    assert told == {
        "name": "import_acts",
        "title": "行为",
        "unit": "件",
        "value": 3,
        "failed": "",
        **dict.fromkeys(("p50", "p95", "floor", "ratio", "goal", "met")),
    }


def test_times_are_told_in_milliseconds_at_the_95th_percentile_against_the_floors() -> None:
    line = percentiles("act", "转所", [0.002] * 9, [0.001] * 9, 25)
    assert (line.value, line.p50, line.floor, line.ratio) == (2, 2, 1, 2)


def test_what_is_timed_is_done_with_what_it_is_given() -> None:
    done: list[int] = []
    assert seconds(done.append, 7) >= 0
    assert done == [7]
