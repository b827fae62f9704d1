"""律师事务所: founding, changing, moving, ending and merging."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused, Done, Item, perform_set
from lvheng.kernel.numbers.demonstration import demo_credit_code
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register.acts.engagements import LeaveFirm
from lvheng.register.acts.firms import (
    ChangeFirm,
    DissolveFirm,
    Ended,
    EnterFirm,
    Merged,
    MergeFirm,
    Moved,
    MoveSeat,
    NewFirm,
    Renamed,
)
from lvheng.register.models import FirmLicence
from lvheng.register.tests.invented import BASIS, CHAOYANG, CITY, HAIDIAN, TONGZHOU, do, firm, officer
from lvheng.register.tests.who_may import ON, Stage, WhoMay

NEW = NewFirm(
    name="北京测试新设律师事务所",
    credit_code=demo_credit_code(899_001),
    form="sole",
    district=CHAOYANG,
    address="测试路 1 号",
)


class TestWhoMayEnter(WhoMay):
    act = EnterFirm
    allowed = ("city", "district")
    twice = "已在册"

    def sample(self, stage: Stage) -> NewFirm:
        return NEW


class TestWhoMayChange(WhoMay):
    act = ChangeFirm
    allowed = ("city", "district")
    twice = "没有变化"

    def sample(self, stage: Stage) -> Renamed:
        return Renamed(firm=stage.firm, name="北京测试更名律师事务所", form="special_partnership")


class TestWhoMayMove(WhoMay):
    act = MoveSeat
    allowed = ("city", "district")
    twice = "住所没有变化"

    def sample(self, stage: Stage) -> Moved:
        return Moved(firm=stage.firm, district=TONGZHOU, address="测试路 2 号")


class TestWhoMayDissolve(WhoMay):
    act = DissolveFirm
    allowed = ("city", "district")
    twice = "已处于注销状态"

    def sample(self, stage: Stage) -> Ended:
        return Ended(firm=stage.other)


class TestWhoMayMerge(WhoMay):
    act = MergeFirm
    allowed = ("city", "district")
    twice = "已处于注销状态"

    def sample(self, stage: Stage) -> Merged:
        return Merged(firm=stage.other, successor=stage.firm)


def state(key: UUID, day: date) -> str:
    return str(FirmLicence.rows.on(day).get(organisation=key).state)


def test_a_branch_is_founded_by_a_firm_that_practises(db: None) -> None:
    home = firm(on=ON)
    branch = firm("北京测通州分所", TONGZHOU, ON, parent=home)
    assert Organisation.rows.current().get(subject=branch).kind == "branch"
    with pytest.raises(ActRefused, match="总所当日没有执业许可"):
        firm("北京测大兴分所", TONGZHOU, ON - timedelta(days=1), parent=home)


def test_name_and_credit_code_are_given_once(stage: Stage) -> None:
    name = Organisation.rows.current().get(subject=stage.firm).name
    code = FirmLicence.rows.current().get(organisation=stage.firm).credit_code
    with pytest.raises(ActRefused, match=r"已有名为.*名称管理办法"):
        firm(name)
    with pytest.raises(ActRefused, match=f"{code} 已登记为“{name}”"):
        firm("北京测试另名律师事务所", credit_code=code)


def test_two_firms_of_one_name_in_one_set_are_one(db: None) -> None:
    second = NewFirm(name=NEW.name, credit_code=demo_credit_code(899_002), form="sole", district=HAIDIAN)
    first, told = perform_set(EnterFirm, [Item(NEW, ON), Item(second, ON)], actor=CITY, basis=BASIS)
    assert isinstance(first, Done)
    assert isinstance(told, list)
    assert "已有名为" in str(told[0])


def test_a_name_is_free_again_once_its_firm_has_another(stage: Stage) -> None:
    name = Organisation.rows.current().get(subject=stage.firm).name
    do(ChangeFirm, ON, firm=stage.firm, name="北京测试更名律师事务所")
    assert firm(name, on=ON)


def test_a_change_keeps_the_firm_and_what_it_was_before(stage: Stage) -> None:
    before = Organisation.rows.on(ON).get(subject=stage.firm).name
    do(ChangeFirm, ON, firm=stage.firm, name="北京测试更名律师事务所", form="special_partnership")
    eve = ON - timedelta(days=1)
    assert Organisation.rows.on(eve).get(subject=stage.firm).name == before
    assert Organisation.rows.on(ON).get(subject=stage.firm).name == "北京测试更名律师事务所"
    forms = [FirmLicence.rows.on(day).get(organisation=stage.firm).form for day in (eve, ON)]
    assert forms == ["partnership", "special_partnership"]
    with pytest.raises(ActRefused, match="至少填一项"):
        do(ChangeFirm, ON, firm=stage.firm)


def test_the_district_follows_the_seat_on_the_day(stage: Stage) -> None:
    do(MoveSeat, ON, firm=stage.firm, district=HAIDIAN, area="zhongguancun")
    assert Seat.rows.on(ON - timedelta(days=1)).get(organisation=stage.firm).district == CHAOYANG
    assert Seat.rows.on(ON).get(organisation=stage.firm).district == HAIDIAN


def test_the_district_of_the_last_seat_answers_for_a_firm(stage: Stage) -> None:
    do(MoveSeat, ON, firm=stage.firm, district=HAIDIAN)
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        do(ChangeFirm, ON, actor=officer(CHAOYANG), firm=stage.firm, name="北京测试更名律师事务所")
    do(ChangeFirm, ON, actor=officer(HAIDIAN), firm=stage.firm, name="北京测试更名律师事务所")


def test_a_firm_ends_only_when_nobody_practises_there_any_more(stage: Stage) -> None:
    with pytest.raises(ActRefused, match=r"尚有 1 名律师在所执业，.*第三十二条"):
        do(DissolveFirm, ON, firm=stage.firm)
    do(LeaveFirm, ON, lawyer=stage.lawyer)
    do(DissolveFirm, ON, firm=stage.firm)
    assert [state(stage.firm, day) for day in (ON - timedelta(days=1), ON)] == ["practising", "cancelled"]
    assert not Seat.rows.on(ON).filter(organisation=stage.firm).exists()


def test_a_change_planned_for_later_does_not_bring_an_ended_firm_back(stage: Stage) -> None:
    do(ChangeFirm, ON + timedelta(days=90), firm=stage.other, form="special_partnership")
    do(DissolveFirm, ON, firm=stage.other)
    assert [state(stage.other, ON + timedelta(days=days)) for days in (0, 89, 90, 900)] == ["cancelled"] * 4


def test_a_merged_firm_names_its_successor(stage: Stage) -> None:
    do(MergeFirm, ON, firm=stage.other, successor=stage.firm)
    row = FirmLicence.rows.on(ON).get(organisation=stage.other)
    assert (row.state, row.successor) == ("cancelled", stage.firm)
    with pytest.raises(ActRefused, match="不能并入自身"):
        do(MergeFirm, ON, firm=stage.firm, successor=stage.firm)
    with pytest.raises(ActRefused, match="承继律师事务所当日不在执业状态"):
        do(MergeFirm, ON, firm=stage.firm, successor=stage.other)
