"""What acts write of a clock, and what is then said of it. The rows are plain; nothing is stored here."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.acts.spans import Change
from lvheng.kernel.clocks.clock import last_day
from lvheng.kernel.clocks.models import ClockInterval
from lvheng.kernel.clocks.telling import Told, tell_all, tell_kept
from lvheng.kernel.clocks.writing import (
    begin,
    clock_from,
    extend,
    go_on,
    may_extend,
    may_go_on,
    may_pause,
    open_clocks,
    pause,
    stop,
)
from lvheng.kernel.time.days import OPEN_DAY

SOMEBODY = UUID(int=7)
ACCEPTED = date(2024, 9, 23)
Rows = list[ClockInterval]


def after(rows: Rows, written: Change[ClockInterval]) -> Rows:
    """The rows that stand once an act has written; its instant and number do not matter here."""
    opened, closed = written
    return sorted([row for row in rows if row not in closed] + opened, key=lambda row: row.valid_from)


def begun(limit: str = "licence.review", on: date = ACCEPTED) -> Rows:
    return begin(limit, SOMEBODY, on)


def told(rows: Rows, day: date) -> Told:
    [found] = tell_all(rows, day)
    return found


def test_it_begins_with_its_last_day() -> None:
    [row] = begun()
    assert (row.kind, row.state, row.valid_to, row.last_day) == (
        "licence.review",
        "running",
        OPEN_DAY,
        date(2024, 10, 24),
    )


def test_a_supplement_stops_it_and_it_goes_on_with_a_later_last_day() -> None:
    rows = begun()
    assert may_pause(rows, "supplement", date(2024, 9, 30)) == []
    rows = after(rows, pause(rows, "supplement", date(2024, 9, 30)))
    assert rows[-1].last_day is None
    assert may_go_on(rows, date(2024, 10, 16)) == []
    rows = after(rows, go_on(rows, date(2024, 10, 16)))
    assert [(row.state, row.valid_from, row.last_day) for row in rows] == [
        ("running", date(2024, 9, 23), date(2024, 10, 24)),
        ("supplement", date(2024, 9, 30), None),
        ("running", date(2024, 10, 16), date(2024, 11, 5)),
    ]
    assert len({row.clock for row in rows}) == 1


def test_only_what_the_law_names_stops_it_and_only_once() -> None:
    rows = begun("penalty.decision", date(2024, 3, 4))
    [refusal] = may_pause(rows, "hearing", date(2024, 3, 8))
    assert str(refusal) == "“作出处罚决定”的期限不因听证中止（《行政处罚法》第六十条）"
    rows = after(found := begun(), pause(found, "hearing", date(2024, 9, 30)))
    [refusal] = may_pause(rows, "hearing", date(2024, 10, 8))
    assert refusal.already
    [refusal] = may_pause(rows, "expert_review", date(2024, 10, 8))
    assert not refusal.already
    assert may_go_on(begun(), ACCEPTED)[0].already


def test_it_is_extended_once_and_not_after_it_has_run_out() -> None:
    rows = begun("licence.direct_decision")
    assert may_extend(rows, date(2024, 10, 24)) == []
    assert "届满" in str(may_extend(rows, date(2024, 10, 25))[0])
    rows = after(rows, extend(rows, date(2024, 10, 18)))
    assert rows[-1].last_day == date(2024, 11, 7)
    assert "已延长过一次" in str(may_extend(rows, date(2024, 10, 21))[0])
    assert "不能延长" in str(may_extend(begun(), ACCEPTED)[0])


def test_what_is_stopped_is_open_no_more() -> None:
    rows = begun()
    rows += begun(on=date(2024, 9, 2))
    assert [thread[0].valid_from for thread in open_clocks(rows, "licence.review", date(2024, 9, 24))] == [
        date(2024, 9, 2),
        ACCEPTED,
    ]
    first = open_clocks(rows, "licence.review", date(2024, 9, 24))[0]
    rows = after(rows, stop(first, date(2024, 9, 24)))
    assert len(open_clocks(rows, "licence.review", date(2024, 9, 24))) == 1
    assert may_pause(stop(first, date(2024, 9, 24))[0], "hearing", date(2024, 9, 25))


PAUSED = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(["supplement", "hearing"])), max_size=4
)


@given(st.dates(date(2015, 1, 1), date(2024, 12, 31)), PAUSED)
def test_whatever_is_written_has_no_gap_and_the_stored_last_day_is_the_reckoned_one(
    start: date, pauses: list[tuple[int, int, str]]
) -> None:
    rows, day = begun(on=start), start
    for ran, still, reason in pauses:
        day = date.fromordinal(day.toordinal() + ran)
        rows = after(rows, pause(rows, reason, day))
        day = date.fromordinal(day.toordinal() + still)
        rows = after(rows, go_on(rows, day))
        assert all(row.valid_from < row.valid_to for row in rows)
    clock = clock_from(rows)
    end = last_day(clock)
    assert end is not None
    assert (rows[-1].last_day, clock.began, clock.stopped_on) == (end.day, start, None)


def test_what_is_left_and_why_is_said_in_sentences() -> None:
    rows = begun()
    rows = after(rows, pause(rows, "supplement", date(2024, 9, 30)))
    assert told(rows, date(2024, 10, 10)).short == "因补正中止，还剩 14 个工作日"
    rows = after(rows, go_on(rows, date(2024, 10, 16)))
    found = told(rows, date(2024, 10, 18))
    assert (found.title, found.short, found.late) == ("区局审查", "还剩 12 个工作日，至 2024-11-05", False)
    assert found.why == (
        "区局审查 20 个工作日，自 2024-09-23 受理的次日起算"
        "（《律师执业管理办法》第十四条、《律师事务所管理办法》第二十一条、《行政许可法》第四十三条、第八十二条）。"
        "2024-09-30 至 2024-10-16 补正，所需时间不计算在内（《行政许可法》第三十二条）。"
        "已用 8 个工作日。至 2024-11-05 止，还剩 12 个工作日。"
    )


def test_a_holiday_an_extension_and_being_late_are_said() -> None:
    filing = begun("firm.filing", date(2024, 9, 16))
    assert (
        "末日 2024-10-01 是休息日，顺延至 2024-10-08（《民法典》第二百零三条）。" in told(filing, date(2024, 9, 20)).why
    )
    assert told(filing, date(2024, 10, 8)).short == "今天到期（2024-10-08）"
    assert told(filing, date(2024, 10, 10)).short == "逾期 2 日"
    done = stop(filing, date(2024, 10, 9))[0]
    assert told(done, date(2024, 12, 1)).short == "已办，逾期 1 日"
    assert "已于 2024-10-08 届满，2024-10-09 办，逾期 1 日。" in told(done, date(2024, 12, 1)).why
    assert told(stop(filing, date(2024, 10, 8))[0], date(2024, 12, 1)).short == "已按期办"
    assert told(begun(), date(2024, 10, 26)).short == "逾期 1 个工作日"
    assert told(begun(on=date(2024, 9, 24)), date(2024, 10, 26)).short == "逾期，不满 1 个工作日"
    closing = begun("complaint.closing", date(2024, 3, 4))
    why = told(after(closing, extend(closing, date(2024, 4, 1))), date(2024, 4, 2)).why
    assert "经本机关负责人批准延长 30 日" in why
    assert "天数未核对原文。" in why


def test_as_it_stood_on_an_earlier_day_knows_nothing_of_later() -> None:
    rows = after(found := begun("licence.direct_decision"), extend(found, date(2024, 10, 18)))
    assert told(rows, date(2024, 10, 17)).last_day == date(2024, 10, 24)
    assert told(rows, date(2024, 10, 18)).last_day == date(2024, 11, 7)
    assert tell_all(rows, date(2024, 9, 20)) == []


@pytest.mark.parametrize("reason", ["supplement", "expert_review"])
def test_begun_and_paused_on_one_day_nothing_has_been_used(reason: str) -> None:
    rows = after(found := begun(), pause(found, reason, ACCEPTED))
    assert [(row.state, row.valid_from) for row in rows] == [(reason, ACCEPTED)]
    rows = after(rows, go_on(rows, date(2024, 10, 8)))
    assert rows[-1].last_day == begun(on=date(2024, 10, 8))[0].last_day


def test_what_must_follow_an_event_is_in_time_or_late() -> None:
    late, kept = (tell_kept("firm.filing", date(2024, 9, 16), date(2024, 10, day)) for day in (9, 8))
    assert late
    assert kept
    assert (late.short, kept.short) == ("已办，逾期 1 日", "已按期办")
    assert tell_kept("firm.filing", date(2001, 3, 1), date(2001, 9, 1)) is None, "the law had no such limit yet"
    assert tell_kept("firm.filing", date(2024, 9, 16), date(2024, 9, 1)) is None, "filed beforehand"
    assert begin("firm.filing", SOMEBODY, date(2001, 3, 1)) == []
