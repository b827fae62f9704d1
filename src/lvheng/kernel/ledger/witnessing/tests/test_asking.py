"""Asking witnesses: what they sign is taken, what they do not is told, and nobody waits for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from lvheng.kernel.ledger.checkpoint import head_of, open_checkpoint
from lvheng.kernel.ledger.note import COSIGNATURE, NoteKey
from lvheng.kernel.ledger.proving import placed
from lvheng.kernel.ledger.sequencing.tests.conftest import NAME, Ground, ground
from lvheng.kernel.ledger.tests.test_note import Fixed
from lvheng.kernel.ledger.trust import Trust, Witness, read_trust, written
from lvheng.kernel.ledger.witnessing import asking
from lvheng.kernel.ledger.witnessing.asking import LATE_AFTER, Cosigning, merged, post
from lvheng.kernel.ledger.witnessing.witness import Witness as Signing
from lvheng.launcher.server import wait_until

__all__ = ["ground"]  # the fixture


class Others:
    """Three witnesses of others, reached without a network; `lost` do not answer, `wrong` answer nonsense."""

    def __init__(self, folder: Path, log: NoteKey) -> None:
        signers = {f"w{n}": Fixed(bytes([40 + n]) * 32) for n in (1, 2, 3)}
        self.witnesses = {name: Signing(folder / name, f"{name}.example", s, [log]) for name, s in signers.items()}
        for name in self.witnesses:
            (folder / name).mkdir()
        self.lost: set[str] = set()
        self.wrong: dict[str, str] = {}
        self.now = 1_000.0
        keys = {name: NoteKey(f"{name}.example", COSIGNATURE, signer.public) for name, signer in signers.items()}
        lines = [f"witness {name} {key.written} https://{name}.example" for name, key in keys.items()]
        self.trust = read_trust("\n".join([*lines, "group g 2 w1 w2 w3", "quorum g"]))

    def post(self, address: str, body: str) -> tuple[int, str, str]:
        name = address.removeprefix("https://").partition(".")[0]
        assert address == f"https://{name}.example/add-checkpoint"
        if name in self.lost:
            raise OSError("no route")
        if name in self.wrong:
            return 200, "text/plain", self.wrong[name]
        answer = self.witnesses[name].add_checkpoint(body)
        return answer.status, answer.kind.partition(";")[0], answer.text

    def cosigning(self, ground: Ground) -> Cosigning:
        return Cosigning(self.trust, ground.files, self.post, lambda: self.now)


@pytest.fixture
def others(ground: Ground, tmp_path: Path) -> Others:
    ground.drain()
    [key] = ground.ring.keys_of("log")
    (tmp_path / "others").mkdir()
    return Others(tmp_path / "others", NoteKey(NAME, key.algorithm, key.public))


def witnesses_on(ground: Ground, others: Others, note: str) -> set[str]:
    keys = [NoteKey(NAME, key.algorithm, key.public) for key in ground.ring.keys_of("log")]
    return set(open_checkpoint(note, [*keys, *others.trust.keys]).witnesses)


def test_all_witnesses_sign_and_go_on_signing(ground: Ground, others: Others) -> None:
    cosigning = others.cosigning(ground)
    for _ in range(2):
        note = cosigning.cosigned(ground.files.checkpoint())
        assert witnesses_on(ground, others, note) == {"w1.example", "w2.example", "w3.example"}
        assert cosigning.is_enough(note)
        ground.add(ground.connect("app"), ground.next_key())
        ground.drain()
    fresh = others.cosigning(ground)
    assert len(witnesses_on(ground, others, fresh.cosigned(ground.files.checkpoint()))) == 3, "asked where they stand"


def test_a_lost_witness_is_missed_and_too_few_are_told(ground: Ground, others: Others) -> None:
    cosigning = others.cosigning(ground)
    others.lost = {"w3"}
    note = cosigning.cosigned(ground.files.checkpoint())
    assert witnesses_on(ground, others, note) == {"w1.example", "w2.example"}
    assert cosigning.is_enough(note)
    others.lost = {"w2", "w3"}
    others.now += LATE_AFTER / 2
    cosigning.cosigned(ground.files.checkpoint())
    assert cosigning.trouble() == "", "not yet"
    others.now += LATE_AFTER - 1
    assert cosigning.trouble() == "见证人不够：至少要 2 个，60 秒内只有 1 个签过（没有签的：w2、w3）。"


def test_what_a_witness_makes_up_is_not_taken(ground: Ground, others: Others) -> None:
    others.wrong = {
        "w1": "nonsense",
        "w2": "— w2.example AAAAAAAAAAAA\n",
        "w3": others.witnesses["w1"].add_checkpoint(f"old 0\n\n{ground.files.checkpoint()}").text,
    }
    note = others.cosigning(ground).cosigned(ground.files.checkpoint())
    assert note == ground.files.checkpoint()


def test_a_new_line_takes_the_place_of_an_old_one(ground: Ground, others: Others) -> None:
    cosigning = others.cosigning(ground)
    once = cosigning.cosigned(ground.files.checkpoint())
    twice = cosigning.cosigned(once)
    assert len(twice.splitlines()) == len(once.splitlines())
    assert merged(once, []) == once


def test_the_sequencer_publishes_what_enough_witnesses_signed(ground: Ground, others: Others) -> None:
    """And proofs are given under it, though the log has grown since."""
    each = replace(ground.round(), cosigning=others.cosigning(ground))
    ground.drain(each)
    assert each.cosigning
    each.cosigning._found = each.cosigning.cosigned(each.note)
    ground.drain(each)
    assert len(witnesses_on(ground, others, ground.files.checkpoint())) == 3
    size = head_of(ground.files.checkpoint()).size
    ground.add(ground.connect("app"), ground.next_key())
    ground.drain(each)
    assert head_of(ground.files.checkpoint()).size == size + 1
    [[cosigned, checkpoint]] = ground.connect("app").execute(
        "select cosigned, checkpoint from kernel_log_head where log = 'acts'"
    )
    assert (head_of(cosigned).size, head_of(checkpoint).size) == (size, size + 1)


def test_a_thread_asks_and_nobody_waits(ground: Ground, others: Others, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LEAST_PAUSE", 0.1)
    cosigning, stop, slow = others.cosigning(ground), Event(), Event()

    def waits(address: str, body: str) -> tuple[int, str, str]:
        slow.wait(10)
        return others.post(address, body)

    cosigning.post = waits
    thread = cosigning.start(stop)
    cosigning.offer(ground.files.checkpoint())
    ground.add(ground.connect("app"), ground.next_key())
    ground.drain()
    assert cosigning.found() == ""
    slow.set()
    assert wait_until(lambda: bool(cosigning._found), 10)
    stop.set()
    thread.join()


@pytest.mark.django_db
def test_without_a_quorum_the_last_checkpoint_serves() -> None:
    assert placed([]).checkpoint


def test_only_http_is_spoken() -> None:
    with pytest.raises(OSError, match="http"):
        post("file:///etc/passwd", "")


def test_a_policy_with_addresses_is_written_as_it_is_read() -> None:
    key = NoteKey("w.example", COSIGNATURE, Fixed(b"\x09" * 32).public)
    trust = Trust(witnesses={"w": Witness("w", key, "https://w.example/x")}, quorum="w")
    assert read_trust(written(trust)) == trust
