"""The table of limits: every basis stands in the table of laws, versions follow each other, days are of the right kind."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.kernel.clocks.limits import Limit, Unit, all_limits, limit_on, pause_basis, pause_titles

EVERY = [limit for versions in all_limits().values() for limit in versions]


@pytest.mark.parametrize("limit", EVERY, ids=lambda limit: f"{limit.code}-{limit.since}")
def test_a_limit_names_its_length_event_and_law(limit: Limit) -> None:
    assert limit.length > 0
    assert limit.title
    assert limit.event
    assert limit.basis
    assert set(limit.pauses) <= set(pause_titles())
    assert limit.promised is None or limit.promised < limit.length, "a promise is shorter than the law"
    assert len(limit.code) <= 40


@pytest.mark.parametrize("limit", EVERY, ids=lambda limit: f"{limit.code}-{limit.since}")
def test_days_are_of_the_kind_that_the_law_says(limit: Limit) -> None:
    """行政许可法第八十二条: working days for permits. 行政处罚法第八十五条: for two, three, five and seven days only."""
    laws = {basis.law for basis in limit.basis}
    if "行政许可法" in laws:
        assert limit.unit is Unit.WORKING_DAYS
    if "行政处罚法" in laws and limit.since >= date(2021, 7, 15):
        assert (limit.unit is Unit.WORKING_DAYS) is (limit.length in (2, 3, 5, 7))
    if any(basis.code == "INT-48" for basis in limit.basis):
        assert limit.unit is Unit.WORKING_DAYS
        assert limit.length <= 20


def test_versions_follow_each_other() -> None:
    for versions in all_limits().values():
        days = [version.since for version in versions]
        assert days == sorted(set(days))


def test_what_began_under_the_old_law_runs_by_it() -> None:
    old, new = (limit_on("penalty.hearing_request", day) for day in (date(2021, 7, 14), date(2021, 7, 15)))
    assert old
    assert new
    assert (old.span, new.span) == ("3 日", "5 个工作日")


def test_before_the_law_there_is_no_limit() -> None:
    assert limit_on("penalty.decision", date(2021, 7, 14)) is None
    with pytest.raises(KeyError):
        limit_on("penalty.nothing", date(2024, 1, 1))


@pytest.mark.parametrize("code", pause_titles())
def test_a_pause_names_its_article(code: str) -> None:
    assert pause_basis(code).article
