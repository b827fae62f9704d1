"""The record: what an electronic licence says, read out of the registers at the moment of its issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lvheng.elicence.choices import Status
from lvheng.elicence.models import ElectronicLicence
from lvheng.elicence.places import LIST_SIZE, number_at
from lvheng.elicence.types import LicenceType, declared
from lvheng.kernel.access.models import Post
from lvheng.kernel.places.districts import district_name
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register.choices import FirmForm, FirmState, LawyerKind, LicenceState, Sex
from lvheng.register.models import Engagement, FirmLicence, Person, PractisingLicence
from lvheng.register.posts import HEAD

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


def current_issue(holder: UUID, day: date) -> ElectronicLicence | None:
    """The issue that counts on `day`: the last of those whose day has come."""
    return ElectronicLicence.objects.filter(holder=holder, day__lte=day).order_by("-id").first()


def issue_at(place: int) -> ElectronicLicence | None:
    return ElectronicLicence.objects.filter(pk=number_at(place), place=place).first()


def record_of(issue: ElectronicLicence) -> Record | None:
    """What the issue says; None if its rows have been taken back, so that it says nothing."""
    found = _of_lawyer(issue) or _of_firm(issue)
    if found is None:
        return None
    name, items = found
    version = ElectronicLicence.objects.filter(holder=issue.holder, id__lte=issue.pk).count()
    said = {item: value for item, value in items.items() if value}
    return Record(declared().types[name], issue.holder, said, version, issue.day, issue.place, issue.entry)


def state_of(holder: UUID, day: date) -> tuple[Status, str]:
    """What the register says now of the holder's licence on `day`: the status, and the register's own word for it."""
    lawyer = PractisingLicence.rows.on(day).filter(person=holder).values_list("state", flat=True).first()
    if lawyer:
        return STATUS_OF[lawyer], LicenceState(lawyer).label
    firm = FirmLicence.rows.on(day).filter(organisation=holder).values_list("state", flat=True).first()
    return (STATUS_OF[firm], FirmState(firm).label) if firm else (Status.CANCELLED, "不在册")


def _of_lawyer(issue: ElectronicLicence) -> tuple[str, dict[str, str]] | None:
    moment = issue.day, issue.at
    licence = PractisingLicence.rows.on(*moment).filter(person=issue.holder).first()
    person = Person.rows.on(*moment).filter(subject=issue.holder).first()
    if licence is None or person is None:
        return None
    where = Engagement.rows.on(*moment).filter(lawyer=issue.holder).values_list("organisation", flat=True).first()
    return "lawyer", {
        "name": person.name,
        "number": licence.number,
        "kind": LawyerKind(licence.kind).label,
        "organisation": _name(where, issue) if where else "",
        "sex": Sex(person.sex).label,
        "first_practised_on": licence.first_practised_on.isoformat(),
        "qualification_number": licence.qualification_number,
    }


def _of_firm(issue: ElectronicLicence) -> tuple[str, dict[str, str]] | None:
    moment = issue.day, issue.at
    licence = FirmLicence.rows.on(*moment).filter(organisation=issue.holder).first()
    name = _name(issue.holder, issue)
    if licence is None or not name:
        return None
    seat = Seat.rows.on(*moment).filter(organisation=issue.holder).first()
    head = Post.rows.on(*moment).filter(organisation=issue.holder, kind=HEAD.code).first()
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
    rows = Organisation.rows.on(issue.day, issue.at).filter(subject=organisation)
    return rows.values_list("name", flat=True).first() or ""


def _person(subject: UUID, issue: ElectronicLicence) -> str:
    return Person.rows.on(issue.day, issue.at).filter(subject=subject).values_list("name", flat=True).first() or ""
