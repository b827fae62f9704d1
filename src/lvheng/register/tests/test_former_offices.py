"""曾任法官、检察官: for two or three years no firm of the former jurisdiction, and none at all after 开除."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused, perform
from lvheng.register.acts.engagements import Engage, Transfer
from lvheng.register.acts.former_offices import EnterFormerOffice, Held
from lvheng.register.acts.trainees import TransferTrainee
from lvheng.register.rules import lies_within
from lvheng.register.tests.invented import BASIS, CITY, HAIDIAN, XIONGAN, do, firm, lawyer
from lvheng.register.tests.training import supervisor, trainee
from lvheng.register.tests.who_may import ON, Stage, WhoMay

LEFT = date(2020, 5, 6)


def held(person: UUID, grade: str = "other", jurisdiction: str = HAIDIAN, manner: str = "resigned") -> Held:
    return Held(
        person=person,
        organ="北京市测试区人民法院",
        organ_kind="court",
        jurisdiction=jurisdiction,
        grade=grade,
        manner=manner,
    )


def left(person: UUID, grade: str = "other", jurisdiction: str = HAIDIAN, manner: str = "resigned") -> None:
    given = held(person, grade, jurisdiction, manner)
    perform(EnterFormerOffice, given, actor=CITY, effective_on=LEFT, basis=BASIS)


class TestWhoMayEnter(WhoMay):
    act = EnterFormerOffice
    allowed = ("city", "district", "association")
    twice = "已在册"

    def sample(self, stage: Stage) -> Held:
        return held(stage.lawyer)


@pytest.mark.parametrize(("grade", "until"), [("other", 2022), ("senior", 2023), ("leader", 2023)])
def test_the_bar_lasts_two_years_and_three_for_leaders_and_seniors(stage: Stage, grade: str, until: int) -> None:
    left(stage.lawyer, grade)
    there = firm(district=HAIDIAN)
    with pytest.raises(ActRefused, match=rf"{until}-05-06 前不得到原任职单位管辖地区内.*司发通〔2021〕61号"):
        do(Transfer, date(until, 5, 5), lawyer=stage.lawyer, organisation=there)
    do(Transfer, date(until, 5, 6), lawyer=stage.lawyer, organisation=there)


def test_outside_the_former_jurisdiction_one_may_practise(stage: Stage) -> None:
    left(stage.lawyer)
    do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.other)


def test_a_court_of_the_city_bars_all_its_districts_and_no_other_place(stage: Stage) -> None:
    unattached = lawyer(None)
    left(unattached, "leader", "110000")
    with pytest.raises(ActRefused, match="领导班子成员"):
        do(Engage, ON, lawyer=unattached, organisation=stage.firm)
    do(Engage, ON, lawyer=unattached, organisation=firm(district=XIONGAN))


def test_who_was_expelled_joins_no_firm_ever(stage: Stage) -> None:
    left(stage.lawyer, manner="expelled")
    with pytest.raises(ActRefused, match="开除公职，不得在律师事务所工作"):
        do(Transfer, date(2040, 1, 5), lawyer=stage.lawyer, organisation=stage.other)


def test_trainees_are_bound_as_well(stage: Stage) -> None:
    key, there = trainee(stage.firm, stage.lawyer), firm(district=HAIDIAN)
    left(key)
    with pytest.raises(ActRefused, match="司发通"):
        do(TransferTrainee, date(2022, 5, 5), trainee=key, firm=there, supervisor=supervisor(there))


def test_a_jurisdiction_is_a_district_or_a_whole_province() -> None:
    assert lies_within("110108", "110108")
    assert not lies_within("110105", "110108")
    assert lies_within("110105", "110000")
    assert not lies_within("133100", "110000")
