"""Public extracts: what the register says of somebody on a day, signed, with the entries that it rests on. Pure.

A file of JSON in one spelling (keys sorted, one space of indent). `signature` is a note (`note.py`) over the SHA-256 of
everything else, so that one reader serves checkpoints and extracts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lvheng.kernel.ledger.checkpoint import Checkpoint
from lvheng.kernel.ledger.entry import canonical
from lvheng.kernel.ledger.note import NoteKey, NoteRefused, decode, encode, open_note, sign
from lvheng.kernel.ledger.opened import OpenedEntry, read_opened
from lvheng.kernel.ledger.proof import Proof, check_proof
from lvheng.kernel.signing.signer import Signer

FORMAT = "lvheng-extract@1"
Placed = tuple[int, Sequence[bytes], OpenedEntry]
"""Index in the log, inclusion, entry."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A believed extract. `content`: subject, name, day, instant and statements as they were written."""

    content: dict[str, Any]
    checkpoint: Checkpoint | None
    entries: tuple[OpenedEntry, ...]
    signed_by: tuple[str, ...]


def make_extract(
    content: dict[str, Any], entries: Sequence[Placed], checkpoint: str, name: str, signers: Iterable[Signer]
) -> str:
    """The file. `checkpoint` '' and no entries where nothing is numbered yet."""
    told = {
        "format": FORMAT,
        "content": content,
        "checkpoint": checkpoint,
        "entries": [
            {"index": index, "hashes": [encode(each) for each in hashes], **entry.told()}
            for index, hashes, entry in entries
        ],
    }
    return _written({**told, "signature": sign(_text(told), name, signers)})


def _text(told: dict[str, Any]) -> str:
    return f"{FORMAT}\n{encode(hashlib.sha256(canonical(told)).digest())}\n"


def _written(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_extract(text: str, believed: Sequence[NoteKey]) -> Extract:
    """The extract, if a believed key signed it and every entry is in the log. Raises `NoteRefused`."""
    try:
        told = json.loads(text)
        parts = {name: told[name] for name in ("format", "content", "checkpoint", "entries")}
        signature, spelled = str(told["signature"]), _written(told) == text and set(told) == {*parts, "signature"}
        signed = _text(parts)
    except (ValueError, KeyError, TypeError):
        raise NoteRefused("不是摘录，或者被截断") from None
    if not spelled or parts["format"] != FORMAT:
        raise NoteRefused("摘录的写法不规范：可能被改动过")
    opened = open_note(signature, believed)
    if opened.text != signed:
        raise NoteRefused("摘录的内容与签名不符：被改动过")
    if parts["entries"] and not parts["checkpoint"]:
        raise NoteRefused("摘录缺少检查点")
    found = [_entry(each, str(parts["checkpoint"]), list(believed)) for each in parts["entries"]]
    signers = tuple(key.name for key in opened.signed_by)
    return Extract(parts["content"], found[0][1] if found else None, tuple(entry for entry, _ in found), signers)


def _entry(told: Any, checkpoint: str, believed: list[NoteKey]) -> tuple[OpenedEntry, Checkpoint]:
    try:
        entry = read_opened({"entry": told["entry"], "opened": told["opened"]})
        proof = Proof(int(told["index"]), tuple(decode(each) for each in told["hashes"]), checkpoint)
    except (KeyError, TypeError, ValueError) as error:
        raise error if isinstance(error, NoteRefused) else NoteRefused("摘录里的一条存证读不出来") from None
    return entry, check_proof(proof, entry.body, believed)
