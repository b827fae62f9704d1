"""Files that people keep: what they disclose can be checked, what they do not stays shut, and no bit can be changed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.ledger.checkpoint import Head
from lvheng.kernel.ledger.entry import entry_body, field_salt, leaf_hash
from lvheng.kernel.ledger.extract import make_extract
from lvheng.kernel.ledger.note import COSIGNATURE, NoteKey, NoteRefused, cosign, sign
from lvheng.kernel.ledger.opened import OpenedEntry, read_opened
from lvheng.kernel.ledger.proof import Proof
from lvheng.kernel.ledger.tests.test_note import LOG, ORIGIN, OTHER, Fixed
from lvheng.kernel.ledger.tiles import Edge, over_tiles
from lvheng.kernel.ledger.tree import inclusion
from lvheng.kernel.ledger.trust import Trust, Witness, read_trust, written
from lvheng.kernel.ledger.verification import verified

SIGNER, SECRET = Fixed(b"\x03" * 32), b"\x05" * 32
FIELDS: dict[str, object] = {
    "kind": "register.transfer",
    "basis": "京司许〔2025〕1 号",
    "input.name": "单雩桐",
    "version": 3,
}
BODY = entry_body(SECRET, datetime(2025, 3, 12, 1, 2, 3, tzinfo=UTC), FIELDS)
OPENED = OpenedEntry(BODY, tuple((name, FIELDS[name], field_salt(SECRET, name)) for name in ("kind", "input.name")))
EDGE = Edge()
TILES = EDGE.take([*(leaf_hash(bytes([n])) for n in range(5)), leaf_hash(BODY), leaf_hash(b"last")])
HEAD = Head(ORIGIN, EDGE.size, EDGE.root())
NOTE = sign(HEAD.text, ORIGIN, [LOG]) + cosign(HEAD.text, "witness.example", OTHER, 1_750_000_000)
PATH = tuple(inclusion(5, EDGE.size, over_tiles(lambda level, number: TILES[level, number])))
PROOF = Proof(5, PATH, NOTE, OPENED.as_extra).text
CONTENT = {"kind": "lawyer", "name": "单雩桐", "on": "2025-03-12", "made_at": "2025-03-12T01:02:03Z",
           "statements": [{"label": "执业状态", "value": "正常"}]}  # fmt: skip
EXTRACT_KEY = NoteKey(f"{ORIGIN}/extract", "Ed25519", SIGNER.public)
EXTRACT = make_extract(CONTENT, [(5, PATH, OPENED)], NOTE, EXTRACT_KEY.name, [SIGNER])
UNNUMBERED = make_extract(CONTENT, [], "", EXTRACT_KEY.name, [SIGNER])
TRUST = Trust(
    logs=[NoteKey(ORIGIN, "Ed25519", LOG.public)],
    signers=[EXTRACT_KEY],
    witnesses={"w": Witness("w", NoteKey("witness.example", COSIGNATURE, OTHER.public))},
    quorum="w",
)


def test_a_proof_shows_what_is_opened_and_nothing_else() -> None:
    shown = verified(PROOF.encode(), TRUST)
    assert shown.told["opened"] == {"kind": "register.transfer", "input.name": "单雩桐"}
    assert "name：单雩桐" in shown.lines
    assert "登记时刻：2025-03-12 09:02:03（北京时间）" in shown.lines
    assert "京司许" not in PROOF
    assert "京司许" not in "".join(shown.lines)


def test_an_extract_shows_its_statements_and_the_entries_behind_them() -> None:
    shown = verified(EXTRACT.encode(), TRUST)
    assert "执业状态：正常" in shown.lines
    assert shown.told["entries"] == [{"kind": "register.transfer", "input.name": "单雩桐"}]
    assert "只核对了签名" in verified(UNNUMBERED.encode(), TRUST).lines[-1]


@cache
def content_of(which: str) -> bytes:
    return {"proof": PROOF, "extract": EXTRACT, "unnumbered": UNNUMBERED}[which].encode()


@given(st.sampled_from(["proof", "extract", "unnumbered"]), st.data())
def test_no_bit_of_a_file_can_be_flipped(which: str, data: st.DataObject) -> None:
    changed = bytearray(content_of(which))
    bit = data.draw(st.integers(0, 8 * len(changed) - 1))
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NoteRefused):
        verified(bytes(changed), TRUST)


@given(st.sampled_from(["proof", "extract", "unnumbered"]), st.data())
def test_no_byte_can_be_taken_out_or_put_in(which: str, data: st.DataObject) -> None:
    content = content_of(which)
    at = data.draw(st.integers(0, len(content) - 1))
    for changed in (
        content[:at] + content[at + 1 :],
        content[:at] + data.draw(st.binary(min_size=1, max_size=3)) + content[at:],
    ):
        if changed != content:
            with pytest.raises(NoteRefused):
                verified(changed, TRUST)


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(str.encode)
    | st.text(max_size=200).map(lambda t: ("{" + t).encode())
)
def test_whatever_else_is_handed_over_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(NoteRefused):
        verified(content, TRUST)


def test_an_opened_field_must_be_what_was_committed_to() -> None:
    told = OPENED.told()
    for opened in (
        [["kind", "register.enter_lawyer", told["opened"][0][2]]],
        [["basis", "另一个依据", told["opened"][0][2]]],
        [["kind", "register.transfer", told["opened"][1][2]]],
        [["kind", 1.5, told["opened"][0][2]]],
        [["kind"]],
    ):
        with pytest.raises(NoteRefused):
            read_opened({**told, "opened": opened})


def test_without_its_witnesses_a_checkpoint_is_not_enough() -> None:
    alone = Proof(5, PATH, sign(HEAD.text, ORIGIN, [LOG]), OPENED.as_extra).text
    with pytest.raises(NoteRefused, match="见证人不够"):
        verified(alone.encode(), TRUST)
    assert verified(alone.encode(), Trust(logs=TRUST.logs)).told["witnesses"] == {}


def test_a_log_key_does_not_sign_extracts() -> None:
    forged = make_extract(CONTENT, [], "", ORIGIN, [LOG])
    with pytest.raises(NoteRefused, match="签发密钥"):
        verified(forged.encode(), TRUST)


def test_nobody_believed_means_nothing_believed() -> None:
    with pytest.raises(NoteRefused, match="没有给出任何"):
        verified(PROOF.encode(), Trust())


def test_a_list_of_trust_is_read_as_it_is_written() -> None:
    text = written(TRUST)
    assert written(read_trust("# 说明\n\n" + text)) == text
    assert read_trust(text).least == 1


GROUPED = "".join(
    f"witness w{n} {NoteKey(f'w{n}.example', COSIGNATURE, Fixed(bytes([n]) * 32).public).written} https://w{n}.example\n"
    for n in range(1, 5)
)


@pytest.mark.parametrize(
    ("rule", "enough", "too_few"),
    [
        ("group g 2 w1 w2 w3\nquorum g", ["1", "3"], ["2", "4"]),
        ("group g all w1 w2\nquorum g", ["1", "2"], ["1"]),
        ("group g any w1 w2\nquorum g", ["2"], ["3"]),
        ("group a 1 w1 w2\ngroup b all a w3\nquorum b", ["2", "3"], ["1", "2"]),
        ("quorum w4", ["4"], ["1", "2", "3"]),
    ],
)
def test_a_quorum_is_met_by_k_of_n(rule: str, enough: list[str], too_few: list[str]) -> None:
    trust = read_trust(GROUPED + rule)
    assert trust.is_met(f"w{n}.example" for n in enough)
    assert not trust.is_met(f"w{n}.example" for n in too_few)
    assert trust.least == len(enough)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("quorum g", "前面没有“g”"),
        ("group g 3 w1 w2", "不能要求 3 个"),
        ("group g any w9", "前面没有“w9”"),
        ("witness w5 x", "编号"),
        ("witness w1 x", "“w1”重复"),
        ("log", "不认识“log”"),
        ("quorum none\nquorum none", "只能有一行"),
        (f"log {TRUST.witnesses['w'].key.written}", "是见证人的，不能签"),
        (f"witness w5 {EXTRACT_KEY.written}", "不是见证人的"),
        ("believe everybody", "不认识"),
    ],
)
def test_a_list_of_trust_that_is_wrong_is_named(line: str, why: str) -> None:
    with pytest.raises(NoteRefused, match=why):
        read_trust(GROUPED + line)


def test_the_files_are_plain_text_that_others_can_read() -> None:
    assert PROOF.startswith("c2sp.org/tlog-proof@v1\nextra ")
    assert json.loads(EXTRACT)["format"] == "lvheng-extract@1"
