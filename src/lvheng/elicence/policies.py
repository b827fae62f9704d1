"""Who may have the files of an electronic licence and see how often it was verified: its holder, and the bureau that issued it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.access.viewer import Viewer
from lvheng.register.policies import may_open_lawyer, may_open_organisation

ISSUERS = frozenset({CITY_STAFF.code, DISTRICT_STAFF.code})


def holds(viewer: Viewer, holder: UUID) -> bool:
    """Whether it is the viewer's own licence, or that of the firm the viewer answers for."""
    return viewer.person == holder or holder in viewer.offices


def may_take(viewer: Viewer, holder: UUID, day: date) -> bool:
    """Holders, and the bureau's staff for those whose records they may open."""
    if holds(viewer, holder):
        return True
    return bool(viewer.posts & ISSUERS) and (
        may_open_lawyer(viewer, holder, day) or may_open_organisation(viewer, holder, day)
    )


def offers_licence(viewer: Viewer, holder: UUID) -> bool:
    """Whether a record page, which the viewer may open already, leads to the licence."""
    return holds(viewer, holder) or bool(viewer.posts & ISSUERS)
