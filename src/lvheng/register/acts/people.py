"""变更人员登记: somebody takes another name, joins a party, earns a degree. What was said before stays true of before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Refusal, Text
from lvheng.kernel.acts.spans import change, row_on
from lvheng.kernel.search.keys import sort_key
from lvheng.register.choices import (
    EDUCATION_WORDS,
    ETHNICITY_WORDS,
    Degree,
    Education,
    Ethnicity,
)
from lvheng.register.convictions import POLITICAL_STATUS
from lvheng.register.facts import LawyerFacts, lawyers, rows_by
from lvheng.register.models import Person
from lvheng.register.references import person_field


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChanged:
    person: Annotated[UUID, person_field()]
    name: Annotated[str | None, Text(label="新姓名", required=False, longest=60, synonyms=("现姓名",))] = None
    political_status: Annotated[str | None, POLITICAL_STATUS] = None
    education: Annotated[str | None, Choice(label="学历", required=False, choices=Education, also=EDUCATION_WORDS)] = (
        None
    )
    degree: Annotated[str | None, Choice(label="学位", required=False, choices=Degree)] = None
    ethnicity: Annotated[str | None, Choice(label="民族", required=False, choices=Ethnicity, also=ETHNICITY_WORDS)] = (
        None
    )


@dataclass(frozen=True, slots=True)
class PersonFacts:
    rows: Sequence[Person]
    lawyer: LawyerFacts


@act
class ChangePerson(Act[PersonChanged, PersonFacts]):
    kind = "register.change_person"
    title = "变更人员登记"
    law = ("R134-CHANGE", "SFT0022-PERSON")
    who = (CITY_STAFF, DISTRICT_STAFF, ASSOCIATION_STAFF)
    Input = PersonChanged
    tables = (Person,)
    asks_day = "变更日期"

    @classmethod
    def touches(cls, given: PersonChanged) -> Iterable[UUID]:
        return (given.person,)

    @classmethod
    def facts(cls, many: Sequence[PersonChanged], days: Sequence[date]) -> list[PersonFacts]:
        keys = [given.person for given in many]
        rows, people = rows_by(Person, "subject", keys), lawyers(keys, days)
        return [PersonFacts(rows[key], person) for key, person in zip(keys, people, strict=True)]

    @classmethod
    def place(cls, given: PersonChanged, fact: PersonFacts) -> Place:
        where = fact.lawyer.here if fact.lawyer.here.seats else fact.lawyer.last
        return Place(where.district(date.max), None, given.person, fact.lawyer.moved_to(given.person))

    @classmethod
    def changed(cls, given: PersonChanged, row: Person) -> dict[str, Any]:
        """The columns that will say something else."""
        said = {name: getattr(given, name) for name in cls.fields() if name != "person"}
        told = {name: value for name, value in said.items() if value and value != getattr(row, name)}
        return told | ({"sort_key": sort_key(told["name"])} if "name" in told else {})

    @classmethod
    def rules(cls, given: PersonChanged, fact: PersonFacts, on: date) -> list[Refusal]:
        row = row_on(fact.rows, on)
        if row is None:
            return [Refusal(f"{on} 当日没有这个人的登记", "person")]
        if not any(getattr(given, name) for name in cls.fields() if name != "person"):
            return [Refusal("至少填写一项变更的内容", "name")]
        if not cls.changed(given, row):
            return [Refusal("人员登记没有变化", "person", already=True)]
        return []

    @classmethod
    def rows(cls, given: PersonChanged, fact: PersonFacts, on: date) -> Written:
        row = row_on(fact.rows, on)
        assert row is not None
        opened, closed = change(row, on, **cls.changed(given, row))
        return Written(given.person, [*opened], [*closed])
