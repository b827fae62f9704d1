"""Exact intervals: the expected numbers of quant.md §4, and that they hold what was seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.plan.sampling import exact_interval


@pytest.mark.parametrize(
    ("passed", "drawn", "whole", "expected"),
    [
        (95, 100, 3000, (2665, 2949)),
        (98, 100, 3000, (2792, 2992)),
        (100, 100, 3000, (2894, 3000)),
        (57, 60, 200, (175, 197)),
        (19, 20, 60, (48, 59)),
        (59, 59, 1000, (942, 1000)),
        (285, 300, 3000, (2762, 2912)),
    ],
)
def test_the_table_comes_out(passed: int, drawn: int, whole: int, expected: tuple[int, int]) -> None:
    assert exact_interval(passed, drawn, whole) == expected


@given(st.data())
def test_it_holds_what_is_certain(data: st.DataObject) -> None:
    whole = data.draw(st.integers(1, 60))
    drawn = data.draw(st.integers(1, whole))
    passed = data.draw(st.integers(0, drawn))
    low, high = exact_interval(passed, drawn, whole)
    assert passed <= low <= high <= whole - (drawn - passed)
    assert exact_interval(passed, whole, whole) == (passed, passed) if drawn == whole else True


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="合格数"):
        exact_interval(3, 2, 10)
