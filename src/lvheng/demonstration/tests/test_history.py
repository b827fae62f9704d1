"""The history: repeatable, in order, lawful, only of people and firms that do not exist."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from lvheng.demonstration.history import FIRST_RECORDED, history, stretches
from lvheng.demonstration.names import TABLE
from lvheng.demonstration.plays import ORDER, Play
from lvheng.demonstration.sizes import SIZES
from lvheng.demonstration.workbooks import write_workbooks
from lvheng.demonstration.world import NEVER, World
from lvheng.kernel.acts.act import act_of
from lvheng.kernel.numbers.credit_code import LAW_FIRM, check_credit_code
from lvheng.kernel.numbers.demonstration import (
    is_demo_credit_code,
    is_demo_identity_number,
    is_demo_licence_number,
)
from lvheng.kernel.numbers.identity_number import parse_identity_number
from lvheng.kernel.time.days import legal_day

pytestmark = pytest.mark.long

[SMALL] = SIZES["small"].regions


def test_same_size_seed_and_day_give_the_same_plays() -> None:
    day = date(2018, 3, 25)
    assert list(history(SMALL, 5, day)[1]) == list(history(SMALL, 5, day)[1])
    assert list(history(SMALL, 5, day)[1]) != list(history(SMALL, 6, day)[1])


@pytest.mark.parametrize(
    "today", [date(2016, 2, 1), date(2024, 2, 29), date(2024, 4, 1), date(2024, 4, 9), date(2024, 5, 31)]
)
@pytest.mark.parametrize("months", [1, 3])
def test_instants_rise_and_lie_before_today_and_after_the_days_they_tell_of(today: date, months: int) -> None:
    plays = list(history(replace(SMALL, months=months), 1, today)[1])
    assert all(a.at < b.at for a, b in pairwise(plays))
    assert legal_day(plays[-1].at) < today
    assert all(item.on < legal_day(play.at) for play in plays for item in play.items)


def test_stretches_follow_each_other_without_a_gap() -> None:
    for months in (1, 3):
        found = list(stretches(months, date(2026, 11, 22)))
        assert all(a.end == b.start for a, b in pairwise(found))
        assert date.fromordinal(found[-1].end) == date(2026, 11, 21)


def test_the_first_recording_is_one_bulk_of_earlier_days(plays: list[Play]) -> None:
    first = [play for play in plays if legal_day(play.at) < FIRST_RECORDED + timedelta(days=20)]
    assert Counter(p.kind for p in first)["register.enter_lawyer"] > 0
    assert all(item.on < date(2016, 1, 1) for play in first for item in play.items)


def test_everything_that_befalls_a_register_happens(plays: list[Play]) -> None:
    told = Counter(play.kind for play in plays)
    later = {
        "assessment",
        "evaluation",
        "inhouse",
        "party",
        "united_front",
    }  # of the plan's years, which this short history may not reach
    wanted = {kind.partition("/")[0] for kind in ORDER}
    assert {kind for kind in wanted ^ set(told) if kind.partition(".")[0] not in later} == set()
    assert all(act_of(kind) for kind in told)


def test_numbers_are_right_in_form_and_cannot_be_issued(plays: list[Play]) -> None:
    lawyers = [i.given for play in plays if play.kind == "register.enter_lawyer" for i in play.items]
    firms = [i.given for play in plays if play.kind == "register.enter_firm" for i in play.items]
    assert all(is_demo_licence_number(given.number) for given in lawyers)
    assert len({given.number for given in lawyers}) == len(lawyers)
    held = [given.identity_number for given in lawyers if given.identity_number]
    assert all(is_demo_identity_number(number) for number in held)
    assert len(set(held)) == len(held)
    assert all(parse_identity_number(number) for number in held[:500])
    assert all(is_demo_credit_code(check_credit_code(given.credit_code, LAW_FIRM)) for given in firms)


def test_firms_bear_lawful_names_of_their_own_and_nobody_is_well_known(plays: list[Play]) -> None:
    firms = [i.given.name for play in plays if play.kind == "register.enter_firm" for i in play.items]
    assert len(set(firms)) == len(firms)
    assert all(name.startswith("北京") and "律师事务所" in name for name in firms)
    own = [name.removeprefix("北京").partition("律师事务所")[0] for name in firms]
    assert all(2 <= len(name) <= 3 and name not in TABLE["never_firm"] for name in own)
    people = {i.given.name for play in plays if play.kind == "register.enter_lawyer" for i in play.items}
    assert not people & set(TABLE["never"])


def test_documents_are_numbered_by_year_and_called_a_demonstration(plays: list[Play]) -> None:
    bases = [item.basis for play in plays for item in play.items]
    assert len(set(bases)) == len(bases)
    assert all("〕演" in basis for basis in bases)


def test_no_ended_firm_keeps_a_lawyer(world: World) -> None:
    staff = world.staff()
    ended = [n for n, house in enumerate(world.houses) if house.ended < NEVER]
    assert len(ended) > 5
    assert not staff[ended].any()


def test_workbooks_have_the_labels_of_the_acts_and_know_each_firm(tmp_path: Path) -> None:
    counts = write_workbooks(SMALL, 1, date(2026, 11, 22), str(tmp_path))
    sheets = {
        name: CalamineWorkbook.from_path(tmp_path / f"{name}.xlsx").get_sheet_by_index(0).to_python() for name in counts
    }
    assert {name: len(rows) - 1 for name, rows in sheets.items()} == counts
    heads = {name: rows[0] for name, rows in sheets.items()}
    places = {row[0] for name in ("律师事务所", "在编单位") for row in sheets[name][1:]}
    lawyers, engagements = sheets["律师"], sheets["执业经历"]
    assert {row[heads["律师"].index("执业机构")] for row in lawyers[1:]} <= places
    numbers = {row[heads["律师"].index("执业证号")]: row for row in lawyers[1:]}
    since = heads["律师"].index("入所日期")
    for row in engagements[1:]:
        told: dict[Any, Any] = dict(zip(heads["执业经历"], row, strict=True))
        left: Any = numbers[told["律师"]][since]
        assert told["入所日期"] < told["离所日期"] <= left
    assert 3.0 < (len(lawyers) + len(engagements)) / len(lawyers) < 3.6
