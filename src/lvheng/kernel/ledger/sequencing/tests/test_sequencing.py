"""The log holds every committed entry once, its files prove it, and nothing inconsistent is ever signed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Event, Thread

import pytest

from lvheng.kernel.ledger.entry import leaf_hash
from lvheng.kernel.ledger.sequencing import numbering, running
from lvheng.kernel.ledger.sequencing.heads import WillNotSign
from lvheng.kernel.ledger.sequencing.publishing import Files
from lvheng.kernel.ledger.sequencing.running import LOCK, Sequencer, base_name
from lvheng.kernel.ledger.sequencing.tests.conftest import NAME, Ground
from lvheng.kernel.ledger.tiles import Edge, entries_of, tile_path
from lvheng.kernel.ledger.tree import extends
from lvheng.launcher.server import wait_until

pytestmark = pytest.mark.long


def entries_published(files: Files, size: int) -> list[bytes]:
    found: list[bytes] = []
    for number in range(-(-size // 256)):
        path = tile_path("entries", number, min(256, size - 256 * number))
        found += entries_of((files.folder / path).read_bytes())
    return found


def test_every_entry_has_one_number_and_the_files_alone_prove_it(ground: Ground) -> None:
    ground.drain()
    [[count]] = ground.connect("app").execute("select count(*) from kernel_ledger_entry")
    numbers = ground.numbers()
    assert [number for number, _ in numbers] == list(range(count))
    assert len({entry for _, entry in numbers}) == count > 5_000
    edge = Edge()
    edge.take(map(leaf_hash, entries_published(ground.files, count)))
    assert (ground.head().size, ground.head().root) == (count, edge.root())


def test_the_log_goes_on_where_it_ended_whoever_goes_on(ground: Ground) -> None:
    first = ground.drain()
    before = ground.head()
    for each in (first, ground.round()):
        ground.add(ground.connect("app"), *range(ground.next_key(), ground.next_key() + 300))
        ground.drain(each)
    after = ground.head()
    assert after.size == before.size + 600
    root, proof = ground.files.counted(0, before.size, after.size)
    assert extends(before.size, after.size, before.root, root, proof)
    full = after.size // 256 - 1
    assert not (ground.files.folder / f"{tile_path(0, full)}.p").exists(), "partial tiles go when the full one is there"
    assert not (ground.files.folder / f"{tile_path('entries', full)}.p").exists()


def test_a_slow_transaction_gets_later_numbers(ground: Ground) -> None:
    each, connection = ground.drain(), ground.connect()
    key = ground.next_key()
    slow, quick = ground.connect("app"), ground.connect("app")
    with slow.transaction():
        ground.add(slow, key, key + 1)
        ground.add(quick, key + 2, key + 5)
        ground.drain(each, connection)
        assert [entry for _, entry in ground.numbers()[-2:]] == [key + 2, key + 5]
    ground.drain(each, connection)
    ground.add(quick, key + 4)
    ground.drain(each, connection)
    assert [entry for _, entry in ground.numbers()[-5:]] == [key + 2, key + 5, key, key + 1, key + 4]


def test_a_transaction_that_was_open_when_the_sequencer_began_is_not_lost(ground: Ground) -> None:
    key, slow = ground.next_key(), ground.connect("app")
    with slow.transaction():
        ground.add(slow, key)
        ground.add(ground.connect("app"), key + 1)
        each = ground.drain()
    ground.drain(each)
    assert [entry for _, entry in ground.numbers()[-2:]] == [key + 1, key]


def test_many_entries_are_taken_in_several_transactions(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "LARGEST", 1_000)
    each, connection = ground.round(), ground.connect()
    assert each.go(connection)
    assert ground.head().size == 1_000
    ground.drain(each, connection)
    numbers = ground.numbers()
    assert numbers == [(n, entry) for n, entry in enumerate(sorted(entry for _, entry in numbers))]


def test_a_damaged_entry_is_not_numbered_and_is_told(ground: Ground, tamper: Callable[[str], None]) -> None:
    key = ground.next_key()
    ground.add(ground.connect("app"), key, key + 1)
    tamper(f"update kernel_ledger_entry set body = body || 'x' where id = {key}")
    ground.drain()
    assert ground.numbers()[-1][1] == key + 1
    assert key not in {entry for _, entry in ground.numbers()}
    assert f"第 {key} 条的叶与字节不符" in ground.trouble()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update kernel_log_tile set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) where level = 1", "根与数据库的不同"),
        ("delete from kernel_log_number; delete from kernel_log_tile; delete from kernel_log_checkpoint;"
         " update kernel_log_head set size = 0, checkpoint = ''; delete from kernel_ledger_entry where id % 2 = 0", "已公布过"),
        ("delete from kernel_log_number; delete from kernel_log_tile; delete from kernel_log_checkpoint;"
         " update kernel_log_head set size = 0, checkpoint = ''; update kernel_ledger_entry set body = body || 'x',"
         " leaf = sha256('\\x00'::bytea || body || 'x')", "根与数据库的不同"),
        ("update kernel_log_head set origin = 'another.example'", "不能改名"),
    ],
)  # fmt: skip
def test_what_an_administrator_changes_is_never_signed(
    ground: Ground, tamper: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, statement: str, said: str
) -> None:
    monkeypatch.setattr(numbering, "LARGEST", 1_000_000)  # all at once: nothing is published that lacks the rest
    [[count]] = ground.connect("app").execute("select count(*) from kernel_ledger_entry")
    key = ground.next_key()
    ground.add(ground.connect("app"), *range(key, key + (100 - count) % 256))  # so that what follows fills no tile
    ground.drain()
    before = ground.files.checkpoint()
    tamper(statement)
    ground.add(ground.connect("app"), *range(ground.next_key(), ground.next_key() + 3))
    with pytest.raises(WillNotSign, match=said):
        ground.drain()
    assert ground.files.checkpoint() == before


def test_a_file_that_was_changed_is_never_signed_for(ground: Ground) -> None:
    ground.drain()
    before = ground.files.checkpoint()
    file = ground.files.folder / tile_path(1, 0, ground.head().size // 256)
    file.write_bytes(bytes([file.read_bytes()[0] ^ 1]) + file.read_bytes()[1:])
    ground.add(ground.connect("app"), ground.next_key())
    with pytest.raises(WillNotSign, match="公布的文件"):
        ground.drain()
    assert ground.files.checkpoint() == before


@pytest.mark.parametrize("step", ["put", "counted", "put_checkpoint", "_sign"])
def test_dying_anywhere_loses_nothing_and_signs_nothing_twice(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    ground.drain()
    before = ground.head()
    ground.add(ground.connect("app"), *range(ground.next_key(), ground.next_key() + 400))
    each = ground.round()

    class Died(Exception):
        pass

    def dies(*_: object) -> None:
        raise Died

    with monkeypatch.context() as dying:
        dying.setattr(type(each) if step == "_sign" else Files, step, dies)
        with pytest.raises(Died):
            each.go(ground.connect())
    ground.drain()
    after = ground.head()
    assert after.size == before.size + 400
    root, proof = ground.files.counted(0, before.size, after.size)
    assert extends(before.size, after.size, before.root, root, proof)
    roots = ground.connect("app").execute("select count(distinct root) from kernel_log_checkpoint group by size")
    assert {count for (count,) in roots} == {1}


def test_files_that_were_lost_are_written_again(ground: Ground) -> None:
    ground.drain()
    note, moved = ground.files.checkpoint(), ground.folder / "moved"
    ground.files.folder.rename(moved)
    ground.drain()
    assert ground.files.checkpoint() == note
    assert len(entries_published(ground.files, ground.head().size)) == ground.head().size


def test_a_new_key_signs_the_same_head_anew(ground: Ground) -> None:
    ground.drain()
    before, kid = ground.files.checkpoint(), ground.ring.make("log").kid
    ground.drain()
    assert ground.files.checkpoint() == before
    ground.ring.activate(kid)
    ground.drain()
    assert ground.files.checkpoint() != before
    assert ground.head().size == int(before.split("\n")[1])


def test_a_log_has_one_name_for_ever(ground: Ground) -> None:
    ground.drain()
    assert ground.head().origin == NAME
    with pytest.raises(WillNotSign, match="不能改名"):
        ground.drain(ground.round("other.example/acts"))


def test_one_works_and_a_spare_waits_until_it_ends(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "AGAIN", 0.05)
    monkeypatch.setattr(running, "PAUSE", 0.05)
    first = ground.connect()
    assert first.execute("select pg_try_advisory_lock(%s)", [LOCK]).fetchone() == (True,)
    stop = Event()
    spare = Thread(target=Sequencer(ground.roles.sequencer, (ground.round(),)).run, args=[stop])
    spare.start()
    try:
        assert not wait_until((ground.files.folder / "checkpoint").exists, 0.3)
        first.close()
        assert wait_until((ground.files.folder / "checkpoint").exists, 10)
    finally:
        stop.set()
        spare.join()


def test_what_is_wrong_is_said_and_tried_again(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PAUSE", 0.05)
    ground.drain()
    stop = Event()
    thread = Thread(target=Sequencer(ground.roles.sequencer, (ground.round("other.example"),)).run, args=[stop])
    thread.start()
    try:
        assert wait_until(lambda: "不能改名" in ground.trouble(), 10)
        assert thread.is_alive()
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({}, ""),
        ({"LVHENG_HOSTS": "localhost,127.0.0.1"}, ""),
        ({"LVHENG_HOSTS": "localhost, law.example"}, "law.example"),
        ({"LVHENG_HOSTS": "law.example", "LVHENG_LOG_ORIGIN": "log.example/"}, "log.example"),
    ],
)
def test_the_name_of_a_log_follows_from_where_it_is_served(environment: dict[str, str], name: str) -> None:
    assert base_name(environment) == name


def test_whom_to_believe_is_published_before_anything_to_believe(ground: Ground) -> None:
    told: list[tuple[str, str]] = []

    def published(origins: Mapping[str, str]) -> None:
        told.append((origins["acts"], ground.files.checkpoint()))

    assert Sequencer(ground.roles.sequencer, (ground.round(),), published).once() == ""
    assert told == [(NAME, "")]
    assert ground.head().origin == NAME


def test_keys_that_cannot_be_published_are_told_of(ground: Ground) -> None:
    def refused(origins: Mapping[str, str]) -> None:
        raise OSError("磁盘满了")

    assert "磁盘满了" in Sequencer(ground.roles.sequencer, (ground.round(),), refused).once()
    assert "磁盘满了" in ground.trouble()
