"""律师事务所管理办法第二十八条: a partner has practised for three years or more, to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lvheng.register.rules import may_be_partner
from lvheng.register.tests.plain import licence


@pytest.mark.parametrize(
    ("first", "since"),
    [
        (date(2016, 9, 5), date(2019, 9, 5)),
        (date(2016, 2, 29), date(2019, 3, 1)),
        (date(2017, 2, 28), date(2020, 2, 28)),
    ],
)
def test_three_years_are_full_on_the_day(first: date, since: date) -> None:
    held = licence(first_practised_on=first)
    assert may_be_partner(held, since) == []
    [refusal] = may_be_partner(held, since - timedelta(days=1))
    assert str(refusal) == (
        f"合伙人应有三年以上执业经历；首次执业 {first}，至 {since} 方满三年（律师事务所管理办法第二十八条）"
    )
    assert refusal.field == "role"


@pytest.mark.parametrize(("kind", "may"), [("full_time", True), ("part_time", False), ("hongkong", True)])
def test_part_time_lawyers_are_no_partners(kind: str, may: bool) -> None:
    held = licence(first_practised_on=date(2010, 1, 4))
    held.kind = kind
    assert (may_be_partner(held, date(2020, 1, 6)) == []) is may
