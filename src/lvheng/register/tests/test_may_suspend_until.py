"""律师法第四十七至四十九条、第五十一条: a suspension ends after it begins and lasts a year at the most."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.register.rules import may_suspend_until

ON = date(2020, 5, 6)


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (None, ""),
        (date(2020, 5, 7), ""),
        (date(2021, 5, 6), ""),
        (date(2021, 5, 7), "停止执业最长一年（律师法第四十九条、第五十一条）"),
        (ON, "期满日期 2020-05-06 不晚于停止执业之日 2020-05-06"),
    ],
)
def test_from_a_day_to_a_year(until: date | None, said: str) -> None:
    assert "".join(map(str, may_suspend_until(ON, until))) == said
