"""Units that ought to have lawyers of their own, what enterprises need, pilots, decisions and exchanges."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from lvheng.inhouse.registers import DECISIONS, EXCHANGES, LISTED_UNITS, NEEDS, PILOTS
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.reading import read
from lvheng.kernel.rows import Moment
from lvheng.register.acts.units import EnterUnit
from lvheng.register.tests.invented import do, lawyer
from lvheng.register.tests.who_may import ON, Stage
from lvheng.work.registers import acts_by_verb
from lvheng.work.tests.declared import Declared

pytestmark = pytest.mark.django_db
FOUNDED = date(2010, 1, 4)


def unit(name: str = "北京市朝阳区试验局") -> UUID:
    return do(EnterUnit, FOUNDED, name=name, district="110105").subject


def enter(register: Any, on: date = ON, **given: Any) -> UUID:
    return do(acts_by_verb(register)["enter"], on, **given).subject


def listed(level: str, name: str) -> UUID:
    return enter(LISTED_UNITS, FOUNDED, unit=unit(name), level=level, source="试验名单")


class TestListedUnits(Declared):
    register = LISTED_UNITS
    allowed = ("city", "district")
    changed = {"source": "另一份名单"}
    corrected = {"level": "city_organ"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"unit": unit(), "level": "district_organ", "source": "试验名单"}


class TestNeeds(Declared):
    register = NEEDS
    allowed = ("city", "district")
    corrected = {"said_in": "另一封函"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"enterprise": listed("district_enterprise", "北京试验集团有限公司"), "said_in": "试验函〔2020〕1号"}


class TestPilots(Declared):
    register = PILOTS
    allowed = ("city",)
    ended = {"reason": "不再符合条件"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"enterprise": unit("北京试验科技有限公司")}


class TestDecisions(Declared):
    register = DECISIONS
    allowed = ("city", "district")
    corrected = {"matter": "另一事项"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"lawyer": lawyer(unit(), kind="public"), "matter": "试验事项", "organ": None}


class TestExchanges(Declared):
    register = EXCHANGES
    allowed = ("city", "district")
    corrected = {"kind": "with_courts"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"lawyer": stage.lawyer, "kind": "activity", "matter": "试验论坛"}


def test_a_need_is_recorded_of_state_enterprises_only() -> None:
    with pytest.raises(ActRefused, match="不在市属、区属国有企业名单内"):
        enter(NEEDS, enterprise=listed("city_organ", "北京市试验委"), said_in="函")


def test_a_listed_unit_is_no_private_pilot() -> None:
    with pytest.raises(ActRefused, match="不属于民营企业试点"):
        enter(PILOTS, enterprise=listed("city_enterprise", "北京试验控股有限公司"))


def test_only_public_and_company_lawyers_join_decisions(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="不是公职律师或者公司律师"):
        enter(DECISIONS, lawyer=stage.lawyer, matter="试验事项")


@pytest.mark.parametrize(
    ("code", "level", "kind"),
    [("inhouse.public_coverage", "city_organ", "public"), ("inhouse.company_coverage", "city_enterprise", "company")],
)
def test_a_unit_is_covered_once_a_lawyer_of_its_own_practises_there(code: str, level: str, kind: str) -> None:
    def told() -> tuple[int, int]:
        reading = read(figure_of(code), Moment(ON))
        return reading.rows, int(reading.whole or 0)

    rows, whole = told()
    place = listed(level, "北京试验甲单位")
    if kind == "company":
        assert told() == (rows, whole), "no need recorded, no number"
        enter(NEEDS, enterprise=place, said_in="函")
    assert told() == (rows, whole + 1)
    lawyer(place, kind=kind)
    assert told() == (rows + 1, whole + 1)
