"""Days and instants are read as offices write them, and refused in sentences where they cannot be."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.time.clock import frozen, now
from lvheng.kernel.time.days import (
    OPEN_DAY,
    OPEN_INSTANT,
    SHANGHAI,
    DayRefused,
    legal_day,
    month_ends,
    parse_day,
    parse_instant,
    today,
)

MARCH_12 = date(2025, 3, 12)
WRITTEN_DAYS = st.dates(date(1910, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "2025-03-12",
        "2025-3-12",
        "2025/3/12",
        "2025.3.12",
        "2025年3月12日",
        "2025 年 03 月 12 号",
        "20250312",
        "２０２５．３．１２",
        " 2025-03-12 00:00:00 ",
        "2025-03-12T09:30",
        "2025年3月12日 9:30",
        45728,
        45728.0,
        45728.75,
        "45728",
        20250312,
        MARCH_12,
        datetime(2025, 3, 12, 23, 59),  # noqa: DTZ001 - spreadsheets hold instants without a zone
        datetime(2025, 3, 11, 16, 0, tzinfo=UTC),
    ],
)
def test_every_usual_form_means_the_same_day(written: object) -> None:
    assert parse_day(written) == MARCH_12


@given(WRITTEN_DAYS)
def test_a_day_survives_every_form(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    spoken = f"{day.year}年{day.month}月{day.day}日"
    for written in (day.isoformat(), f"{day:%Y%m%d}", f"{day:%Y/%m/%d}", spoken, serial, str(serial)):
        assert parse_day(written) == day


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("2025-02-30", "2025年2月没有30日"),
        ("2025-13-01", "没有13月"),
        ("2025-3", "请写成 2025-03-12"),
        ("2025/3-12", "不是能识别的日期"),
        ("2025-03-1212:00", "不是能识别的日期"),
        ("25.3.12", "不是能识别的日期"),
        ("长期", "“长期”不是能识别的日期"),
        ("", "没有填写日期"),
        (None, "没有填写日期"),
        (True, "没有填写日期"),
        (2025, "不能当作日期"),
        (float("nan"), "不是日期"),
        (OPEN_DAY, "1900年至2199年"),
        ("0205-03-12", "1900年至2199年"),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(written: object, part: str) -> None:
    with pytest.raises(DayRefused, match=part):
        parse_day(written)


@given(st.text(max_size=14) | st.floats() | st.integers())
def test_nothing_written_does_worse_than_a_refusal(written: object) -> None:
    answer: str | int
    try:
        answer = parse_day(written).year
    except DayRefused as refusal:
        answer = str(refusal)
    assert 1900 <= answer <= 2199 if isinstance(answer, int) else answer.endswith("。")


@pytest.mark.parametrize(
    "written",
    ["2025-03-12T09:30:00+08:00", "2025-03-12T09:30:00 08:00", "2025-03-12 09:30", "2025-03-12T01:30:00Z"],
)
def test_an_instant_is_beijing_time_unless_it_names_a_zone(written: str) -> None:
    assert parse_instant(written) == datetime(2025, 3, 12, 1, 30, tzinfo=UTC)


def test_a_bare_day_as_instant_is_the_last_moment_of_that_day() -> None:
    instant = parse_instant("2025年3月12日")
    assert legal_day(instant) == MARCH_12
    assert legal_day(instant + timedelta(microseconds=1)) == date(2025, 3, 13)


@pytest.mark.parametrize("written", ["昨天", "12:30", "2025-03-12T25:00", "9999-01-01T00:00:00Z", "0001-01-01T00:00"])
def test_what_is_no_instant_is_refused(written: str) -> None:
    with pytest.raises(DayRefused):
        parse_instant(written)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2023, 12, 31), date(2024, 2, 29), [date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 29)]),
        (date(2024, 1, 1), date(2024, 2, 28), [date(2024, 1, 31)]),
        (date(2024, 2, 1), date(2024, 1, 1), []),
    ],
)
def test_month_ends_lie_inside_both_days(first: date, last: date, expected: list[date]) -> None:
    assert month_ends(first, last) == expected


def test_the_legal_day_turns_at_midnight_in_beijing() -> None:
    with frozen(datetime(2025, 3, 11, 15, 59, tzinfo=UTC)):
        assert today() == date(2025, 3, 11)
    with frozen(datetime(2025, 3, 11, 16, 0, tzinfo=UTC)):
        assert today() == MARCH_12


def test_a_stopped_clock_starts_again_and_may_be_nested() -> None:
    outer, inner = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=SHANGHAI)
    with frozen(outer):
        with frozen(inner):
            assert now() == inner
        assert now() == outer
    assert now() > outer


def test_an_instant_without_a_zone_is_not_taken() -> None:
    naive = datetime(2020, 1, 1)  # noqa: DTZ001 - the fault under test
    with pytest.raises(ValueError, match="时区"):
        legal_day(naive)
    with pytest.raises(ValueError, match="时区"), frozen(naive):
        pass


def test_the_open_ends_fit_beijing_time() -> None:
    assert legal_day(OPEN_INSTANT) == OPEN_DAY
