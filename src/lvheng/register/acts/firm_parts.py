"""合伙人出资、章程、办公场所、执业责任保险、聘用人员: what a firm consists of beside its licence, each from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF, PostKind
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Amount, Choice, Day, Refusal, Text, Whole
from lvheng.kernel.acts.spans import change, end_all, free_until, row_on
from lvheng.kernel.rows import Row
from lvheng.register.acts.firms import FirmAct, FirmFacts
from lvheng.register.choices import StaffKind, Tenure
from lvheng.register.facts import LawyerFacts, lawyers, rows_by
from lvheng.register.models import Charter, FirmStaff, PartnerShare, Premises, ProfessionalInsurance
from lvheng.register.posts import HEAD
from lvheng.register.references import lawyer_field, organisation_field
from lvheng.register.rules_firms import may_hold_share

_FIRM = organisation_field("律师事务所", synonyms=("律所", "律师事务所名称"))


@dataclass(frozen=True, slots=True)
class PartFacts:
    firm: FirmFacts
    rows: Sequence[Row]
    partner: LawyerFacts | None = None


class FirmPart(Act[Any, PartFacts]):
    """The shape: of one thread of `model`, the firm's and maybe one more column's, something else is true from the day.

    Fields of the input that bear the name of a column are what is told; a part may end on a day (`until`)."""

    model: ClassVar[type[Row]]
    who: ClassVar[tuple[PostKind, ...]] = (CITY_STAFF, DISTRICT_STAFF)

    @classmethod
    def touches(cls, given: Any) -> Iterable[UUID]:
        return (given.firm,)

    @classmethod
    def facts(cls, many: Sequence[Any], days: Sequence[date]) -> list[PartFacts]:
        rows = rows_by(cls.model, "firm", (given.firm for given in many))
        firms = FirmAct.facts(many, days)
        return [PartFacts(firm, rows[given.firm]) for firm, given in zip(firms, many, strict=True)]

    @classmethod
    def place(cls, given: Any, fact: PartFacts) -> Place:
        return FirmAct.place(given, fact.firm)

    @classmethod
    def told_of(cls, given: Any) -> dict[str, Any]:
        return {name: getattr(given, name) for name in cls.model.told()}

    @classmethod
    def thread(cls, given: Any, fact: PartFacts) -> list[Row]:
        key = tuple(cls.told_of(given)[name] for name in cls.model.THREAD)
        return [row for row in fact.rows if row.thread == key]

    @classmethod
    def rules(cls, given: Any, fact: PartFacts, on: date) -> list[Refusal]:
        refused = FirmAct.rules(given, fact.firm, on)
        now = row_on(cls.thread(given, fact), on)
        if not refused and now and all(getattr(now, n) == value for n, value in cls.told_of(given).items()):
            return [Refusal(f"{cls.model.TITLE}没有变化", "firm", already=True)]
        return refused

    @classmethod
    def rows(cls, given: Any, fact: PartFacts, on: date) -> Written:
        rows = cls.thread(given, fact)
        now = row_on(rows, on)
        if now is None:
            until = getattr(given, "until", None) or free_until(rows, on)
            return Written(given.firm, [cls.model(valid_from=on, valid_to=until, **cls.told_of(given))])
        opened, closed = change(now, on, **cls.told_of(given))
        return Written(given.firm, [*opened], [*closed])


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributed:
    firm: Annotated[UUID, _FIRM]
    lawyer: Annotated[UUID, lawyer_field("合伙人", synonyms=("合伙人执业证号", "执业证号"))]
    contribution: Annotated[Decimal, Amount(label="出资额（元）", synonyms=("出资额", "出资"))]
    share: Annotated[Decimal, Amount(label="份额（%）", synonyms=("份额", "出资比例"))]


@act
class EnterShare(FirmPart):
    kind = "register.enter_share"
    title = "登记合伙人出资"
    law: ClassVar[tuple[str, ...]] = ("R133-17", "SFT0022-DATA")
    Input: ClassVar[type[Any]] = Contributed
    model = PartnerShare
    tables = (PartnerShare,)
    asks_day = "出资日期"

    @classmethod
    def reads(cls, given: Contributed) -> Iterable[UUID]:
        return (given.lawyer,)

    @classmethod
    def facts(cls, many: Sequence[Contributed], days: Sequence[date]) -> list[PartFacts]:
        partners = lawyers([given.lawyer for given in many], days)
        found = super().facts(many, days)
        return [PartFacts(fact.firm, fact.rows, who) for fact, who in zip(found, partners, strict=True)]

    @classmethod
    def told_of(cls, given: Contributed) -> dict[str, Any]:
        share = round(given.share, 2)
        return {"firm": given.firm, "partner": given.lawyer, "contribution": given.contribution, "share": share}

    @classmethod
    def rules(cls, given: Contributed, fact: PartFacts, on: date) -> list[Refusal]:
        refused = super().rules(given, fact, on)
        licence = fact.firm.firm.licence(on)
        if refused or licence is None or fact.partner is None:
            return refused
        shares = [row for row in fact.rows if isinstance(row, PartnerShare)]
        return may_hold_share(fact.partner, given.firm, licence.form, shares, given.share, given.lawyer, on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    firm: Annotated[UUID, _FIRM]
    lawyer: Annotated[UUID, lawyer_field("合伙人", synonyms=("合伙人执业证号", "执业证号"))]


@act
class EndShare(EnterShare):
    """Shares also end by themselves with the partnership of whoever leaves or is a partner no more."""

    kind = "register.end_share"
    title = "合伙人退出出资"
    law = ("R133-17",)
    Input = Withdrawn
    asks_day = "退出日期"

    @classmethod
    def told_of(cls, given: Any) -> dict[str, Any]:
        return {"firm": given.firm, "partner": given.lawyer}

    @classmethod
    def rules(cls, given: Any, fact: PartFacts, on: date) -> list[Refusal]:
        rows = cls.thread(given, fact)
        return [] if row_on(rows, on) else [Refusal("当日没有这项出资", "lawyer", already=bool(rows))]

    @classmethod
    def rows(cls, given: Any, fact: PartFacts, on: date) -> Written:
        opened, closed = end_all(cls.thread(given, fact), on)
        return Written(given.firm, [*opened], [*closed])


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    firm: Annotated[UUID, _FIRM]
    adopted_on: Annotated[date, Day(label="通过日期", synonyms=("章程通过日期",))]
    party_clause: Annotated[int, Whole(label="载明党组织事项（1 是 0 否）", most=1, synonyms=("党建入章",))]


@act
class EnterCharter(FirmPart):
    kind = "register.enter_charter"
    title = "登记章程"
    law = ("R133-16", "R133-26")
    Input = Adopted
    model = Charter
    tables = (Charter,)
    asks_day = "章程生效日期"

    @classmethod
    def told_of(cls, given: Adopted) -> dict[str, Any]:
        return super().told_of(given) | {"party_clause": bool(given.party_clause)}

    @classmethod
    def rules(cls, given: Adopted, fact: PartFacts, on: date) -> list[Refusal]:
        if given.adopted_on > on:
            return [Refusal(f"通过日期 {given.adopted_on} 晚于生效日期 {on}", "adopted_on")]
        return super().rules(given, fact, on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Housed:
    firm: Annotated[UUID, _FIRM]
    tenure: Annotated[str, Choice(label="使用方式", choices=Tenure)]
    floor_area: Annotated[Decimal, Amount(label="建筑面积（平方米）", synonyms=("面积", "办公面积"))]
    held_until: Annotated[date | None, Day(label="使用期限至", required=False, synonyms=("租期至",))] = None


@act
class EnterPremises(FirmPart):
    kind = "register.enter_premises"
    title = "登记办公场所"
    law = ("R133-19", "R133-26")
    who = (CITY_STAFF, DISTRICT_STAFF, HEAD)
    Input = Housed
    model = Premises
    tables = (Premises,)
    asks_day = "起用日期"


@dataclass(frozen=True, slots=True, kw_only=True)
class Insured:
    firm: Annotated[UUID, _FIRM]
    policy: Annotated[str, Text(label="保单号", longest=40)]
    insurer: Annotated[str, Text(label="保险人", longest=60, synonyms=("保险公司",))]
    amount: Annotated[Decimal, Amount(label="保险金额（元）", synonyms=("保额",))]
    until: Annotated[date, Day(label="保险期至", synonyms=("到期日",))]


@act
class EnterInsurance(FirmPart):
    kind = "register.enter_insurance"
    title = "登记执业责任保险"
    law = ("SFT0022-DATA",)
    who = (CITY_STAFF, DISTRICT_STAFF, HEAD)
    Input = Insured
    model = ProfessionalInsurance
    tables = (ProfessionalInsurance,)
    asks_day = "起保日期"

    @classmethod
    def rules(cls, given: Insured, fact: PartFacts, on: date) -> list[Refusal]:
        if given.until <= on:
            return [Refusal(f"保险期至 {given.until} 不晚于起保日期 {on}", "until")]
        return super().rules(given, fact, on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Employed:
    firm: Annotated[UUID, _FIRM]
    kind: Annotated[str, Choice(label="人员类别", choices=StaffKind)]
    count: Annotated[int, Whole(label="人数", most=100_000)]


@act
class DeclareStaff(FirmPart):
    kind = "register.declare_staff"
    title = "申报聘用的非律师人员"
    law = ("SFT0022-DATA",)
    who = (CITY_STAFF, DISTRICT_STAFF, HEAD)
    Input = Employed
    model = FirmStaff
    tables = (FirmStaff,)
    asks_day = "截至日期"
