"""Dispatch: units called, forms filled with numbers, reports made, looked at and sent back; lateness in the inbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.documents.tests.making import paper
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.reading import read
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.time.days import today
from lvheng.plan.adoption import BEIJING_CODE
from lvheng.register.tests.invented import ASSOCIATION, CITY, HAIDIAN, do, lawyer, officer
from lvheng.register.tests.who_may import Stage, WhoMay
from lvheng.steering.acts.dispatch import (
    CallDispatch,
    CheckedReport,
    CheckReport,
    NewRound,
    ReportProgress,
)
from lvheng.steering.dispatching import form_of, reports_of, round_of
from lvheng.steering.units import units
from lvheng.steering.waiting import reports_waiting

pytestmark = pytest.mark.django_db
CHAOYANG_BUREAU = organisation_key("district_bureau:110105")
CITY_ASSOCIATION = organisation_key("city_association")
T61 = f"T6.1@{BEIJING_CODE}"
T32 = f"T3.2@{BEIJING_CODE}"
DAY, DUE = date(2026, 6, 30), date(2026, 7, 10)
TOLD = {"progress": "on_schedule", "text": "正在推进"}


def called(on: date = DAY, due: date = DUE, whom: str = "everybody") -> UUID:
    return do(CallDispatch, on, plan=BEIJING_CODE, called=whom, due=due).subject


def report(key: UUID, on: date, actor: Viewer = CITY, **given: Any) -> None:
    asked: dict[str, Any] = {"unit": CHAOYANG_BUREAU, "round": key, "item": T61} | TOLD | given
    do(ReportProgress, on, actor=actor, **asked)


class TestCallDispatch(WhoMay):
    act = CallDispatch
    allowed = ("city",)
    on = DAY
    twice = "的调度已经发起"

    def sample(self, stage: Stage) -> Any:
        return NewRound(plan=BEIJING_CODE, called="leading", due=DUE)


def test_only_the_unit_s_own_people_report_for_it() -> None:
    key = called()
    for other in (CITY, ASSOCIATION):
        with pytest.raises(ActRefused, match="由区局工作人员办理"):
            report(key, DUE, other)
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        report(key, DUE, officer(HAIDIAN))
    report(key, DUE, officer())
    with pytest.raises(ActRefused, match="退回后才能重报"):
        report(key, DUE, officer())


class TestCheckReport(WhoMay):
    act = CheckReport
    allowed = ("city",)
    on = DUE
    twice = "没有要审核的"

    def sample(self, stage: Stage) -> Any:
        key = called()
        report(key, DUE - timedelta(days=1), officer())
        return CheckedReport(unit=CHAOYANG_BUREAU, round=key, item=T61, checked="accept")


def test_only_leading_units_are_called_or_everybody() -> None:
    few = reports_of(called(whom="leading"), DAY)
    assert {row.part for row in few} == {"lead"}
    everybody = reports_of(called(DAY + timedelta(days=1)), DAY + timedelta(days=1))
    assert len(everybody) > len(few)
    assert {row.state for row in everybody} == {"called"}


def test_a_form_comes_filled_with_the_numbers_and_what_has_changed(stage: Stage) -> None:
    first = called()
    lawyer(stage.firm, date(2026, 7, 6))
    second = called(date(2026, 9, 30), date(2026, 10, 15))
    lawyer(stage.firm, date(2026, 7, 7))  # entered after the round was called: its numbers stay what they were
    row = round_of(second)
    division = organisation_key("division:律师工作处")
    unit = units([division], DAY)[division]
    assert row is not None
    form = form_of(row, unit, today())
    assert form is not None
    line = form.line(f"T3.5@{BEIJING_CODE}")
    assert line is not None
    [lawyers] = line.figures
    figure = figure_of("register.lawyers")
    assert lawyers.now.value == read(figure, form.moment).value
    assert lawyers.now.rows == read(figure, Moment(date(2026, 9, 30))).rows - 1
    assert form.before is not None
    assert form.before.on == DAY
    assert lawyers.change.startswith(("+", "−", "未变"))
    assert first != second


def test_what_is_sent_back_has_its_reason_and_is_reported_again() -> None:
    key = called()
    report(key, date(2026, 7, 8), officer())
    asked: dict[str, Any] = {"unit": CHAOYANG_BUREAU, "round": key, "item": T61, "checked": "send_back"}
    with pytest.raises(ActRefused, match="退回须写明理由"):
        do(CheckReport, date(2026, 7, 9), reason=None, **asked)
    do(CheckReport, date(2026, 7, 9), reason="没有写到街道", **asked)
    [row] = [row for row in reports_of(key, date(2026, 7, 9), CHAOYANG_BUREAU) if row.item == T61]
    assert (row.state, row.reason, row.text) == ("sent_back", "没有写到街道", "正在推进")
    report(key, date(2026, 7, 12), officer(), text="已写到街道")
    [row] = [row for row in reports_of(key, date(2026, 7, 12), CHAOYANG_BUREAU) if row.item == T61]
    assert (row.state, row.reason, row.text) == ("returned", None, "已写到街道")


def test_a_unit_that_was_not_called_has_nothing_to_report() -> None:
    with pytest.raises(ActRefused, match="没有要这个单位报送这一条"):
        report(called(), DUE, officer(), item=f"1.1@{BEIJING_CODE}")


def test_what_is_late_shows_in_the_inbox(viewer_as: Callable[[str], Viewer]) -> None:
    viewer = viewer_as("demo-district")
    before = {item.path for item in reports_waiting(viewer)}
    key = called(today() - timedelta(days=20), today() - timedelta(days=5))
    [late] = [item for item in reports_waiting(viewer) if item.path not in before]
    assert str(key) in late.path
    assert late.due == today() - timedelta(days=5)
    assert "项待报送" in late.about
    city = viewer_as("demo-city")
    assert not [item for item in reports_waiting(city) if item.title.startswith("审核") and str(key) in item.path]
    report(key, today(), officer())
    assert [item for item in reports_waiting(city) if item.title.startswith("审核") and str(key) in item.path]


def test_reports_returned_are_counted_against_those_called() -> None:
    figure = figure_of("plan.dispatch_returned")
    before = read(figure, Moment(DUE))
    key = called()
    report(key, DUE, officer())
    after = read(figure, Moment(DUE))
    assert after.rows == before.rows + 1
    assert after.whole == (before.whole or 0) + len(reports_of(key, DUE))


def test_a_district_officer_answers_and_the_city_accepts(client_as: Callable[[str], Client]) -> None:
    """The story of one round, from the call to the last report."""
    city, there = client_as("demo-city"), f"/work/plan/{BEIJING_CODE}/dispatch/"
    asked = {"called": "everybody", "effective_on": "2026-06-30", "due": "2026-07-10", "basis": "京司办〔2026〕测2号"}
    page = city.post(there, asked)
    assert page.status_code == 302
    key = page["Location"].rstrip("/").rpartition("/")[2]
    assert city.post(there, asked).status_code == 422
    assert "北京市朝阳区司法局" in city.get(page["Location"]).content.decode()
    form = f"{there}{key}/{CHAOYANG_BUREAU}/"
    district = client_as("demo-district")
    assert "报送这一条" in district.get(form).content.decode()
    assert "报送这一条" not in city.get(form).content.decode(), "the unit reports, not the bureau"
    evidence = SimpleUploadedFile("会议纪要.pdf", paper("会议纪要"))
    told = {"item": T61, **TOLD, "problem": "编制不足", "files": evidence}
    assert district.post(f"{form}report/", told).status_code == 302
    shown = city.get(form).content.decode()
    assert "会议纪要.pdf" in shown
    assert "立为问题" in shown
    back = {"item": T61, "checked": "send_back", "reason": ""}
    assert "退回须写明理由" in city.post(f"{form}report/", back).content.decode()
    assert city.post(f"{form}report/", {"item": T61, "checked": "accept"}).status_code == 302
    assert "已通过" in district.get(form).content.decode()
    assert district.post(f"{form}report/", {"item": T61, "checked": "accept"}).status_code == 422
    assert (
        client_as("demo-district").get(f"{there}{key}/{organisation_key('district_bureau:110108')}/").status_code == 403
    )
    assert district.get(f"{there}{key}/{CITY_ASSOCIATION}/").status_code == 403
    assert district.get(f"{there}{organisation_key('nobody')}/").status_code == 404
