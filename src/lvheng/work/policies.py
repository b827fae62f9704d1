"""Who may open the record of a thing or of any subject, and who sees the rows of a register with an audience."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.told import told_of
from lvheng.kernel.figures.listing import listing_of
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.time.days import today
from lvheng.register import policies
from lvheng.work import registry
from lvheng.work.shape import Register


def may_open_thing(viewer: Viewer, register: Register, subject: UUID, day: date) -> bool:
    """As for the records of the register: whoever sees its row in the list; and only the register's audience."""
    listing = listing_of(register.list_code)
    return listing.is_for(viewer) and policies.may_open(viewer, subject, day, (listing,))


def may_open_subject(viewer: Viewer, subject: UUID | None) -> bool:
    """As for its record; what concerns no subject (a bulk act) opens to those who see everything."""
    whole = policies.may_open_subject(viewer, subject)
    if subject is None or (whole and not any(each.is_thing and each.audience for each in registry.all_registers())):
        return whole
    register = registry.thing_register(subject)
    return whole if register is None else may_open_thing(viewer, register, subject, today())


def may_open_entry(viewer: Viewer, line: ActLine) -> bool:
    """Entries of a register with an audience are for that audience and for whom they concern."""
    return bool(told_of(viewer, [line]))
