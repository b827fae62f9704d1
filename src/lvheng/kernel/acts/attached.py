"""Files that acts take: whose they must be, how an entry commits to them, and the line that says which act took which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.documents.models import Attachment, Upload

FIELD = "attachments"
MOST = 20  # files of one act


def refused_files(attached: Sequence[UUID], known: Mapping[UUID, Upload], account: UUID) -> list[Refusal]:
    """Why these files cannot be taken: too many, no longer there, or brought by another account than who acts."""
    if len(attached) > MOST:
        return [Refusal(f"一件行为至多附 {MOST} 份文件，现有 {len(attached)} 份", FIELD)]
    strange = [key for key in attached if key not in known or known[key].account != account]
    return [Refusal(f"有 {len(strange)} 份附件已过保留期或不是您上传的，请重新上传", FIELD)] if strange else []


def committed(attached: Sequence[UUID], known: Mapping[UUID, Upload]) -> dict[str, object]:
    """The fields of the entry: one digest a file, so that each can be opened without the others."""
    return {f"attachment.{place}": known[key].file_id for place, key in enumerate(attached, 1)}


def take(taken: Iterable[tuple[int, Sequence[UUID]]], known: Mapping[UUID, Upload]) -> None:
    """Writes which entry took which files, in their order."""
    lines = [
        Attachment(
            entry=entry,
            place=place,
            file_id=known[key].file_id,
            name=known[key].name,
            sensitive=known[key].sensitive,
        )
        for entry, attached in taken
        for place, key in enumerate(attached, 1)
    ]
    if lines:
        Attachment.objects.bulk_create(lines)
