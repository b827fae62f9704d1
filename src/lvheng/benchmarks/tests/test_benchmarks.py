"""Each benchmark measures what it says, and its floor does the same work: tried on a small register, a few times each."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from lvheng.benchmarks import acting, counting, listing, planning, publishing, searching
from lvheng.benchmarks.catalogue import stand_at_home
from lvheng.benchmarks.copying import copy_seconds, tables
from lvheng.benchmarks.ground import own_database, program
from lvheng.demonstration.sizes import beijing
from lvheng.demonstration.workbooks import write_workbooks
from lvheng.kernel.access.viewer import viewer_of
from lvheng.kernel.figures.figure import all_figures
from lvheng.kernel.figures.listing import PAGE
from lvheng.kernel.identity.models import Account
from lvheng.kernel.time.days import today
from lvheng.launcher.database import Connections
from lvheng.launcher.refusal import Refusal
from lvheng.register.models import Engagement

pytestmark = pytest.mark.long
TINY = beijing(0.001, 0.002, 12)
Committing = Callable[[], Any]


def row_counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in tables():
            cursor.execute(f"select count(*) from {table}")
            found[table] = cursor.fetchone()[0]
    return found


def test_a_transfer_by_hand_writes_as_many_rows_as_one_performed(committing: Committing) -> None:
    with committing():
        before = row_counts()
        line = acting.transfers(count=2, before=0)
        added = {table: count - before[table] for table, count in row_counts().items() if count != before[table]}
    assert added == {
        "kernel_act": 4,
        "kernel_ledger_entry": 4,
        "kernel_ledger_opening": 4,
        "register_engagement": 8,
    }
    assert line.p50 is not None
    assert line.floor is not None
    assert 0 < line.p50 <= line.value


def test_every_lawyer_moved_is_engaged_in_the_new_firm_from_today(committing: Committing) -> None:
    with committing():
        on = today()
        actor = viewer_of(Account.objects.get(login="demo-city"), on)
        moves = acting.admissible(actor, on)[:4]
        acting.transfers(count=2, before=0)
        for move in moves:
            now = Engagement.rows.on(on).get(lawyer=move.lawyer)
            then = Engagement.rows.on(on - timedelta(days=1)).get(lawyer=move.lawyer)
            assert (now.organisation, now.valid_from) == (move.firm, on)
            assert (then.organisation != move.firm, then.valid_to) == (True, on)


@pytest.mark.django_db
def test_the_list_by_hand_counts_and_pages_as_the_product_does() -> None:
    question = listing.asked_question(today())
    total, first = listing.read_page(question, 0)
    assert total > PAGE == first
    for number in range(-(-total // PAGE)):
        assert listing.by_hand(today(), number) == listing.read_page(question, number)


def test_pages_are_measured_as_a_district_officer_sees_them(committing: Committing) -> None:
    with committing():
        whole, query = listing.pages(times=2, before=1, goal=listing.GOALS["beijing"])
    assert (whole.name, query.name) == ("list", "list_query")
    assert whole.value > query.value > 0
    with committing():
        everywhere = listing.pages(times=1, before=0, goal=300, login=listing.EVERYWHERE)
    assert [line.name for line in everywhere] == ["list_all", "list_all_query"]


@pytest.mark.django_db
def test_whoever_is_found_by_a_name_is_found_by_hand() -> None:
    on = today()
    found = {name: len(searching.looked_for(name, on).rows) for name in searching.called(30, on)}
    assert any(found.values())
    assert [name for name, rows in found.items() if searching.by_hand(name, on) < rows] == []
    assert searching.names(times=3, before=1).value > 0


def test_a_small_register_is_not_taken_for_the_nation(committing: Committing) -> None:
    with committing(), pytest.raises(Refusal, match="没有全国规模的演示材料"):
        stand_at_home()


def test_all_figures_are_read_on_every_day_asked(committing: Committing) -> None:
    with committing():
        day = counting.one_day(today(), times=2, before=0, goal=1_000)
        months = counting.series([date(2024, 1, 31), date(2024, 2, 29)])
    assert str(len(all_figures())) in day.title
    assert "2 个月末" in months.title
    assert min(day.value, months.value) > 0


def test_the_plan_is_opened_with_readings_to_be_taken_and_with_readings_kept(committing: Committing) -> None:
    with committing():
        cold, warm = planning.pages(cold=1, warm=2)
        assert planning.fetch_kept() > 0
    assert "要新读" in cold.title
    assert warm.value > 0


def test_workbooks_become_acts_and_the_floor_copies_their_rows(connections: Connections, tmp_path: Path) -> None:
    rows = write_workbooks(TINY, 1, date(2024, 6, 30), str(tmp_path))
    with own_database():
        program("lvheng", "migrate")
        told = json.loads(program("lvheng.benchmarks.importing", str(tmp_path)))
        assert copy_seconds() > 0
    assert told["acts"] == sum(rows.values()) + len(rows), "one act a line, and one for each workbook"
    assert told["memory"] >= told["memory_before"] > 0
    assert told["seconds"] > 0


def test_a_public_page_is_made_and_then_answered_from_what_is_kept(
    committing: Committing, fresh_database: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in fresh_database.environment().items():
        monkeypatch.setenv(name, value)
    with committing():
        made = publishing.made(times=3, before=1)
        assert made.p50 is not None
        assert 0 < made.p50 <= made.value
        kept = publishing.kept(warm=1.5, asking=1)
    assert kept.floor is not None
    assert kept.value > 50, "what is kept is answered faster than a page is made"
