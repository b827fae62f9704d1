"""Auditing a whole log from its published files alone: every entry hashed again, up to the root that was signed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lvheng.kernel.ledger.checkpoint import open_checkpoint
from lvheng.kernel.ledger.note import NoteRefused
from lvheng.kernel.ledger.sequencing.publishing import Files
from lvheng.kernel.ledger.tiles import BadTile, over_tiles
from lvheng.kernel.ledger.tree import consistency, extends
from lvheng.kernel.ledger.trust import Trust
from lvheng.kernel.ledger.verification import Shown, enough, head_told, logged


def audited(folder: Path, trust: Trust, older: Sequence[str] = ()) -> Shown:
    """What the log in that folder shows; `older`: checkpoints kept from before, of which it must be the continuation.

    Raises `NoteRefused` with what does not agree."""
    files = Files(folder)
    checkpoint = enough(open_checkpoint(files.checkpoint(), trust.keys), trust)
    head = checkpoint.head
    try:
        root, _ = files.counted(0, 0, head.size)
        at = over_tiles(files.tiles(head.size))
        if root != head.root:
            raise NoteRefused("全部条目算出的根与检查点不符")
        for note in older:
            before = open_checkpoint(note, trust.keys, head.origin).head
            if before.size > head.size:
                raise NoteRefused(f"日志变短了：从前的检查点有 {before.size} 条，现在只有 {head.size} 条")
            if not extends(before.size, head.size, before.root, root, consistency(before.size, head.size, at)):
                raise NoteRefused(f"与从前 {before.size} 条的检查点不相接：过去的条目被改动过")
    except BadTile as wrong:
        raise NoteRefused(str(wrong)) from None
    lines = (*logged(checkpoint), f"{head.size} 条逐条重算，根与检查点相符", f"与从前的 {len(older)} 个检查点相接")
    return Shown("整本日志核对无误", lines if older else lines[:-1], head_told(checkpoint))
