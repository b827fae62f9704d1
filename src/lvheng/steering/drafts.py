"""What a unit has written in its dispatch form and not yet reported: kept as it is typed, lost with nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from lvheng.kernel.documents.files import hand_over, hold, uploads
from lvheng.kernel.documents.models import Upload
from lvheng.kernel.time.clock import now
from lvheng.steering.models import ReportDraft

WRITTEN = ("progress", "text", "problem")
KEPT = timedelta(days=120)
"""How long a file waits for the report that takes it: longer than any round has been open [假定]."""


def drafts_of(called: UUID, unit: UUID) -> dict[str, ReportDraft]:
    """The unit's drafts in a round, by item."""
    return {draft.item: draft for draft in _of(called, unit)}


def files_of(drafts: Collection[ReportDraft]) -> dict[str, list[Upload]]:
    """The files that wait with the drafts, by item."""
    known = uploads(key for draft in drafts for key in draft.files)
    return {draft.item: [known[key] for key in draft.files if key in known] for draft in drafts}


def save(
    called: UUID,
    unit: UUID,
    item: str,
    written: Mapping[str, str],
    files: Sequence[UUID] = (),
    dropped: Collection[UUID] = (),
) -> ReportDraft:
    """Keeps what is written of an item, with further files beside those that are kept already and without the dropped."""
    told = {name: written.get(name, "").strip() for name in WRITTEN}
    draft, _ = ReportDraft.objects.update_or_create(round=called, unit=unit, item=item, defaults=told)
    if files or dropped:
        hold(files, now() + KEPT)
        draft.files = [key for key in (*draft.files, *files) if key not in dropped]
        draft.save()
    return draft


def take_over(drafts: Iterable[ReportDraft | None], account: UUID) -> None:
    """Makes the files of drafts those of who reports them, whoever of the unit brought them."""
    hand_over([key for draft in drafts if draft for key in draft.files], account)


def drop(called: UUID, unit: UUID, items: Collection[str]) -> None:
    """Forgets the drafts of what has been reported."""
    _of(called, unit).filter(item__in=items).delete()


def _of(called: UUID, unit: UUID) -> QuerySet[ReportDraft]:
    return ReportDraft.objects.filter(round=called, unit=unit)
