"""代表处的代表、境外机构的派驻律师: who serves in an office, from a day to a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Key, Listed, Refusal, Text, Whole
from lvheng.kernel.acts.spans import end_all, row_on
from lvheng.kernel.places.listed import country_titles
from lvheng.kernel.search.keys import sort_key
from lvheng.kernel.subjects.models import SubjectKind
from lvheng.kernel.subjects.names import person_name
from lvheng.register.choices import OfficePosition, RepresentativePosition, Sex
from lvheng.register.facts import LawyerFacts, OrganisationFacts, lawyers, organisations, rows_by
from lvheng.register.models import OfficeMember, OverseasOffice, Person, RepresentativeOffice
from lvheng.register.references import lawyer_field, organisation_field
from lvheng.register.rules_offices import may_be_posted, may_represent


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRepresentative:
    organisation: Annotated[UUID, organisation_field("代表处")]
    name: Annotated[str, Text(label="姓名", longest=60, check=person_name)]
    sex: Annotated[str, Choice(label="性别", choices=Sex)]
    position: Annotated[str, Choice(label="职务", choices=RepresentativePosition)]
    country: Annotated[str, Listed(label="执业资格取得地", options=country_titles)]
    practised_since: Annotated[int, Whole(label="在中国境外执业起始年", least=1940, most=2100)]
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class RepresentativeFacts:
    organisation: OrganisationFacts
    offices: Sequence[RepresentativeOffice]
    members: Sequence[OfficeMember]
    names: Sequence[Person]


@act
class EnterRepresentative(Act[NewRepresentative, RepresentativeFacts]):
    kind = "register.enter_representative"
    title = "登记代表处代表"
    law = ("R338",)
    who = (CITY_STAFF,)
    Input = NewRepresentative
    tables = (Person, OfficeMember)
    asks_day = "注册日期"

    @classmethod
    def touches(cls, given: NewRepresentative) -> Iterable[UUID]:
        return (given.organisation,)

    @classmethod
    def facts(cls, many: Sequence[NewRepresentative], days: Sequence[date]) -> list[RepresentativeFacts]:
        keys = [given.organisation for given in many]
        known, offices = organisations(keys), rows_by(RepresentativeOffice, "organisation", keys)
        members = rows_by(OfficeMember, "office", keys)
        names = rows_by(Person, "subject", (row.person for rows in members.values() for row in rows))
        return [
            RepresentativeFacts(
                known[key], offices[key], members[key], [name for row in members[key] for name in names[row.person]]
            )
            for key in keys
        ]

    @classmethod
    def place(cls, given: NewRepresentative, fact: RepresentativeFacts) -> Place:
        return Place(fact.organisation.district(date.max), given.organisation)

    @classmethod
    def rules(cls, given: NewRepresentative, fact: RepresentativeFacts, on: date) -> list[Refusal]:
        serving = {row.person for row in fact.members if row.valid_from <= on < row.valid_to}
        if any(name.name == given.name and name.subject in serving for name in fact.names):
            return [Refusal(f"{given.name}已在该代表处登记", "name", already=True)]
        if row_on(fact.offices, on) is None:
            return [Refusal(f"{on} 当日该代表处不存续", "organisation")]
        return may_represent(given.position, given.practised_since, fact.members, on)

    @classmethod
    def rows(cls, given: NewRepresentative, fact: RepresentativeFacts, on: date) -> Written:
        subject = given.subject or uuid4()
        person = Person(
            subject=subject, name=given.name, sort_key=sort_key(given.name), sex=given.sex, born_on=None, valid_from=on
        )
        member = OfficeMember(
            person=subject,
            office=given.organisation,
            position=given.position,
            country=given.country,
            practised_since=given.practised_since,
            valid_from=on,
        )
        return Written(subject, [person, member], makes=[(subject, SubjectKind.PERSON)])


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedAbroad:
    office: Annotated[UUID, Key(label="境外分支机构")]
    lawyer: Annotated[UUID, lawyer_field("派驻律师")]


@dataclass(frozen=True, slots=True)
class PostedFacts:
    offices: Sequence[OverseasOffice]
    members: Sequence[OfficeMember]
    lawyer: LawyerFacts
    firm: OrganisationFacts


@act
class PostAbroad(Act[PostedAbroad, PostedFacts]):
    kind = "register.post_abroad"
    title = "派驻律师到境外机构"
    law = ("PLAN-14",)
    who = (CITY_STAFF,)
    Input = PostedAbroad
    tables = (OfficeMember,)
    asks_day = "派驻日期"

    @classmethod
    def touches(cls, given: PostedAbroad) -> Iterable[UUID]:
        return (given.office, given.lawyer)

    @classmethod
    def facts(cls, many: Sequence[PostedAbroad], days: Sequence[date]) -> list[PostedFacts]:
        offices = rows_by(OverseasOffice, "subject", (given.office for given in many))
        members = rows_by(OfficeMember, "person", (given.lawyer for given in many))
        people = lawyers([given.lawyer for given in many], days)
        firms = organisations(row.firm for rows in offices.values() for row in rows)
        return [
            PostedFacts(
                offices[given.office],
                [row for row in members[given.lawyer] if row.office == given.office],
                person,
                firms[offices[given.office][0].firm if offices[given.office] else None],
            )
            for given, person in zip(many, people, strict=True)
        ]

    @classmethod
    def place(cls, given: PostedAbroad, fact: PostedFacts) -> Place:
        return Place(fact.firm.district(date.max), fact.offices[0].firm if fact.offices else None)

    @classmethod
    def rules(cls, given: PostedAbroad, fact: PostedFacts, on: date) -> list[Refusal]:
        if row_on(fact.members, on):
            return [Refusal("已派驻该机构", "lawyer", already=True)]
        office = row_on(fact.offices, on)
        if office is None:
            return [Refusal(f"{on} 当日该机构不存续", "office")]
        return may_be_posted(fact.lawyer, office.firm, on)

    @classmethod
    def rows(cls, given: PostedAbroad, fact: PostedFacts, on: date) -> Written:
        member = OfficeMember(
            person=given.lawyer,
            office=given.office,
            position=OfficePosition.RESIDENT,
            practised_since=None,
            valid_from=on,
        )
        return Written(given.lawyer, [member])


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEnded:
    office: Annotated[UUID, Key(label="机构")]
    person: Annotated[UUID, Key(label="人员")]


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    members: Sequence[OfficeMember]
    organisation: OrganisationFacts


@act
class EndOfficeService(Act[ServiceEnded, ServiceFacts]):
    kind = "register.end_office_service"
    title = "代表、派驻律师离任"
    law = ("R338", "PLAN-14")
    who = (CITY_STAFF,)
    Input = ServiceEnded
    tables = (OfficeMember,)
    asks_day = "离任日期"

    @classmethod
    def touches(cls, given: ServiceEnded) -> Iterable[UUID]:
        return (given.person,)

    @classmethod
    def facts(cls, many: Sequence[ServiceEnded], days: Sequence[date]) -> list[ServiceFacts]:
        members = rows_by(OfficeMember, "person", (given.person for given in many))
        known = organisations(given.office for given in many)
        return [
            ServiceFacts([row for row in members[given.person] if row.office == given.office], known[given.office])
            for given in many
        ]

    @classmethod
    def place(cls, given: ServiceEnded, fact: ServiceFacts) -> Place:
        return Place(fact.organisation.district(date.max), given.office)

    @classmethod
    def rules(cls, given: ServiceEnded, fact: ServiceFacts, on: date) -> list[Refusal]:
        return [] if row_on(fact.members, on) else [Refusal("当日不在该机构任职", "person", already=bool(fact.members))]

    @classmethod
    def rows(cls, given: ServiceEnded, fact: ServiceFacts, on: date) -> Written:
        opened, closed = end_all(fact.members, on)
        return Written(given.person, [*opened], [*closed])
