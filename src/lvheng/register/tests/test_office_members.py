"""代表与派驻律师: how long they have practised, one chief at a time, and that a closed office has nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.register.acts.office_members import (
    EndOfficeService,
    EnterRepresentative,
    NewRepresentative,
    PostAbroad,
    PostedAbroad,
    ServiceEnded,
)
from lvheng.register.acts.offices import (
    CloseOverseasOffice,
    CloseRepresentativeOffice,
    EnterOverseasOffice,
    EnterRepresentativeOffice,
)
from lvheng.register.models import OfficeMember
from lvheng.register.tests.invented import CHAOYANG, do
from lvheng.register.tests.who_may import ON, Stage, WhoMay

OPENED = date(2018, 6, 4)


def abroad(firm: UUID) -> UUID:
    given = {"name": "北京测新加坡分所", "country": "SG", "city": "新加坡", "office_kind": "branch"}
    return do(EnterOverseasOffice, OPENED, firm=firm, **given).subject  # type: ignore[arg-type]  # names of fields


def representative_office() -> UUID:
    given = {"name": "测国际律师事务所驻北京代表处", "home_firm": "测国际", "country": "GB", "district": CHAOYANG}
    return do(EnterRepresentativeOffice, OPENED, **given).subject  # type: ignore[arg-type]  # names of fields


def representative(office: UUID, name: str = "测代表", position: str = "representative", since: int = 2010) -> Any:
    return NewRepresentative(
        organisation=office, name=name, sex="male", position=position, country="GB", practised_since=since
    )


def enter(office: UUID, on: date = ON, **more: Any) -> UUID:
    given = representative(office, **more)
    told = {name: getattr(given, name) for name in NewRepresentative.__dataclass_fields__}
    return do(EnterRepresentative, on, **told).subject


class TestWhoMayEnter(WhoMay):
    act = EnterRepresentative
    allowed = ("city",)
    twice = "已在该代表处登记"

    def sample(self, stage: Stage) -> Any:
        return representative(representative_office())


class TestWhoMayPostAbroad(WhoMay):
    act = PostAbroad
    allowed = ("city",)
    twice = "已派驻该机构"

    def sample(self, stage: Stage) -> PostedAbroad:
        return PostedAbroad(office=abroad(stage.firm), lawyer=stage.lawyer)


class TestWhoMayEnd(WhoMay):
    act = EndOfficeService
    allowed = ("city",)
    twice = "当日不在该机构任职"

    def sample(self, stage: Stage) -> ServiceEnded:
        office = abroad(stage.firm)
        do(PostAbroad, OPENED, office=office, lawyer=stage.lawyer)
        return ServiceEnded(office=office, person=stage.lawyer)


def test_a_chief_has_practised_three_years_a_representative_two(stage: Stage) -> None:
    office = representative_office()
    with pytest.raises(ActRefused, match="首席代表应在中国境外执业不少于 3 年，现自 2018 年起"):
        enter(office, position="chief_representative", since=2018)
    with pytest.raises(ActRefused, match="代表应在中国境外执业不少于 2 年"):
        enter(office, since=2019)
    enter(office, since=2018)


def test_there_is_one_chief_at_a_time(stage: Stage) -> None:
    office = representative_office()
    first = enter(office, position="chief_representative", name="测首席甲")
    with pytest.raises(ActRefused, match="另有首席代表，应先办理离任"):
        enter(office, position="chief_representative", name="测首席乙")
    do(EndOfficeService, ON + timedelta(days=10), office=office, person=first)
    enter(office, ON + timedelta(days=10), position="chief_representative", name="测首席乙")


def test_a_firm_posts_its_own_lawyers_only(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="当日不是设立律所的律师"):
        do(PostAbroad, ON, office=abroad(stage.other), lawyer=stage.lawyer)


def test_an_office_that_closes_keeps_nobody(stage: Stage) -> None:
    office, other = representative_office(), abroad(stage.firm)
    enter(office)
    do(PostAbroad, OPENED, office=other, lawyer=stage.lawyer)
    end = ON + timedelta(days=30)
    do(CloseRepresentativeOffice, end, organisation=office)
    do(CloseOverseasOffice, end, office=other)
    assert OfficeMember.rows.on(end - timedelta(days=1)).filter(office__in=[office, other]).count() == 2
    assert not OfficeMember.rows.on(end).filter(office__in=[office, other]).exists()


def test_both_kinds_of_office_have_a_page_with_their_people_and_acts(
    stage: Stage, client_as: Callable[[str], Any]
) -> None:
    office, other = representative_office(), abroad(stage.firm)
    enter(office)
    do(PostAbroad, OPENED, office=other, lawyer=stage.lawyer)
    city, there = client_as("demo-city"), f"/work/firms/{office}/"
    shown = city.get(there).content.decode()
    assert "测代表" in shown
    assert f"/work/acts/register.close_representative_office/?organisation={office}" in shown
    shown = city.get(f"/work/offices/{other}/").content.decode()
    assert f"/work/acts/register.close_overseas_office/?office={other}" in shown
    assert f"/work/lawyers/{stage.lawyer}/" in shown
    assert "派驻律师" in city.get(f"/work/lawyers/{stage.lawyer}/?tab=history").content.decode()
    assert client_as("demo-firm").get(f"/work/offices/{other}/").status_code == 403
