"""What the erasure of a subject destroys: whatever could open what is sealed of it, or what its entries commit to.

The entries stay as they are: without their secrets their digests are as good as random, and the log's tree is whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.backends.utils import CursorWrapper

from lvheng.kernel.documents.files import forget_unnamed


def erase(cursor: CursorWrapper, subjects: Sequence[UUID], but: Sequence[int]) -> None:
    """Destroys it for all entries of these subjects but those given: the erasure's own tells who erased, when and why.

    Besides: their files, unless an act on somebody else took the same, and what was once proposed about them."""
    if not subjects:
        return
    asked: dict[str, Any] = {"subjects": list(subjects), "but": list(but)}
    own = "select id from kernel_act where subject = any(%(subjects)s) and id <> all(%(but)s)"
    cursor.execute("delete from kernel_sensitive_value where subject = any(%(subjects)s)", asked)
    cursor.execute("delete from kernel_subject_key where subject = any(%(subjects)s)", asked)
    cursor.execute("delete from kernel_proposal where subject = any(%(subjects)s) and decided_at is not null", asked)
    cursor.execute(f"update kernel_ledger_opening set secret = '', text = '' where entry_id in ({own})", asked)
    cursor.execute(f"delete from kernel_attachment where entry in ({own}) returning digest", asked)
    forget_unnamed(cursor, {digest for (digest,) in cursor.fetchall()})
