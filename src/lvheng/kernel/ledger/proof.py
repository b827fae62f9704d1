"""Proofs to keep (C2SP `tlog-proof`): one text file that shows an entry to be in a log, for ever and off line."""

from __future__ import annotations

from dataclasses import dataclass

from lvheng.kernel.ledger.checkpoint import MOST_DIGITS, Checkpoint, open_checkpoint
from lvheng.kernel.ledger.entry import leaf_hash
from lvheng.kernel.ledger.note import NoteKey, NoteRefused, decode, encode
from lvheng.kernel.ledger.tree import HASH_BYTES, includes

FIRST = "c2sp.org/tlog-proof@v1"
ENDING = ".tlog-proof"
MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class Proof:
    """Where an entry stands, the hashes up to the root, and the checkpoint as it was signed.

    `extra` is of no account to the proof; ours holds the entry and what of it is opened (`opened.py`)."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    @property
    def text(self) -> str:
        extra = f"extra {encode(self.extra)}\n" if self.extra else ""
        path = "".join(f"{encode(each)}\n" for each in self.hashes)
        return f"{FIRST}\n{extra}index {self.index}\n{path}\n{self.checkpoint}"


def read_proof(text: str) -> Proof:
    """A proof from its file. Raises `NoteRefused` if a byte of it could have been written otherwise."""
    above, blank, checkpoint = text.partition("\n\n")
    lines = above.split("\n")
    if not blank or lines[0] != FIRST:
        raise NoteRefused(f"不是存证证明：第一行应是 {FIRST}")
    extra = decode(lines.pop(1).removeprefix("extra ")) if len(lines) > 1 and lines[1].startswith("extra ") else b""
    if len(lines) < 2 or not lines[1].startswith("index "):
        raise NoteRefused("存证证明缺少 index 一行")
    number = lines[1].removeprefix("index ")
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS) or len(lines) > 2 + MOST_HASHES:
        raise NoteRefused("存证证明的 index 或散列写法不对")
    found = Proof(int(number), tuple(decode(line) for line in lines[2:]), checkpoint, extra)
    if found.text != text or any(len(each) != HASH_BYTES for each in found.hashes):
        raise NoteRefused("存证证明的写法不规范：可能被改动过")
    return found


def check_proof(proof: Proof, body: bytes, believed: list[NoteKey]) -> Checkpoint:
    """The believed checkpoint under which the entry stands where the proof says. Raises `NoteRefused`."""
    checkpoint = open_checkpoint(proof.checkpoint, believed)
    head = checkpoint.head
    if not includes(leaf_hash(body), proof.index, head.size, proof.hashes, head.root):
        raise NoteRefused("条目不在检查点所指的日志里：条目、证明或检查点被改动过")
    return checkpoint
