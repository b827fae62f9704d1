"""Offices abroad of Beijing firms, and Beijing offices of firms from abroad."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID, uuid4

from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Key, Listed, Refusal, Text
from lvheng.kernel.acts.spans import Change, end_all, row_on
from lvheng.kernel.places.listed import area_titles, country_titles, district_titles
from lvheng.kernel.search.keys import organisation_sort_key
from lvheng.kernel.subjects.models import Organisation, OrganisationKind, Seat, SubjectKind
from lvheng.register.acts.firms import FirmAct, FirmFacts
from lvheng.register.choices import OfficeKind
from lvheng.register.facts import OrganisationFacts, organisations, rows_by
from lvheng.register.models import OfficeMember, OverseasOffice, RepresentativeOffice
from lvheng.register.references import organisation_field

_COUNTRY = Listed(label="国家或地区", options=country_titles, synonyms=("国家", "所在国家"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOverseasOffice:
    firm: Annotated[UUID, organisation_field("律师事务所", synonyms=("设立律所", "总所"))]
    name: Annotated[str, Text(label="境外分支机构名称", longest=120, synonyms=("名称", "机构名称"))]
    country: Annotated[str, _COUNTRY]
    city: Annotated[str, Text(label="城市", longest=60)]
    office_kind: Annotated[str, Choice(label="设立方式", choices=OfficeKind)]
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class OverseasFacts:
    firm: FirmFacts
    offices: Sequence[OverseasOffice]


@act
class EnterOverseasOffice(Act[NewOverseasOffice, OverseasFacts]):
    kind = "register.enter_overseas_office"
    title = "登记境外分支机构"
    law = ("PLAN-14",)
    who = (CITY_STAFF,)
    Input = NewOverseasOffice
    tables = (OverseasOffice,)
    asks_day = "设立日期"

    @classmethod
    def touches(cls, given: NewOverseasOffice) -> Iterable[UUID]:
        return (given.firm,)

    @classmethod
    def facts(cls, many: Sequence[NewOverseasOffice], days: Sequence[date]) -> list[OverseasFacts]:
        offices = rows_by(OverseasOffice, "firm", (given.firm for given in many))
        firms = FirmAct.facts(many, days)
        return [OverseasFacts(firm, offices[given.firm]) for firm, given in zip(firms, many, strict=True)]

    @classmethod
    def place(cls, given: NewOverseasOffice, fact: OverseasFacts) -> Place:
        return FirmAct.place(given, fact.firm)

    @classmethod
    def rules(cls, given: NewOverseasOffice, fact: OverseasFacts, on: date) -> list[Refusal]:
        same = [
            row for row in fact.offices if (row.name, row.country, row.city) == (given.name, given.country, given.city)
        ]
        if any(row.valid_to > on for row in same):
            return [Refusal(f"该所的“{given.name}”已在册", "name", already=True)]
        return FirmAct.rules(given, fact.firm, on)

    @classmethod
    def rows(cls, given: NewOverseasOffice, fact: OverseasFacts, on: date) -> Written:
        subject = given.subject or uuid4()
        office = OverseasOffice(
            subject=subject,
            firm=given.firm,
            name=given.name,
            country=given.country,
            city=given.city,
            kind=given.office_kind,
            valid_from=on,
        )
        return Written(subject, [office], makes=[(subject, SubjectKind.OFFICE)])


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedOffice:
    office: Annotated[UUID, Key(label="境外分支机构")]


@dataclass(frozen=True, slots=True)
class ClosedFacts:
    offices: Sequence[OverseasOffice]
    members: Sequence[OfficeMember]


@act
class CloseOverseasOffice(Act[ClosedOffice, ClosedFacts]):
    kind = "register.close_overseas_office"
    title = "境外分支机构终止"
    law = ("PLAN-14",)
    who = (CITY_STAFF,)
    Input = ClosedOffice
    tables = (OverseasOffice, OfficeMember)
    asks_day = "终止日期"

    @classmethod
    def touches(cls, given: ClosedOffice) -> Iterable[UUID]:
        return (given.office,)

    @classmethod
    def facts(cls, many: Sequence[ClosedOffice], days: Sequence[date]) -> list[ClosedFacts]:
        keys = [given.office for given in many]
        rows, members = rows_by(OverseasOffice, "subject", keys), rows_by(OfficeMember, "office", keys)
        return [ClosedFacts(rows[key], members[key]) for key in keys]

    @classmethod
    def place(cls, given: ClosedOffice, fact: ClosedFacts) -> Place:
        return Place(organisation=fact.offices[0].firm if fact.offices else None)

    @classmethod
    def rules(cls, given: ClosedOffice, fact: ClosedFacts, on: date) -> list[Refusal]:
        if row_on(fact.offices, on):
            return []
        return [Refusal(f"{on} 当日该机构不存续", "office", already=bool(fact.offices))]

    @classmethod
    def rows(cls, given: ClosedOffice, fact: ClosedFacts, on: date) -> Written:
        opened, closed = end_all(fact.offices, on)
        more, gone = end_all(fact.members, on)
        return Written(given.office, [*opened, *more], [*closed, *gone])


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRepresentativeOffice:
    name: Annotated[str, Text(label="代表处名称", longest=120, synonyms=("名称",))]
    home_firm: Annotated[str, Text(label="所属律师事务所", longest=120)]
    country: Annotated[str, _COUNTRY]
    district: Annotated[str, Listed(label="所在区", options=district_titles)]
    area: Annotated[str | None, Listed(label="集聚区", options=area_titles, required=False)] = None
    address: Annotated[str | None, Text(label="住所", required=False)] = None
    subject: UUID | None = None


@act
class EnterRepresentativeOffice(Act[NewRepresentativeOffice, Sequence[Organisation]]):
    kind = "register.enter_representative_office"
    title = "登记外国、港澳律师事务所驻京代表处"
    law = ("R338",)
    who = (CITY_STAFF,)
    Input = NewRepresentativeOffice
    tables = (Organisation, RepresentativeOffice, Seat)
    asks_day = "注册日期"
    alone = ("name",)

    @classmethod
    def facts(cls, many: Sequence[NewRepresentativeOffice], days: Sequence[date]) -> list[Sequence[Organisation]]:
        named = rows_by(Organisation, "name", (given.name for given in many))
        return [named[given.name] for given in many]

    @classmethod
    def place(cls, given: NewRepresentativeOffice, fact: Sequence[Organisation]) -> Place:
        return Place(given.district)

    @classmethod
    def rules(cls, given: NewRepresentativeOffice, fact: Sequence[Organisation], on: date) -> list[Refusal]:
        taken = any(row.valid_to > on for row in fact)
        return [Refusal(f"“{given.name}”已在册", "name", already=True)] if taken else []

    @classmethod
    def rows(cls, given: NewRepresentativeOffice, fact: Sequence[Organisation], on: date) -> Written:
        subject = given.subject or uuid4()
        kind = OrganisationKind.REPRESENTATIVE_OFFICE
        name = Organisation(
            subject=subject,
            name=given.name,
            sort_key=organisation_sort_key(given.name),
            kind=kind,
            parent=None,
            valid_from=on,
        )
        office = RepresentativeOffice(
            organisation=subject, home_firm=given.home_firm, country=given.country, valid_from=on
        )
        seat = Seat(
            organisation=subject,
            district=given.district,
            area=given.area or "",
            address=given.address or "",
            valid_from=on,
        )
        return Written(
            subject,
            [name, office, seat],
            makes=[(subject, SubjectKind.ORGANISATION)],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedRepresentativeOffice:
    organisation: Annotated[UUID, organisation_field("代表处")]


@dataclass(frozen=True, slots=True)
class RepresentativeFacts:
    organisation: OrganisationFacts
    offices: Sequence[RepresentativeOffice]
    members: Sequence[OfficeMember]


@act
class CloseRepresentativeOffice(Act[ClosedRepresentativeOffice, RepresentativeFacts]):
    kind = "register.close_representative_office"
    title = "驻京代表处注销"
    law = ("R338",)
    who = (CITY_STAFF,)
    Input = ClosedRepresentativeOffice
    tables = (RepresentativeOffice, Seat, OfficeMember)
    asks_day = "注销日期"

    @classmethod
    def touches(cls, given: ClosedRepresentativeOffice) -> Iterable[UUID]:
        return (given.organisation,)

    @classmethod
    def facts(cls, many: Sequence[Any], days: Sequence[date]) -> list[RepresentativeFacts]:
        keys = [given.organisation for given in many]
        known, offices = organisations(keys), rows_by(RepresentativeOffice, "organisation", keys)
        members = rows_by(OfficeMember, "office", keys)
        return [RepresentativeFacts(known[key], offices[key], members[key]) for key in keys]

    @classmethod
    def place(cls, given: ClosedRepresentativeOffice, fact: RepresentativeFacts) -> Place:
        return Place(fact.organisation.district(date.max), given.organisation)

    @classmethod
    def rules(cls, given: ClosedRepresentativeOffice, fact: RepresentativeFacts, on: date) -> list[Refusal]:
        if row_on(fact.offices, on):
            return []
        return [Refusal(f"{on} 当日该代表处不存续", "organisation", already=bool(fact.offices))]

    @classmethod
    def rows(cls, given: ClosedRepresentativeOffice, fact: RepresentativeFacts, on: date) -> Written:
        written = Written(given.organisation)
        parts: tuple[Change[Any], ...] = (
            end_all(fact.offices, on),
            end_all(fact.organisation.seats, on),
            end_all(fact.members, on),
        )
        for opened, closed in parts:
            written.opens += opened
            written.closes += closed
        return written
