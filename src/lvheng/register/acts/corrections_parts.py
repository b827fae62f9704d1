"""更正 of what a firm has beside its licence, of offices abroad and from abroad with their people, and of posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.acts.act import Place, act
from lvheng.kernel.acts.fields import Amount, Choice, Day, Listed, Refusal, Text, Whole
from lvheng.kernel.places.listed import country_titles
from lvheng.kernel.rows import Row
from lvheng.register.acts.corrections import Bounds, Correction, Facts
from lvheng.register.choices import DivisionManner, OfficeKind, RepresentativePosition, StaffKind, Tenure
from lvheng.register.facts import organisations, rows_by
from lvheng.register.models import (
    Charter,
    FirmDivision,
    FirmStaff,
    OfficeMember,
    OverseasOffice,
    PartnerShare,
    Premises,
    ProfessionalInsurance,
    RepresentativeOffice,
)
from lvheng.register.posts import firm_post_titles
from lvheng.register.references import organisation_field
from lvheng.register.rules_firms import one_head, within_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareAsWas(Bounds):
    contribution: Annotated[Decimal | None, Amount(label="出资额（元）", required=False)] = None
    share: Annotated[Decimal | None, Amount(label="份额（%）", required=False)] = None


@act
class CorrectShare(Correction):
    kind = "register.correct_share"
    title = "更正合伙人出资"
    Input = ShareAsWas
    model = PartnerShare
    tables = (PartnerShare,)

    @classmethod
    def rules(cls, given: Any, fact: Facts, on: date) -> list[Refusal]:
        refused = super().rules(given, fact, on)
        if refused or given.share is None or fact.row is None:
            return refused
        new = cls.as_it_was(given, fact.row)
        others = [row for row in fact.rows if isinstance(row, PartnerShare) and row.thread != fact.row.thread]
        days = {new.valid_from, *(row.valid_from for row in others if new.valid_from < row.valid_from < new.valid_to)}
        checked = [within_whole(others, given.share, day) for day in sorted(days)]
        return next((each for each in checked if each), [])


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterAsWas(Bounds):
    adopted_on: Annotated[date | None, Day(label="通过日期", required=False)] = None
    party_clause: Annotated[int | None, Whole(label="载明党组织事项（1 是 0 否）", most=1, required=False)] = None


@act
class CorrectCharter(Correction):
    kind = "register.correct_charter"
    title = "更正章程登记"
    Input = CharterAsWas
    model = Charter
    tables = (Charter,)

    @classmethod
    def changed(cls, given: Any) -> dict[str, Any]:
        changed = super().changed(given)
        return changed | ({"party_clause": bool(given.party_clause)} if given.party_clause is not None else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class PremisesAsWas(Bounds):
    tenure: Annotated[str | None, Choice(label="使用方式", required=False, choices=Tenure)] = None
    floor_area: Annotated[Decimal | None, Amount(label="建筑面积（平方米）", required=False)] = None
    held_until: Annotated[date | None, Day(label="使用期限至", required=False)] = None


@act
class CorrectPremises(Correction):
    kind = "register.correct_premises"
    title = "更正办公场所登记"
    Input = PremisesAsWas
    model = Premises
    tables = (Premises,)


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceAsWas(Bounds):
    policy: Annotated[str | None, Text(label="保单号", required=False, longest=40)] = None
    insurer: Annotated[str | None, Text(label="保险人", required=False, longest=60)] = None
    amount: Annotated[Decimal | None, Amount(label="保险金额（元）", required=False)] = None


@act
class CorrectInsurance(Correction):
    kind = "register.correct_insurance"
    title = "更正执业责任保险登记"
    Input = InsuranceAsWas
    model = ProfessionalInsurance
    tables = (ProfessionalInsurance,)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAsWas(Bounds):
    kind: Annotated[str | None, Choice(label="人员类别", required=False, choices=StaffKind)] = None
    count: Annotated[int | None, Whole(label="人数", required=False, most=100_000)] = None


@act
class CorrectStaff(Correction):
    kind = "register.correct_staff"
    title = "更正聘用的非律师人员"
    Input = StaffAsWas
    model = FirmStaff
    tables = (FirmStaff,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionAsWas(Bounds):
    manner: Annotated[str | None, Choice(label="分立方式", required=False, choices=DivisionManner)] = None
    successor: Annotated[UUID | None, organisation_field("承继律师事务所", required=False)] = None


@act
class CorrectDivision(Correction):
    kind = "register.correct_division"
    title = "更正分立登记"
    Input = DivisionAsWas
    model = FirmDivision
    tables = (FirmDivision,)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverseasAsWas(Bounds):
    name: Annotated[str | None, Text(label="名称", required=False, longest=120)] = None
    country: Annotated[str | None, Listed(label="国家或地区", options=country_titles, required=False)] = None
    city: Annotated[str | None, Text(label="城市", required=False, longest=60)] = None
    kind: Annotated[str | None, Choice(label="设立方式", required=False, choices=OfficeKind)] = None


@act
class CorrectOverseasOffice(Correction):
    kind = "register.correct_overseas_office"
    title = "更正境外分支机构登记"
    who = (CITY_STAFF,)
    Input = OverseasAsWas
    model = OverseasOffice
    tables = (OverseasOffice,)

    @classmethod
    def place(cls, given: Any, fact: Facts) -> Place:
        return Place(organisation=fact.rows[0].firm if fact.rows else None)  # type: ignore[attr-defined]  # its own rows


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentativeAsWas(Bounds):
    home_firm: Annotated[str | None, Text(label="所属律师事务所", required=False, longest=120)] = None
    country: Annotated[str | None, Listed(label="国家或地区", options=country_titles, required=False)] = None


@act
class CorrectRepresentativeOffice(Correction):
    kind = "register.correct_representative_office"
    title = "更正驻京代表处登记"
    who = (CITY_STAFF,)
    Input = RepresentativeAsWas
    model = RepresentativeOffice
    tables = (RepresentativeOffice,)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAsWas(Bounds):
    position: Annotated[str | None, Choice(label="职务", required=False, choices=RepresentativePosition)] = None
    country: Annotated[str | None, Listed(label="执业资格取得地", options=country_titles, required=False)] = None
    practised_since: Annotated[
        int | None, Whole(label="在中国境外执业起始年", required=False, least=1940, most=2100)
    ] = None


@act
class CorrectOfficeMember(Correction):
    kind = "register.correct_office_member"
    title = "更正代表处、境外机构人员"
    who = (CITY_STAFF,)
    Input = MemberAsWas
    model = OfficeMember
    tables = (OfficeMember,)
    of_person = True


@dataclass(frozen=True, slots=True)
class PostFacts:
    """As `Facts`; `district` is that of the firm, `in_firm` all posts that it has given."""

    rows: Sequence[Row]
    row: Row | None
    district: str
    in_firm: Sequence[Post]
    taken: Sequence[str] = ()


@act
class CorrectPost(Correction):
    """Of a post in a firm only the days can be wrong: another post is another act."""

    kind = "register.correct_post"
    title = "更正任职登记"
    Input = Bounds
    model = Post
    tables = (Post,)

    @classmethod
    def corrects(cls, row: Row) -> bool:
        return isinstance(row, Post) and row.kind in firm_post_titles()

    @classmethod
    def facts(cls, many: Sequence[Any], days: Sequence[date]) -> list[Any]:
        found = super().facts(many, days)
        firms = [fact.row.organisation if isinstance(fact.row, Post) else None for fact in found]
        places, posts = organisations(firms), rows_by(Post, "organisation", firms)
        return [
            PostFacts(fact.rows, fact.row, places[firm].district(date.max), posts[firm] if firm else ())
            for fact, firm in zip(found, firms, strict=True)
        ]

    @classmethod
    def rules(cls, given: Any, fact: Any, on: date) -> list[Refusal]:
        refused = super().rules(given, fact, on)
        if refused or not isinstance(fact.row, Post):
            return refused
        if not cls.corrects(fact.row):
            return [Refusal("只更正律师事务所的任职；工作人员的任用另行办理", "row")]
        new = cls.as_it_was(given, fact.row)
        return one_head(new, fact.in_firm) if isinstance(new, Post) else []
