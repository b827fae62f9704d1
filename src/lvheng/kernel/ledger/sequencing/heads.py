"""Signing heads: only what the files come to, only what goes on from every head signed before, and never silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lvheng.kernel.ledger.checkpoint import Head, head_of
from lvheng.kernel.ledger.note import NoteRefused, sign
from lvheng.kernel.ledger.sequencing.publishing import Files
from lvheng.kernel.ledger.tiles import BadTile
from lvheng.kernel.ledger.tree import EMPTY, extends
from lvheng.kernel.signing.signer import Signer


class WillNotSign(Exception):
    """Something about the log is wrong that people must look at; its text is the Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A head and the note that says it."""

    head: Head
    note: str


def last_signed(notes: Sequence[str], origin: str) -> Head:
    """The largest head among the notes that we kept (database, published file); empty ones count for nothing.

    Raises `WillNotSign` if one cannot be read, is of another log, or two of one size differ."""
    heads = [_read(note) for note in notes if note]
    if strange := [head.origin for head in heads if head.origin != origin]:
        raise WillNotSign(f"已有的检查点属于日志“{strange[0]}”，现在的日志名是“{origin}”：同一份日志不能改名。")
    if any(one.size == other.size and one.root != other.root for one in heads for other in heads):
        raise WillNotSign("同样条数的两个检查点根不相同：数据库或公布的文件被改动过。")
    return max(heads, key=lambda head: head.size, default=Head(origin, 0, EMPTY))


def _read(note: str) -> Head:
    try:
        return head_of(note)
    except NoteRefused as refused:
        raise WillNotSign(f"上一个检查点读不出来（{refused}）。") from None


def refuse_smaller(last: Head, size: int) -> None:
    """Raises `WillNotSign` if the database has fewer entries than were ever signed for."""
    if size < last.size:
        raise WillNotSign(
            f"数据库里只有 {size} 条，而已公布过 {last.size} 条的检查点：恢复了旧的备份，或有条目被删除。"
            "不会签一个与公布过的相矛盾的检查点。"
        )


def sign_head(files: Files, unread: int, last: Head, size: int, root: bytes, signers: Sequence[Signer]) -> Signed:
    """The head over `size` entries, signed. Raises `WillNotSign`.

    `unread`: from where on the files were written anew; `root`: what the database's tiles come to."""
    try:
        counted, proof = files.counted(unread, last.size, size)
    except BadTile as wrong:
        raise WillNotSign(f"公布的文件前后不符：{wrong}。") from None
    if counted != root:
        raise WillNotSign("公布的文件算出的根与数据库的不同。")
    if not extends(last.size, size, last.root, counted, proof):
        raise WillNotSign(f"{size} 条的根不是从上一个检查点（{last.size} 条）接下来的：已编号的条目被改动过。")
    head = Head(last.origin, size, counted)
    return Signed(head, sign(head.text, head.origin, signers))
