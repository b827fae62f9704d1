"""登记律师: a person becomes known to the register as a lawyer, with the licence and, mostly, where he or she practises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF, FieldClass
from lvheng.kernel.access.sensitive import holders, seal
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Day, Refusal, Text
from lvheng.kernel.numbers.identity_number import check_identity_number
from lvheng.kernel.numbers.licence_number import check_licence_number
from lvheng.kernel.search.keys import sort_key
from lvheng.kernel.subjects.models import SubjectKind
from lvheng.register.choices import (
    EDUCATION_WORDS,
    ETHNICITY_WORDS,
    KIND_WORDS,
    POLITICAL_WORDS,
    ROLE_WORDS,
    Education,
    EngagementRole,
    Ethnicity,
    LawyerKind,
    LicenceState,
    PoliticalStatus,
    Sex,
)
from lvheng.register.facts import OrganisationFacts, organisations, rows_by
from lvheng.register.models import Engagement, Person, PractisingLicence
from lvheng.register.references import organisation_field
from lvheng.register.rules import agreeing_identity, agreeing_licence_number, in_practice, right_kind_of_place

IDENTITY_NUMBER = "identity_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    name: Annotated[str, Text(label="姓名", longest=60, synonyms=("律师姓名",), field_class=FieldClass.PUBLIC)]
    sex: Annotated[str, Choice(label="性别", choices=Sex, field_class=FieldClass.PUBLIC)]
    number: Annotated[
        str,
        Text(
            label="执业证号",
            check=check_licence_number,
            synonyms=("律师执业证号", "证号", "执业证书号"),
            field_class=FieldClass.PUBLIC,
        ),
    ]
    kind: Annotated[
        str,
        Choice(
            label="执业类别",
            choices=LawyerKind,
            also=KIND_WORDS,
            synonyms=("律师类别", "类别"),
            field_class=FieldClass.PUBLIC,
        ),
    ]
    identity_number: Annotated[
        str | None,
        Text(
            label="公民身份号码",
            required=False,
            check=check_identity_number,
            synonyms=("身份证号", "身份证号码", "证件号码"),
            field_class=FieldClass.SENSITIVE,
        ),
    ] = None
    born_on: Annotated[date | None, Day(label="出生日期", required=False, synonyms=("出生年月日",))] = None
    ethnicity: Annotated[str | None, Choice(label="民族", required=False, choices=Ethnicity, also=ETHNICITY_WORDS)] = (
        None
    )
    political_status: Annotated[
        str | None, Choice(label="政治面貌", required=False, choices=PoliticalStatus, also=POLITICAL_WORDS)
    ] = None
    education: Annotated[
        str | None,
        Choice(
            label="学历", required=False, choices=Education, also=EDUCATION_WORDS, synonyms=("最高学历", "文化程度")
        ),
    ] = None
    qualification_number: Annotated[
        str | None, Text(label="法律职业资格证号", required=False, longest=20, synonyms=("资格证号", "律师资格证号"))
    ] = None
    organisation: Annotated[
        UUID | None, organisation_field(required=False, synonyms=("律师事务所", "所在律所", "执业机构名称"))
    ] = None
    role: Annotated[
        str | None,
        Choice(
            label="所内身份", required=False, choices=EngagementRole, also=ROLE_WORDS, synonyms=("身份", "职务类别")
        ),
    ] = None
    engaged_on: Annotated[date | None, Day(label="入所日期", required=False, synonyms=("到所日期", "进所日期"))] = None
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    numbered: Sequence[PractisingLicence]
    numbered_names: Sequence[str]
    identified: UUID | None
    there: OrganisationFacts


@act
class EnterLawyer(Act[Given, Facts]):
    kind = "register.enter_lawyer"
    title = "登记律师"
    law = ("R134-10", "R134-15")
    who = (CITY_STAFF, DISTRICT_STAFF)
    Input = Given
    tables = (Person, PractisingLicence, Engagement)
    asks_day = "首次执业日期"
    alone = ("number", "identity_number")

    @classmethod
    def reads(cls, given: Given) -> Iterable[UUID]:
        return (given.organisation,) if given.organisation else ()

    @classmethod
    def facts(cls, many: Sequence[Given], days: Sequence[date]) -> list[Facts]:
        numbered = rows_by(PractisingLicence, "number", (given.number for given in many))
        persons = rows_by(Person, "subject", (row.person for rows in numbered.values() for row in rows))
        identified = holders(IDENTITY_NUMBER, (given.identity_number for given in many if given.identity_number))
        places = organisations(given.organisation for given in many)
        return [
            Facts(
                numbered[given.number],
                [person.name for row in numbered[given.number] for person in persons[row.person]],
                identified.get(given.identity_number or ""),
                places[given.organisation],
            )
            for given in many
        ]

    @classmethod
    def place(cls, given: Given, fact: Facts) -> Place:
        return Place(fact.there.district(given.engaged_on or date.max), given.organisation)

    @classmethod
    def rules(cls, given: Given, fact: Facts, on: date) -> list[Refusal]:
        if fact.numbered:
            if given.name in fact.numbered_names:
                return [Refusal(f"{given.name}(执业证号 {given.number})已在册", "number", already=True)]
            return [Refusal(f"执业证号 {given.number} 已登记在{fact.numbered_names[0]}名下", "number")]
        if fact.identified:
            return [Refusal("该公民身份号码已登记在另一律师名下;同一人不得有两条记录", "identity_number")]
        refused = agreeing_licence_number(given.number, given.sex, given.kind)
        refused += agreeing_identity(given.identity_number, given.sex, given.born_on)
        if given.organisation:
            since = given.engaged_on or on
            if since < on:
                refused.append(Refusal(f"入所日期 {since} 早于首次执业日期 {on}", "engaged_on"))
            refused += in_practice(fact.there, since, "organisation") + right_kind_of_place(given.kind, fact.there)
        elif given.role or given.engaged_on:
            refused.append(Refusal("填了所内身份或入所日期,却没有填执业机构", "organisation"))
        return refused

    @classmethod
    def rows(cls, given: Given, fact: Facts, on: date) -> Written:
        subject = given.subject or uuid4()
        person = Person(
            subject=subject,
            name=given.name,
            sort_key=sort_key(given.name),
            sex=given.sex,
            born_on=given.born_on,
            ethnicity=given.ethnicity or "",
            political_status=given.political_status or "",
            education=given.education or "",
            valid_from=on,
        )
        licence = PractisingLicence(
            person=subject,
            number=given.number,
            kind=given.kind,
            state=LicenceState.PRACTISING if given.organisation else LicenceState.UNATTACHED,
            first_practised_on=on,
            qualification_number=given.qualification_number or "",
            valid_from=on,
        )
        written = Written(subject, [person, licence], makes=[(subject, SubjectKind.PERSON)])
        if given.organisation:
            role = given.role or LawyerKind(given.kind).usual_role
            since = given.engaged_on or on
            written.opens.append(
                Engagement(lawyer=subject, organisation=given.organisation, role=role, valid_from=since)
            )
        if given.identity_number:
            written.seals.append(seal(subject, IDENTITY_NUMBER, given.identity_number))
        return written
