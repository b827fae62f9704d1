"""合伙人出资、章程、场所、保险、聘用人员: each from a day to a day, shares never above the whole and only the partners'."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.figures.listing import Question, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.register.acts.engagements import ChangeRole, LeaveFirm, Transfer
from lvheng.register.acts.firm_parts import (
    Adopted,
    Contributed,
    DeclareStaff,
    Employed,
    EndShare,
    EnterCharter,
    EnterInsurance,
    EnterPremises,
    EnterShare,
    Housed,
    Insured,
    Withdrawn,
)
from lvheng.register.acts.firms import ChangeFirm
from lvheng.register.models import FirmLicence, PartnerShare, ProfessionalInsurance
from lvheng.register.tests.invented import CITY, do, firm, lawyer
from lvheng.register.tests.who_may import ON, Stage, WhoMay
from lvheng.register.worklists import BELOW_MINIMUM

SINCE = date(2020, 1, 6)


def partner(home: UUID, on: date = date(2016, 9, 5)) -> UUID:
    return lawyer(home, on, role="partner")


def put_in(home: UUID, who: UUID, share: str, on: date = SINCE) -> None:
    do(EnterShare, on, firm=home, lawyer=who, contribution=Decimal(100_000), share=Decimal(share))


class TestWhoMayEnterShare(WhoMay):
    act = EnterShare
    allowed = ("city", "district")
    twice = "没有变化"

    def sample(self, stage: Stage) -> Contributed:
        return Contributed(
            firm=stage.firm, lawyer=partner(stage.firm), contribution=Decimal("300000"), share=Decimal("33.34")
        )


class TestWhoMayEndShare(WhoMay):
    act = EndShare
    allowed = ("city", "district")
    twice = "当日没有这项出资"

    def sample(self, stage: Stage) -> Withdrawn:
        who = partner(stage.firm)
        put_in(stage.firm, who, "50")
        return Withdrawn(firm=stage.firm, lawyer=who)


class TestWhoMayEnterCharter(WhoMay):
    act = EnterCharter
    allowed = ("city", "district")
    twice = "章程没有变化"

    def sample(self, stage: Stage) -> Adopted:
        return Adopted(firm=stage.firm, adopted_on=date(2020, 4, 1), party_clause=1)


class TestWhoMayEnterPremises(WhoMay):
    act = EnterPremises
    allowed = ("city", "district", "head")
    twice = "办公场所没有变化"

    def sample(self, stage: Stage) -> Housed:
        return Housed(firm=stage.firm, tenure="leased", floor_area=Decimal("280.50"), held_until=date(2023, 1, 1))


class TestWhoMayEnterInsurance(WhoMay):
    act = EnterInsurance
    allowed = ("city", "district", "head")
    twice = "执业责任保险没有变化"

    def sample(self, stage: Stage) -> Insured:
        return Insured(
            firm=stage.firm, policy="测1", insurer="测保险", amount=Decimal(10_000_000), until=date(2021, 5, 6)
        )


class TestWhoMayDeclareStaff(WhoMay):
    act = DeclareStaff
    allowed = ("city", "district", "head")
    twice = "聘用的非律师人员没有变化"

    def sample(self, stage: Stage) -> Employed:
        return Employed(firm=stage.firm, kind="assistant", count=3)


def test_shares_are_the_partners_and_together_the_whole_at_most(stage: Stage) -> None:
    first, second = partner(stage.firm), partner(stage.firm)
    put_in(stage.firm, first, "60")
    with pytest.raises(ActRefused, match=r"其他合伙人的份额合计 60\.00%，再加 40\.01% 超过 100%.*第十七条"):
        put_in(stage.firm, second, "40.01")
    put_in(stage.firm, second, "40")
    put_in(stage.firm, first, "55", ON)
    assert PartnerShare.rows.on(ON).get(partner=first).share == 55
    with pytest.raises(ActRefused, match="出资人当日不是该所合伙人"):
        put_in(stage.firm, stage.lawyer, "5", ON)


def test_a_firm_without_partners_has_no_shares(stage: Stage) -> None:
    alone = firm(form="sole")
    with pytest.raises(ActRefused, match="个人律师事务所没有合伙人出资"):
        put_in(alone, partner(alone), "100")


@pytest.mark.parametrize("way", ["transfer", "leave", "role"])
def test_a_share_ends_with_the_partnership(stage: Stage, way: str) -> None:
    who = partner(stage.firm)
    put_in(stage.firm, who, "50")
    if way == "transfer":
        do(Transfer, ON, lawyer=who, organisation=stage.other)
    elif way == "leave":
        do(LeaveFirm, ON, lawyer=who)
    else:
        do(ChangeRole, ON, lawyer=who, role="employed")
    assert [(row.valid_from, row.valid_to) for row in PartnerShare.rows.current().filter(partner=who)] == [(SINCE, ON)]


def test_policies_follow_each_other_and_each_ends_by_itself(stage: Stage) -> None:
    for year in (2020, 2021):
        amount, until = Decimal(5_000_000), date(year + 1, 3, 1)
        do(
            EnterInsurance,
            date(year, 3, 1),
            firm=stage.firm,
            policy=f"测{year}",
            insurer="测",
            amount=amount,
            until=until,
        )
    covered = ProfessionalInsurance.rows
    assert [row.policy for row in covered.on(date(2021, 3, 1)).filter(firm=stage.firm)] == ["测2021"]
    assert not covered.on(date(2022, 3, 1)).filter(firm=stage.firm).exists()


def test_assets_may_change_without_name_or_form(stage: Stage) -> None:
    do(ChangeFirm, ON, firm=stage.firm, capital=Decimal(400_000))
    assert FirmLicence.rows.on(ON).get(organisation=stage.firm).capital == 400_000
    with pytest.raises(ActRefused, match="没有变化"):
        do(ChangeFirm, ON, firm=stage.firm, capital=Decimal(400_000))


def below(*firms: UUID, on: date = ON) -> dict[UUID, tuple[object, ...]]:
    names = ("people", "people_needed", "capital", "article")
    columns = [column for column in BELOW_MINIMUM.columns if column.name in names]
    question = Question(
        listing=BELOW_MINIMUM, moment=Moment(on), narrowing=Narrowing(CITY.scope), columns=columns, subjects=list(firms)
    )
    return {line.subject: line.cells for line in page(question)}


def test_firms_that_no_longer_meet_the_conditions_of_their_form_are_listed(stage: Stage) -> None:
    whole, poor, small, alone = (
        firm(),
        firm(capital=Decimal(299_999)),
        firm(form="special_partnership"),
        firm(form="sole"),
    )
    for home in (whole, poor, small):
        for _ in range(3):
            partner(home)
    lawyer(alone)
    found = below(whole, poor, small, alone, stage.firm)
    assert set(found) == {poor, small, stage.firm}
    assert found[stage.firm] == (0, 3, None, "律师事务所管理办法第九条")
    assert found[small] == (3, 20, None, "律师事务所管理办法第十条")
    assert found[poor] == (3, 3, Decimal("299999.00"), "律师事务所管理办法第九条")
