"""A witness: it remembers the last head of each log that it signed, and signs only what that head is the beginning of."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from lvheng.kernel.ledger.checkpoint import MOST_DIGITS, Head, head_of, open_checkpoint
from lvheng.kernel.ledger.note import NoteKey, NoteRefused, cosign, decode, encode
from lvheng.kernel.ledger.sequencing.publishing import put
from lvheng.kernel.ledger.tree import EMPTY, HASH_BYTES, extends
from lvheng.kernel.signing.signer import Signer

MOST_HASHES = 63
SIZE_KIND = "text/x.tlog.size"
OLD = re.compile(rf"old (0|[1-9][0-9]{{0,{MOST_DIGITS - 1}}})")


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status and its text."""

    status: int
    text: str
    kind: str = "text/plain; charset=utf-8"


@dataclass
class Witness:
    """Signs under `name` for the logs whose keys it was given. What it has seen stands in `folder`, a file a log."""

    folder: Path
    name: str
    signer: Signer
    logs: Sequence[NoteKey]
    clock: Callable[[], float] = time.time
    _lock: Lock = field(default_factory=Lock)

    def add_checkpoint(self, request: str) -> Answer:
        """The answer to `add-checkpoint`: cosignature lines, or the status that the protocol has for what is wrong."""
        try:
            old, proof, note = read_request(request)
            claimed = head_of(note)
        except NoteRefused as refused:
            return Answer(400, f"{refused}\n")
        keys = [key for key in self.logs if key.name == claimed.origin]
        if not keys:
            return Answer(404, "unknown log\n")
        try:
            head = open_checkpoint(note, keys, claimed.origin).head
        except NoteRefused as refused:
            return Answer(403, f"{refused}\n")
        with self._lock:  # what was seen is looked at and replaced as one
            return self._decide(old, proof, head)

    def _decide(self, old: int, proof: Sequence[bytes], head: Head) -> Answer:
        seen = self.seen(head.origin)
        if old > head.size:
            return Answer(400, "old size beyond the checkpoint's\n")
        if old != seen.size or (old == head.size and head.root != seen.root):
            return Answer(409, f"{seen.size}\n", SIZE_KIND)
        if not extends(seen.size, head.size, seen.root, head.root, proof):
            return Answer(422, "not consistent with what was cosigned\n")
        self._keep(head)
        return Answer(200, cosign(head.text, self.name, self.signer, int(self.clock())))

    def seen(self, origin: str) -> Head:
        """The last head of that log that was signed; the empty log if none was."""
        try:
            told = json.loads(self._file(origin).read_text())
        except FileNotFoundError:
            return Head(origin, 0, EMPTY)
        return Head(told["origin"], told["size"], bytes.fromhex(told["root"]))

    def _keep(self, head: Head) -> None:
        told = {"origin": head.origin, "size": head.size, "root": head.root.hex()}
        put(self._file(head.origin), (json.dumps(told) + "\n").encode())

    def _file(self, origin: str) -> Path:
        return self.folder / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.json"


def request_of(old: int, proof: Sequence[bytes], note: str) -> str:
    """The body of `add-checkpoint`."""
    return f"old {old}\n{''.join(encode(each) + chr(10) for each in proof)}\n{note}"


def read_request(text: str) -> tuple[int, list[bytes], str]:
    """Old size, consistency proof and checkpoint from such a body. Raises `NoteRefused`."""
    above, blank, note = text.partition("\n\n")
    first, *lines = above.split("\n")
    old = OLD.fullmatch(first)
    if not blank or old is None or len(lines) > MOST_HASHES:
        raise NoteRefused("malformed request")
    proof = [decode(line) for line in lines]
    if any(len(each) != HASH_BYTES for each in proof):
        raise NoteRefused("malformed proof")
    return int(old[1]), proof, note
