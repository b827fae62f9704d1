"""登记更正: the register had it wrong. What was believed until now stays on record as having been believed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF, DISTRICT_STAFF, PostKind
from lvheng.kernel.acts.act import Act, Place, Written, act, all_acts
from lvheng.kernel.acts.fields import Amount, Choice, Day, Key, Listed, Refusal, Text, Whole
from lvheng.kernel.acts.spans import move_bounds
from lvheng.kernel.numbers.licence_number import check_licence_number
from lvheng.kernel.numbers.trainee_number import check_trainee_number
from lvheng.kernel.places.listed import area_titles, jurisdiction_titles, place_titles
from lvheng.kernel.rows import Row
from lvheng.kernel.search.keys import organisation_sort_key, sort_key
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.kernel.subjects.names import person_name
from lvheng.kernel.time.days import today
from lvheng.register.choices import (
    Degree,
    Education,
    EngagementRole,
    FirmForm,
    FormerGrade,
    LawyerKind,
    LeavingManner,
    QualificationKind,
    Sex,
    TraineeKind,
    TraineeState,
)
from lvheng.register.convictions import POLITICAL_STATUS
from lvheng.register.facts import lawyers, organisations, rows_by
from lvheng.register.models import (
    Engagement,
    FirmLicence,
    FormerOffice,
    Person,
    PractisingLicence,
    Traineeship,
    YearlyReturn,
)
from lvheng.register.references import organisation_field


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    subject: Annotated[UUID, Key(label="对象")]
    row: Annotated[int, Whole(label="记录", most=2**62)]
    valid_from: Annotated[date | None, Day(label="应自何日起", required=False)] = None
    valid_to: Annotated[date | None, Day(label="应至何日止", required=False)] = None


@dataclass(frozen=True, slots=True)
class Facts:
    rows: Sequence[Row]
    row: Row | None
    district: str
    taken: Sequence[str] = ()  # which of the fields that are `alone` somebody else has


class Correction(Act[Any, Facts]):
    """The shape: one row of `model` should always have been otherwise; what is left empty stays as it is."""

    model: ClassVar[type[Row]]
    of_person: ClassVar[bool] = False
    who: ClassVar[tuple[PostKind, ...]] = (CITY_STAFF, DISTRICT_STAFF)
    law = ("R134-CORRECT",)
    asks_day = "更正日期"

    @classmethod
    def corrects(cls, row: Row) -> bool:
        """Whether it is for this row of the table."""
        return True

    @classmethod
    def touches(cls, given: Any) -> Iterable[UUID]:
        return (given.subject,)

    @classmethod
    def facts(cls, many: Sequence[Any], days: Sequence[date]) -> list[Facts]:
        rows = rows_by(cls.model, cls.model.THREAD[0], (given.subject for given in many))
        keys = [given.subject for given in many]
        found = []
        if cls.of_person:
            where = [fact.last.district(date.max) for fact in lawyers(keys, [today()] * len(keys))]
        else:
            places = organisations(keys)
            where = [places[key].district(date.max) for key in keys]
        for given, district, taken in zip(many, where, cls.taken(many), strict=True):
            thread = rows[given.subject]
            found.append(Facts(thread, next((r for r in thread if r.pk == given.row), None), district, taken))
        return found

    @classmethod
    def taken(cls, many: Sequence[Any]) -> list[list[str]]:
        same = {name: rows_by(cls.model, name, (getattr(given, name) for given in many)) for name in cls.alone}
        return [
            [name for name in cls.alone if any(row.thread[0] != g.subject for row in same[name][getattr(g, name)])]
            for g in many
        ]

    @classmethod
    def place(cls, given: Any, fact: Facts) -> Place:
        return Place(fact.district, given.subject)

    @classmethod
    def changed(cls, given: Any) -> dict[str, Any]:
        names = set(cls.model.told())
        return {n: getattr(given, n) for n in cls.fields() if n in names and getattr(given, n) is not None}

    @classmethod
    def as_it_was(cls, given: Any, row: Row) -> Row:
        return row.again(valid_from=given.valid_from, valid_to=given.valid_to, **cls.changed(given))

    @classmethod
    def rules(cls, given: Any, fact: Facts, on: date) -> list[Refusal]:
        if fact.row is None:
            return [Refusal("这条记录已被他人取代，请刷新后对照再改", "row")]
        new = cls.as_it_was(given, fact.row)
        if new.valid_to <= new.valid_from:
            return [Refusal(f"止日 {new.valid_to} 不晚于起日 {new.valid_from}", "valid_to")]
        same_span = (new.valid_from, new.valid_to) == (fact.row.valid_from, fact.row.valid_to)
        if same_span and all(getattr(fact.row, name) == value for name, value in cls.changed(given).items()):
            return [Refusal("与原记录相同，没有需要更正的内容", "row", already=True)]
        elsewhere = [row for row in fact.rows if row.thread == new.thread != fact.row.thread]
        if any(row.valid_from < new.valid_to and row.valid_to > new.valid_from for row in elsewhere):
            return [Refusal(f"其间已另有这一项“{cls.model.TITLE}”的登记，应更正那一条", "row")]
        other = "另一位律师" if cls.of_person else "另一家机构"
        return [
            Refusal(f"“{getattr(given, name)}”已是{other}的{cls.fields()[name].label}", name) for name in fact.taken
        ]

    @classmethod
    def rows(cls, given: Any, fact: Facts, on: date) -> Written:
        assert fact.row is not None
        thread = [row for row in fact.rows if row.thread == fact.row.thread]
        opened, closed = move_bounds(thread, fact.row, cls.as_it_was(given, fact.row))
        return Written(given.subject, opened, closed)


def corrections() -> dict[type[Row], type[Correction]]:
    """By which act of the register each table's rows are corrected; other rooms' registers tell it themselves."""
    ours = [act for kind, act in all_acts().items() if kind.startswith("register.")]
    return {act.model: act for act in ours if issubclass(act, Correction)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAsWas(Bounds):
    name: Annotated[str | None, Text(label="姓名", required=False, longest=60, check=person_name)] = None
    sex: Annotated[str | None, Choice(label="性别", required=False, choices=Sex)] = None
    born_on: Annotated[date | None, Day(label="出生日期", required=False)] = None
    education: Annotated[str | None, Choice(label="学历", required=False, choices=Education)] = None
    degree: Annotated[str | None, Choice(label="学位", required=False, choices=Degree)] = None
    political_status: Annotated[str | None, POLITICAL_STATUS] = None


@act
class CorrectPerson(Correction):
    kind = "register.correct_person"
    title = "更正人员登记"
    Input = PersonAsWas
    model = Person
    tables = (Person,)
    of_person = True

    @classmethod
    def changed(cls, given: Any) -> dict[str, Any]:
        changed = super().changed(given)
        return changed | ({"sort_key": sort_key(given.name)} if given.name else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceAsWas(Bounds):
    number: Annotated[str | None, Text(label="执业证号", required=False, check=check_licence_number)] = None
    kind: Annotated[str | None, Choice(label="执业类别", required=False, choices=LawyerKind)] = None
    qualification_kind: Annotated[
        str | None, Choice(label="资格取得方式", required=False, choices=QualificationKind)
    ] = None


@act
class CorrectLicence(Correction):
    kind = "register.correct_licence"
    title = "更正执业证登记"
    Input = LicenceAsWas
    model = PractisingLicence
    tables = (PractisingLicence,)
    alone = ("number",)
    of_person = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementAsWas(Bounds):
    organisation: Annotated[UUID | None, organisation_field("执业机构", required=False)] = None
    role: Annotated[str | None, Choice(label="所内身份", required=False, choices=EngagementRole)] = None


@act
class CorrectEngagement(Correction):
    kind = "register.correct_engagement"
    title = "更正执业经历"
    Input = EngagementAsWas
    model = Engagement
    tables = (Engagement,)
    of_person = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmLicenceAsWas(Bounds):
    form: Annotated[str | None, Choice(label="组织形式", required=False, choices=FirmForm)] = None
    capital: Annotated[Any, Amount(label="设立资产（元）", required=False)] = None
    approval_number: Annotated[str | None, Text(label="批准文号", required=False, longest=60)] = None


@act
class CorrectFirmLicence(Correction):
    kind = "register.correct_firm_licence"
    title = "更正执业许可登记"
    Input = FirmLicenceAsWas
    model = FirmLicence
    tables = (FirmLicence,)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAsWas(Bounds):
    name: Annotated[str | None, Text(label="名称", required=False, longest=60)] = None


@act
class CorrectOrganisation(Correction):
    kind = "register.correct_organisation"
    title = "更正机构名称"
    Input = NameAsWas
    model = Organisation
    tables = (Organisation,)
    alone = ("name",)

    @classmethod
    def changed(cls, given: Any) -> dict[str, Any]:
        changed = super().changed(given)
        return changed | ({"sort_key": organisation_sort_key(given.name)} if given.name else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatAsWas(Bounds):
    district: Annotated[str | None, Listed(label="所在区", options=place_titles, required=False)] = None
    area: Annotated[str | None, Listed(label="集聚区", options=area_titles, required=False)] = None
    address: Annotated[str | None, Text(label="住所", required=False)] = None


@act
class CorrectSeat(Correction):
    kind = "register.correct_seat"
    title = "更正住所登记"
    Input = SeatAsWas
    model = Seat
    tables = (Seat,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAsWas(Bounds):
    revenue: Annotated[Any, Amount(label="业务收入（元）", required=False)] = None
    tax: Annotated[Any, Amount(label="纳税总额（元）", required=False)] = None
    matters: Annotated[int | None, Whole(label="办理业务（件）", required=False)] = None


@act
class CorrectReturn(Correction):
    kind = "register.correct_return"
    title = "更正年度业务报表"
    Input = ReturnAsWas
    model = YearlyReturn
    tables = (YearlyReturn,)


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineeshipAsWas(Bounds):
    number: Annotated[str | None, Text(label="实习证号", required=False, check=check_trainee_number)] = None
    kind: Annotated[str | None, Choice(label="实习类别", required=False, choices=TraineeKind)] = None
    state: Annotated[str | None, Choice(label="实习状态", required=False, choices=TraineeState)] = None
    began_on: Annotated[date | None, Day(label="实习起始日期", required=False)] = None


@act
class CorrectTraineeship(Correction):
    kind = "register.correct_traineeship"
    title = "更正实习登记"
    who = (CITY_STAFF, ASSOCIATION_STAFF)
    Input = TraineeshipAsWas
    model = Traineeship
    tables = (Traineeship,)
    alone = ("number",)
    of_person = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerOfficeAsWas(Bounds):
    jurisdiction: Annotated[str | None, Listed(label="管辖地区", options=jurisdiction_titles, required=False)] = None
    grade: Annotated[str | None, Choice(label="离任时职级", required=False, choices=FormerGrade)] = None
    manner: Annotated[str | None, Choice(label="离任方式", required=False, choices=LeavingManner)] = None


@act
class CorrectFormerOffice(Correction):
    kind = "register.correct_former_office"
    title = "更正曾任法官、检察官登记"
    Input = FormerOfficeAsWas
    model = FormerOffice
    tables = (FormerOffice,)
    of_person = True
