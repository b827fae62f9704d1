"""律师事务所管理办法第三十八条: a firm's new name begins a clock for each branch, which its own new name stops."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.clocks.models import ClockInterval
from lvheng.kernel.figures.listing import Question, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.register.acts.firms import ChangeFirm, DissolveFirm
from lvheng.register.lists_clocks import CLOCKS
from lvheng.register.record import organisation_record
from lvheng.register.tests.invented import CHAOYANG, CITY, HAIDIAN, do, firm, instant, officer

pytestmark = pytest.mark.django_db
RENAMED = date(2024, 8, 26)  # the thirtieth day after is in the working week before the national holiday


@pytest.fixture
def home() -> UUID:
    return firm("北京测总律师事务所")


@pytest.fixture
def branch(home: UUID) -> UUID:
    return firm("北京测总（海淀）律师事务所", HAIDIAN, parent=home)


def told(branch: UUID, day: date) -> list[str]:
    record = organisation_record(branch, Moment(day))
    assert record
    return [each.short for each in record.clocks()]


def test_the_branch_has_thirty_days_and_its_own_name_stops_the_clock(home: UUID, branch: UUID) -> None:
    entry = do(ChangeFirm, RENAMED, firm=home, name="北京测新律师事务所").entry
    [row] = ClockInterval.rows.current().filter(subject=branch)
    assert (row.opened_by, row.valid_from, row.last_day) == (entry, RENAMED, date(2024, 9, 25))
    assert told(branch, date(2024, 9, 5)) == ["还剩 20 日，至 2024-09-25"]
    done = do(ChangeFirm, date(2024, 9, 27), firm=branch, name="北京测新（海淀）律师事务所").entry
    assert told(branch, date(2024, 12, 1)) == ["已办，逾期 2 日"]
    assert told(branch, date(2024, 9, 26)) == ["逾期 1 日"], "what was true that day stays so"
    assert ClockInterval.rows.get(pk=row.pk).closed_by == done


def test_the_list_shows_it_to_its_district_until_it_is_done(home: UUID, branch: UUID) -> None:
    def listed(district: str, day: date) -> list[UUID]:
        wanted = Narrowing(officer(district).scope)
        question = Question(listing=CLOCKS, moment=Moment(day), narrowing=wanted, columns=CLOCKS.columns)
        return [line.subject for line in page(question) if line.subject in (home, branch)]

    do(ChangeFirm, RENAMED, firm=home, name="北京测新律师事务所")
    do(ChangeFirm, date(2024, 9, 20), firm=branch, name="北京测新（海淀）律师事务所")
    assert (listed(HAIDIAN, date(2024, 9, 1)), listed(CHAOYANG, date(2024, 9, 1))) == ([branch], [])
    assert listed(HAIDIAN, date(2024, 9, 20)) == []


def test_the_old_belief_is_still_answered(home: UUID, branch: UUID) -> None:
    do(ChangeFirm, RENAMED, firm=home, name="北京测新律师事务所")
    then = instant()
    do(ChangeFirm, date(2024, 9, 20), firm=branch, name="北京测新（海淀）律师事务所")
    record = organisation_record(branch, Moment(date(2024, 9, 22), then))
    assert record
    assert [each.short for each in record.clocks()] == ["还剩 3 日，至 2024-09-25"]


def test_taken_back_the_clock_never_ran_and_taken_back_again_it_still_runs(home: UUID, branch: UUID) -> None:
    began = do(ChangeFirm, RENAMED, firm=home, name="北京测新律师事务所").entry
    done = do(ChangeFirm, date(2024, 9, 20), firm=branch, name="北京测新（海淀）律师事务所").entry
    with pytest.raises(ActRefused, match="应先撤回后者"):
        do(Reverse, date(2024, 10, 8), entry=began, subject=home)
    do(Reverse, date(2024, 10, 8), entry=done, subject=branch)
    assert told(branch, date(2024, 9, 20)) == ["还剩 5 日，至 2024-09-25"]
    do(Reverse, date(2024, 10, 8), entry=began, subject=home)
    assert told(branch, date(2024, 9, 20)) == []


def test_no_clock_for_another_form_the_same_name_an_ended_branch_or_before_the_law(home: UUID, branch: UUID) -> None:
    ended = firm("北京测总（朝阳）律师事务所", parent=home)
    do(DissolveFirm, date(2020, 1, 6), firm=ended)
    do(ChangeFirm, RENAMED, firm=home, form="special_partnership", name="北京测总律师事务所")
    assert told(branch, RENAMED) == []
    old = firm("北京测旧律师事务所", on=date(1999, 3, 1))
    child = firm("北京测旧（海淀）律师事务所", HAIDIAN, on=date(2001, 3, 1), parent=old)
    do(ChangeFirm, date(2004, 3, 1), firm=old, name="北京测更旧律师事务所")
    do(ChangeFirm, RENAMED, firm=home, name="北京测新律师事务所")
    assert (told(child, RENAMED), told(ended, RENAMED), len(told(branch, RENAMED))) == ([], [], 1)


def test_a_second_new_name_begins_a_second_clock_and_one_answer_stops_both(home: UUID, branch: UUID) -> None:
    do(ChangeFirm, RENAMED, firm=home, name="北京测新律师事务所")
    do(ChangeFirm, date(2024, 9, 2), firm=home, name="北京测更新律师事务所", actor=CITY)
    assert told(branch, date(2024, 9, 5)) == ["还剩 20 日，至 2024-09-25", "还剩 33 日，至 2024-10-08"]
    do(ChangeFirm, date(2024, 9, 20), firm=branch, name="北京测更新（海淀）律师事务所")
    assert told(branch, date(2024, 9, 20)) == ["已按期办", "已按期办"]
