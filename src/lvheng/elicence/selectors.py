"""The rows that an electronic licence is read from. What it says is public; who may have its files is in `policies.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from lvheng.elicence.models import Check, ElectronicLicence, StatusList
from lvheng.elicence.places import number_at
from lvheng.kernel.access.models import Post
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register.models import Engagement, FirmLicence, Person, PractisingLicence
from lvheng.register.posts import HEAD

COUNTED_FOR = timedelta(days=366)


def current_issue(holder: UUID, day: date) -> ElectronicLicence | None:
    """The issue that counts on `day`: the last of those whose day has come."""
    return ElectronicLicence.objects.filter(holder=holder, day__lte=day).order_by("-id").first()


def issue_at(place: int) -> ElectronicLicence | None:
    return ElectronicLicence.objects.filter(pk=number_at(place), place=place).first()


def version_of(issue: ElectronicLicence) -> int:
    """Which of its holder's issues it is, counted from 1."""
    return ElectronicLicence.objects.filter(holder=issue.holder, id__lte=issue.pk).count()


def holder_of(number: str) -> UUID | None:
    """Whose licence has, or had, that number: a lawyer's or a firm's."""
    lawyer = PractisingLicence.rows.current().filter(number=number).order_by("-valid_from")
    firm = FirmLicence.rows.current().filter(credit_code=number).order_by("-valid_from")
    return lawyer.values_list("person", flat=True).first() or firm.values_list("organisation", flat=True).first()


def lawyer_state(holder: UUID, day: date) -> str | None:
    return PractisingLicence.rows.on(day).filter(person=holder).values_list("state", flat=True).first()


def firm_state(holder: UUID, day: date) -> str | None:
    return FirmLicence.rows.on(day).filter(organisation=holder).values_list("state", flat=True).first()


def lawyer_licence(issue: ElectronicLicence) -> PractisingLicence | None:
    return PractisingLicence.rows.on(issue.day, issue.at).filter(person=issue.holder).first()


def firm_licence(issue: ElectronicLicence) -> FirmLicence | None:
    return FirmLicence.rows.on(issue.day, issue.at).filter(organisation=issue.holder).first()


def person_of(issue: ElectronicLicence, subject: UUID) -> Person | None:
    return Person.rows.on(issue.day, issue.at).filter(subject=subject).first()


def organisation_of(issue: ElectronicLicence, subject: UUID) -> Organisation | None:
    return Organisation.rows.on(issue.day, issue.at).filter(subject=subject).first()


def engagement_of(issue: ElectronicLicence) -> Engagement | None:
    return Engagement.rows.on(issue.day, issue.at).filter(lawyer=issue.holder).first()


def seat_of(issue: ElectronicLicence) -> Seat | None:
    return Seat.rows.on(issue.day, issue.at).filter(organisation=issue.holder).first()


def head_of(issue: ElectronicLicence) -> Post | None:
    return Post.rows.on(issue.day, issue.at).filter(organisation=issue.holder, kind=HEAD.code).first()


def checks_of(holder: UUID, day: date) -> Sequence[Check]:
    """By whom and how the licence was verified within a year before `day`; newest first."""
    return list(Check.objects.filter(holder=holder, day__gt=day - COUNTED_FOR).order_by("-day", "way", "who"))


def current_lists() -> list[StatusList]:
    """The lists as they were last signed."""
    return list(StatusList.objects.order_by("number"))


def last_act() -> int:
    """The number of the last act in the ledger; 0 if there is none."""
    return ActLine.objects.aggregate(last=Max("id"))["last"] or 0


def acted(after: int, until: int, but: str) -> bool:
    """Whether any act lies after the one and up to the other, but those of the kind `but`."""
    return ActLine.objects.filter(id__gt=after, id__lte=until).exclude(kind=but).exists()
