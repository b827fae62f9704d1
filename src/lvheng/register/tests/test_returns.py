"""申报、外部统计: what firms declare of a year, and what others count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.register.acts.returns import Counted, Declared, EnterStatistic, FileReturn
from lvheng.register.models import OutsideStatistic, YearlyReturn
from lvheng.register.tests.invented import CITY, do, head_of
from lvheng.register.tests.who_may import ON, Stage, WhoMay

AMOUNTS: dict[str, Any] = {"revenue": Decimal("1200000.50"), "tax": Decimal(90_000), "matters": 77}


class TestWhoMayFile(WhoMay):
    act = FileReturn
    allowed = ("city", "district", "head")
    twice = "2019 年度报表已在册"

    def sample(self, stage: Stage) -> Declared:
        return Declared(firm=stage.firm, year=2019, **AMOUNTS)


class TestWhoMayEnterStatistics(WhoMay):
    act = EnterStatistic
    allowed = ("city",)
    twice = "2031 年末的数已在册"

    def sample(self, stage: Stage) -> Counted:
        return Counted(
            series="resident_population", area="110105", year=2031, value=Decimal(300), unit="万人", source="测试年鉴"
        )


def test_a_head_files_for_the_own_firm_only(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        do(FileReturn, ON, actor=head_of(stage.firm), firm=stage.other, year=2019, **AMOUNTS)


def test_a_return_filed_again_replaces_the_first(stage: Stage) -> None:
    do(FileReturn, ON, firm=stage.firm, year=2019, **AMOUNTS)
    do(FileReturn, ON, firm=stage.firm, year=2019, **AMOUNTS | {"revenue": Decimal(2_000_000)})
    assert [row.revenue for row in YearlyReturn.rows.current().filter(organisation=stage.firm)] == [2_000_000]
    assert YearlyReturn.rows.filter(organisation=stage.firm).count() == 2, "the first stays as what was believed"


def test_years_lie_beside_each_other(stage: Stage) -> None:
    for year in (2018, 2017, 2019):
        do(FileReturn, ON, firm=stage.firm, year=year, **AMOUNTS)
    spans = YearlyReturn.rows.current().filter(organisation=stage.firm).order_by("valid_from")
    assert [(row.year, row.valid_from, row.valid_to) for row in spans] == [
        (year, date(year, 1, 1), date(year + 1, 1, 1)) for year in (2017, 2018, 2019)
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"year": 2021}, "2021 年度尚未开始"),
        ({"year": 2015}, "该所 2015 年度没有执业许可"),
        ({"tax": Decimal(9_000_000)}, "高于业务收入"),
    ],
)
def test_what_cannot_be_is_refused(stage: Stage, changed: dict[str, Any], said: str) -> None:
    given = AMOUNTS | {"firm": stage.firm, "year": 2019} | changed
    with pytest.raises(ActRefused, match=said):
        do(FileReturn, ON, actor=CITY, **given)


def test_a_statistic_holds_until_the_next_year_end(db: None) -> None:
    common: dict[str, Any] = {"series": "resident_population", "area": "110112", "unit": "万人", "source": "测试年鉴"}
    do(EnterStatistic, ON, year=2031, value=Decimal(100), **common)
    do(EnterStatistic, ON, year=2033, value=Decimal(120), **common)
    do(EnterStatistic, ON, year=2032, value=Decimal(110), **common)
    days = (date(2031, 12, 31), date(2032, 12, 30), date(2032, 12, 31), date(2033, 12, 31), date(2040, 1, 1))
    rows = OutsideStatistic.rows.filter(area="110112")
    assert [rows.on(day).get().value for day in days] == [100, 100, 110, 120, 120]
