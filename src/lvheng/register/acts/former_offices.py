"""曾任法官、检察官: the office once held is entered; from it follow the limits that transfers and entries check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Listed, Refusal, Text
from lvheng.kernel.places.listed import jurisdiction_titles
from lvheng.kernel.time.days import today
from lvheng.register.choices import FormerGrade, FormerOrgan, LeavingManner
from lvheng.register.facts import LawyerFacts, lawyers
from lvheng.register.models import FormerOffice
from lvheng.register.references import person_field


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    person: Annotated[UUID, person_field()]
    organ: Annotated[str, Text(label="原任职单位", longest=60, synonyms=("原单位", "法院、检察院名称"))]
    organ_kind: Annotated[str, Choice(label="单位类别", choices=FormerOrgan)]
    jurisdiction: Annotated[str, Listed(label="管辖地区", options=jurisdiction_titles)]
    grade: Annotated[str, Choice(label="离任时职级", choices=FormerGrade, synonyms=("职级",))]
    manner: Annotated[str, Choice(label="离任方式", choices=LeavingManner)]


@act
class EnterFormerOffice(Act[Held, LawyerFacts]):
    """The register keeps what was; whether a firm now worked in was allowed is shown, not undone."""

    kind = "register.enter_former_office"
    title = "登记曾任法官、检察官"
    law = ("SFT61",)
    who = (CITY_STAFF, DISTRICT_STAFF, ASSOCIATION_STAFF)
    Input = Held
    tables = (FormerOffice,)
    asks_day = "离任日期"

    @classmethod
    def touches(cls, given: Held) -> Iterable[UUID]:
        return (given.person,)

    @classmethod
    def facts(cls, many: Sequence[Held], days: Sequence[date]) -> list[LawyerFacts]:
        return lawyers([given.person for given in many], [today()] * len(many), offices=True)

    @classmethod
    def place(cls, given: Held, fact: LawyerFacts) -> Place:
        return Place(fact.last.district(date.max), None, given.person)

    @classmethod
    def rules(cls, given: Held, fact: LawyerFacts, on: date) -> list[Refusal]:
        same = any(row.organ == given.organ and row.valid_to > on for row in fact.offices)
        return [Refusal(f"曾任职于{given.organ}已在册", "organ", already=True)] if same else []

    @classmethod
    def rows(cls, given: Held, fact: LawyerFacts, on: date) -> Written:
        office = FormerOffice(
            person=given.person,
            organ=given.organ,
            organ_kind=given.organ_kind,
            jurisdiction=given.jurisdiction,
            grade=given.grade,
            manner=given.manner,
            valid_from=on,
        )
        return Written(given.person, [office])
