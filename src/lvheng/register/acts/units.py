"""登记在编单位: organs, enterprises and other units whose own lawyers practise in them (公职、公司、法律援助、军队律师)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID, uuid4

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF, FieldClass, PostKind
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Listed, Refusal, Text
from lvheng.kernel.numbers.credit_code import check_credit_code
from lvheng.kernel.places.listed import place_titles
from lvheng.kernel.search.keys import organisation_sort_key
from lvheng.kernel.subjects.models import Organisation, OrganisationKind, Seat, SubjectKind
from lvheng.register.facts import rows_by


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    name: Annotated[
        str, Text(label="单位名称", longest=60, synonyms=("在编单位", "机关名称"), field_class=FieldClass.PUBLIC)
    ]
    district: Annotated[
        str, Listed(label="所在区", options=place_titles, synonyms=("区", "行政区"), field_class=FieldClass.PUBLIC)
    ]
    credit_code: Annotated[
        str | None,
        Text(
            label="统一社会信用代码",
            required=False,
            check=check_credit_code,
            hint="填写后可按代码查找",
            synonyms=("信用代码",),
            field_class=FieldClass.PUBLIC,
        ),
    ] = None
    subject: UUID | None = None


@act
class EnterUnit(Act[NewUnit, Sequence[Organisation]]):
    """A unit has no practising licence: only a name and a seat, so that its lawyers have a place and a district."""

    kind = "register.enter_unit"
    title = "登记在编单位"
    law: ClassVar[tuple[str, ...]] = ("SFT131-2018",)
    who: ClassVar[tuple[PostKind, ...]] = (CITY_STAFF, DISTRICT_STAFF)
    makes: ClassVar[OrganisationKind] = OrganisationKind.ORGAN
    Input = NewUnit
    tables = (Organisation, Seat)
    asks_day = "起始日期"
    alone = ("name",)

    @classmethod
    def facts(cls, many: Sequence[NewUnit], days: Sequence[date]) -> list[Sequence[Organisation]]:
        named = rows_by(Organisation, "name", (given.name for given in many))
        return [named[given.name] for given in many]

    @classmethod
    def place(cls, given: NewUnit, fact: Sequence[Organisation]) -> Place:
        return Place(given.district)

    @classmethod
    def rules(cls, given: NewUnit, fact: Sequence[Organisation], on: date) -> list[Refusal]:
        taken = any(row.valid_to > on for row in fact)
        return [Refusal(f"“{given.name}”已在册", "name", already=True)] if taken else []

    @classmethod
    def rows(cls, given: NewUnit, fact: Sequence[Organisation], on: date) -> Written:
        subject = given.subject or uuid4()
        name = Organisation(
            subject=subject,
            name=given.name,
            sort_key=organisation_sort_key(given.name),
            kind=cls.makes,
            parent=None,
            valid_from=on,
        )
        seat = Seat(organisation=subject, district=given.district, area="", address="", valid_from=on)
        found_by = [(subject, "number", [given.credit_code])] if given.credit_code else []
        return Written(subject, [name, seat], makes=[(subject, SubjectKind.ORGANISATION)], found_by=found_by)


@act
class EnterOutsideFirm(EnterUnit):
    """A firm of another province, so that its branches in Beijing have a head office; its licence is that province's."""

    kind = "register.enter_outside_firm"
    title = "登记外地律师事务所"
    law = ("LL-19", "R133-36")
    who = (CITY_STAFF,)
    makes = OrganisationKind.OUTSIDE_FIRM
    asks_day = "设立日期"

    @classmethod
    def rules(cls, given: NewUnit, fact: Sequence[Organisation], on: date) -> list[Refusal]:
        if given.district.startswith("11"):
            return [Refusal("北京的律师事务所用“登记律师事务所、分所”", "district")]
        return super().rules(given, fact, on)
