"""A file that somebody brings in is seen by nobody else: it may hold what its register would not show them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.tables.models import Intake


def own_intakes(viewer: Viewer) -> QuerySet[Intake]:
    """What the viewer's account has brought in, newest first, without the files' content."""
    return Intake.objects.filter(account=viewer.id).defer("content").order_by("-made_at")


def own_intake(viewer: Viewer, key: UUID) -> Intake | None:
    return own_intakes(viewer).filter(pk=key).first()
