"""Finding an organisation by its name."""

from __future__ import annotations

from uuid import UUID

from lvheng.kernel.subjects.models import Organisation


def organisation_named(name: str) -> UUID | None:
    """The organisation that bears this full name now; None if none or more than one does."""
    found = list(Organisation.rows.current().filter(name=name).values_list("subject", flat=True).distinct()[:2])
    return found[0] if len(found) == 1 else None
