"""What holds of every shape of target whatever the numbers are; the cases by hand are in `test_shapes.py`.

Eleven shapes: reach, about, sum, ratio (also of a sample), full ratio, per head, everyone at least, rising yearly,
throughput, recurring duty, milestone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import comb, isinf, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.figures.reading import Spread
from lvheng.plan.forecast import Known
from lvheng.plan.sampling import exact_interval
from lvheng.plan.shapes import (
    FROM_SERIES,
    Duties,
    Judged,
    Path,
    Promise,
    Sample,
    Status,
    everyone_at_least,
    milestone,
    recurring_duty,
    rising,
    sampled_ratio,
    throughput,
)

pytestmark = pytest.mark.long

FIRST, DUE = 2023, date(2025, 12, 31)
LEVELS = ("reach", "about", "sum", "per_head", "ratio", "full_ratio")
SHARES = ("ratio", "full_ratio")
BEST_LAST = [Status.MISSED, Status.HARD, Status.AT_RISK, Status.ON_TRACK, Status.DONE]
levels = pytest.mark.parametrize("shape", LEVELS)
days = st.dates(date(2023, 1, 2), date(2026, 12, 30))
running = st.dates(date(2023, 1, 2), date(2025, 12, 30))


def promise(op: str = ">=", value: float | None = 80) -> Promise:
    return Promise(op=op, value=None if value is None else Decimal(str(value)), due=DUE, first_year=FIRST)


def numbers(shape: str) -> st.SearchStrategy[int]:
    """What a figure of that shape can be: a count or a sum, or a share in per cent."""
    return st.integers(0, 100 if shape in SHARES else 300)


def known(past: Sequence[int], day: date, now: int | None) -> Path:
    """Year-ends up to the day, the last of them that of the year before."""
    first = day.year - len(past)
    ends = [Known(date(first + n, 12, 31), Decimal(value)) for n, value in enumerate(past)]
    return Path(ends, Known(day, None if now is None else Decimal(now)))


def aim(shape: str, value: int) -> Promise:
    return promise(">=", 100 if shape == "full_ratio" else max(1, value))


def not_worse(before: Judged, after: Judged) -> bool:
    assert before.status is not None
    assert after.status is not None
    return BEST_LAST.index(before.status) <= BEST_LAST.index(after.status)


def past_of(shape: str, draw: st.DataObject, least: int = 0) -> list[int]:
    return draw.draw(st.lists(numbers(shape), min_size=least, max_size=7))


@levels
@given(data=st.data(), day=days, wanted=st.integers(1, 100))
def test_the_gap_is_exactly_what_is_there_less_what_was_promised(
    shape: str, data: st.DataObject, day: date, wanted: int
) -> None:
    judged = FROM_SERIES[shape](aim(shape, wanted), known(past_of(shape, data, 4), day, data.draw(numbers(shape))))
    assert judged.value is not None
    assert judged.gap == judged.value - aim(shape, wanted).aim
    assert judged.on == min(day, DUE), "what came after the due day changes nothing"


@levels
@given(data=st.data(), day=running, wanted=st.integers(1, 100))
def test_a_status_always_has_its_reason_and_says_why_there_is_no_interval(
    shape: str, data: st.DataObject, day: date, wanted: int
) -> None:
    past = past_of(shape, data)
    judged = FROM_SERIES[shape](aim(shape, wanted), known(past, day, data.draw(numbers(shape))))
    assert judged.status is not None
    assert judged.reason
    if judged.status is Status.DONE:
        assert (judged.interval, judged.pace, judged.met) == (None, None, True)
    elif judged.interval is None:
        assert any(why in judged.reason for why in ("不足三个", "只看步子", "为零"))
        assert ("不足三个" in judged.reason) <= (len(past) < 3 or 0 in past or 100 in past)
    else:
        assert "区间" in judged.reason


@levels
@given(data=st.data(), day=running)
def test_fewer_than_three_year_ends_give_no_interval(shape: str, data: st.DataObject, day: date) -> None:
    past = data.draw(st.lists(numbers(shape), max_size=2))
    assert FROM_SERIES[shape](aim(shape, 95), known(past, day, data.draw(numbers(shape)))).interval is None


@pytest.mark.parametrize("shape", sorted({*LEVELS} - {"full_ratio"}))
@given(data=st.data(), day=running)
def test_an_interval_is_in_order_and_decides_the_status(shape: str, data: st.DataObject, day: date) -> None:
    past = data.draw(st.lists(st.integers(1, 99), min_size=3, max_size=7))
    judged = FROM_SERIES[shape](aim(shape, 80), known(past, day, data.draw(st.integers(1, 75))))
    assert judged.interval is not None
    low, high = judged.interval.low, judged.interval.high
    assert 0 <= low <= judged.interval.middle <= high <= (100 if shape in SHARES else float("inf"))
    lowest = 76 if shape == "about" else 80
    expected = Status.ON_TRACK if low >= lowest else Status.AT_RISK if high >= lowest else Status.HARD
    assert judged.status is expected


@levels
@given(data=st.data(), day=running)
def test_the_pace_needed_leads_to_the_target_and_stands_beside_the_best_year(
    shape: str, data: st.DataObject, day: date
) -> None:
    past = data.draw(st.lists(st.integers(1, 85), min_size=2, max_size=7))
    judged = FROM_SERIES[shape](aim(shape, 90), known(past, day, data.draw(st.integers(1, 85))))
    assert judged.pace is not None
    last = Known(date(day.year - 1, 12, 31), Decimal(past[-1]))
    start = last if shape == "sum" else Known(day, judged.value)
    years = (DUE - start.day).days / 365.25
    goal = {"about": 85.5, "full_ratio": 100}.get(shape, 90)
    assert start.value is not None
    if judged.pace.points:
        assert float(start.value) + years * judged.pace.needed == pytest.approx(goal)
        steps = [float(b - a) for a, b in pairwise(past)]
    elif isinf(judged.pace.needed):
        assert log10(goal / float(start.value)) / years > 300, "only what no number holds is said to be without end"
        steps = [(b / a - 1) * 100 for a, b in pairwise(past) if a]
    else:
        assert float(start.value) * (1 + judged.pace.needed / 100) ** years == pytest.approx(goal, rel=1e-6)
        steps = [(b / a - 1) * 100 for a, b in pairwise(past) if a]
    assert judged.pace.best == (pytest.approx(max(steps)) if steps else None)


@levels
@given(data=st.data(), day=days, more=st.integers(1, 50), wanted=st.integers(1, 100))
def test_more_rows_now_never_worsen_a_level(shape: str, data: st.DataObject, day: date, more: int, wanted: int) -> None:
    past = data.draw(st.lists(numbers(shape), min_size=3, max_size=7))
    now = data.draw(numbers(shape))
    after = now + more if shape not in SHARES else min(100, now + more)
    judge, promised = FROM_SERIES[shape], aim(shape, wanted)
    assert not_worse(judge(promised, known(past, day, now)), judge(promised, known(past, day, after)))


@pytest.mark.parametrize("shape", sorted({*LEVELS} - {"full_ratio"}))
@given(data=st.data(), day=days, wanted=st.integers(1, 99), more=st.integers(1, 60))
def test_a_lower_target_is_never_harder(shape: str, data: st.DataObject, day: date, wanted: int, more: int) -> None:
    there = known(data.draw(st.lists(numbers(shape), min_size=3, max_size=7)), day, data.draw(numbers(shape)))
    higher = min(100, wanted + more) if shape == "ratio" else wanted + more
    assert not_worse(FROM_SERIES[shape](promise(">=", higher), there), FROM_SERIES[shape](promise(">=", wanted), there))


@pytest.mark.parametrize("shape", [*LEVELS, "rising"])
@given(day=days)
def test_what_is_not_recorded_is_never_judged(shape: str, day: date) -> None:
    judged = FROM_SERIES[shape](promise("grows_yearly" if shape == "rising" else ">="), known([], day, None))
    assert (judged.status, judged.met, judged.gap, judged.interval, judged.pace) == (None, None, None, None, None)
    assert "尚未登记" in judged.reason


@given(st.lists(st.integers(1, 200), min_size=4, max_size=4))
def test_rising_is_kept_only_if_every_year_end_is_more(ends: list[int]) -> None:
    """From the last year-end before the plan to its last: 2022, 2023, 2024, 2025."""
    there = Path(
        [Known(date(2022 + n, 12, 31), Decimal(value)) for n, value in enumerate(ends)], Known(DUE, Decimal(ends[-1]))
    )
    judged = rising(promise("grows_yearly", None), there)
    grew = all(before < after for before, after in pairwise(ends))
    assert (judged.met, judged.status) == (grew, Status.DONE if grew else Status.MISSED)
    if not grew:
        assert str(judged.on.year) in judged.reason, "the year that broke it is named"


@given(st.lists(st.integers(1, 200), min_size=1, max_size=3), st.integers(0, 200), st.integers(1, 50), st.data())
def test_more_rows_in_the_running_year_never_worsen_a_rise(
    past: list[int], now: int, more: int, data: st.DataObject
) -> None:
    day = date(2022 + len(past), 1, 2) + timedelta(days=data.draw(st.integers(0, 360)))
    aimed = promise("grows_yearly", None)
    there = known(past, day, now)
    judged = rising(aimed, there)
    assert judged.status is not None
    assert not_worse(judged, rising(aimed, replace(there, now=Known(day, Decimal(now + more)))))


hours = st.lists(st.integers(0, 120), min_size=1, max_size=30)


@given(hours, st.integers(0, 29), st.integers(1, 60), days)
def test_everyone_at_least_counts_the_short_and_an_hour_more_never_worsens_it(
    values: list[int], who: int, more: int, day: date
) -> None:
    def judged(of: list[int]) -> Judged:
        return everyone_at_least(promise("each>=", 50), Spread.of([Decimal(v) for v in of], Decimal(50)), day)

    raised = [value + more * (n == who % len(values)) for n, value in enumerate(values)]
    before, after = judged(values), judged(raised)
    assert before.gap == -sum(value < 50 for value in values)
    assert before.met is (min(values) >= 50), "no mean hides anybody"
    assert not_worse(before, after)


periods = st.dictionaries(st.integers(2021, 2026), st.integers(0, 40))


@given(periods, st.integers(2023, 2025), st.integers(1, 30), days)
def test_throughput_asks_for_every_whole_year_and_more_in_a_year_never_worsens_it(
    by_year: dict[int, int], year: int, more: int, day: date
) -> None:
    aimed = promise("~", 20)
    before = throughput(aimed, by_year, day)
    after = throughput(aimed, {**by_year, year: by_year.get(year, 0) + more}, day)
    whole = [y for y in range(FIRST, 2026) if date(y, 12, 31) <= day]
    if any(by_year.get(y, 0) < 19 for y in whole):
        assert before.status is Status.MISSED
    elif day >= DUE:
        assert before.status is Status.DONE
    else:
        assert before.met is None, "the running year is only told"
    assert not_worse(before, after)


counts = st.integers(0, 40)


@given(counts, counts, counts, days)
def test_a_duty_is_kept_only_if_each_time_was_in_time(done: int, late: int, missing: int, day: date) -> None:
    judged = recurring_duty(promise(), Duties(done, late, missing), day)
    assert (judged.status is None) is (done + late + missing == 0)
    if judged.status is not None:
        assert judged.met is (late + missing == 0)
        assert judged.gap == -(late + missing)
        assert f"应办 {done + late + missing} 次" in judged.reason
    if missing:
        assert not_worse(judged, recurring_duty(promise(), Duties(done + 1, late, missing - 1), day))


@given(counts, counts, days)
def test_a_milestone_is_done_with_the_last_of_them_and_has_no_percentage(done: int, rest: int, day: date) -> None:
    aimed = promise("milestone", None)
    judged = milestone(aimed, done, done + rest, day)
    assert judged.met is (rest == 0 and done > 0)
    assert (judged.value, judged.interval, judged.pace) == (None, None, None)
    assert "%" not in judged.reason
    assert not_worse(judged, milestone(aimed, done + rest, done + rest, day))


samples = st.integers(1, 120).flatmap(
    lambda whole: st.integers(1, whole).flatmap(
        lambda drawn: st.tuples(st.integers(0, drawn), st.just(drawn), st.just(whole))
    )
)


@given(samples, days)
def test_a_sampled_rate_is_shown_or_refuted_only_by_its_exact_interval(
    counted: tuple[int, int, int], day: date
) -> None:
    passed, drawn, whole = counted
    low, high = exact_interval(passed, drawn, whole)
    judged = sampled_ratio(promise(">=", 95), Sample(day, passed, drawn, whole))
    assert judged.met is (True if 100 * low >= 95 * whole else False if 100 * high < 95 * whole else None)
    assert judged.gap == Decimal(100) * passed / drawn - 95
    assert f"抽 {drawn} / {whole}" in judged.reason
    if passed < drawn:
        assert not_worse(judged, sampled_ratio(promise(">=", 95), Sample(day, passed + 1, drawn, whole)))


@pytest.mark.parametrize("whole", [101, 200, 1000, 3000, 40_000])
def test_ninety_five_of_a_hundred_never_shows_ninety_five_per_cent_of_more(whole: int) -> None:
    assert sampled_ratio(promise(">=", 95), Sample(DUE, 95, 100, whole)).met is None


def test_all_that_there_are_leave_nothing_to_chance() -> None:
    assert sampled_ratio(promise(">=", 95), Sample(DUE, 95, 100, 100)).met is True


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n), st.integers(0, n))))
def test_the_exact_interval_holds_the_truth_as_often_as_it_says(counted: tuple[int, int, int]) -> None:
    """Whatever the truth is, at least 95 of 100 possible draws tell an interval with it."""
    whole, drawn, passing = counted
    ways = {passed: comb(passing, passed) * comb(whole - passing, drawn - passed) for passed in range(drawn + 1)}
    held = 0
    for passed, number in ways.items():
        low, high = exact_interval(passed, drawn, whole)
        held += number if low <= passing <= high else 0
    assert sum(ways.values()) == comb(whole, drawn)
    assert 100 * held >= 95 * comb(whole, drawn)


@given(samples)
def test_the_exact_interval_of_those_that_fail_mirrors_that_of_those_that_pass(counted: tuple[int, int, int]) -> None:
    passed, drawn, whole = counted
    low, high = exact_interval(passed, drawn, whole)
    assert exact_interval(drawn - passed, drawn, whole) == (whole - high, whole - low)
