"""换发证书: a lawyer or a firm gets another number. The retired number stays in the rows before and leads on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Refusal, Text
from lvheng.kernel.acts.spans import change, row_on
from lvheng.kernel.numbers.credit_code import check_credit_code
from lvheng.kernel.numbers.licence_number import check_licence_number
from lvheng.register.acts.engagements import LawyerAct
from lvheng.register.acts.firms import FirmAct, FirmFacts
from lvheng.register.facts import LawyerFacts, rows_by
from lvheng.register.models import FirmLicence, PractisingLicence
from lvheng.register.references import lawyer_field, organisation_field


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNumber:
    lawyer: Annotated[UUID, lawyer_field()]
    number: Annotated[str, Text(label="新执业证号", check=check_licence_number)]


@dataclass(frozen=True, slots=True)
class NumberFacts:
    lawyer: LawyerFacts
    numbered: Sequence[PractisingLicence]


@act
class ReissueLicence(Act[NewNumber, NumberFacts]):
    kind = "register.reissue_licence"
    title = "换发律师执业证（新证号）"
    law = ("R134-15",)
    who = LawyerAct.who
    Input = NewNumber
    tables = (PractisingLicence,)
    asks_day = "换发日期"
    alone = ("number",)
    touches = LawyerAct.touches

    @classmethod
    def facts(cls, many: Sequence[NewNumber], days: Sequence[date]) -> list[NumberFacts]:
        numbered = rows_by(PractisingLicence, "number", (given.number for given in many))
        return [
            NumberFacts(fact, numbered[given.number])
            for fact, given in zip(LawyerAct.facts(many, days), many, strict=True)
        ]

    @classmethod
    def place(cls, given: NewNumber, fact: NumberFacts) -> Place:
        return LawyerAct.place(given, fact.lawyer)

    @classmethod
    def rules(cls, given: NewNumber, fact: NumberFacts, on: date) -> list[Refusal]:
        licence = fact.lawyer.licence(on)
        if licence is None:
            return [Refusal(f"{on} 当日没有执业证", "lawyer")]
        if licence.number == given.number:
            return [Refusal("执业证号没有变化", "number", already=True)]
        if fact.numbered:
            return [Refusal(f"执业证号 {given.number} 已用过，作废的证号不得再用", "number")]
        return []

    @classmethod
    def rows(cls, given: NewNumber, fact: NumberFacts, on: date) -> Written:
        written = Written(given.lawyer)
        for row in fact.lawyer.licences:
            if row.valid_to > on:  # planned changes go on under the new number
                opened, closed = change(row, on, number=given.number)
                written.opens += opened
                written.closes += closed
        return written


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCode:
    firm: Annotated[UUID, organisation_field("律师事务所")]
    credit_code: Annotated[str, Text(label="新统一社会信用代码", check=check_credit_code)]


@dataclass(frozen=True, slots=True)
class CodeFacts:
    firm: FirmFacts
    coded: Sequence[FirmLicence]


@act
class ReissueFirmLicence(Act[NewCode, CodeFacts]):
    kind = "register.reissue_firm_licence"
    title = "换发执业许可证（新代码）"
    law = ("R133-22",)
    who = FirmAct.who
    Input = NewCode
    tables = (FirmLicence,)
    asks_day = "换发日期"
    alone = ("credit_code",)
    touches = FirmAct.touches

    @classmethod
    def facts(cls, many: Sequence[NewCode], days: Sequence[date]) -> list[CodeFacts]:
        coded = rows_by(FirmLicence, "credit_code", (given.credit_code for given in many))
        firms: Any = FirmAct.facts(many, days)
        return [CodeFacts(firm, coded[given.credit_code]) for firm, given in zip(firms, many, strict=True)]

    @classmethod
    def place(cls, given: NewCode, fact: CodeFacts) -> Place:
        return FirmAct.place(given, fact.firm)

    @classmethod
    def rules(cls, given: NewCode, fact: CodeFacts, on: date) -> list[Refusal]:
        now = row_on(fact.firm.firm.licences, on)
        if now and now.credit_code == given.credit_code:
            return [Refusal("统一社会信用代码没有变化", "credit_code", already=True)]
        if fact.coded:
            return [Refusal(f"统一社会信用代码 {given.credit_code} 已用过，作废的代码不得再用", "credit_code")]
        return FirmAct.rules(given, fact.firm, on)

    @classmethod
    def rows(cls, given: NewCode, fact: CodeFacts, on: date) -> Written:
        written = Written(given.firm)
        for row in fact.firm.firm.licences:
            if row.valid_to > on:
                opened, closed = change(row, on, credit_code=given.credit_code)
                written.opens += opened
                written.closes += closed
        return written
