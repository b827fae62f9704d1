"""What firms declare of a year, and what others count: numbers that come from outside the register, with their source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID, uuid5

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Amount, Listed, Refusal, Text, Whole
from lvheng.kernel.acts.spans import change, correct, row_on
from lvheng.kernel.places.listed import district_titles
from lvheng.kernel.subjects.models import SubjectKind
from lvheng.kernel.time.days import OPEN_DAY
from lvheng.register.acts.firms import FirmAct, FirmFacts
from lvheng.register.facts import rows_by
from lvheng.register.models import OutsideStatistic, YearlyReturn
from lvheng.register.posts import HEAD
from lvheng.register.references import organisation_field


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    firm: Annotated[UUID, organisation_field("律师事务所", synonyms=("律所", "律师事务所名称"))]
    year: Annotated[int, Whole(label="年度", least=1990, most=2100)]
    revenue: Annotated[Decimal, Amount(label="业务收入（元）", synonyms=("业务收入", "收入"))]
    tax: Annotated[Decimal, Amount(label="纳税总额（元）", synonyms=("纳税总额", "纳税", "税金"))]
    matters: Annotated[int, Whole(label="办理业务（件）", synonyms=("业务量", "办理业务", "件数"))]


@dataclass(frozen=True, slots=True)
class DeclaredFacts:
    firm: FirmFacts
    returns: Sequence[YearlyReturn]


def year_span(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year + 1, 1, 1)


@act
class FileReturn(Act[Declared, DeclaredFacts]):
    kind = "register.file_return"
    title = "申报年度业务报表"
    law = ("SFT0022-5.7",)
    who = (CITY_STAFF, DISTRICT_STAFF, HEAD)
    Input = Declared
    tables = (YearlyReturn,)
    asks_day = "申报日期"

    @classmethod
    def touches(cls, given: Declared) -> Iterable[UUID]:
        return (given.firm,)

    @classmethod
    def facts(cls, many: Sequence[Declared], days: Sequence[date]) -> list[DeclaredFacts]:
        returns = rows_by(YearlyReturn, "organisation", (given.firm for given in many))
        firms = FirmAct.facts(many, days)
        return [DeclaredFacts(firm, returns[given.firm]) for firm, given in zip(firms, many, strict=True)]

    @classmethod
    def place(cls, given: Declared, fact: DeclaredFacts) -> Place:
        return Place(fact.firm.firm.district(date.max), given.firm)

    @classmethod
    def rules(cls, given: Declared, fact: DeclaredFacts, on: date) -> list[Refusal]:
        first, after = year_span(given.year)
        if on < first:
            return [Refusal(f"{given.year} 年度尚未开始", "year")]
        if not any(row.valid_from < after and row.valid_to > first for row in fact.firm.firm.licences):
            return [Refusal(f"该所 {given.year} 年度没有执业许可", "year")]
        if given.tax > given.revenue:
            return [Refusal(f"纳税总额 {given.tax} 元高于业务收入 {given.revenue} 元", "tax")]
        before = row_on(fact.returns, first)
        if before and (before.revenue, before.tax, before.matters) == (given.revenue, given.tax, given.matters):
            return [Refusal(f"{given.year} 年度报表已在册", "year", already=True)]
        return []

    @classmethod
    def rows(cls, given: Declared, fact: DeclaredFacts, on: date) -> Written:
        first, after = year_span(given.year)
        filed = YearlyReturn(
            organisation=given.firm,
            year=given.year,
            revenue=given.revenue,
            tax=given.tax,
            matters=given.matters,
            valid_from=first,
            valid_to=after,
        )
        opened, closed = correct(fact.returns, filed)
        return Written(given.firm, [*opened], [*closed])


SERIES_SPACE = UUID("6f0f4f0e-7d0c-5f5c-9a3b-0d8c7c1f5a11")
POPULATION = "resident_population"
_SERIES = {POPULATION: "常住人口（万人）"}


def series_titles() -> dict[str, str]:
    return _SERIES


def area_titles() -> dict[str, str]:
    return {"110000": "北京市"} | district_titles()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    series: Annotated[str, Listed(label="统计项", options=series_titles)]
    area: Annotated[str, Listed(label="地区", options=area_titles)]
    year: Annotated[int, Whole(label="年末", least=1949, most=2100, synonyms=("年份", "年度"))]
    value: Annotated[Decimal, Amount(label="数值", scale=4)]
    unit: Annotated[str, Text(label="单位", longest=12)]
    source: Annotated[str, Text(label="出处", longest=200)]
    verified: Annotated[int | None, Whole(label="已核对原文（1 是 0 否）", required=False, most=1)] = None


@act
class EnterStatistic(Act[Counted, Sequence[OutsideStatistic]]):
    kind = "register.enter_statistic"
    title = "登记外部统计数"
    law = ("STAT-LAW",)
    who = (CITY_STAFF,)
    Input = Counted
    tables = (OutsideStatistic,)
    asks_day = "公布日期"

    @staticmethod
    def subject(given: Counted) -> UUID:
        return uuid5(SERIES_SPACE, f"{given.series}/{given.area}")

    @classmethod
    def touches(cls, given: Counted) -> Iterable[UUID]:
        return (cls.subject(given),)

    @classmethod
    def facts(cls, many: Sequence[Counted], days: Sequence[date]) -> list[Sequence[OutsideStatistic]]:
        rows = rows_by(OutsideStatistic, "series", {given.series for given in many})
        return [[row for row in rows[given.series] if row.area == given.area] for given in many]

    @classmethod
    def place(cls, given: Counted, fact: Sequence[OutsideStatistic]) -> Place:
        return Place(given.area)

    @classmethod
    def rules(cls, given: Counted, fact: Sequence[OutsideStatistic], on: date) -> list[Refusal]:
        same = next((row for row in fact if row.year == given.year), None)
        if same and (same.value, same.source) == (given.value, given.source):
            return [Refusal(f"{given.year} 年末的数已在册", "year", already=True)]
        return []

    @classmethod
    def rows(cls, given: Counted, fact: Sequence[OutsideStatistic], on: date) -> Written:
        since = date(given.year, 12, 31)
        values = {
            "year": given.year,
            "value": given.value,
            "unit": given.unit,
            "source": given.source,
            "verified": bool(given.verified),
        }
        subject = cls.subject(given)
        makes = [] if fact else [(subject, SubjectKind.SERIES)]
        before = row_on(fact, since)
        if before is not None:
            opened, closed = change(before, since, **values)
            return Written(subject, [*opened], [*closed], makes)
        until = min((row.valid_from for row in fact), default=OPEN_DAY)
        row = OutsideStatistic(series=given.series, area=given.area, valid_from=since, valid_to=until, **values)
        return Written(subject, [row], [], makes)
