"""Notes, checkpoints and proofs: they are the open formats' own, and no byte of them can be changed unseen."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.ledger.checkpoint import Head, head_of, open_checkpoint, read_head
from lvheng.kernel.ledger.entry import leaf_hash
from lvheng.kernel.ledger.note import COSIGNATURE, NoteKey, NoteRefused, cosign, open_note, read_key, sign
from lvheng.kernel.ledger.proof import Proof, check_proof, read_proof
from lvheng.kernel.ledger.tiles import Edge, over_tiles
from lvheng.kernel.ledger.tree import inclusion
from lvheng.kernel.signing.suites import ED25519

KNOWN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
KNOWN_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
"""From the tests of Go's golang.org/x/mod/sumdb/note."""
ORIGIN, WITNESS = "log.example/acts", "witness.example/w1"


@dataclass(frozen=True)
class Fixed:
    """A signer whose key is always the same."""

    private: bytes
    suite: str = "intl"
    algorithm: str = "Ed25519"
    kid: str = "test"

    @property
    def public(self) -> bytes:
        return ED25519.public(self.private)

    def sign(self, message: bytes) -> bytes:
        return ED25519.sign(self.private, message)


LOG, OTHER = Fixed(b"\x01" * 32), Fixed(b"\x02" * 32)
LOG_KEY, WITNESS_KEY = NoteKey(ORIGIN, "Ed25519", LOG.public), NoteKey(WITNESS, COSIGNATURE, OTHER.public)
BODIES = [f"entry {n}".encode() for n in range(300)]
EDGE = Edge()
TILES = EDGE.take(map(leaf_hash, BODIES))
HEAD = Head(ORIGIN, len(BODIES), EDGE.root())
NOTE = sign(HEAD.text, ORIGIN, [LOG]) + cosign(HEAD.text, WITNESS, OTHER, 1_700_000_000)
PATH = tuple(inclusion(7, len(BODIES), over_tiles(lambda level, number: TILES[level, number])))
PROOF = Proof(7, PATH, NOTE, b"beside")


def test_a_note_signed_elsewhere_is_believed() -> None:
    key = read_key(KNOWN_KEY)
    assert key.written == KNOWN_KEY
    assert open_note(KNOWN_NOTE, [key]).text.startswith("If you think")


def test_lines_by_unknown_keys_are_ignored_but_one_must_be_known() -> None:
    assert open_note(NOTE, [LOG_KEY]).signed_by == (LOG_KEY,)
    with pytest.raises(NoteRefused, match="没有一个所信任的密钥"):
        open_note(NOTE, [read_key(KNOWN_KEY)])


def test_a_wrong_line_by_a_known_key_spoils_the_note() -> None:
    wrong = sign("other\n", ORIGIN, [LOG]).rpartition("\n\n")[2]
    with pytest.raises(NoteRefused, match="签名不对"):
        open_note(NOTE + wrong, [LOG_KEY, WITNESS_KEY])


def test_a_checkpoint_tells_its_witnesses_and_when() -> None:
    found = open_checkpoint(NOTE, [LOG_KEY, WITNESS_KEY])
    assert (found.head, found.witnesses) == (HEAD, {WITNESS: 1_700_000_000})
    assert head_of(NOTE) == HEAD


def test_witnesses_alone_do_not_make_a_checkpoint() -> None:
    with pytest.raises(NoteRefused, match="自己没有签名"):
        open_checkpoint(NOTE, [WITNESS_KEY])
    with pytest.raises(NoteRefused, match="另一份日志"):
        open_checkpoint(NOTE, [LOG_KEY], "another.example")


@pytest.mark.parametrize(
    "text",
    ["", "o\n", "o\n1\n", "\n1\nAAAA\n", f"{ORIGIN}\n01\n{'A' * 43}=\n", f"{ORIGIN}\n-1\n{'A' * 43}=\n", f"{ORIGIN}\n1\nAAAA\n",
     f"{ORIGIN}\n1\n{'A' * 42}B=\n", HEAD.text + "extension\n", f"{ORIGIN}\n{'9' * 19}\n{'A' * 43}=\n"],
)  # fmt: skip
def test_a_head_that_is_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        read_head(text)


@pytest.mark.parametrize(
    "written", ["", "name", "a+b+c", KNOWN_KEY[:-4], KNOWN_KEY.replace("c74f", "c74e"), f"x+{'0' * 8}+CQ=="]
)
def test_a_key_that_is_written_otherwise_is_refused(written: str) -> None:
    with pytest.raises(NoteRefused):
        read_key(written)


@pytest.mark.parametrize(
    "note",
    ["", "text", "text\n", "text\n\n", "text\n\n— a\n", "te\txt\n\n— a AAAAAAAA\n", "text\n\n— a AAA=\n", "text\n\n— a AAAAAAAA", "text\n\n- a AAAAAAAA\n"],
)  # fmt: skip
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(NoteRefused):
        open_note(note, [LOG_KEY])


def test_a_proof_is_read_as_it_was_written() -> None:
    assert read_proof(PROOF.text) == PROOF
    assert read_proof(Proof(0, (), NOTE).text) == Proof(0, (), NOTE)
    assert check_proof(PROOF, BODIES[7], [LOG_KEY, WITNESS_KEY]).head == HEAD
    with pytest.raises(NoteRefused, match="条目不在"):
        check_proof(PROOF, BODIES[8], [LOG_KEY])


def believed(text: bytes) -> bool:
    """Whether somebody who trusts the log and asks for the witness believes the proof of that entry."""
    try:
        proof = read_proof(text.decode())
        return WITNESS in check_proof(proof, BODIES[7], [LOG_KEY, WITNESS_KEY]).witnesses and proof.extra == b"beside"
    except (NoteRefused, UnicodeDecodeError):
        return False


@given(st.integers(0, 8 * len(PROOF.text.encode()) - 1))
def test_no_bit_of_a_proof_or_its_checkpoint_can_be_flipped(bit: int) -> None:
    changed = bytearray(PROOF.text.encode())
    assert believed(bytes(changed))
    changed[bit // 8] ^= 1 << bit % 8
    assert not believed(bytes(changed))


@given(st.integers(0, 8 * len(BODIES[7]) - 1))
def test_no_bit_of_an_entry_can_be_flipped(bit: int) -> None:
    changed = bytearray(BODIES[7])
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NoteRefused):
        check_proof(PROOF, bytes(changed), [LOG_KEY])


@pytest.mark.parametrize(
    "text",
    ["", PROOF.text[:50], PROOF.text.replace("index 7", "index 07"), PROOF.text.replace("index 7", "index +7"),
     PROOF.text.replace("index 7", "index 7 "), PROOF.text.replace("extra ", "Extra "), PROOF.text.replace("\n", "\r\n")],
)  # fmt: skip
def test_a_proof_that_is_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        read_proof(text)
