"""The ledger's rows measure what they say, and their floor is the product but for the ledger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from lvheng.benchmarks import bare
from lvheng.benchmarks.numbering import hashed, numbered, own_log, proofs
from lvheng.benchmarks.serving import through_api
from lvheng.benchmarks.tests.test_benchmarks import row_counts
from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts import perform
from lvheng.kernel.acts.organisations import EnterOrganisation, NewOrganisation
from lvheng.kernel.ledger.checkpoint import head_of
from lvheng.kernel.ledger.sequencing.publishing import Files
from lvheng.kernel.ledger.sequencing.tests.conftest import forget_numbers
from lvheng.kernel.time.days import today
from lvheng.launcher.database import Connections


@pytest.fixture
def unnumbered(fresh_database: Connections, monkeypatch: pytest.MonkeyPatch) -> Connections:
    """A register whose log has not begun, named in the environment."""
    for variable, connection in fresh_database.environment().items():
        monkeypatch.setenv(variable, connection)
    with psycopg.connect(fresh_database.owner, autocommit=True) as owner:
        forget_numbers(owner)
    return fresh_database


def test_all_is_numbered_and_the_floor_comes_to_the_same_root(
    unnumbered: Connections, committing: Callable[[], Any]
) -> None:
    with committing(), own_log() as folder:
        line, pace = numbered(folder)
        head = head_of(Files(folder).checkpoint())
        assert hashed(folder, head.size) == head.root
        assert line.value == pytest.approx(1_000_000 / pace.value)
        proof = proofs(folder, 20)
        assert proof.p50 is not None
        assert 0 < proof.p50 <= proof.value


def test_the_floor_writes_all_but_the_ledger(committing: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    added = []
    for name in "甲乙":
        if name == "乙":
            monkeypatch.setattr(perform, "_write_entries", bare.only_lines)
        with committing():
            before = row_counts()
            given = NewOrganisation(name=f"北京市测试{name}局", kind="organ", district="110105")
            perform.perform(EnterOrganisation, given, actor=SYSTEM_VIEWER, effective_on=today(), basis="测量")
            added.append(
                {table: count - before[table] for table, count in row_counts().items() if count != before[table]}
            )
    whole, without = added
    assert whole == without | {"kernel_ledger_entry": 1, "kernel_ledger_opening": 1}


@pytest.mark.long
def test_many_act_through_both_webs_in_turns(unnumbered: Connections) -> None:
    with own_log():
        api, pace, cost, waiting = through_api(2, 1, 1.0)
    assert api.floor is not None
    assert api.value > 0 < api.floor
    assert pace.value == pytest.approx(1_000 / api.value)
    assert cost.unit == "%"
    assert 0 <= waiting.value < 60_000
