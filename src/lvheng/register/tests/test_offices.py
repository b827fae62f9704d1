"""境外分支机构、驻京代表处: the city bureau alone enters and ends them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.register.acts.offices import (
    ClosedOffice,
    ClosedRepresentativeOffice,
    CloseOverseasOffice,
    CloseRepresentativeOffice,
    EnterOverseasOffice,
    EnterRepresentativeOffice,
    NewOverseasOffice,
    NewRepresentativeOffice,
)
from lvheng.register.models import OverseasOffice, RepresentativeOffice
from lvheng.register.tests.invented import CHAOYANG, do
from lvheng.register.tests.who_may import ON, Stage, WhoMay

ABROAD: dict[str, Any] = {
    "name": "测试律师事务所新加坡分所",
    "country": "SG",
    "city": "新加坡",
    "office_kind": "branch",
}
IN_BEIJING: dict[str, Any] = {
    "name": "测试国际律师事务所驻北京代表处",
    "home_firm": "测试国际",
    "country": "GB",
    "district": CHAOYANG,
}


class TestWhoMayEnterOverseasOffice(WhoMay):
    act = EnterOverseasOffice
    allowed = ("city",)
    twice = "已在册"

    def sample(self, stage: Stage) -> NewOverseasOffice:
        return NewOverseasOffice(firm=stage.firm, **ABROAD)


class TestWhoMayCloseOverseasOffice(WhoMay):
    act = CloseOverseasOffice
    allowed = ("city",)
    twice = "当日该机构不存续"

    def sample(self, stage: Stage) -> ClosedOffice:
        return ClosedOffice(office=do(EnterOverseasOffice, date(2019, 3, 1), firm=stage.firm, **ABROAD).subject)


class TestWhoMayEnterRepresentativeOffice(WhoMay):
    act = EnterRepresentativeOffice
    allowed = ("city",)
    twice = "已在册"

    def sample(self, stage: Stage) -> NewRepresentativeOffice:
        return NewRepresentativeOffice(**IN_BEIJING)


class TestWhoMayCloseRepresentativeOffice(WhoMay):
    act = CloseRepresentativeOffice
    allowed = ("city",)
    twice = "当日该代表处不存续"

    def sample(self, stage: Stage) -> ClosedRepresentativeOffice:
        entered = do(EnterRepresentativeOffice, date(2019, 3, 1), **IN_BEIJING)
        return ClosedRepresentativeOffice(organisation=entered.subject)


def test_an_office_stands_from_its_first_day_to_before_its_last(stage: Stage) -> None:
    abroad = do(EnterOverseasOffice, date(2019, 3, 1), firm=stage.firm, **ABROAD).subject
    do(CloseOverseasOffice, ON, office=abroad)
    eve = ON - timedelta(days=1)
    assert [OverseasOffice.rows.on(day).filter(subject=abroad).count() for day in (eve, ON)] == [1, 0]
    here = do(EnterRepresentativeOffice, date(2019, 3, 1), **IN_BEIJING).subject
    do(CloseRepresentativeOffice, ON, organisation=here)
    assert [RepresentativeOffice.rows.on(day).filter(organisation=here).count() for day in (eve, ON)] == [1, 0]


def test_a_closed_office_may_be_opened_again(stage: Stage) -> None:
    abroad = do(EnterOverseasOffice, date(2019, 3, 1), firm=stage.firm, **ABROAD).subject
    do(CloseOverseasOffice, ON, office=abroad)
    assert do(EnterOverseasOffice, ON, firm=stage.firm, **ABROAD).subject != abroad


def test_a_firm_without_licence_opens_nothing_abroad(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="当日没有执业许可"):
        do(EnterOverseasOffice, date(2015, 1, 5), firm=stage.firm, **ABROAD)
