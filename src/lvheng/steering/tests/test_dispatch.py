"""Dispatch: units called, forms filled with numbers, reports made, looked at and sent back; lateness in the inbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF, PLAN_OFFICER, PostKind
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.documents.models import Upload
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
from lvheng.steering.dispatching import form_of, reports_for, reports_of, round_of
from lvheng.steering.drafts import drafts_of
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


DIVISION, OTHER_DIVISION = organisation_key("division:律师工作处"), organisation_key("division:机关党委")
DISTRICT_ASSOCIATION = organisation_key("district_association:110105")
T42 = f"T4.2@{BEIJING_CODE}"


def serving(whom: Viewer, kind: PostKind, where: UUID) -> Viewer:
    """The same person, whose post is held there."""
    return replace(whom, posts=whom.posts | {kind.code}, held=frozenset({(kind.code, where)}))


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (serving(CITY, CITY_STAFF, DIVISION), True),
        (serving(CITY, PLAN_OFFICER, OTHER_DIVISION), True),
        (serving(CITY, CITY_STAFF, OTHER_DIVISION), False),
        (serving(CITY, CITY_STAFF, organisation_key("city_bureau")), False),
        (CITY, False),
        (officer(), False),
        (ASSOCIATION, False),
    ],
    ids=["own staff", "plan officer", "another division", "the bureau", "no division", "district", "association"],
)
def test_only_a_division_s_own_staff_and_the_plan_officer_report_for_it(who: Viewer, may: bool) -> None:
    key = called()
    unit = units([DIVISION], DAY)[DIVISION]
    assert reports_for(who, unit) is may, "the form is there for whom the act is"
    if may:
        report(key, DUE, who, unit=DIVISION, item=T42)
        return
    with pytest.raises(ActRefused, match="由该单位的市局工作人员、计划主管处负责人办理"):
        report(key, DUE, who, unit=DIVISION, item=T42)


def test_an_association_s_staff_report_for_their_own_association_only() -> None:
    key = called()
    [row, *_] = reports_of(key, DAY, CITY_ASSOCIATION)
    with pytest.raises(ActRefused, match="由该单位的律协工作人员办理"):
        report(key, DUE, serving(ASSOCIATION, ASSOCIATION_STAFF, DISTRICT_ASSOCIATION), unit=row.unit, item=row.item)
    report(key, DUE, serving(ASSOCIATION, ASSOCIATION_STAFF, CITY_ASSOCIATION), unit=row.unit, item=row.item)


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
    assert "报送写好的" in district.get(form).content.decode()
    assert "报送写好的" not in city.get(form).content.decode(), "the unit reports, not the bureau"
    assert city.post(f"{form}report/", written("T6.1")).status_code == 403
    evidence = SimpleUploadedFile("会议纪要.pdf", paper("会议纪要"))
    told = written("T6.1", problem="编制不足") | {"T6.1-files": evidence}
    assert district.post(f"{form}report/", told).status_code == 302
    shown = city.get(form).content.decode()
    assert "会议纪要.pdf" in shown
    assert "立为问题" in shown
    back = {"T6.1-checked": "send_back"}
    assert "退回须写明理由" in city.post(f"{form}check/", back).content.decode()
    assert city.post(f"{form}check/", {"T6.1-checked": "accept"}).status_code == 302
    assert "已通过" in district.get(form).content.decode()
    assert district.post(f"{form}check/", {"T6.1-checked": "accept"}).status_code == 302, "there is nothing to check"
    assert (
        client_as("demo-district").get(f"{there}{key}/{organisation_key('district_bureau:110108')}/").status_code == 403
    )
    assert district.get(f"{there}{key}/{CITY_ASSOCIATION}/").status_code == 403
    assert district.get(f"{there}{organisation_key('nobody')}/").status_code == 404


def written(number: str, **more: str) -> dict[str, Any]:
    """What the form sends of one item."""
    return {f"{number}-{name}": value for name, value in ({"problem": ""} | TOLD | more).items()}


def states(key: UUID) -> dict[str, str]:
    return {row.item.partition("@")[0]: row.state for row in reports_of(key, today(), CHAOYANG_BUREAU)}


def test_a_long_form_is_kept_while_it_is_written_and_reported_at_once(client_as: Callable[[str], Client]) -> None:
    key = called()
    form, district = f"/work/plan/{BEIJING_CODE}/dispatch/{key}/{CHAOYANG_BUREAU}/", client_as("demo-district")
    assert "草稿已存" in district.post(f"{form}draft/", {"number": "T6.1"} | written("T6.1")).content.decode()
    half = written("T4.1") | written("T3.2", progress="", text="写了一半")
    page = district.post(f"{form}report/", half | {"save": "yes"}, follow=True)
    assert "草稿已保存：3 项写了还没有报送" in page.content.decode()
    assert set(states(key).values()) == {"called"}, "a draft is no report"
    page = client_as("demo-district").post(f"{form}report/", {})
    assert page.status_code == 422, "the half-written one is not reported, the others are"
    assert {number for number, state in states(key).items() if state == "returned"} == {"T6.1", "T4.1"}
    shown = page.content.decode()
    assert "写了一半" in shown, "and nothing written is lost"
    assert set(drafts_of(key, CHAOYANG_BUREAU)) == {T32}


def test_one_item_is_reported_alone_and_its_file_waits_with_the_draft(client_as: Callable[[str], Client]) -> None:
    key = called()
    form, district = f"/work/plan/{BEIJING_CODE}/dispatch/{key}/{CHAOYANG_BUREAU}/", client_as("demo-district")
    file = SimpleUploadedFile("台账.pdf", paper("台账"))
    district.post(f"{form}report/", written("T6.1") | written("T4.1") | {"T6.1-files": file, "save": "yes"})
    assert "已带来：台账.pdf" in district.get(form).content.decode()
    district.post(f"{form}report/", {"only": "T6.1"})
    assert (states(key)["T6.1"], states(key)["T4.1"]) == ("returned", "called")
    assert "台账.pdf" in district.get(form).content.decode()


def test_a_file_that_a_colleague_brought_is_reported_or_left_out(client_as: Callable[[str], Client]) -> None:
    key = called()
    form, district = f"/work/plan/{BEIJING_CODE}/dispatch/{key}/{CHAOYANG_BUREAU}/", client_as("demo-district")
    files = [SimpleUploadedFile(f"{name}.pdf", paper(name)) for name in ("台账", "草稿")]
    district.post(f"{form}report/", written("T6.1") | {"T6.1-files": files, "save": "yes"})
    brought = Upload.objects.filter(pk__in=drafts_of(key, CHAOYANG_BUREAU)[T61].files)
    assert brought.update(account=uuid4()) == 2
    unwanted = brought.get(name="草稿.pdf").id
    assert district.post(f"{form}report/", written("T6.1") | {"T6.1-drop": str(unwanted)}).status_code == 302
    shown = district.get(form).content.decode()
    assert ("台账.pdf" in shown, "草稿.pdf" in shown) == (True, False)


def test_what_was_attached_stays_when_an_item_is_reported_again(client_as: Callable[[str], Client]) -> None:
    key = called()
    form, district = f"/work/plan/{BEIJING_CODE}/dispatch/{key}/{CHAOYANG_BUREAU}/", client_as("demo-district")
    for name in ("台账", "补充说明"):
        file = SimpleUploadedFile(f"{name}.pdf", paper(name))
        district.post(f"{form}report/", written("T6.1", text=name) | {"T6.1-files": file})
        back = {"T6.1-checked": "send_back", "T6.1-reason": "请补充"}
        client_as("demo-city").post(f"{form}check/", back)
    shown = client_as("demo-city").get(form).content.decode()
    assert "台账.pdf" in shown
    assert "补充说明.pdf" in shown


def test_many_are_accepted_and_sent_back_at_once_each_with_its_reason(client_as: Callable[[str], Client]) -> None:
    key = called()
    form, district = f"/work/plan/{BEIJING_CODE}/dispatch/{key}/{CHAOYANG_BUREAU}/", client_as("demo-district")
    district.post(f"{form}report/", written("T6.1") | written("T4.1") | written("T3.2"))
    marks = {"T6.1-checked": "send_back", "T6.1-reason": "没有附台账", "T4.1-checked": "send_back", "reason": "太笼统"}
    assert client_as("demo-city").post(f"{form}check/", marks | {"rest": "yes"}).status_code == 302
    told = {row.item.partition("@")[0]: (row.state, row.reason) for row in reports_of(key, today(), CHAOYANG_BUREAU)}
    assert told["T6.1"] == ("sent_back", "没有附台账")
    assert told["T4.1"] == ("sent_back", "太笼统")
    assert told["T3.2"] == ("accepted", None)
    district.post(f"{form}report/", written("T6.1") | written("T4.1", text="已细化"))
    assert states(key)["T6.1"] == "sent_back", "what was sent back and not changed is not reported again by the way"
    assert states(key)["T4.1"] == "returned"


def test_only_whoever_reports_for_a_unit_writes_in_its_form(client_as: Callable[[str], Client]) -> None:
    key = called()
    form = f"/work/plan/{BEIJING_CODE}/dispatch/{key}/{CHAOYANG_BUREAU}/"
    for login in ("demo-city", "demo-association"):
        for path in ("draft/", "report/"):
            assert client_as(login).post(f"{form}{path}", {"number": "T6.1"} | written("T6.1")).status_code == 403
    assert drafts_of(key, CHAOYANG_BUREAU) == {}
