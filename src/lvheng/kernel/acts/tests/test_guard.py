"""The database refuses by itself: registers are written by acts alone, the ledger only grows, the past is closed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from lvheng.kernel.access.elevation import Elevation
from lvheng.kernel.access.models import SensitiveValue, SubjectKey, Viewing
from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.organisations import EnterOrganisation, NewOrganisation
from lvheng.kernel.acts.perform import Item, perform_set
from lvheng.kernel.documents.files import receive
from lvheng.kernel.documents.models import Attachment
from lvheng.kernel.documents.tests.making import paper
from lvheng.kernel.ledger.models import ActLine, LedgerEntry, LedgerOpening
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import Subject
from lvheng.kernel.working import LIBRARIES, WORKING

pytestmark = pytest.mark.django_db

REGISTERS = [model._meta.db_table for model in Row.everyone()]
BY_ACTS = [*REGISTERS, *(model._meta.db_table for model in (Subject, SubjectKey, SensitiveValue, Attachment))]
GROWING = [model._meta.db_table for model in (LedgerEntry, ActLine, Viewing, Elevation)]
NEW = NewOrganisation(name="北京市测试局", kind="organ", district="110105")


def refusal(sql: str, *, as_act: bool = False) -> str:
    """What the database says to the application role; fails if it lets the statement pass."""
    setting = f"set local lvheng.act = {'performing' if as_act else 'no'};"
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(setting + sql)
    assert getattr(refused.value.__cause__, "sqlstate", "") == "42501"
    return str(refused.value)


def column_of(table: str) -> str:
    with connection.cursor() as cursor:
        return str(connection.introspection.get_table_description(cursor, table)[0].name)


@pytest.mark.parametrize("table", BY_ACTS)
def test_nothing_but_an_act_writes(table: str) -> None:
    assert f"登记簿 {table} 只能由行为写入" in refusal(f"insert into {table} default values")
    assert refusal(f"update {table} set {(column := column_of(table))} = {column}")
    assert refusal(f"delete from {table}")


@pytest.mark.parametrize("table", REGISTERS)
def test_not_even_an_act_edits_or_deletes_a_row(table: str) -> None:
    assert f"{table} 只增不改" in refusal(f"update {table} set valid_from = valid_from", as_act=True)
    assert f"{table} 只增不改" in refusal(f"update {table} set opened_by = opened_by", as_act=True)
    assert f"{table} 只增不改" in refusal(f"delete from {table}", as_act=True)


@pytest.mark.parametrize("table", [*BY_ACTS, *GROWING])
def test_nobody_empties_a_table(table: str) -> None:
    assert refusal(f"truncate {table}", as_act=True)


@pytest.mark.parametrize("table", GROWING)
def test_the_ledger_only_grows(table: str) -> None:
    """By the rights that the application lacks, or a trigger; that one stops the owner too is tested with the roles."""
    assert refusal(f"update {table} set id = id")
    assert refusal(f"delete from {table}", as_act=True)


def test_openings_are_emptied_by_an_act_only() -> None:
    table = LedgerOpening._meta.db_table
    assert "只能由行为写入" in refusal(f"update {table} set text = ''")
    assert "只能由行为写入" in refusal(f"delete from {table}")


def test_an_attachment_goes_only_with_what_opens_its_entry() -> None:
    file = receive(paper("批复"), "批复.pdf", SYSTEM_VIEWER.id)
    perform_set(
        EnterOrganisation,
        [Item(NEW, date(2020, 5, 6), attached=(file.id,))],
        actor=SYSTEM_VIEWER,
        basis="测试",
    )
    assert "还没有抹除" in refusal("delete from kernel_attachment", as_act=True)
    assert "只增不改" in refusal("update kernel_attachment set name = ''", as_act=True)


def test_the_present_alone_is_open_to_the_application() -> None:
    past = datetime(2019, 1, 1, tzinfo=UTC)
    for at in (past, datetime(2100, 1, 1, tzinfo=UTC)):
        with pytest.raises(DatabaseError, match="只有演示数据生成器可以重放过去的时刻"), transaction.atomic():
            perform_set(EnterOrganisation, [Item(NEW, date(2019, 1, 1))], actor=SYSTEM_VIEWER, basis="测试", at=at)


def test_after_an_act_the_same_transaction_is_closed_again() -> None:
    perform_set(EnterOrganisation, [Item(NEW, date(2019, 1, 1))], actor=SYSTEM_VIEWER, basis="测试")
    assert "只能由行为写入" in refusal(f"insert into {REGISTERS[0]} default values")


def test_the_guard_stands_on_every_register_of_the_product() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " where t.tgname in ('only_acts', 'no_edit') group by 1 having count(*) = 2"
        )
        assert {row[0] for row in cursor.fetchall()} == set(REGISTERS)


def test_what_the_guards_leave_open_is_listed_as_a_working_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname, exists(select 1 from pg_trigger t join pg_proc p on p.oid = t.tgfoid"
            " where t.tgrelid = c.oid and p.proname in ('lvheng_only_acts', 'lvheng_never'))"
            " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where n.nspname = 'public' and c.relkind in ('r', 'p')"
        )
        tables = dict(cursor.fetchall())
    own = {name: guarded for name, guarded in tables.items() if not name.startswith(LIBRARIES)}
    assert {name for name, guarded in own.items() if not guarded} == set(WORKING)
