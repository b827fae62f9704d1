"""The database's roles are apart: each is refused what is another's, whatever the program asks for."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from lvheng.kernel.ledger.sequencing.tests.conftest import Ground, standing
from lvheng.launcher.database import Connections

TABLES = ("kernel_ledger_entry", "kernel_ledger_opening", "kernel_act", "kernel_view", "kernel_log_head",
          "kernel_log_number", "kernel_log_tile", "kernel_log_checkpoint")  # fmt: skip


@pytest.fixture(scope="module")
def ground(shared_database: Connections, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One numbered log for all: what is refused changes nothing."""
    with standing(shared_database, tmp_path_factory.mktemp("log")) as made:
        made.drain()
        yield made


@pytest.mark.parametrize("role", ["app", "sequencer", "auditor"])
@pytest.mark.parametrize("table", TABLES)
def test_no_role_can_delete_or_empty_a_table_of_the_ledger(ground: Ground, role: str, table: str) -> None:
    for statement in (f"delete from {table}", f"truncate {table}"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            run_as(ground, role, statement)


def run_as(ground: Ground, role: str, statement: str) -> None:
    with psycopg.connect(make_conninfo(ground.roles.app, user=f"lvheng_{role}"), autocommit=True) as connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("app", "update kernel_ledger_entry set leaf = leaf"),
        ("app", "update kernel_act set basis = basis"),
        ("app", "update kernel_log_head set size = 0"),
        ("app", "update kernel_log_tile set hashes = ''"),
        ("app", "insert into kernel_log_number (log, number, entry) values ('acts', 0, 1)"),
        ("app", "insert into kernel_log_checkpoint (log, size, root, note, at) values ('acts', 0, '', '', now())"),
        ("sequencer", "insert into kernel_ledger_entry (body, leaf, at) values ('', '', now())"),
        ("sequencer", "update kernel_ledger_entry set leaf = leaf"),
        ("sequencer", "update kernel_log_number set number = number"),
        ("sequencer", "update kernel_log_checkpoint set note = note"),
        ("sequencer", "select secret from kernel_ledger_opening"),
        ("sequencer", "select subject from kernel_act"),
        ("sequencer", "select subject from kernel_view"),
        ("sequencer", "select name from register_person"),
        ("auditor", "insert into kernel_act (id) values (1)"),
        ("auditor", "update kernel_log_head set size = 0"),
        ("auditor", "select ciphertext from kernel_sensitive_value"),
        ("auditor", "select wrapped from kernel_subject_key"),
        ("auditor", "select password from kernel_account"),
        ("auditor", "select subject from kernel_view"),
        ("auditor", "select session_data from django_session"),
    ],
)
def test_a_role_cannot_do_what_is_anothers(ground: Ground, role: str, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run_as(ground, role, statement)


@pytest.mark.parametrize("table", ["kernel_ledger_entry", "kernel_log_number", "kernel_log_checkpoint", "kernel_act"])
def test_even_the_owner_is_stopped_by_a_trigger(ground: Ground, table: str) -> None:
    for statement in (f"update {table} set id = id" if "number" not in table else f"update {table} set entry = entry",
                      f"delete from {table}", f"truncate {table}"):  # fmt: skip
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="只增不改"):
            ground.connect("owner").execute(statement)


@pytest.mark.parametrize(
    "table", ["kernel_ledger_entry", "kernel_ledger_opening", "register_engagement", "kernel_elevation"]
)
def test_the_auditor_reads_what_there_is_to_check(ground: Ground, table: str) -> None:
    run_as(ground, "auditor", f"select * from {table} limit 1")
