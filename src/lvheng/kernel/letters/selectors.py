"""Reading templates and runs for pages. Templates are open to all staff; who may write letters is `writing.may_write`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count

from lvheng.kernel.letters.models import LetterRun, LetterTemplate


def templates_on(day: date, listing: str = "") -> list[LetterTemplate]:
    """The templates that hold on a day, of one list or all, by list and title."""
    found = LetterTemplate.rows.on(day).order_by("listing", "title")
    return list(found.filter(listing=listing) if listing else found)


def template_on(key: UUID, day: date) -> LetterTemplate | None:
    return LetterTemplate.rows.on(day).filter(template=key).first()


def versions_of(key: UUID) -> list[LetterTemplate]:
    """Every version that was ever believed, newest first."""
    return list(LetterTemplate.rows.filter(template=key).order_by("-id"))


def runs(template: UUID | None = None, most: int = 50) -> list[LetterRun]:
    """The last runs, of one template or all, newest first."""
    found = LetterRun.objects.order_by("-id")
    return list((found.filter(template=template) if template else found)[:most])


def written_from(templates: Sequence[UUID]) -> dict[UUID, int]:
    """How often letters were written from each."""
    counted = LetterRun.objects.filter(template__in=templates).values_list("template").annotate(n=Count("id"))
    return dict(counted)
