"""The record: what an electronic licence says, read out of the registers at the moment of its issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lvheng.elicence.choices import Status
from lvheng.elicence.models import ElectronicLicence
from lvheng.elicence.places import LIST_SIZE
from lvheng.elicence.selectors import (
    engagement_of,
    firm_licence,
    firm_state,
    head_of,
    lawyer_licence,
    lawyer_state,
    organisation_of,
    person_of,
    seat_of,
    version_of,
)
from lvheng.elicence.types import LicenceType, declared
from lvheng.kernel.places.districts import district_name
from lvheng.register.choices import FirmForm, FirmState, LawyerKind, LicenceState, Sex

STATUS_OF: Mapping[str, Status] = {
    LicenceState.PRACTISING: Status.VALID,
    LicenceState.SUSPENDED: Status.SUSPENDED,
    LicenceState.ON_LEAVE: Status.SUSPENDED,
    LicenceState.UNATTACHED: Status.SUSPENDED,
    LicenceState.CANCELLED: Status.CANCELLED,
    LicenceState.ANNULLED: Status.CANCELLED,
    LicenceState.REVOKED: Status.REVOKED,
    FirmState.DISSOLVING: Status.SUSPENDED,
    FirmState.NAME_RESERVED: Status.CANCELLED,
    FirmState.PREPARING: Status.CANCELLED,
    FirmState.NOT_OPENED: Status.CANCELLED,
}
"""What a state of the register is in the list. Who may not practise today has no licence in force, whatever the reason;
the page says which. A licence that is not yet, or no longer, in the register is cancelled."""


@dataclass(frozen=True, slots=True)
class Record:
    """What one issue says: its items by name, in words, and where its status is told."""

    of: LicenceType
    holder: UUID
    items: Mapping[str, str]
    version: int
    issued_on: date
    place: int
    entry: int

    @property
    def list_number(self) -> int:
        return self.place // LIST_SIZE

    @property
    def index(self) -> int:
        return self.place % LIST_SIZE


def record_of(issue: ElectronicLicence) -> Record | None:
    """What the issue says; None if its rows have been taken back, so that it says nothing."""
    found = _of_lawyer(issue) or _of_firm(issue)
    if found is None:
        return None
    name, items = found
    said = {item: value for item, value in items.items() if value}
    return Record(declared().types[name], issue.holder, said, version_of(issue), issue.day, issue.place, issue.entry)


def state_of(holder: UUID, day: date) -> tuple[Status, str]:
    """What the register says now of the holder's licence on `day`: the status, and the register's own word for it."""
    if lawyer := lawyer_state(holder, day):
        return STATUS_OF[lawyer], LicenceState(lawyer).label
    firm = firm_state(holder, day)
    return (STATUS_OF[firm], FirmState(firm).label) if firm else (Status.CANCELLED, "不在册")


def _of_lawyer(issue: ElectronicLicence) -> tuple[str, dict[str, str]] | None:
    licence, person = lawyer_licence(issue), person_of(issue, issue.holder)
    if licence is None or person is None:
        return None
    where = engagement_of(issue)
    return "lawyer", {
        "name": person.name,
        "number": licence.number,
        "kind": LawyerKind(licence.kind).label,
        "organisation": _name(where.organisation, issue) if where else "",
        "sex": Sex(person.sex).label,
        "first_practised_on": licence.first_practised_on.isoformat(),
        "qualification_number": licence.qualification_number,
    }


def _of_firm(issue: ElectronicLicence) -> tuple[str, dict[str, str]] | None:
    licence, name = firm_licence(issue), _name(issue.holder, issue)
    if licence is None or not name:
        return None
    seat, head = seat_of(issue), head_of(issue)
    return "firm", {
        "name": name,
        "number": licence.credit_code,
        "kind": FirmForm(licence.form).label,
        "head": _person(head.holder, issue) if head else "",
        "address": (seat.address or district_name(seat.district)) if seat else "",
        "founded_on": licence.founded_on.isoformat(),
        "approval_number": licence.approval_number,
    }


def _name(organisation: UUID, issue: ElectronicLicence) -> str:
    found = organisation_of(issue, organisation)
    return found.name if found else ""


def _person(subject: UUID, issue: ElectronicLicence) -> str:
    found = person_of(issue, subject)
    return found.name if found else ""
