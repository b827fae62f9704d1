"""A file is taken once however often it comes, goes on from where it stopped, and a dry run leaves no trace."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.access.viewer import SYSTEM_VIEWER, Scope, Viewer
from lvheng.kernel.ledger.models import ActLine, LedgerEntry
from lvheng.kernel.subjects.models import Organisation
from lvheng.kernel.tables import batch, intake
from lvheng.kernel.tables.intake import accept, bring_in, check, end_abandoned, request_stop, start, start_check
from lvheng.kernel.tables.models import Intake, IntakeState
from lvheng.kernel.tables.rejected import write_rejected
from lvheng.kernel.tables.sheet import TableRefused, open_table
from lvheng.kernel.tables.tests.making import (
    ENGAGEMENT_HEADINGS,
    FIRM_HEADINGS,
    LAWYER_HEADINGS,
    firm,
    firm_name,
    lawyer,
    number,
    workbook,
)
from lvheng.register.models import Engagement, PractisingLicence

pytestmark = pytest.mark.django_db


def brought(content: bytes, name: str = "表.xlsx", *, basis: str = "测试依据", **more: Any) -> Intake:
    return bring_in(content, name, actor=SYSTEM_VIEWER, basis=basis, **more)


def firms(*numbers: int) -> bytes:
    return workbook(所=[FIRM_HEADINGS, *(firm(n) for n in numbers)])


def counts(report: Any) -> tuple[int, int, int]:
    told = report.as_json()
    return told["good"], told["already"], told["refused"]


def test_a_dry_run_leaves_no_trace() -> None:
    before = LedgerEntry.objects.count(), Organisation.rows.count()
    taken = brought(firms(1, 2))
    assert counts(check(taken, SYSTEM_VIEWER)) == (2, 0, 0)
    assert (LedgerEntry.objects.count(), Organisation.rows.count()) == before
    taken.refresh_from_db()
    assert (taken.state, taken.parent, taken.report["good"]) == (IntakeState.CHECKED, None, 2)


def test_an_accepted_file_is_a_parent_entry_with_one_act_a_line() -> None:
    taken = brought(firms(1, 2, 3))
    assert counts(accept(taken, SYSTEM_VIEWER)) == (3, 0, 0)
    taken.refresh_from_db()
    assert taken.parent is not None
    parent = ActLine.objects.get(pk=taken.parent)
    lines = ActLine.objects.filter(parent=taken.parent).order_by("line")
    assert (parent.kind, [act.line for act in lines]) == ("kernel.bulk", [2, 3, 4])
    assert (taken.state, taken.done, bytes(taken.content)) == (IntakeState.DONE, taken.total, b"")


def test_the_same_file_again_makes_no_second_row() -> None:
    content = firms(1, 2)
    accept(brought(content), SYSTEM_VIEWER)
    entries = LedgerEntry.objects.count()
    again = brought(content, "另一个名字.xlsx")
    assert counts(accept(again, SYSTEM_VIEWER)) == (0, 2, 0)
    assert LedgerEntry.objects.count() == entries


def test_another_file_with_the_same_firms_is_already_in_the_register() -> None:
    accept(brought(firms(1, 2)), SYSTEM_VIEWER)
    assert counts(accept(brought(firms(2, 1, 3)), SYSTEM_VIEWER)) == (1, 2, 0)


def test_a_stop_ends_after_a_batch_and_a_resume_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "LARGEST_SET", 2)
    taken = brought(firms(*range(1, 8)))
    stopped = accept(taken, SYSTEM_VIEWER, lambda done, total: request_stop(taken) if done == 4 else None)
    taken.refresh_from_db()
    assert (counts(stopped), stopped.rest, taken.state, taken.done) == ((4, 0, 0), 3, IntakeState.STOPPED, 4)
    Intake.objects.filter(pk=taken.pk).update(state=IntakeState.STOPPED)
    assert counts(accept(Intake.objects.get(pk=taken.pk), SYSTEM_VIEWER)) == (3, 4, 0)
    assert ActLine.objects.filter(parent=taken.parent).count() == 7


def test_a_file_whose_acceptance_was_killed_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "LARGEST_SET", 2)
    content = firms(*range(1, 6))
    taken = brought(content)

    def killed(done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        accept(taken, SYSTEM_VIEWER, killed)
    again = brought(content)
    assert counts(accept(again, SYSTEM_VIEWER)) == (1, 4, 0)
    assert ActLine.objects.filter(parent=Intake.objects.get(pk=again.pk).parent).count() == 5


def test_the_same_list_for_another_day_or_act_is_another_source() -> None:
    """A list of numbers is used to suspend in March and to resume in June."""
    accept(brought(workbook(所=[FIRM_HEADINGS, firm(1)], 人=[LAWYER_HEADINGS, lawyer(1)])), SYSTEM_VIEWER)
    numbers = workbook(表=[["执业证号"], [number(1)]])
    for act, day in (("suspend_licence", date(2020, 3, 2)), ("resume_licence", date(2020, 6, 1))):
        taken = brought(numbers, on=day, act=f"register.{act}")
        assert counts(accept(taken, SYSTEM_VIEWER)) == (1, 0, 0)
    states = PractisingLicence.rows.current().filter(number=number(1)).order_by("valid_from")
    assert [row.state for row in states] == ["practising", "suspended", "practising"]


def whole_city() -> bytes:
    """Firms, a branch above its head office, lawyers at them, and where they went from there; sheets in wrong order."""
    branch = ["样例分所", *firm(2)[1:], firm_name(1)]
    moves = [[number(2), firm_name(1), date(2018, 1, 2), None]]
    return workbook(
        经历=[ENGAGEMENT_HEADINGS, *moves],
        人=[LAWYER_HEADINGS, lawyer(1), lawyer(2, at=None), lawyer(3, 执业机构="样例分所")],
        所=[[*FIRM_HEADINGS, "总所"], branch, [*firm(1), None]],
    )


def test_rows_may_name_what_other_rows_of_the_file_make() -> None:
    taken = brought(whole_city())
    assert counts(check(taken, SYSTEM_VIEWER)) == (6, 0, 0)
    assert counts(accept(taken, SYSTEM_VIEWER)) == (6, 0, 0)
    branch = Organisation.rows.current().get(name="样例分所")
    assert (branch.kind, Engagement.rows.current().filter(organisation=branch.subject).count()) == ("branch", 1)


def test_a_large_dry_run_doubts_such_rows_and_calls_none_of_them_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "REHEARSED_WHOLE", 0)
    told = check(brought(whole_city()), SYSTEM_VIEWER).as_json()
    assert (told["good"], told["doubtful"], told["refused"]) == (2, 4, 0)


def test_a_row_that_names_what_a_refused_row_would_have_made_is_refused() -> None:
    content = workbook(所=[FIRM_HEADINGS, firm(1, 组织形式="没有的")], 人=[LAWYER_HEADINGS, lawyer(1)])
    assert counts(accept(brought(content), SYSTEM_VIEWER)) == (0, 0, 2)


def test_a_row_may_have_its_own_day_and_basis() -> None:
    content = workbook(所=[[*FIRM_HEADINGS, "文号"], [*firm(1), "京司许〔2010〕7号"], [*firm(2), None]])
    taken = brought(content)
    accept(taken, SYSTEM_VIEWER)
    taken.refresh_from_db()
    acts = ActLine.objects.filter(parent=taken.parent).order_by("line")
    assert [act.basis for act in acts] == ["京司许〔2010〕7号", "测试依据"]


def test_a_line_without_any_basis_is_refused() -> None:
    told = check(brought(firms(1), basis=" "), SYSTEM_VIEWER).as_json()
    assert "没有写依据" in told["parts"][0]["refused"][0]["cells"][0]["sentence"]
    with pytest.raises(TableRefused, match="200 个字"):
        brought(firms(1), basis="长" * 201)


def officer(district: str, kind: str) -> Viewer:
    return Viewer(SYSTEM_VIEWER.id, "测试人", Scope(districts=frozenset({district})), frozenset({kind}))


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (officer("110105", DISTRICT_STAFF.code), (1, 0, 0)),
        (officer("110108", DISTRICT_STAFF.code), (0, 0, 1)),
        (officer("110105", "nobody"), (0, 0, 1)),
        (Viewer(SYSTEM_VIEWER.id, "市局", Scope(whole=True), frozenset({CITY_STAFF.code})), (1, 0, 0)),
    ],
    ids=["own district", "another district", "no post", "city"],
)
def test_a_file_gives_nobody_more_rights_than_a_single_act(actor: Viewer, expected: tuple[int, int, int]) -> None:
    taken = brought(firms(1))
    assert counts(check(taken, actor)) == expected
    assert counts(accept(taken, actor)) == expected


def test_refused_lines_come_back_with_reasons_and_go_in_once_mended() -> None:
    bad = firm(2, 组织形式="没有的")
    taken = brought(workbook(所=[["名册"], FIRM_HEADINGS, firm(1), bad]))
    accept(taken, SYSTEM_VIEWER)
    target = io.BytesIO()
    assert write_rejected(taken, target) == 1
    with open_table(target.getvalue(), "未登记.xlsx") as table:
        [headings, row] = [row for _, row in table.rows(table.sheets[0])]
    assert headings == [*FIRM_HEADINGS, "原因"]
    assert row[:-1] == bad
    assert "没有“没有的”这一项" in row[-1]
    mended = [*row]
    mended[2] = "普通合伙"
    assert counts(accept(brought(workbook(所=[headings, mended])), SYSTEM_VIEWER)) == (1, 0, 0)


def test_a_small_file_is_accepted_at_once_and_a_larger_one_left_to_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    assert start(brought(firms(1)), SYSTEM_VIEWER) is not None
    monkeypatch.setattr(intake, "AT_ONCE", 0)
    from procrastinate.contrib.django.models import ProcrastinateJob

    left = brought(firms(2))
    assert start(left, SYSTEM_VIEWER) is None
    job = ProcrastinateJob.objects.get(task_name="kernel.tables.accept")
    from lvheng.kernel.tables.tasks import accept_in_worker

    accept_in_worker(**job.args)
    left.refresh_from_db()
    assert (left.state, left.report["good"]) == (IntakeState.DONE, 1)


def _in_worker(taken: Intake) -> str:
    from procrastinate.contrib.django.models import ProcrastinateJob

    from lvheng.kernel.tables.tasks import check_in_worker

    job = ProcrastinateJob.objects.get(task_name="kernel.tables.check", args__intake=str(taken.pk))
    check_in_worker(**job.args)
    taken.refresh_from_db()
    return str(taken.state)


def test_a_large_file_is_checked_in_the_worker_and_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "REHEARSED_WHOLE", 0)
    monkeypatch.setattr(batch, "LARGEST_SET", 2)
    before = LedgerEntry.objects.count(), Organisation.rows.count()
    taken = brought(firms(1, 2, 3))
    assert start_check(taken, SYSTEM_VIEWER) is None
    taken.refresh_from_db()
    assert (taken.state, taken.done) == (IntakeState.CHECKING, 0)
    assert start_check(taken, SYSTEM_VIEWER) is None, "one that waits is not asked for twice"
    assert start(taken, SYSTEM_VIEWER) is None, "nor accepted meanwhile"
    assert _in_worker(taken) == IntakeState.CHECKED
    assert (taken.done, taken.total, taken.report["good"]) == (3, 3, 3)
    assert (LedgerEntry.objects.count(), Organisation.rows.count()) == before


def test_a_dry_run_that_is_stopped_tells_what_it_found_and_may_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "REHEARSED_WHOLE", 0)
    monkeypatch.setattr(batch, "LARGEST_SET", 2)
    taken = brought(firms(1, 2, 3, 4, 5))
    check(taken, SYSTEM_VIEWER, lambda done, total: request_stop(taken))
    assert (taken.state, taken.report["good"], taken.report["rest"]) == (IntakeState.READ, 2, 3)
    start_check(taken, SYSTEM_VIEWER)
    assert _in_worker(taken) == IntakeState.CHECKED
    assert (taken.report["good"], taken.report["rest"]) == (5, 0)


def test_a_dry_run_that_breaks_says_why_and_leaves_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "REHEARSED_WHOLE", 0)
    taken = brought(firms(1))
    start_check(taken, SYSTEM_VIEWER)

    def broken(content: bytes, name: str) -> Any:
        raise TableRefused("读不出来。")

    with monkeypatch.context() as patch:
        patch.setattr(intake, "open_table", broken)
        assert _in_worker(taken) == IntakeState.READ
    assert taken.report["refusal"] == "读不出来。"
    assert counts(check(taken, SYSTEM_VIEWER)) == (1, 0, 0)


def test_a_dry_run_that_nobody_is_at_any_more_counts_as_not_made() -> None:
    taken = brought(firms(1))
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    Intake.objects.filter(pk=taken.pk).update(state=IntakeState.CHECKING, moved_at=long_ago)
    assert end_abandoned() == 1
    taken.refresh_from_db()
    assert taken.state == IntakeState.READ


def test_a_file_brought_in_is_kept_locked_and_bound_to_its_intake(db: None) -> None:
    content = "姓名,执业证号\n测密,111012025\n".encode()
    intake, other = Intake(name="甲.csv"), Intake(name="乙.csv")
    intake.lock_content(content)
    assert content not in bytes(intake.content)
    assert "测密".encode() not in bytes(intake.content)
    assert intake.open_content() == content
    other.content = intake.content
    with pytest.raises(InvalidTag):
        other.open_content()
