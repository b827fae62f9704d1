"""Checkpoints (C2SP `tlog-checkpoint`): a note that names a log, its size and its root."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lvheng.kernel.ledger.note import COSIGNATURE, NoteKey, NoteRefused, decode, encode, open_note, parts
from lvheng.kernel.ledger.tree import HASH_BYTES

MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says: the log's name (origin), how many leaves, their root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{encode(self.root)}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A believed checkpoint, and which witnesses had seen it when (seconds since 1970)."""

    head: Head
    witnesses: dict[str, int]


def read_head(text: str) -> Head:
    """The head from a checkpoint's text, nothing of which may be written otherwise. Raises `NoteRefused`."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise NoteRefused("检查点应有日志名、条数和根三行")
    if not re.fullmatch(rf"0|[1-9][0-9]{{0,{MOST_DIGITS - 1}}}", lines[1]):
        raise NoteRefused("检查点的条数写法不对")
    root = decode(lines[2])
    if len(root) != HASH_BYTES:
        raise NoteRefused("检查点的根不是 32 字节")
    return Head(lines[0], int(lines[1]), root)


def head_of(note: str) -> Head:
    """The head of a note whose signatures nobody has looked at. Raises `NoteRefused`."""
    return read_head(parts(note)[0])


def open_checkpoint(note: str, believed: Iterable[NoteKey], origin: str | None = None) -> Checkpoint:
    """The checkpoint, if a key of the log itself signed it (witnesses alone do not do). Raises `NoteRefused`.

    `origin`: the log that it must be of; without it that of any believed key."""
    opened = open_note(note, believed)
    head = read_head(opened.text)
    if origin is not None and head.origin != origin:
        raise NoteRefused(f"检查点属于另一份日志“{head.origin}”")
    if not any(key.name == head.origin and key.kind != COSIGNATURE for key in opened.signed_by):
        raise NoteRefused(f"日志“{head.origin}”自己没有签名")
    return Checkpoint(head, dict(opened.stamps))
