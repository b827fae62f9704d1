"""Pools, chosen firms, cohorts and honours."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.register.tests.invented import do, firm, lawyer
from lvheng.register.tests.who_may import ON, Stage
from lvheng.talent.models import ForeignPoolMember, PoolMember
from lvheng.talent.registers import (
    COHORT_MEMBERS,
    COHORTS,
    DESIGNATIONS,
    FIRM_HONOURS,
    FOREIGN,
    LAWYER_HONOURS,
    POOL,
)
from lvheng.work.registers import acts_by_verb
from lvheng.work.tests.declared import LATER, Declared

pytestmark = pytest.mark.django_db
WHO = ("city", "association")
HONOUR = {"honour": "试验荣誉", "level": "city_level", "granted_by": "某协会"}


def perform(register: Any, verb: str, on: date, **given: Any) -> UUID:
    return do(acts_by_verb(register)[verb], on, **given).subject


def in_pool(who: UUID, on: date = ON, tier: str = "outstanding") -> UUID:
    return perform(POOL, "enter", on, lawyer=who, tier=tier, practice="company")


def in_foreign_part(who: UUID, on: date = ON) -> UUID:
    return perform(FOREIGN, "enter", on, lawyer=who, practice="trade", language="english")


def cohort(year: int, programme: str = "foreign_elite") -> UUID:
    given = {"name": f"试验 {year} 年班 {programme}", "programme": programme, "year": year}
    return perform(COHORTS, "enter", date(year, 3, 2), **given)


class TestPool(Declared):
    register = POOL
    allowed = WHO
    changed = {"tier": "leading"}
    corrected = {"practice": "labour"}
    ended = {"reason": "own_wish"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"lawyer": stage.lawyer, "tier": "outstanding", "practice": "company"}


class TestForeignPart(Declared):
    register = FOREIGN
    allowed = WHO
    changed = {"practice": "disputes"}
    corrected = {"language": "french"}
    ended = {"reason": "failed_review"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        if not PoolMember.rows.current().filter(lawyer=stage.lawyer).exists():
            in_pool(stage.lawyer)
        return {"lawyer": stage.lawyer, "practice": "trade", "language": "english"}


class TestDesignations(Declared):
    register = DESIGNATIONS
    allowed = WHO
    corrected = {"designation": "world_class"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"firm": stage.firm, "designation": "foreign_model"}


class TestCohorts(Declared):
    register = COHORTS
    allowed = WHO
    changed = {"name": "改名班"}
    corrected = {"year": 2019}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"name": "试验班", "programme": "incubation", "year": 2020}


class TestCohortMembers(Declared):
    register = COHORT_MEMBERS
    allowed = WHO
    ended = {"result": "completed"}
    later = date(2020, 11, 2)

    def sample(self, stage: Stage) -> dict[str, Any]:
        held = COHORTS.model.rows.current().filter(programme="incubation", year=2020, name__startswith="试验").first()
        return {"lawyer": stage.lawyer, "cohort": held.subject if held else cohort(2020, "incubation")}


class TestLawyerHonours(Declared):
    register = LAWYER_HONOURS
    allowed = WHO
    corrected = {"level": "national_level"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"lawyer": stage.lawyer, **HONOUR}


class TestFirmHonours(Declared):
    register = FIRM_HONOURS
    allowed = WHO
    corrected = {"level": "national_level"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"firm": stage.firm, **HONOUR}


def test_the_foreign_part_is_never_larger_than_the_pool(stage: Stage) -> None:
    with pytest.raises(ActRefused, match=r"当日不在人才库，应先办理入库.*目标五"):
        in_foreign_part(stage.lawyer)
    in_pool(stage.lawyer, LATER)
    with pytest.raises(ActRefused, match="当日不在人才库"):
        in_foreign_part(stage.lawyer, ON)
    in_foreign_part(stage.lawyer, LATER)
    with pytest.raises(ActRefused, match="仍在涉外人才库，应先办理涉外人才出库"):
        perform(POOL, "end", date(2021, 6, 1), lawyer=stage.lawyer, reason="own_wish")
    perform(FOREIGN, "end", date(2021, 6, 1), lawyer=stage.lawyer, reason="own_wish")
    perform(POOL, "end", date(2021, 6, 1), lawyer=stage.lawyer, reason="own_wish")
    assert PoolMember.rows.current().get(lawyer=stage.lawyer).reason == "own_wish"


def test_promotion_carries_the_foreign_part_along(stage: Stage) -> None:
    in_pool(stage.lawyer)
    in_foreign_part(stage.lawyer)
    perform(POOL, "change", LATER, lawyer=stage.lawyer, tier="leading")
    assert [row.tier for row in PoolMember.rows.current().filter(lawyer=stage.lawyer).order_by("valid_from")] == [
        "outstanding",
        "leading",
    ]
    assert ForeignPoolMember.rows.on(LATER).filter(lawyer=stage.lawyer).exists()


def test_a_correction_takes_no_day_from_under_the_foreign_part(stage: Stage) -> None:
    in_pool(stage.lawyer)
    in_foreign_part(stage.lawyer)
    perform(POOL, "change", LATER, lawyer=stage.lawyer, tier="leading")
    first, second = PoolMember.rows.current().filter(lawyer=stage.lawyer).order_by("valid_from")
    correct = acts_by_verb(POOL)["correct"]
    with pytest.raises(ActRefused, match="其间仍在涉外人才库"):
        do(correct, LATER, subject=stage.lawyer, row=first.pk, valid_from=date(2020, 7, 1))
    do(correct, LATER, subject=stage.lawyer, row=second.pk, valid_from=date(2021, 5, 1))
    assert PoolMember.rows.on(date(2021, 4, 30)).get(lawyer=stage.lawyer).tier == "outstanding"


def test_the_programme_takes_who_is_in_the_foreign_part_and_in_its_year(stage: Stage) -> None:
    this_year = cohort(2020)
    with pytest.raises(ActRefused, match="该项目从涉外人才库中选拔，入学当日不在库"):
        perform(COHORT_MEMBERS, "enter", ON, lawyer=stage.lawyer, cohort=this_year)
    in_pool(stage.lawyer)
    in_foreign_part(stage.lawyer)
    with pytest.raises(ActRefused, match="该班次为 2020 年度"):
        perform(COHORT_MEMBERS, "enter", LATER, lawyer=stage.lawyer, cohort=this_year)
    perform(COHORT_MEMBERS, "enter", ON, lawyer=stage.lawyer, cohort=this_year)
    with pytest.raises(ActRefused, match="还有学员没有结业（1 项）"):
        perform(COHORTS, "end", LATER, subject=this_year)


def test_only_firms_in_practice_are_chosen_and_only_practising_lawyers_honoured(stage: Stage) -> None:
    do_end = {"firm": stage.other, "designation": "world_class"}
    perform(DESIGNATIONS, "enter", ON, **do_end)
    branch = firm(parent=stage.firm, name="北京测甲律师事务所通州分所", district="110112")
    with pytest.raises(ActRefused, match="“律师事务所”应为律师事务所"):
        perform(DESIGNATIONS, "enter", ON, firm=branch, designation="world_class")
    loose = lawyer(None)
    from lvheng.register.acts.licences import LeaveOfAbsence

    do(LeaveOfAbsence, date(2019, 1, 7), lawyer=stage.lawyer)
    with pytest.raises(ActRefused, match="当日不在执业状态"):
        perform(LAWYER_HONOURS, "enter", ON, lawyer=stage.lawyer, **HONOUR)
    with pytest.raises(ActRefused, match="当日不在执业状态"):
        perform(LAWYER_HONOURS, "enter", ON, lawyer=loose, **HONOUR)
