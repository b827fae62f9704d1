"""Reading the ledger for a page: an act's line, and what is committed of it. Who may open it is the caller's policy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

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
