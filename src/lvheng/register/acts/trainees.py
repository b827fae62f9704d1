"""实习人员: entering with host firm and supervisor, re-assignment, change of firm, and the end of training.

A trainee who passes becomes a lawyer by `register.enter_lawyer`, which names the trainee: the same subject goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID, uuid4

from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF, FieldClass
from lvheng.kernel.access.sensitive import holders, seal
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Day, Refusal, Text
from lvheng.kernel.acts.spans import change_for_good, end_all, row_on
from lvheng.kernel.numbers.identity_number import check_identity_number
from lvheng.kernel.numbers.trainee_number import check_trainee_number
from lvheng.kernel.search.keys import sort_key
from lvheng.kernel.subjects.models import SubjectKind
from lvheng.kernel.subjects.names import person_name
from lvheng.register.acts.enter_lawyer import IDENTITY_NUMBER
from lvheng.register.choices import (
    EDUCATION_WORDS,
    Education,
    Sex,
    TraineeKind,
    TraineeState,
    TrainingEnd,
)
from lvheng.register.convictions import POLITICAL_STATUS
from lvheng.register.facts import LawyerFacts, OrganisationFacts, lawyers, organisations, rows_by
from lvheng.register.models import FormerOffice, Person, PractisingLicence, Traineeship
from lvheng.register.references import lawyer_field, organisation_field, trainee_field
from lvheng.register.rules import agreeing_identity, may_join_after_office
from lvheng.register.rules_training import (
    agreeing_trainee_number,
    in_training,
    long_enough,
    may_host,
    may_supervise,
)

_FIRM = organisation_field("实习律师事务所", synonyms=("律师事务所", "接收律所"))
_SUPERVISOR = lawyer_field("指导律师", synonyms=("指导律师证号",))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTrainee:
    name: Annotated[str, Text(label="姓名", longest=60, check=person_name)]
    sex: Annotated[str, Choice(label="性别", choices=Sex)]
    number: Annotated[str, Text(label="实习证号", check=check_trainee_number, synonyms=("证号",))]
    kind: Annotated[str, Choice(label="实习类别", choices=TraineeKind, synonyms=("类别",))]
    firm: Annotated[UUID, _FIRM]
    supervisor: Annotated[UUID, _SUPERVISOR]
    identity_number: Annotated[
        str | None,
        Text(
            label="公民身份号码",
            required=False,
            check=check_identity_number,
            synonyms=("身份证号", "身份证号码"),
            field_class=FieldClass.SENSITIVE,
        ),
    ] = None
    born_on: Annotated[date | None, Day(label="出生日期", required=False)] = None
    political_status: Annotated[str | None, POLITICAL_STATUS] = None
    education: Annotated[str | None, Choice(label="学历", required=False, choices=Education, also=EDUCATION_WORDS)] = (
        None
    )
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class TraineeFacts:
    """The training's own rows, whom it is with, and who the identity number says it is."""

    rows: Sequence[Traineeship]
    supervisor: LawyerFacts
    supervised: Sequence[Traineeship]
    firm: OrganisationFacts
    numbered: Sequence[Traineeship] = ()
    identified: UUID | None = None
    licensed: bool = False
    offices: Sequence[FormerOffice] = ()


def _around(many: Sequence[tuple[UUID | None, UUID, UUID]], days: Sequence[date]) -> list[TraineeFacts]:
    """Facts of each (person, firm, supervisor) on its day."""
    persons = [person for person, _, _ in many if person]
    threads, offices = rows_by(Traineeship, "person", persons), rows_by(FormerOffice, "person", persons)
    supervised = rows_by(Traineeship, "supervisor", (supervisor for _, _, supervisor in many))
    supervisors = lawyers([supervisor for _, _, supervisor in many], days)
    firms = organisations(firm for _, firm, _ in many)
    return [
        TraineeFacts(
            threads[person] if person else (),
            facts,
            supervised[supervisor],
            firms[firm],
            offices=offices[person] if person else (),
        )
        for (person, firm, supervisor), facts in zip(many, supervisors, strict=True)
    ]


@act
class EnterTrainee(Act[NewTrainee, TraineeFacts]):
    kind = "register.enter_trainee"
    title = "登记实习人员"
    law = ("INT-4", "INT-8", "INT-10", "INT-12")
    who = (ASSOCIATION_STAFF, CITY_STAFF)
    Input = NewTrainee
    tables = (Person, Traineeship)
    asks_day = "实习起始日期"
    alone = ("number", "identity_number")

    @classmethod
    def touches(cls, given: NewTrainee) -> Iterable[UUID]:
        return (given.supervisor,)

    @classmethod
    def reads(cls, given: NewTrainee) -> Iterable[UUID]:
        return (given.firm,)

    @classmethod
    def facts(cls, many: Sequence[NewTrainee], days: Sequence[date]) -> list[TraineeFacts]:
        identified = holders(IDENTITY_NUMBER, (given.identity_number for given in many if given.identity_number))
        people = [identified.get(given.identity_number or "") for given in many]
        numbered = rows_by(Traineeship, "number", (given.number for given in many))
        licences = rows_by(PractisingLicence, "person", people)
        around = _around([(p, g.firm, g.supervisor) for p, g in zip(people, many, strict=True)], days)
        return [
            TraineeFacts(
                fact.rows,
                fact.supervisor,
                fact.supervised,
                fact.firm,
                numbered[given.number],
                person,
                bool(person and licences[person]),
                fact.offices,
            )
            for fact, given, person in zip(around, many, people, strict=True)
        ]

    @classmethod
    def place(cls, given: NewTrainee, fact: TraineeFacts) -> Place:
        return Place(fact.firm.district(date.max), given.firm)

    @classmethod
    def rules(cls, given: NewTrainee, fact: TraineeFacts, on: date) -> list[Refusal]:
        if fact.numbered:
            return [Refusal(f"实习证号 {given.number} 已在册", "number", already=True)]
        if fact.licensed:
            return [Refusal("该公民身份号码已登记在一名律师名下", "identity_number")]
        if fact.identified and not fact.rows:
            return [Refusal("该公民身份号码已登记在另一人名下", "identity_number")]
        now = row_on(fact.rows, on)
        if now and now.state in (TraineeState.IN_TRAINING, TraineeState.COMPLETED):
            return [Refusal(f"此人已有实习登记（{TraineeState(now.state).label}，实习证号 {now.number}）", "number")]
        return [
            *agreeing_trainee_number(given.number, given.sex, given.kind),
            *agreeing_identity(given.identity_number, given.sex, given.born_on),
            *may_host(fact.firm, on),
            *may_supervise(fact.supervisor, fact.supervised, given.firm, fact.identified, on),
            *may_join_after_office(fact.offices, fact.firm, on, "firm"),
        ]

    @classmethod
    def rows(cls, given: NewTrainee, fact: TraineeFacts, on: date) -> Written:
        subject = fact.identified or given.subject or uuid4()
        opened, closed = end_all(fact.rows, on)
        training = Traineeship(
            person=subject,
            number=given.number,
            kind=given.kind,
            state=TraineeState.IN_TRAINING,
            firm=given.firm,
            supervisor=given.supervisor,
            began_on=on,
            valid_from=on,
        )
        written = Written(subject, [*opened, training], [*closed])
        if fact.identified:
            return written
        person = Person(
            subject=subject,
            name=given.name,
            sort_key=sort_key(given.name),
            sex=given.sex,
            born_on=given.born_on,
            ethnicity="",
            political_status=given.political_status or "",
            education=given.education or "",
            valid_from=on,
        )
        written.opens.append(person)
        written.makes.append((subject, SubjectKind.PERSON))
        if given.identity_number:
            written.seals.append(seal(subject, IDENTITY_NUMBER, given.identity_number))
        return written


class TraineeAct(Act[Any, TraineeFacts]):
    """The shape of acts on one trainee, named by the input `trainee`, maybe with a new `firm` or `supervisor`."""

    law: ClassVar[tuple[str, ...]]
    who = (ASSOCIATION_STAFF, CITY_STAFF)
    tables = (Traineeship,)

    @classmethod
    def touches(cls, given: Any) -> Iterable[UUID]:
        supervisor = getattr(given, "supervisor", None)
        return (given.trainee, supervisor) if supervisor else (given.trainee,)

    @classmethod
    def reads(cls, given: Any) -> Iterable[UUID]:
        firm = getattr(given, "firm", None)
        return (firm,) if firm else ()

    @classmethod
    def facts(cls, many: Sequence[Any], days: Sequence[date]) -> list[TraineeFacts]:
        threads = rows_by(Traineeship, "person", (given.trainee for given in many))
        wanted = []
        for given, day in zip(many, days, strict=True):
            now = row_on(threads[given.trainee], day) or next(iter(threads[given.trainee]), None)
            nobody = UUID(int=0)
            firm = getattr(given, "firm", None) or (now.firm if now else nobody)
            supervisor = getattr(given, "supervisor", None) or (now.supervisor if now else nobody)
            wanted.append((given.trainee, firm, supervisor))
        return _around(wanted, days)

    @classmethod
    def place(cls, given: Any, fact: TraineeFacts) -> Place:
        return Place(fact.firm.district(date.max), None, given.trainee)

    @classmethod
    def changed(cls, given: Any) -> dict[str, Any]:
        """The columns that the act changes, for good."""
        raise NotImplementedError

    @classmethod
    def rows(cls, given: Any, fact: TraineeFacts, on: date) -> Written:
        opened, closed = change_for_good(fact.rows, on, **cls.changed(given))
        return Written(given.trainee, [*opened], [*closed])


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSupervisor:
    trainee: Annotated[UUID, trainee_field()]
    supervisor: Annotated[UUID, _SUPERVISOR]


@act
class ChangeSupervisor(TraineeAct):
    kind = "register.change_supervisor"
    title = "变更指导律师"
    law = ("INT-10", "INT-27")
    Input = NewSupervisor
    asks_day = "变更日期"

    @classmethod
    def rules(cls, given: NewSupervisor, fact: TraineeFacts, on: date) -> list[Refusal]:
        refused = in_training(fact.rows, on)
        now = row_on(fact.rows, on)
        if refused or now is None:
            return refused
        if now.supervisor == given.supervisor:
            return [Refusal("指导律师没有变化", "supervisor", already=True)]
        return may_supervise(fact.supervisor, fact.supervised, now.firm, given.trainee, on)

    @classmethod
    def changed(cls, given: NewSupervisor) -> dict[str, Any]:
        return {"supervisor": given.supervisor}


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineeMoved:
    trainee: Annotated[UUID, trainee_field()]
    firm: Annotated[UUID, _FIRM]
    supervisor: Annotated[UUID, _SUPERVISOR]


@act
class TransferTrainee(TraineeAct):
    """The time already served counts (第二十八条): the first day of training stays."""

    kind = "register.transfer_trainee"
    title = "变更实习律师事务所"
    law = ("INT-8", "INT-10", "INT-28")
    Input = TraineeMoved
    asks_day = "变更日期"

    @classmethod
    def rules(cls, given: TraineeMoved, fact: TraineeFacts, on: date) -> list[Refusal]:
        refused = in_training(fact.rows, on)
        now = row_on(fact.rows, on)
        if refused or now is None:
            return refused
        if now.firm == given.firm:
            return [Refusal("已在该所实习", "firm", already=True)]
        return [
            *may_host(fact.firm, on),
            *may_supervise(fact.supervisor, fact.supervised, given.firm, given.trainee, on),
            *may_join_after_office(fact.offices, fact.firm, on, "firm"),
        ]

    @classmethod
    def changed(cls, given: TraineeMoved) -> dict[str, Any]:
        return {"firm": given.firm, "supervisor": given.supervisor}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingEnded:
    trainee: Annotated[UUID, trainee_field()]
    result: Annotated[str, Choice(label="实习结果", choices=TrainingEnd, synonyms=("考核结果",))]


@act
class EndTraineeship(TraineeAct):
    kind = "register.end_traineeship"
    title = "实习考核、终止实习"
    law = ("INT-4", "INT-30", "INT-35")
    Input = TrainingEnded
    asks_day = "考核或终止日期"

    @classmethod
    def rules(cls, given: TrainingEnded, fact: TraineeFacts, on: date) -> list[Refusal]:
        refused = in_training(fact.rows, on)
        now = row_on(fact.rows, on)
        if refused or now is None or given.result == TraineeState.WITHDRAWN:
            return refused
        return long_enough(now, on)

    @classmethod
    def changed(cls, given: TrainingEnded) -> dict[str, Any]:
        return {"state": given.result}
