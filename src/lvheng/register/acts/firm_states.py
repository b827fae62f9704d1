"""停业整顿、吊销、分立: what befalls a firm's licence beside founding, change and its own end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Day, Refusal
from lvheng.kernel.acts.spans import Change, change, change_for_good, end_all
from lvheng.kernel.subjects.models import Seat
from lvheng.register.acts.firms import Ended, FirmAct, FirmFacts
from lvheng.register.choices import DivisionManner, FirmState, LicenceState
from lvheng.register.facts import LawyerFacts, OrganisationFacts, lawyers, organisations, rows_by
from lvheng.register.models import Engagement, FirmDivision, FirmLicence, PartnerShare, PractisingLicence
from lvheng.register.references import organisation_field
from lvheng.register.rules import not_while_suspended
from lvheng.register.rules_firms import may_divide, may_suspend_firm

_FIRM = organisation_field("律师事务所", synonyms=("律所", "机构", "律师事务所名称"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmSuspended:
    firm: Annotated[UUID, _FIRM]
    until: Annotated[date | None, Day(label="期满日期", required=False, hint="期满自动恢复；不填则另行办理恢复")] = None


@act
class SuspendFirm(FirmAct):
    kind = "register.suspend_firm"
    title = "停业整顿（处罚）"
    law = ("LL-50",)
    Input = FirmSuspended
    tables = (FirmLicence,)
    grave = True
    asks_day = "停业整顿之日"

    @classmethod
    def rules(cls, given: FirmSuspended, fact: FirmFacts, on: date) -> list[Refusal]:
        return may_suspend_firm(fact.firm.licence(on), on, given.until)

    @classmethod
    def rows(cls, given: FirmSuspended, fact: FirmFacts, on: date) -> Written:
        licence = fact.firm.licence(on)
        assert licence is not None
        opened, closed = change(licence, on, state=FirmState.SUSPENDED)
        if given.until and given.until < licence.valid_to:
            opened[-1] = opened[-1].again(valid_to=given.until)
            opened.append(licence.again(valid_from=given.until))
        return Written(given.firm, [*opened], [*closed])


@act
class ResumeFirm(FirmAct):
    kind = "register.resume_firm"
    title = "恢复执业（停业整顿期满）"
    law = ("LL-50",)
    Input = Ended
    tables = (FirmLicence,)
    asks_day = "恢复之日"

    @classmethod
    def rules(cls, given: Ended, fact: FirmFacts, on: date) -> list[Refusal]:
        licence = fact.firm.licence(on)
        if licence is None or licence.state != FirmState.SUSPENDED:
            practising = licence is not None and licence.state == FirmState.PRACTISING
            return [Refusal("不在停业整顿期间", "firm", already=practising)]
        return []

    @classmethod
    def rows(cls, given: Ended, fact: FirmFacts, on: date) -> Written:
        opened, closed = change_for_good(fact.firm.licences, on, state=FirmState.PRACTISING)
        return Written(given.firm, [*opened], [*closed])


@dataclass(frozen=True, slots=True)
class RevokedFacts:
    firm: FirmFacts
    people: Sequence[LawyerFacts]


@act
class RevokeFirm(Act[Ended, RevokedFacts]):
    """The firm ends at once; its lawyers are without one from that day (待聘), its posts and shares end."""

    kind = "register.revoke_firm"
    title = "吊销执业许可证"
    law: ClassVar[tuple[str, ...]] = ("LL-50", "R133-31")
    who = (CITY_STAFF,)
    Input = Ended
    tables = (FirmLicence, Seat, Engagement, PractisingLicence, Post, PartnerShare)
    grave = True
    asks_day = "吊销之日"
    state: ClassVar[FirmState] = FirmState.REVOKED

    @classmethod
    def touches(cls, given: Ended) -> Iterable[UUID]:
        return (given.firm,)

    @classmethod
    def facts(cls, many: Sequence[Ended], days: Sequence[date]) -> list[RevokedFacts]:
        engaged = rows_by(Engagement, "organisation", (given.firm for given in many))
        wanted = [
            sorted({row.lawyer for row in engaged[given.firm] if row.valid_to > day})
            for given, day in zip(many, days, strict=True)
        ]
        flat = [(key, day) for keys, day in zip(wanted, days, strict=True) for key in keys]
        people = iter(lawyers([key for key, _ in flat], [day for _, day in flat], held=True))
        firms = FirmAct.facts(many, days)
        return [RevokedFacts(firm, [next(people) for _ in keys]) for firm, keys in zip(firms, wanted, strict=True)]

    @classmethod
    def place(cls, given: Ended, fact: RevokedFacts) -> Place:
        return FirmAct.place(given, fact.firm)

    @classmethod
    def rules(cls, given: Ended, fact: RevokedFacts, on: date) -> list[Refusal]:
        return FirmAct.rules(given, fact.firm, on)

    @classmethod
    def rows(cls, given: Ended, fact: RevokedFacts, on: date) -> Written:
        parts: list[Change[Any]] = [
            change_for_good(fact.firm.firm.licences, on, state=cls.state),
            end_all(fact.firm.firm.seats, on),
        ]
        for person in fact.people:
            parts.append(end_all([row for row in person.engagements if row.organisation == given.firm], on))
            parts.append(end_all(person.held_in(given.firm), on))
            licence = person.licence(on)
            if licence and licence.state in (LicenceState.PRACTISING, LicenceState.ON_LEAVE):
                parts.append(change(licence, on, state=LicenceState.UNATTACHED))
        written = Written(given.firm)
        for opened, closed in parts:
            written.opens += opened
            written.closes += closed
        return written


@act
class AnnulFirm(RevokeFirm):
    """The licence should not have been granted: it ends as by a penalty, but is none."""

    kind = "register.annul_firm"
    title = "撤销设立许可"
    law = ("LL-9", "R133-25")
    asks_day = "撤销之日"
    state = FirmState.ANNULLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    firm: Annotated[UUID, _FIRM]
    manner: Annotated[str, Choice(label="分立方式", choices=DivisionManner)]
    successor: Annotated[UUID, organisation_field("承继律师事务所")]
    second_successor: Annotated[UUID | None, organisation_field("承继律师事务所二", required=False)] = None
    third_successor: Annotated[UUID | None, organisation_field("承继律师事务所三", required=False)] = None

    @property
    def successors(self) -> list[UUID]:
        return [key for key in (self.successor, self.second_successor, self.third_successor) if key]


@dataclass(frozen=True, slots=True)
class DividedFacts:
    firm: FirmFacts
    successors: Sequence[tuple[UUID, OrganisationFacts]]
    links: Sequence[FirmDivision]


@act
class DivideFirm(Act[Divided, DividedFacts]):
    """The firms that carry on are entered before; where the divided one ends, its lawyers have moved."""

    kind = "register.divide_firm"
    title = "分立"
    law = ("R133-30",)
    who = (CITY_STAFF, DISTRICT_STAFF)
    Input = Divided
    tables = (FirmLicence, Seat, FirmDivision)
    grave = True
    asks_day = "分立之日"

    @classmethod
    def touches(cls, given: Divided) -> Iterable[UUID]:
        return (given.firm,)

    @classmethod
    def reads(cls, given: Divided) -> Iterable[UUID]:
        return given.successors

    @classmethod
    def facts(cls, many: Sequence[Divided], days: Sequence[date]) -> list[DividedFacts]:
        known = organisations(key for given in many for key in given.successors)
        engaged = rows_by(Engagement, "organisation", (given.firm for given in many))
        links = rows_by(FirmDivision, "firm", (given.firm for given in many))
        firms = FirmAct.facts([Ended(firm=given.firm) for given in many], days)
        return [
            DividedFacts(
                FirmFacts(firm.firm, engaged[given.firm]),
                [(key, known[key]) for key in given.successors],
                links[given.firm],
            )
            for firm, given in zip(firms, many, strict=True)
        ]

    @classmethod
    def place(cls, given: Divided, fact: DividedFacts) -> Place:
        return FirmAct.place(given, fact.firm)

    @classmethod
    def rules(cls, given: Divided, fact: DividedFacts, on: date) -> list[Refusal]:
        if {row.successor for row in fact.links} >= set(given.successors):
            return [Refusal("这次分立已在册", "firm", already=True)]
        refused = FirmAct.rules(given, fact.firm, on) or not_while_suspended(fact.firm.firm.licence(on), "分立")
        refused = refused or may_divide(given.firm, fact.successors, given.manner, on)
        here = sum(1 for row in fact.firm.engaged if row.valid_from <= on < row.valid_to)
        if not refused and here and given.manner == DivisionManner.DISSOLVED:
            sentence = f"尚有 {here} 名律师在所执业，应先办理转所"
            return [Refusal(sentence, "firm", "律师事务所管理办法第三十条")]
        return refused

    @classmethod
    def rows(cls, given: Divided, fact: DividedFacts, on: date) -> Written:
        links: list[Any] = [
            FirmDivision(firm=given.firm, successor=key, manner=given.manner, valid_from=on) for key in given.successors
        ]
        written = Written(given.firm, links)
        if given.manner == DivisionManner.DISSOLVED:
            for opened, closed in (
                change_for_good(fact.firm.firm.licences, on, state=FirmState.CANCELLED),
                end_all(fact.firm.firm.seats, on),
            ):
                written.opens += opened
                written.closes += closed
        return written
