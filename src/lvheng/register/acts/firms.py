"""Firms and branches: founding, changing, moving, merging and ending."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID, uuid4

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF, FieldClass, PostKind
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Amount, Choice, Field, Listed, Refusal, Text
from lvheng.kernel.acts.spans import change, change_for_good, end_all, free_until, row_on
from lvheng.kernel.clocks.models import ClockInterval
from lvheng.kernel.clocks.writing import begin, open_clocks, stop
from lvheng.kernel.numbers.credit_code import check_credit_code
from lvheng.kernel.places.listed import area_titles, place_titles
from lvheng.kernel.rows import Row
from lvheng.kernel.search.keys import organisation_sort_key
from lvheng.kernel.subjects.models import Organisation, OrganisationKind, Seat, SubjectKind
from lvheng.register.choices import FirmForm, FirmState
from lvheng.register.facts import OrganisationFacts, organisations, rows_by
from lvheng.register.models import Engagement, FirmLicence
from lvheng.register.references import organisation_field
from lvheng.register.rules import not_while_suspended
from lvheng.register.rules_firms import may_have_branch

_NAME = Text(
    label="名称",
    longest=60,
    synonyms=("律师事务所", "律所名称", "机构名称", "律师事务所名称"),
    field_class=FieldClass.PUBLIC,
)
_CODE = Text(
    label="统一社会信用代码",
    check=check_credit_code,
    synonyms=("信用代码", "执业许可证号", "许可证号"),
    field_class=FieldClass.PUBLIC,
)
_FORM = Choice(
    label="组织形式",
    choices=FirmForm,
    also={
        "合伙": FirmForm.PARTNERSHIP,
        "合伙所": FirmForm.PARTNERSHIP,
        "国资": FirmForm.STATE,
        "个人所": FirmForm.SOLE,
    },
    field_class=FieldClass.PUBLIC,
)
_DISTRICT = Listed(
    label="所在区", options=place_titles, synonyms=("区", "行政区", "主管区局", "区划"), field_class=FieldClass.PUBLIC
)
_AREA: Field = Listed(label="集聚区", options=area_titles, required=False, synonyms=("片区", "所在片区"))
_ADDRESS = Text(label="住所", required=False, synonyms=("地址", "办公地址"), field_class=FieldClass.PUBLIC)

BRANCH_RENAME, CANCELLATION = "firm.branch_rename", "firm.cancellation"

_CAPITAL = Amount(label="设立资产（元）", required=False, synonyms=("设立资产", "注册资金", "开办资金"))
_APPROVAL = Text(label="批准文号", required=False, longest=60, synonyms=("批准设立文号",))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFirm:
    name: Annotated[str, _NAME]
    credit_code: Annotated[str, _CODE]
    form: Annotated[str, _FORM]
    district: Annotated[str, _DISTRICT]
    area: Annotated[str | None, _AREA] = None
    address: Annotated[str | None, _ADDRESS] = None
    parent: Annotated[UUID | None, organisation_field("总所", required=False, hint="分所填写；总所留空")] = None
    capital: Annotated[Decimal | None, _CAPITAL] = None
    approval_number: Annotated[str | None, _APPROVAL] = None
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewFirmFacts:
    coded: Sequence[FirmLicence]
    coded_names: Sequence[str]
    named: Sequence[Organisation]
    parent: OrganisationFacts
    siblings: Sequence[FirmLicence] = ()  # licences of the parent's branches, ended ones too


@act
class EnterFirm(Act[NewFirm, NewFirmFacts]):
    kind = "register.enter_firm"
    title = "登记律师事务所、分所"
    law = ("R133-22", "R133-36")
    who = (CITY_STAFF, DISTRICT_STAFF)
    Input = NewFirm
    tables = (Organisation, FirmLicence, Seat)
    asks_day = "设立日期"
    alone = ("credit_code", "name")

    @classmethod
    def reads(cls, given: NewFirm) -> Iterable[UUID]:
        return (given.parent,) if given.parent else ()

    @classmethod
    def facts(cls, many: Sequence[NewFirm], days: Sequence[date]) -> list[NewFirmFacts]:
        coded = rows_by(FirmLicence, "credit_code", (given.credit_code for given in many))
        named = rows_by(Organisation, "name", (given.name for given in many))
        names = rows_by(Organisation, "subject", (row.organisation for rows in coded.values() for row in rows))
        parents = organisations(given.parent for given in many)
        branches = rows_by(Organisation, "parent", (given.parent for given in many))
        held = rows_by(FirmLicence, "organisation", (row.subject for rows in branches.values() for row in rows))
        return [
            NewFirmFacts(
                coded[given.credit_code],
                [row.name for licence in coded[given.credit_code] for row in names[licence.organisation]],
                named[given.name],
                parents[given.parent],
                [row for branch in branches.get(given.parent or "", ()) for row in held[branch.subject]],
            )
            for given in many
        ]

    @classmethod
    def place(cls, given: NewFirm, fact: NewFirmFacts) -> Place:
        return Place(given.district)

    @classmethod
    def rules(cls, given: NewFirm, fact: NewFirmFacts, on: date) -> list[Refusal]:
        if fact.coded:
            if given.name in fact.coded_names:
                return [Refusal(f"{given.name}（{given.credit_code}）已在册", "credit_code", already=True)]
            return [Refusal(f"统一社会信用代码 {given.credit_code} 已登记为“{fact.coded_names[0]}”", "credit_code")]
        if any(row.valid_to > on for row in fact.named):
            return [Refusal(f"已有名为“{given.name}”的机构", "name", "律师事务所名称管理办法第四条")]
        return may_have_branch(fact.parent, fact.siblings, on) if given.parent else []

    @classmethod
    def rows(cls, given: NewFirm, fact: NewFirmFacts, on: date) -> Written:
        subject = given.subject or uuid4()
        kind = OrganisationKind.BRANCH if given.parent else OrganisationKind.FIRM
        return Written(
            subject,
            [
                Organisation(
                    subject=subject,
                    name=given.name,
                    sort_key=organisation_sort_key(given.name),
                    kind=kind,
                    parent=given.parent,
                    valid_from=on,
                ),
                FirmLicence(
                    organisation=subject,
                    credit_code=given.credit_code,
                    form=given.form,
                    state=FirmState.PRACTISING,
                    founded_on=on,
                    successor=None,
                    capital=given.capital,
                    approval_number=given.approval_number or "",
                    valid_from=on,
                ),
                Seat(
                    organisation=subject,
                    district=given.district,
                    area=given.area or "",
                    address=given.address or "",
                    valid_from=on,
                ),
            ],
            makes=[(subject, SubjectKind.ORGANISATION)],
        )


@dataclass(frozen=True, slots=True)
class FirmFacts:
    firm: OrganisationFacts
    engaged: Sequence[Engagement] = ()
    successor: OrganisationFacts | None = None
    named: Sequence[Organisation] = ()
    branches: Sequence[UUID] = ()  # that stand on the day
    clocks: Sequence[ClockInterval] = ()


class FirmAct(Act[Any, FirmFacts]):
    """The shape of acts on one firm or branch, named by the input `firm`."""

    who: ClassVar[tuple[PostKind, ...]] = (CITY_STAFF, DISTRICT_STAFF)
    tables: ClassVar[tuple[type[Row], ...]] = (Organisation, FirmLicence, Seat)
    needs_people = False
    needs_clocks = False

    @classmethod
    def touches(cls, given: Any) -> Iterable[UUID]:
        return (given.firm,)

    @classmethod
    def facts(cls, many: Sequence[Any], days: Sequence[date]) -> list[FirmFacts]:
        successors = [getattr(given, "successor", None) for given in many]
        known = organisations([*(given.firm for given in many), *successors])
        engaged = rows_by(Engagement, "organisation", (given.firm for given in many)) if cls.needs_people else {}
        named = rows_by(Organisation, "name", (getattr(given, "name", None) for given in many))
        clocks = rows_by(ClockInterval, "subject", (given.firm for given in many)) if cls.needs_clocks else {}
        return [
            FirmFacts(
                known[given.firm],
                engaged.get(given.firm, ()),
                known[successor] if successor else None,
                named[getattr(given, "name", "")],
                clocks=clocks.get(given.firm, ()),
            )
            for given, successor in zip(many, successors, strict=True)
        ]

    @classmethod
    def place(cls, given: Any, fact: FirmFacts) -> Place:
        return Place(fact.firm.district(date.max), given.firm)

    @classmethod
    def rules(cls, given: Any, fact: FirmFacts, on: date) -> list[Refusal]:
        licence = fact.firm.licence(on)
        if licence is None:
            return [Refusal(f"{on} 当日没有执业许可", "firm")]
        if FirmState(licence.state).ended:
            return [Refusal(f"已处于{FirmState(licence.state).label}状态", "firm", already=True)]
        return []


_FIRM = organisation_field("律师事务所", synonyms=("律所", "机构", "律师事务所名称"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    firm: Annotated[UUID, _FIRM]
    name: Annotated[str | None, Text(label="新名称", required=False, longest=60)] = None
    form: Annotated[str | None, Choice(label="新组织形式", choices=FirmForm, required=False)] = None
    capital: Annotated[Decimal | None, Amount(label="新设立资产（元）", required=False)] = None


@act
class ChangeFirm(FirmAct):
    """A firm's new name begins a clock for each of its branches: they follow within the limit, by this act of their own."""

    kind = "register.change_firm"
    title = "变更名称、组织形式、设立资产"
    law = ("R133-26",)
    Input = Renamed
    tables = (Organisation, FirmLicence, ClockInterval)
    asks_day = "变更日期"
    alone = ("name",)

    @classmethod
    def facts(cls, many: Sequence[Renamed], days: Sequence[date]) -> list[FirmFacts]:
        renamed = [given.firm for given in many if given.name]
        branches, clocks = rows_by(Organisation, "parent", renamed), rows_by(ClockInterval, "subject", renamed)
        licences = rows_by(FirmLicence, "organisation", (row.subject for rows in branches.values() for row in rows))
        return [
            replace(
                fact,
                branches=[
                    row.subject
                    for row in branches.get(given.firm, ())
                    if row_on([row], on) and any(not FirmState(held.state).ended for held in licences[row.subject][-1:])
                ],
                clocks=clocks.get(given.firm, ()),
            )
            for fact, given, on in zip(super().facts(many, days), many, days, strict=True)
        ]

    @classmethod
    def rules(cls, given: Renamed, fact: FirmFacts, on: date) -> list[Refusal]:
        refused = super().rules(given, fact, on)
        if refused:
            return refused
        if not given.name and not given.form and given.capital is None:
            return [Refusal("新名称、新组织形式、新设立资产至少填一项", "name")]
        if given.name or given.form:
            refused = not_while_suspended(fact.firm.licence(on), "变更名称、组织形式")
        if given.name and any(row.valid_to > on and row.subject != given.firm for row in fact.named):
            return [Refusal(f"已有名为“{given.name}”的机构", "name", "律师事务所名称管理办法第四条")]
        licence = fact.firm.licence(on)
        if licence and given.name in (None, fact.firm.name(on)) and not cls.licensed(given, licence):
            return [Refusal("名称、组织形式、设立资产没有变化", "name", already=True)]
        return refused

    @staticmethod
    def licensed(given: Renamed, licence: FirmLicence) -> dict[str, Any]:
        """What of the licence changes."""
        told = {"form": given.form, "capital": given.capital}
        return {name: value for name, value in told.items() if value is not None and value != getattr(licence, name)}

    @classmethod
    def rows(cls, given: Renamed, fact: FirmFacts, on: date) -> Written:
        written = Written(given.firm)
        name, licence = row_on(fact.firm.names, on), fact.firm.licence(on)
        if given.name and name and given.name != name.name:
            written.add(change(name, on, name=given.name, sort_key=organisation_sort_key(given.name)))
            written.add(*(stop(clock, on) for clock in open_clocks(fact.clocks, BRANCH_RENAME, on)))
            written.add(*((begin(BRANCH_RENAME, branch, on), ()) for branch in fact.branches))
        if licence and (changed := cls.licensed(given, licence)):
            written.add(change(licence, on, **changed))
        return written


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    firm: Annotated[UUID, _FIRM]
    district: Annotated[str, _DISTRICT]
    area: Annotated[str | None, _AREA] = None
    address: Annotated[str | None, _ADDRESS] = None


@act
class MoveSeat(FirmAct):
    kind = "register.move_seat"
    title = "变更住所"
    law = ("R133-26", "R133-27")
    Input = Moved
    asks_day = "迁入日期"
    within = "firm.filing"

    @staticmethod
    def seat(given: Moved) -> dict[str, str]:
        return {"district": given.district, "area": given.area or "", "address": given.address or ""}

    @classmethod
    def rules(cls, given: Moved, fact: FirmFacts, on: date) -> list[Refusal]:
        seat = row_on(fact.firm.seats, on)
        if seat and all(getattr(seat, name) == value for name, value in cls.seat(given).items()):
            return [Refusal("住所没有变化", "address", already=True)]
        return super().rules(given, fact, on)

    @classmethod
    def rows(cls, given: Moved, fact: FirmFacts, on: date) -> Written:
        seat = row_on(fact.firm.seats, on)
        if seat is None:
            since = free_until(fact.firm.seats, on)
            return Written(
                given.firm, [Seat(organisation=given.firm, valid_from=on, valid_to=since, **cls.seat(given))]
            )
        opened, closed = change(seat, on, **cls.seat(given))
        return Written(given.firm, [*opened], [*closed])


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    firm: Annotated[UUID, _FIRM]


@act
class DissolveFirm(FirmAct):
    kind = "register.dissolve_firm"
    title = "终止注销"
    law: ClassVar[tuple[str, ...]] = ("R133-31", "R133-32")
    Input: ClassVar[type[Any]] = Ended
    tables: ClassVar[tuple[type[Row], ...]] = (FirmLicence, Seat, ClockInterval)
    needs_people = True
    needs_clocks = True
    grave = True
    asks_day = "注销之日"
    state = FirmState.CANCELLED

    @classmethod
    def rules(cls, given: Any, fact: FirmFacts, on: date) -> list[Refusal]:
        refused = super().rules(given, fact, on) or not_while_suspended(fact.firm.licence(on), cls.title)
        here = sum(1 for row in fact.engaged if row.valid_from <= on < row.valid_to)
        if not refused and here:
            refused = [
                Refusal(f"尚有 {here} 名律师在所执业，应先办理转所或离所", "firm", "律师事务所管理办法第三十二条")
            ]
        return refused

    @classmethod
    def rows(cls, given: Any, fact: FirmFacts, on: date) -> Written:
        ended = {"state": cls.state, "successor": getattr(given, "successor", None)}
        opened, closed = change_for_good(fact.firm.licences, on, **ended)
        written = Written(given.firm, [*opened], [*closed])
        written.add(end_all(fact.firm.seats, on), *(stop(c, on) for c in open_clocks(fact.clocks, CANCELLATION, on)))
        return written


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    firm: Annotated[UUID, _FIRM]
    successor: Annotated[UUID, organisation_field("承继律师事务所", synonyms=("合并后律师事务所",))]


@act
class MergeFirm(DissolveFirm):
    kind = "register.merge_firm"
    title = "并入另一律师事务所"
    law = ("R133-30",)
    Input = Merged
    asks_day = "合并之日"

    @classmethod
    def reads(cls, given: Merged) -> Iterable[UUID]:
        return (given.successor,)

    @classmethod
    def rules(cls, given: Any, fact: FirmFacts, on: date) -> list[Refusal]:
        if given.firm == given.successor:
            return [Refusal("不能并入自身", "successor")]
        successor = fact.successor.licence(on) if fact.successor else None
        if successor is None or successor.state != FirmState.PRACTISING:
            return [Refusal("承继律师事务所当日不在执业状态", "successor", "律师事务所管理办法第三十条")]
        return super().rules(given, fact, on)
