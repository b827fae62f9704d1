"""Killed programs lose nothing; and whoever looks at what is left would see it if they had."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from lvheng.benchmarks.crashing import VICTIMS, crash
from lvheng.benchmarks.left import wrong_with
from lvheng.kernel.ledger.sequencing.running import sequencer
from lvheng.launcher.database import Connections

pytestmark = pytest.mark.long


def test_each_program_is_killed_once_and_nothing_is_lost_or_doubled() -> None:
    survived = crash(rounds=len(VICTIMS), seed=5, threads=3)
    assert survived.wrong == []
    assert {title: len(taken) for title, taken in survived.recovered.items()} == dict.fromkeys(VICTIMS, 1)
    assert survived.acts >= len(VICTIMS)
    assert survived.tries > survived.acts + survived.repeated, "some were broken off and sent again"


@dataclass
class Told:
    """What a client was told."""

    firm: str
    done: list[int]
    wrong: list[str] = field(default_factory=list)


Look = Callable[[], list[str]]


@pytest.fixture
def left(
    fresh_database: Connections, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[psycopg.Connection, Told, Look]]:
    """An installation in order, whose owner may do anything, and the look at what is left of it."""
    monkeypatch.setenv("LVHENG_LEDGER", str(tmp_path / "ledger"))
    monkeypatch.setenv("LVHENG_SIGNING_KEYS", str(tmp_path / "keys"))
    owner = psycopg.connect(fresh_database.owner, autocommit=True)
    for table in ("kernel_log_head", "kernel_log_number", "kernel_log_tile", "kernel_log_checkpoint"):
        owner.execute(f"alter table {table} disable trigger user; truncate {table}")
    for table in ("kernel_ledger_entry", "kernel_ledger_opening", "kernel_act"):
        owner.execute(f"alter table {table} disable trigger user")
    assert sequencer(fresh_database.sequencer, tmp_path).once() == ""
    [[entry, firm]] = owner.execute(
        "select id, subject::text from kernel_act where kind = 'register.enter_firm' limit 1"
    )
    owner.execute("update kernel_act set basis = '中断试验' where id = %s", [entry])
    told = Told(firm, [entry])

    def look() -> list[str]:
        return wrong_with(fresh_database.owner, tmp_path / "ledger", "register.enter_firm", [told], [])[1]

    yield owner, told, look
    owner.close()


def test_an_installation_in_order_is_found_so(left: tuple[psycopg.Connection, Told, Look]) -> None:
    assert left[2]() == []


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ("delete from kernel_act where id = (select max(id) from kernel_act)", "没有行为的存证"),
        ("delete from kernel_ledger_opening where entry_id = (select max(id) from kernel_act)", "没有明文的存证"),
        ("delete from kernel_ledger_entry where id = (select max(id) from kernel_act)", "没有存证的行为"),
        ("update kernel_ledger_entry set body = body || 'x' where id = 9", "叶与字节不符的存证"),
        ("update kernel_log_number set number = number + 999999 where number = 0 and log = 'acts'", "重复或跳过的编号"),
        ("delete from kernel_log_number where number = 7 and log = 'acts'", "没有编号的存证"),
        (r"update kernel_log_tile set hashes = overlay(hashes placing '\x78'::bytea from 40)"
         " where level = 0 and number = 2 and log = 'acts'", "与叶不符的散列"),
        ("update kernel_act set basis = '别的' where basis = '中断试验'", "答复过的 1 件行为不在登记簿里"),
    ],
)  # fmt: skip
def test_each_thing_that_must_not_be_is_seen(left: tuple[psycopg.Connection, Told, Look], done: str, said: str) -> None:
    owner, _, look = left
    owner.execute(done)
    assert any(said in sentence for sentence in look())


def test_an_act_too_many_and_one_told_twice_are_seen(left: tuple[psycopg.Connection, Told, Look]) -> None:
    _, told, look = left
    [entry] = told.done
    told.done = [entry, entry]
    assert look() == ["1 次答复了同一件行为。"]
    told.done = []
    assert look() == ["有 1 件行为没有人得到过答复：同一个请求办了不止一次。"]


def test_files_that_do_not_lead_to_the_root_are_seen(
    left: tuple[psycopg.Connection, Told, Look], tmp_path: Path
) -> None:
    tile = tmp_path / "ledger" / "acts" / "tile" / "0" / "001"
    tile.write_bytes(bytes(len(tile.read_bytes())))
    assert any("公布的日志不能相信" in sentence for sentence in left[2]())
