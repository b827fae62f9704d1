"""The eleven shapes: met strictly as written, judged at the due day, and honest about what is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.figures.reading import Spread
from lvheng.plan.forecast import Known
from lvheng.plan.shapes import (
    FROM_SERIES,
    Duties,
    Path,
    Promise,
    Sample,
    Status,
    about,
    everyone_at_least,
    exceed_sum,
    full_ratio,
    milestone,
    per_head,
    ratio,
    reach,
    recurring_duty,
    rising,
    sampled_ratio,
    throughput,
)

DUE = date(2025, 12, 31)
LEVELS = sorted(set(FROM_SERIES) - {"rising"})


def promise(op: str = ">=", value: float | None = 80, unit: str = "家", places: int = 0) -> Promise:
    aim = None if value is None else Decimal(str(value))
    return Promise(op=op, value=aim, due=DUE, first_year=2023, unit=unit, places=places)


def path(values: list[float | None], now: tuple[date, float | None] | None = None, first: int = 2019) -> Path:
    ends = [Known(date(first + n, 12, 31), None if v is None else Decimal(str(v))) for n, v in enumerate(values)]
    if now is None:
        return Path(ends, ends[-1])
    return Path(ends, Known(now[0], None if now[1] is None else Decimal(str(now[1]))))


def at_due(value: float | None) -> Path:
    return path([50, 55, 60, 65, 70, 75, value])


@pytest.mark.parametrize(
    ("op", "value", "met"),
    [(">=", 79, False), (">=", 80, True), (">", 80, False), (">", 80.01, True), ("~", 75.99, False), ("~", 76, True)],
)
def test_met_is_strictly_as_written(op: str, value: float, met: bool) -> None:
    judged = reach(promise(op), at_due(value))
    assert judged.met is met
    assert judged.status is (Status.DONE if met else Status.MISSED)


def test_more_than_about_keeps_the_promise_and_is_said() -> None:
    judged = about(promise("~", 500), at_due(560))
    assert judged.met
    assert "多于“左右”" in judged.reason


def test_exactly_the_number_does_not_exceed_it() -> None:
    judged = exceed_sum(promise(">", 400, "亿元"), at_due(400))
    assert judged.status is Status.MISSED
    assert "恰等于目标" in judged.reason


@pytest.mark.parametrize("shape", LEVELS)
def test_after_the_due_day_the_value_of_the_due_day_decides(shape: str) -> None:
    values: list[float | None] = [50, 55, 60, 65, 70, 75, 79]
    judged = FROM_SERIES[shape](promise(), path(values, (date(2026, 11, 22), 95)))
    assert judged.on == DUE
    assert judged.value == 79
    assert judged.status is (Status.DONE if shape == "about" else Status.MISSED)


@pytest.mark.parametrize("shape", LEVELS)
def test_what_is_not_recorded_is_never_judged(shape: str) -> None:
    for unknown in (at_due(None), path([], (date(2024, 6, 30), None))):
        judged = FROM_SERIES[shape](promise(), unknown)
        assert (judged.status, judged.met, judged.gap) == (None, None, None)
        assert "尚未登记" in judged.reason


def test_a_sure_rise_is_on_time_and_a_slow_one_hard() -> None:
    now = date(2023, 12, 31)
    assert reach(promise(), path([50, 57, 65, 74, 79])).status is Status.ON_TRACK
    hard = reach(promise(), path([50, 50.5, 51, 51.4, 51.9]))
    assert hard.status is Status.HARD
    assert hard.interval is not None
    assert hard.interval.high < 80
    assert hard.on == now


def test_an_interval_around_the_target_is_a_risk() -> None:
    judged = reach(promise(), path([50, 60, 61, 70, 72]))
    assert judged.status is Status.AT_RISK
    assert judged.interval is not None
    assert judged.interval.low < 80 < judged.interval.high


def test_two_year_ends_give_a_pace_and_no_interval() -> None:
    judged = per_head(promise(value=20, unit="人", places=2), path([15, 16], first=2022))
    assert judged.interval is None
    assert judged.pace is not None
    assert judged.status is Status.AT_RISK
    assert "不作预测" in judged.reason


def test_reached_before_the_due_day_must_still_hold() -> None:
    judged = reach(promise(), path([78, 82]))
    assert judged.status is Status.DONE
    assert "仍须保持" in judged.reason


def test_sums_of_whole_years_look_ahead_from_the_last_year_end() -> None:
    told = exceed_sum(promise(">", 400, "亿元"), path([310, 325, 341, 352, 366], (date(2024, 11, 30), 366)))
    assert told.interval is not None
    assert told.interval.low == pytest.approx(389.1, abs=0.3)
    assert told.status is Status.AT_RISK


def test_a_share_is_told_in_points() -> None:
    judged = ratio(promise(value=95, unit="%"), path([71, 78, 84, 90]))
    assert judged.pace is not None
    assert judged.pace.points
    assert judged.interval is not None
    assert judged.interval.high < 100


def test_all_of_them_means_all() -> None:
    assert full_ratio(promise(value=100, unit="%"), at_due(99.99)).met is False
    assert full_ratio(promise(value=100, unit="%"), at_due(100)).met is True
    assert full_ratio(promise(value=100, unit="%"), path([90, 95, 99])).interval is None


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ([10, 11, 12, 13], Status.DONE),
        ([10, 11, 11, 13], Status.MISSED),
        ([10, 9, 12, 13], Status.MISSED),
        ([None, 11, 12, 13], None),
        ([10, 11, None, 13], None),
    ],
)
def test_rising_compares_each_year_end_of_the_plan(values: list[float | None], status: Status | None) -> None:
    assert rising(promise("grows_yearly", None), path(values, first=2022)).status is status


def test_rising_in_a_running_year_waits_for_its_end() -> None:
    up = rising(promise("grows_yearly", None), path([10, 11], (date(2024, 6, 30), 12), first=2022))
    down = rising(promise("grows_yearly", None), path([10, 11], (date(2024, 6, 30), 10), first=2022))
    assert (up.status, down.status) == (Status.ON_TRACK, Status.AT_RISK)
    assert "以年末为准" in up.reason


@pytest.mark.parametrize(
    ("passed", "drawn", "on", "status"),
    [
        (148, 150, DUE, Status.DONE),
        (300, 300, DUE, Status.DONE),
        (95, 100, DUE, Status.AT_RISK),
        (85, 100, DUE, Status.MISSED),
        (80, 100, date(2024, 12, 31), Status.HARD),
    ],
)
def test_a_sample_must_show_it(passed: int, drawn: int, on: date, status: Status) -> None:
    assert sampled_ratio(promise(value=95, unit="%"), Sample(on, passed, drawn, 3000)).status is status


def test_ninety_five_of_a_hundred_does_not_show_ninety_five_per_cent() -> None:
    judged = sampled_ratio(promise(value=95, unit="%"), Sample(date(2024, 12, 31), 95, 100, 3000))
    assert judged.met is None
    assert judged.status is Status.AT_RISK


def test_everyone_counts_and_no_mean_hides_the_short() -> None:
    values = [Decimal(200), Decimal(200), Decimal(49)]
    judged = everyone_at_least(promise("each>=", 50, "小时"), Spread.of(values, Decimal(50)), DUE)
    assert (judged.met, judged.gap, judged.status) == (False, Decimal(-1), Status.MISSED)
    assert everyone_at_least(promise("each>=", 50), Spread.of([], Decimal(50)), DUE).status is None


def test_a_milestone_of_many_is_done_with_the_last_of_them() -> None:
    aim = promise("milestone", None)
    assert milestone(aim, 18, 18, DUE).status is Status.DONE
    assert milestone(aim, 17, 18, DUE).status is Status.MISSED
    assert milestone(aim, 17, 18, date(2024, 6, 30)).status is Status.AT_RISK
    assert milestone(aim, 0, 0, DUE).met is False


def test_throughput_judges_complete_years_only() -> None:
    aim = promise("~", 20, "名/年")
    assert throughput(aim, {2023: 20, 2024: 3}, date(2024, 6, 30)).status is Status.AT_RISK
    assert throughput(aim, {2023: 18, 2024: 20}, date(2024, 6, 30)).status is Status.MISSED
    assert throughput(aim, {2023: 19, 2024: 20, 2025: 21}, DUE).status is Status.DONE


def test_a_duty_is_kept_only_if_none_is_late_or_missing() -> None:
    assert recurring_duty(promise(), Duties(5, 0, 0), date(2024, 1, 1)).status is Status.ON_TRACK
    assert recurring_duty(promise(), Duties(5, 1, 0), DUE).status is Status.MISSED
    assert recurring_duty(promise(), Duties(0, 0, 0), DUE).status is None


@given(st.lists(st.integers(1, 500), min_size=1, max_size=7), st.integers(1, 500), st.sampled_from(LEVELS))
def test_met_never_depends_on_the_past(values: list[int], aim: int, shape: str) -> None:
    judged = FROM_SERIES[shape](promise(value=aim), path([float(v) for v in values]))
    least = Decimal(aim) * (Decimal("0.95") if shape == "about" else 1)
    assert judged.met is (values[-1] >= least)
    assert (judged.status is Status.DONE) is judged.met


@given(st.lists(st.integers(20, 79), min_size=3, max_size=6), st.integers(1, 40))
def test_a_higher_target_is_never_easier(values: list[int], more: int) -> None:
    order = [Status.HARD, Status.AT_RISK, Status.ON_TRACK, Status.DONE]
    known = path([float(v) for v in values])
    easy, hard = reach(promise(value=80), known), reach(promise(value=80 + more), known)
    assert easy.status is not None
    assert hard.status is not None
    assert order.index(hard.status) <= order.index(easy.status)
