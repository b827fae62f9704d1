"""重新准予执业: whoever's licence was cancelled is admitted again, as the same person under a new licence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Refusal, Text
from lvheng.kernel.acts.spans import change_for_good
from lvheng.kernel.numbers.licence_number import check_licence_number
from lvheng.register.acts.engagements import LawyerAct
from lvheng.register.choices import EngagementRole, LawyerKind, LicenceState
from lvheng.register.facts import LawyerFacts, lawyers, rows_by
from lvheng.register.models import Engagement, PractisingLicence
from lvheng.register.references import lawyer_field, organisation_field
from lvheng.register.rules import (
    in_practice,
    may_be_partner,
    may_be_readmitted,
    may_join_after_office,
    right_kind_of_place,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readmitted:
    lawyer: Annotated[UUID, lawyer_field("人员", synonyms=("原执业证号",))]
    number: Annotated[str, Text(label="新执业证号", check=check_licence_number)]
    kind: Annotated[str, Choice(label="执业类别", choices=LawyerKind)]
    organisation: Annotated[UUID, organisation_field()]
    role: Annotated[str | None, Choice(label="所内身份", required=False, choices=EngagementRole)] = None


@dataclass(frozen=True, slots=True)
class ReadmissionFacts:
    lawyer: LawyerFacts
    numbered: Sequence[PractisingLicence]


@act
class Readmit(Act[Readmitted, ReadmissionFacts]):
    """The first day of practice stays the first; the years between do not count as practised in figures of the day."""

    kind = "register.readmit_lawyer"
    title = "重新准予执业"
    law = ("LL-5", "LL-7", "R134-23")
    who = (CITY_STAFF, DISTRICT_STAFF)
    Input = Readmitted
    tables = (PractisingLicence, Engagement)
    asks_day = "准予执业之日"
    alone = ("number",)

    @classmethod
    def touches(cls, given: Readmitted) -> Iterable[UUID]:
        return (given.lawyer,)

    @classmethod
    def reads(cls, given: Readmitted) -> Iterable[UUID]:
        return (given.organisation,)

    @classmethod
    def facts(cls, many: Sequence[Readmitted], days: Sequence[date]) -> list[ReadmissionFacts]:
        numbered = rows_by(PractisingLicence, "number", (given.number for given in many))
        people = lawyers([given.lawyer for given in many], days, [given.organisation for given in many], offices=True)
        return [ReadmissionFacts(person, numbered[given.number]) for person, given in zip(people, many, strict=True)]

    @classmethod
    def place(cls, given: Readmitted, fact: ReadmissionFacts) -> Place:
        return LawyerAct.place(given, fact.lawyer)

    @classmethod
    def rules(cls, given: Readmitted, fact: ReadmissionFacts, on: date) -> list[Refusal]:
        person = fact.lawyer
        refused = may_be_readmitted(person.licences, on)
        if refused:
            return refused
        if any(row.person != given.lawyer for row in fact.numbered):
            return [Refusal(f"执业证号 {given.number} 已登记在另一人名下", "number")]
        licence = person.licence(on)
        if licence and given.role == EngagementRole.PARTNER:
            refused = may_be_partner(licence, on, person.licences)
        return [
            *refused,
            *in_practice(person.there, on, "organisation"),
            *right_kind_of_place(given.kind, person.there),
            *may_join_after_office(person.offices, person.there, on),
        ]

    @classmethod
    def rows(cls, given: Readmitted, fact: ReadmissionFacts, on: date) -> Written:
        role = given.role or LawyerKind(given.kind).usual_role
        told = {"state": LicenceState.PRACTISING, "number": given.number, "kind": given.kind}
        engaged = Engagement(lawyer=given.lawyer, organisation=given.organisation, role=role, valid_from=on)
        written = Written(given.lawyer, [engaged])
        written.add(change_for_good(fact.lawyer.licences, on, **told))
        return written
