"""律师事务所管理办法第三十一、三十二条: a firm in liquidation admits nobody, holds head and partners, and ends in time."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.rows import Moment
from lvheng.register.acts.engagements import ChangeRole, Engage, LeaveFirm, Transfer
from lvheng.register.acts.firm_states import SuspendFirm
from lvheng.register.acts.firms import DissolveFirm, Ended
from lvheng.register.acts.liquidation import BeginLiquidation, EndLiquidation
from lvheng.register.models import FirmLicence
from lvheng.register.record import organisation_record
from lvheng.register.tests.invented import do, lawyer
from lvheng.register.tests.who_may import ON, Stage, WhoMay

SETTLED = date(2020, 9, 1)


class TestWhoMayBegin(WhoMay):
    act = BeginLiquidation
    allowed = ("city", "district")
    twice = "已在终止清算"

    def sample(self, stage: Stage) -> Ended:
        return Ended(firm=stage.firm)


class TestWhoMayEnd(WhoMay):
    act = EndLiquidation
    allowed = ("city", "district")
    twice = "已登记清算结束"

    def sample(self, stage: Stage) -> Ended:
        do(BeginLiquidation, date(2020, 1, 6), firm=stage.firm)
        return Ended(firm=stage.firm)


def test_nobody_joins_and_partners_stay_while_others_go(stage: Stage) -> None:
    partner = lawyer(stage.firm)
    do(ChangeRole, date(2020, 1, 6), lawyer=partner, role="partner")
    do(BeginLiquidation, ON, firm=stage.firm)
    with pytest.raises(ActRefused, match="处于终止清算状态，不能接收律师"):
        do(Engage, ON, lawyer=lawyer(None), organisation=stage.firm)
    with pytest.raises(ActRefused, match=r"处于终止清算期间，合伙人不得变更执业机构.*第二十一条"):
        do(Transfer, ON, lawyer=partner, organisation=stage.other)
    do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.other)


def test_from_the_end_of_the_liquidation_fifteen_days_run_until_the_firm_is_ended(stage: Stage) -> None:
    do(LeaveFirm, ON, lawyer=stage.lawyer)
    do(BeginLiquidation, ON, firm=stage.firm)
    do(EndLiquidation, SETTLED, firm=stage.firm)

    def told(day: date) -> list[str]:
        record = organisation_record(stage.firm, Moment(day))
        assert record
        return [each.short for each in record.clocks()]

    assert told(date(2020, 9, 6)) == ["还剩 10 日，至 2020-09-16"]
    assert told(date(2020, 9, 20)) == ["逾期 4 日"]
    do(DissolveFirm, date(2020, 9, 15), firm=stage.firm)
    assert told(date(2020, 9, 20)) == ["已按期办"]
    states = [FirmLicence.rows.on(day).get(organisation=stage.firm).state for day in (ON, SETTLED, date(2020, 9, 15))]
    assert states == ["dissolving", "dissolving", "cancelled"]


def test_a_suspended_firm_does_not_begin_it_and_one_that_has_not_begun_does_not_end_it(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="不在终止清算期间"):
        do(EndLiquidation, ON, firm=stage.firm)
    do(SuspendFirm, ON, firm=stage.firm, until=date(2020, 8, 6))
    with pytest.raises(ActRefused, match="停业整顿期间，不得终止"):
        do(BeginLiquidation, date(2020, 6, 1), firm=stage.firm)
