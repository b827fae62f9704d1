"""A bulk act on rows of a list: one parent entry, one act a row, refusals by row, and nothing written twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct, act_of
from lvheng.kernel.figures.listing import Question, all_listings, count, listing_of
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.ledger.selectors import evidence_of
from lvheng.kernel.rows import Moment
from lvheng.kernel.tables import batch
from lvheng.kernel.tables import picked as module
from lvheng.kernel.tables.importable import all_importables
from lvheng.kernel.tables.intake import accept, check, end_abandoned, give_up, request_stop
from lvheng.kernel.tables.models import Intake, IntakeState
from lvheng.kernel.tables.picked import bulk_acts, fits_many, pick, picked, subject_field
from lvheng.kernel.tables.sheet import TableRefused, open_table
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import today
from lvheng.register.acts.engagements import LeaveFirm
from lvheng.register.acts.licences import LeaveOfAbsence
from lvheng.register.models import PractisingLicence
from lvheng.register.tests.invented import do, firm, lawyer

pytestmark = pytest.mark.django_db
ViewerAs = Callable[[str], Viewer]
BASIS = "京司许〔2026〕1号"


@pytest.fixture
def city(viewer_as: ViewerAs) -> Viewer:
    return viewer_as("demo-city")


@pytest.fixture
def people() -> list[UUID]:
    house = firm()
    return [lawyer(house, name=f"甄办{n}") for n in "甲乙丙丁戊"]


def chosen(people: list[UUID], viewer: Viewer) -> Question:
    listing = listing_of("lawyers")
    columns = listing.columns[:2]
    return Question(
        listing=listing, moment=Moment(today()), narrowing=Narrowing(viewer.scope), columns=columns, subjects=people
    )


def taken(people: list[UUID], viewer: Viewer, act: AnyAct = LeaveOfAbsence, **given: str) -> Intake:
    return pick(chosen(people, viewer), act, given, actor=viewer, on=today(), basis=BASIS, asked="all=")


def states(people: list[UUID]) -> list[str]:
    return [PractisingLicence.rows.on(today()).get(person=person).state for person in people]


def counts(report: object) -> tuple[int, int, int]:
    told = report.as_json()  # type: ignore[attr-defined]  # a Report
    return told["good"], told["already"], told["refused"]


def test_a_dry_run_says_by_row_what_would_be_refused_and_why_and_writes_nothing(
    city: Viewer, people: list[UUID]
) -> None:
    do(LeaveFirm, today() - timedelta(days=9), lawyer=people[0])
    entries = ActLine.objects.count()
    intake = taken(people, city)
    assert counts(check(intake, city)) == (4, 0, 1)
    assert ActLine.objects.count() == entries
    intake.refresh_from_db()
    [refused] = intake.report["parts"][0]["refused"]
    assert "执业" in refused["cells"][0]["sentence"]
    [(subject, words)] = picked(intake, [refused["line"]]).values()
    assert subject == people[0]
    assert words.startswith("甄办甲 1")


def test_it_is_one_parent_with_its_count_and_digest_and_one_act_a_row(city: Viewer, people: list[UUID]) -> None:
    intake = taken(people, city)
    assert counts(accept(intake, city)) == (5, 0, 0)
    intake.refresh_from_db()
    assert intake.parent is not None
    fields = evidence_of(intake.parent).fields
    assert (fields["input.count"], fields["input.digest"]) == (5, intake.digest)
    assert fields["input.name"] == "暂停执业（病休、脱产）（律师 5 名）"
    lines = ActLine.objects.filter(parent=intake.parent)
    assert {(line.subject, line.basis, line.effective_on) for line in lines} == {(p, BASIS, today()) for p in people}
    assert set(states(people)) == {"on_leave"}


def test_the_same_picks_sent_twice_are_done_once(city: Viewer, people: list[UUID]) -> None:
    first, second = taken(people, city), taken(people, city)
    assert counts(accept(first, city)) == (5, 0, 0)
    assert counts(accept(second, city)) == (0, 5, 0)


def test_stopped_half_way_it_goes_on_where_it_was(
    city: Viewer, people: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "LARGEST_SET", 2)
    intake = taken(people, city)
    accept(intake, city, lambda done, total: request_stop(intake) if done == 2 else None)
    assert sorted(states(people)) == ["on_leave"] * 2 + ["practising"] * 3
    intake.refresh_from_db()
    assert intake.state == IntakeState.STOPPED
    assert counts(accept(intake, city)) == (3, 2, 0)
    assert set(states(people)) == {"on_leave"}
    assert ActLine.objects.filter(parent=intake.parent).count() == 5


def test_the_form_s_words_hold_for_every_row(city: Viewer, people: list[UUID]) -> None:
    there = firm('北京转入;所,"有逗号"律师事务所')
    intake = taken(
        people, city, act_of("register.transfer"), organisation='北京转入;所,"有逗号"律师事务所', role="聘用"
    )
    assert counts(accept(intake, city)) == (5, 0, 0)
    from lvheng.register.models import Engagement

    assert Engagement.rows.on(today()).filter(organisation=there).count() == 5


def test_a_ground_full_of_signs_that_part_columns_elsewhere_stays_one_cell(city: Viewer, people: list[UUID]) -> None:
    basis = "一;二;三;四\t五,六;七;八"
    intake = pick(chosen(people, city), LeaveOfAbsence, {}, actor=city, on=today(), basis=basis, asked="")
    assert counts(check(intake, city)) == (5, 0, 0)


def test_nobody_acts_on_rows_beyond_his_reach(viewer_as: ViewerAs, city: Viewer, people: list[UUID]) -> None:
    far = lawyer(firm(district="110108"))
    district = viewer_as("demo-district")
    assert count(chosen([far], district)) == 0
    with pytest.raises(TableRefused, match="没有选中"):
        taken([far], district)
    assert counts(check(taken([far, people[0]], city), district)) == (1, 0, 1)


def test_too_many_are_refused_before_anything_is_made(
    city: Viewer, people: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 4)
    with pytest.raises(TableRefused, match="一次最多办 4 行"):
        taken(people, city)
    assert not Intake.objects.exists()


def test_what_is_given_up_leaves_what_was_done_and_forgets_the_picks(city: Viewer, people: list[UUID]) -> None:
    intake = taken(people, city)
    give_up(intake)
    intake.refresh_from_db()
    assert (intake.state, bytes(intake.content), picked(intake, [2])) == (IntakeState.GIVEN_UP, b"", {})
    accepting = taken(people, city)
    Intake.objects.filter(pk=accepting.pk).update(state=IntakeState.ACCEPTING)
    give_up(accepting)
    accepting.refresh_from_db()
    assert accepting.state == IntakeState.ACCEPTING, "what runs is stopped, not given up"


def test_an_acceptance_that_nobody_is_at_any_more_is_shown_as_stopped(city: Viewer, people: list[UUID]) -> None:
    from lvheng.kernel.tables.tasks import accept_in_worker

    killed, queued, running = taken(people[:1], city), taken(people[1:2], city), taken(people[2:3], city)
    long_ago = now() - timedelta(minutes=11)
    for intake, at in ((killed, long_ago), (queued, long_ago), (running, now())):
        Intake.objects.filter(pk=intake.pk).update(state=IntakeState.ACCEPTING, moved_at=at)
    accept_in_worker.defer(intake=str(queued.pk))
    assert end_abandoned() == 1
    found = [Intake.objects.get(pk=intake.pk).state for intake in (killed, queued, running)]
    assert found == [IntakeState.STOPPED, IntakeState.ACCEPTING, IntakeState.ACCEPTING]


def test_the_sheet_is_in_the_order_of_the_list_and_names_everybody(city: Viewer, people: list[UUID]) -> None:
    question = replace(chosen(people, city), sort="name", descending=True)
    intake = pick(question, LeaveOfAbsence, {}, actor=city, on=today(), basis=BASIS, asked="")
    with open_table(intake.open_content(), intake.name) as table:
        rows = [row for _, row in table.rows(table.sheets[0])]
    assert rows[0] == ["所选记录", "律师", "暂停之日", "依据"]
    assert {row[1] for row in rows[1:]} == {str(person) for person in people}


def test_lists_offer_many_only_acts_that_fit_many() -> None:
    importable = {each.act for each in all_importables()}
    for listing in all_listings():
        for act in map(act_of, listing.bulk):
            assert fits_many(act), act.kind
            assert act in importable, act.kind
            assert subject_field(act), act.kind


def test_an_act_of_two_people_or_of_numbers_does_not_fit_many() -> None:
    for kind in ("register.revoke_licence", "register.enter_firm", "register.enter_lawyer"):
        assert not fits_many(act_of(kind)), kind


def test_who_may_not_perform_an_act_is_not_offered_it(viewer_as: ViewerAs) -> None:
    listing = listing_of("lawyers")
    offered = {
        login: {act.kind for act in bulk_acts(listing, viewer_as(login))} for login in ("demo-city", "demo-firm")
    }
    assert "register.transfer" in offered["demo-city"]
    assert offered["demo-firm"] == set()
