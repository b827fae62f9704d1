"""Reviews: readings frozen for good, judged, restated, and given out as a report."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from docx import Document as Word
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.reading import read
from lvheng.kernel.ledger.selectors import evidence_of
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today
from lvheng.plan.adoption import BEIJING_CODE
from lvheng.register.acts.engagements import Transfer
from lvheng.register.tests.invented import do, firm, lawyer
from lvheng.register.tests.who_may import Stage, WhoMay
from lvheng.steering.acts import review as review_acts
from lvheng.steering.acts.review import NewReview, OpenReview, RestateReading
from lvheng.steering.frozen import exact, recomputed, take
from lvheng.steering.models import FrozenReading, Judgement, PlanReview
from lvheng.steering.papers import report_of
from lvheng.steering.registers import JUDGEMENTS
from lvheng.steering.reviewing import Reviewed, due_reviews, missing_reviews, reviewed, reviews_of, usual
from lvheng.work.registers import acts_by_verb
from lvheng.work.tests.declared import Declared

pytestmark = pytest.mark.django_db
DAY = date(2024, 12, 31)
LAWYERS = f"T3.5@{BEIJING_CODE}"


def opened(on: date = DAY, kind: str = "timely") -> UUID:
    return do(OpenReview, on, plan=BEIJING_CODE, kind=kind).subject


def told(review: UUID) -> Reviewed:
    found = reviewed(review)
    assert found is not None
    return found


class TestOpenReview(WhoMay):
    act = OpenReview
    allowed = ("city",)
    on = DAY
    twice = "适时评估已经开展"

    def sample(self, stage: Stage) -> Any:
        return NewReview(plan=BEIJING_CODE, kind="timely")


class TestJudgements(Declared):
    register = JUDGEMENTS
    allowed = ("city",)
    on, later = date(2025, 1, 6), date(2025, 2, 3)
    changed = {"verdict": "mostly"}
    corrected = {"text": "另有说明"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        known = PlanReview.rows.current().filter(valid_from=DAY).first()
        review = known.subject if known else opened()
        return {"review": review, "item": f"T4.2@{BEIJING_CODE}", "verdict": "achieved", "text": None}


def test_a_reading_is_frozen_with_what_proves_it() -> None:
    review = opened()
    row = FrozenReading.rows.current().get(review=review, item=LAWYERS)
    reading = read(figure_of("register.lawyers"), Moment(DAY))
    assert (row.value, row.counted, row.version) == (reading.value, reading.rows, reading.figure.version)
    evidence = evidence_of(row.opened_by)
    committed = evidence.fields["reading.T3.5.register.lawyers"]
    assert evidence.fields["reading.known_at"] == row.known_at.isoformat()
    assert committed == f"{exact(row.value)} {row.counted} {row.version} {row.digest}"
    assert recomputed(row) is True


def test_every_live_figure_of_every_item_is_frozen() -> None:
    found = told(opened())
    for each in found.items:
        live = [row.figure for row in each.now]
        assert set(live) <= set(each.item.figures)
    assert all(each.now for each in found.targets if each.item.number in ("T3.1", "T3.2", "T4.2", "T6.3", "T7.1"))


def test_nobody_waits_while_a_review_is_read(committing: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody enters a lawyer in the middle of the reading: it is done at once, and it is not in what was frozen."""

    def enter() -> None:
        with committing():
            lawyer(firm(on=date(2021, 3, 1)), date(2022, 3, 7))

    def reading(*given: Any) -> Any:
        with ThreadPoolExecutor(1) as other:
            other.submit(enter).result(timeout=60)
        return take(*given)

    monkeypatch.setattr(review_acts, "take", reading)
    with committing():
        before = read(figure_of("register.lawyers"), Moment(DAY)).rows
        rows = list(FrozenReading.rows.current().filter(review=opened()))
        [lawyers] = [row for row in rows if row.item == LAWYERS]
        assert lawyers.counted == before
        assert read(figure_of("register.lawyers"), Moment(DAY)).rows == before + 1
        assert [row.figure for row in rows if recomputed(row) is not True] == []


ACTS = ("transfer", "enter", "reverse", "backdated", "restated")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(later=st.lists(st.sampled_from(ACTS), min_size=1, max_size=5))
def test_frozen_readings_recompute_to_the_same_digest_after_any_later_acts(stage: Stage, later: list[str]) -> None:
    review = opened(date(2025, 1, 1) + timedelta(days=len(reviews_of(BEIJING_CODE))))
    rows = list(FrozenReading.rows.current().filter(review=review))
    for what in later:
        happen(what, stage)
    assert [row.figure for row in rows if recomputed(row) is not True] == []


def happen(what: str, stage: Stage) -> None:
    """One act of a kind, most of them with effect from before the day that was frozen."""
    match what:
        case "transfer":
            who = lawyer(stage.firm, date(2020, 5, 6))
            do(Transfer, date(2023, 5, 8), lawyer=who, organisation=stage.other, role="employed")
        case "enter":
            lawyer(firm(on=date(2021, 3, 1)), date(2022, 3, 7))
        case "reverse":
            who = lawyer(stage.firm, date(2020, 5, 6))
            done = do(Transfer, date(2024, 5, 8), lawyer=who, organisation=stage.other, role="employed")
            do(Reverse, today(), entry=done.entry, subject=done.subject)
        case "backdated":
            lawyer(stage.firm, date(2019, 9, 2))
        case "restated":
            lawyer(stage.other, date(2018, 9, 3))
            do(RestateReading, today(), review=reviews_of(BEIJING_CODE)[0].subject, item=LAWYERS, reason="补登")


def test_what_is_entered_later_restates_a_reading_and_keeps_both(stage: Stage) -> None:
    review = opened()
    before = FrozenReading.rows.current().get(review=review, item=LAWYERS)
    asked: dict[str, Any] = {"review": review, "item": LAWYERS, "reason": "补登了一名律师"}
    with pytest.raises(ActRefused, match="与冻结时一致，无须重述"):
        do(RestateReading, today(), **asked)
    lawyer(stage.firm, date(2023, 9, 4))
    do(RestateReading, today(), **asked)
    [(first, second)] = next(each for each in told(review).items if each.item.code == LAWYERS).restated
    assert (first.pk, first.edition, second.edition) == (before.pk, 1, 2)
    assert second.value == before.value + 1
    assert recomputed(first) is recomputed(second) is True
    words = str(report_of(told(review)).blocks)
    assert f"重述为 {second.shown}" in words
    assert "补登了一名律师" in words


def test_a_review_is_of_a_day_that_has_come_and_of_the_plan_s_years() -> None:
    with pytest.raises(ActRefused, match="还没有到，不能冻结读数"):
        opened(date(2090, 1, 1))
    with pytest.raises(ActRefused, match="计划自 2023 年起"):
        opened(date(2022, 12, 31))


def test_mid_term_and_final_reviews_are_due_by_default() -> None:
    plan = next(plan for plan, _ in missing_reviews(date(2026, 6, 1)))
    due = due_reviews(plan, reviews_of(plan.code))
    assert [(each.kind.value, each.day.isoformat(), each.review is None) for each in due] == [
        ("mid_term", "2024-06-30", False),
        ("final", "2025-12-31", True),
    ]
    opened(date(2025, 12, 31), "final")
    assert missing_reviews(date(2026, 6, 1)) == []


def test_the_form_proposes_the_review_that_is_due(stage: Stage) -> None:
    plan = next(plan for plan, _ in missing_reviews(date(2026, 6, 1)))
    cases = [
        ([], date(2024, 3, 1), ("mid_term", date(2024, 3, 1))),
        ([], date(2025, 3, 1), ("mid_term", date(2024, 6, 30))),
        (reviews_of(plan.code), date(2025, 3, 1), ("timely", date(2025, 3, 1))),
        (reviews_of(plan.code), date(2026, 3, 1), ("final", date(2025, 12, 31))),
    ]
    for reviews, on, (kind, day) in cases:
        due = usual(plan, reviews, on)
        assert (due.kind.value, due.day) == (kind, day)


def test_an_item_of_another_plan_is_not_judged_here() -> None:
    enter = acts_by_verb(JUDGEMENTS)["enter"]
    with pytest.raises(ActRefused, match="不是所评估的计划里的"):
        do(enter, today(), review=opened(), item="T1@another", verdict="achieved", text=None)


def test_the_city_judges_on_the_page_and_prints_the_report(client_as: Callable[[str], Client]) -> None:
    client, there = client_as("demo-city"), f"/work/plan/{BEIJING_CODE}/reviews/"
    given_form = {"kind": "final", "effective_on": "2025-12-31", "basis": "京司办〔2026〕测1号"}
    page = client.post(there, given_form)
    assert page.status_code == 302
    review = UUID(page["Location"].rstrip("/").rpartition("/")[2])
    assert client.post(there, given_form).status_code == 422
    posted = {"item": f"T4.2@{BEIJING_CODE}", "verdict": "achieved", "text": "超过目标"}
    part = client.post(f"{there}{review}/judge/", posted, headers={"HX-Request": "true"})
    assert 'hx-swap-oob="true">1<' in part.content.decode(), "the count of what is judged goes with it"
    assert "完成" in part.content.decode()
    assert client.post(f"{there}{review}/judge/", posted | {"verdict": "mostly"}).status_code == 302
    row = Judgement.rows.current().get(review=review)
    assert (row.verdict, row.text) == ("mostly", "超过目标")
    assert client.post(f"{there}{review}/judge/", posted | {"verdict": "?"}).status_code == 422
    assert "与冻结时一字不差" in client.get(f"{there}{review}/?check=yes").content.decode()
    printed = client.get(f"{there}{review}/report.pdf").content
    assert "终期评估报告" in "".join(PdfReader(BytesIO(printed)).pages[0].extract_text().split())
    written = Word(BytesIO(client.get(f"{there}{review}/report.docx").content))
    cells = {cell.text for table in written.tables for row in table.rows for cell in row.cells}
    assert {"T4.2", "基本完成"} <= cells


def test_the_report_of_an_earlier_instant_has_the_numbers_of_then(stage: Stage) -> None:
    review = opened()
    then = told(review).review.known_from
    lawyer(stage.firm, date(2023, 9, 4))
    do(RestateReading, today(), review=review, item=LAWYERS, reason="补登")
    again = reviewed(review, then)
    assert again is not None
    assert "补登" not in str(report_of(again).blocks)
    assert [row.edition for each in again.items for row in each.now] == [1] * sum(len(e.now) for e in again.items)


def test_a_district_sees_no_review(client_as: Callable[[str], Client]) -> None:
    review = opened()
    assert client_as("demo-district").get(f"/work/plan/{BEIJING_CODE}/reviews/{review}/").status_code == 403
