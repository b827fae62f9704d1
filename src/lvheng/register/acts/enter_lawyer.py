"""登记律师: a person becomes known to the register as a lawyer, with the licence and, mostly, where he or she practises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF, FieldClass
from lvheng.kernel.access.sensitive import holders, seal, wrapped_keys
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Day, Refusal, Text
from lvheng.kernel.acts.spans import change, row_on
from lvheng.kernel.numbers.identity_number import check_identity_number
from lvheng.kernel.numbers.licence_number import check_licence_number
from lvheng.kernel.search.keys import sort_key
from lvheng.kernel.subjects.models import SubjectKind
from lvheng.kernel.subjects.names import person_name
from lvheng.register.choices import (
    EDUCATION_WORDS,
    ETHNICITY_WORDS,
    KIND_WORDS,
    ROLE_WORDS,
    Degree,
    Education,
    EngagementRole,
    Ethnicity,
    LawyerKind,
    LicenceState,
    QualificationKind,
    Sex,
)
from lvheng.register.convictions import POLITICAL_STATUS
from lvheng.register.facts import OrganisationFacts, organisations, rows_by
from lvheng.register.models import Engagement, FormerOffice, Person, PractisingLicence, Traineeship
from lvheng.register.references import organisation_field, trainee_field
from lvheng.register.rules import (
    agreeing_identity,
    agreeing_licence_number,
    in_practice,
    may_join_after_office,
    right_kind_of_place,
)
from lvheng.register.rules_training import may_be_promoted

IDENTITY_NUMBER = "identity_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    name: Annotated[
        str,
        Text(label="姓名", longest=60, check=person_name, synonyms=("律师姓名",), field_class=FieldClass.PUBLIC),
    ]
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
    political_status: Annotated[str | None, POLITICAL_STATUS] = None
    education: Annotated[
        str | None,
        Choice(
            label="学历", required=False, choices=Education, also=EDUCATION_WORDS, synonyms=("最高学历", "文化程度")
        ),
    ] = None
    degree: Annotated[str | None, Choice(label="学位", required=False, choices=Degree, synonyms=("最高学位",))] = None
    qualification_kind: Annotated[
        str | None, Choice(label="资格取得方式", required=False, choices=QualificationKind, synonyms=("资格类别",))
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
    trainee: Annotated[UUID | None, trainee_field(required=False)] = None
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    numbered: Sequence[PractisingLicence]
    numbered_names: Sequence[str]
    identified: UUID | None
    there: OrganisationFacts
    trained: Sequence[Traineeship] = ()
    persons: Sequence[Person] = ()  # as which the trainee is known
    licensed: bool = False
    key: bytes | None = None  # the wrapped key under which the trainee's sensitive values stand
    offices: Sequence[FormerOffice] = ()


@act
class EnterLawyer(Act[Given, Facts]):
    kind = "register.enter_lawyer"
    title = "登记律师"
    law = ("LL-5", "R134-10", "R134-15")
    who = (CITY_STAFF, DISTRICT_STAFF)
    Input = Given
    tables = (Person, PractisingLicence, Engagement)
    asks_day = "首次执业日期"
    alone = ("number", "identity_number")

    @classmethod
    def touches(cls, given: Given) -> Iterable[UUID]:
        return (given.trainee,) if given.trainee else ()

    @classmethod
    def reads(cls, given: Given) -> Iterable[UUID]:
        return (given.organisation,) if given.organisation else ()

    @classmethod
    def facts(cls, many: Sequence[Given], days: Sequence[date]) -> list[Facts]:
        numbered = rows_by(PractisingLicence, "number", (given.number for given in many))
        persons = rows_by(Person, "subject", (row.person for rows in numbered.values() for row in rows))
        identified = holders(IDENTITY_NUMBER, (given.identity_number for given in many if given.identity_number))
        places = organisations(given.organisation for given in many)
        trainees = [given.trainee for given in many]
        trained, known = rows_by(Traineeship, "person", trainees), rows_by(Person, "subject", trainees)
        licensed, offices = rows_by(PractisingLicence, "person", trainees), rows_by(FormerOffice, "person", trainees)
        keys = wrapped_keys(trainee for trainee in trainees if trainee)
        return [
            Facts(
                numbered[given.number],
                [person.name for row in numbered[given.number] for person in persons[row.person]],
                identified.get(given.identity_number or ""),
                places[given.organisation],
                *((trained[t], known[t], bool(licensed[t]), keys.get(t), offices[t]) if (t := given.trainee) else ()),
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
                return [Refusal(f"{given.name}（执业证号 {given.number}）已在册", "number", already=True)]
            return [Refusal(f"执业证号 {given.number} 已登记在{fact.numbered_names[0]}名下", "number")]
        if fact.identified and fact.identified != given.trainee:
            hint = "；由实习人员取得执业证的，请在“实习人员”一项填实习证号"
            return [Refusal(f"该公民身份号码已登记在另一人名下，同一人不得有两条记录{hint}", "identity_number")]
        refused = cls.promotion(given, fact, on) if given.trainee else []
        refused += agreeing_licence_number(given.number, given.sex, given.kind)
        refused += agreeing_identity(given.identity_number, given.sex, given.born_on)
        if given.organisation:
            since = given.engaged_on or on
            if since < on:
                refused.append(Refusal(f"入所日期 {since} 早于首次执业日期 {on}", "engaged_on"))
            refused += in_practice(fact.there, since, "organisation") + right_kind_of_place(given.kind, fact.there)
            refused += may_join_after_office(fact.offices, fact.there, since)
        elif given.role or given.engaged_on:
            refused.append(Refusal("填了所内身份或入所日期，却没有填执业机构", "organisation"))
        return refused

    @classmethod
    def promotion(cls, given: Given, fact: Facts, on: date) -> list[Refusal]:
        """Why the trainee named cannot become this lawyer."""
        known = row_on(fact.persons, on)
        if fact.licensed:
            return [Refusal("该实习人员已取得执业证", "trainee", already=True)]
        if known is None or (known.name, known.sex) != (given.name, given.sex):
            who = f"{known.name}({Sex(known.sex).label})" if known else "查无此人"
            return [Refusal(f"实习登记的姓名、性别为{who}，与此处不一致", "trainee")]
        return may_be_promoted(fact.trained, on)

    @classmethod
    def person(cls, given: Given, fact: Facts, on: date, subject: UUID) -> Written:
        """Who it is: a new person, or the trainee, of whom only what is told anew changes."""
        told = {
            "born_on": given.born_on,
            "ethnicity": given.ethnicity or "",
            "political_status": given.political_status or "",
            "education": given.education or "",
            "degree": given.degree or "",
        }
        known = row_on(fact.persons, on)
        if known is None:
            new = Person(
                subject=subject, name=given.name, sort_key=sort_key(given.name), sex=given.sex, valid_from=on, **told
            )
            return Written(subject, [new], makes=[(subject, SubjectKind.PERSON)])
        changed = {name: value for name, value in told.items() if value and value != getattr(known, name)}
        opened, closed = change(known, on, **changed) if changed else ([], [])
        return Written(subject, [*opened], [*closed])

    @classmethod
    def rows(cls, given: Given, fact: Facts, on: date) -> Written:
        subject = given.trainee or given.subject or uuid4()
        licence = PractisingLicence(
            person=subject,
            number=given.number,
            kind=given.kind,
            state=LicenceState.PRACTISING if given.organisation else LicenceState.UNATTACHED,
            first_practised_on=on,
            qualification_number=given.qualification_number or "",
            qualification_kind=given.qualification_kind or "",
            valid_from=on,
        )
        written = cls.person(given, fact, on, subject)
        written.opens.append(licence)
        if given.organisation:
            role = given.role or LawyerKind(given.kind).usual_role
            since = given.engaged_on or on
            written.opens.append(
                Engagement(lawyer=subject, organisation=given.organisation, role=role, valid_from=since)
            )
        if given.identity_number and not fact.identified:
            written.seals.append(seal(subject, IDENTITY_NUMBER, given.identity_number, fact.key))
        return written
