"""Reading the ledger for a page: an act's line, and what is committed of it. Who may open it is the caller's policy."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from lvheng.kernel.ledger.models import ActLine, LedgerEntry, LedgerOpening


@dataclass(frozen=True, slots=True)
class Evidence:
    """An entry as it stands: its committed bytes and leaf, what opens it (`secret` and `fields`, empty where erased), and
    by what it was taken back."""

    body: str
    leaf: str
    secret: bytes
    fields: dict[str, Any]
    reversed_by: int | None


def line_of(entry: int) -> ActLine | None:
    return ActLine.objects.filter(pk=entry).first()


def evidence_of(entry: int) -> Evidence:
    """Raises LedgerEntry.DoesNotExist."""
    committed = LedgerEntry.objects.get(pk=entry)
    opening = LedgerOpening.objects.filter(entry=entry).first()
    return Evidence(
        body=bytes(committed.body).decode(),
        leaf=bytes(committed.leaf).hex(),
        secret=bytes(opening.secret) if opening else b"",
        fields=json.loads(opening.text) if opening and opening.text else {},
        reversed_by=ActLine.objects.filter(reverses=entry).values_list("id", flat=True).first(),
    )


def openable(subjects: Iterable[UUID], but: str) -> set[UUID]:
    """Which of the subjects have an entry, not of kind `but`, that can still be opened. One query."""
    opening = LedgerOpening.objects.filter(entry=OuterRef("pk")).exclude(text="")
    lines = ActLine.objects.filter(Exists(opening), subject__in=list(subjects)).exclude(kind=but)
    return {subject for subject in lines.values_list("subject", flat=True).distinct() if subject}
