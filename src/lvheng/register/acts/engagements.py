"""Where a lawyer practises: beginning, moving, leaving, and the standing in the firm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Protocol
from uuid import UUID

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF, FieldClass, PostKind
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Day, Refusal
from lvheng.kernel.acts.spans import change, end_all, free_until
from lvheng.kernel.rows import Row
from lvheng.kernel.time.days import OPEN_DAY
from lvheng.register.choices import ROLE_WORDS, EngagementRole, LicenceState
from lvheng.register.facts import LawyerFacts, lawyers
from lvheng.register.models import Engagement, PartnerShare, PractisingLicence
from lvheng.register.references import lawyer_field, organisation_field
from lvheng.register.rules import (
    free_to_leave,
    in_practice,
    may_be_partner,
    may_engage,
    may_join_after_office,
    may_transfer,
    one_firm_only,
    right_kind_of_place,
)


class OfLawyer(Protocol):
    @property
    def lawyer(self) -> UUID: ...


class LawyerAct(Act[Any, LawyerFacts]):
    """The shape of acts on one lawyer: facts, place and locks follow from the input `lawyer` (and `organisation`)."""

    who: ClassVar[tuple[PostKind, ...]] = (CITY_STAFF, DISTRICT_STAFF)
    tables: ClassVar[tuple[type[Row], ...]] = (PractisingLicence, Engagement, Post, PartnerShare)
    needs_held = False
    needs_offices = False

    @classmethod
    def touches(cls, given: OfLawyer) -> Iterable[UUID]:
        return (given.lawyer,)

    @classmethod
    def reads(cls, given: Any) -> Iterable[UUID]:
        target = getattr(given, "organisation", None)
        return (target,) if target else ()

    @classmethod
    def facts(cls, many: Sequence[Any], days: Sequence[date]) -> list[LawyerFacts]:
        targets = [getattr(given, "organisation", None) for given in many]
        keys = [given.lawyer for given in many]
        return lawyers(keys, days, targets, held=cls.needs_held, offices=cls.needs_offices)

    @classmethod
    def place(cls, given: Any, fact: LawyerFacts) -> Place:
        """Where the lawyer goes, or is on the day; who has moved since is the new place's lawyer too."""
        where = fact.there if fact.there.seats else fact.here
        return Place(where.district(date.max), None, given.lawyer, fact.moved_to(given.lawyer))


_ROLE = Choice(label="所内身份", choices=EngagementRole, also=ROLE_WORDS, required=False, synonyms=("身份",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Engaged:
    lawyer: Annotated[UUID, lawyer_field()]
    organisation: Annotated[UUID, organisation_field(synonyms=("律师事务所",))]
    role: Annotated[str | None, _ROLE] = None
    until: Annotated[date | None, Day(label="离所日期", required=False, synonyms=("止", "终止日期"))] = None


@act
class Engage(LawyerAct):
    kind = "register.engage"
    title = "登记执业机构"
    law = ("LL-10", "R134-47")
    Input = Engaged
    needs_offices = True
    asks_day = "入所日期"

    @classmethod
    def rules(cls, given: Engaged, fact: LawyerFacts, on: date) -> list[Refusal]:
        licence = fact.licence(on)
        if licence is None:
            return [Refusal(f"{on} 当日没有执业证", "lawyer", "律师法第十三条")]
        if refused := may_engage(licence):
            return refused
        until = given.until or free_until(fact.engagements, on)
        if until <= on:
            return [Refusal(f"离所日期 {until} 不晚于入所日期 {on}", "until")]
        refused = one_firm_only(fact.engagements, given.organisation, on, until)
        if refused:
            return refused
        if given.role == EngagementRole.PARTNER:
            refused = may_be_partner(licence, on, fact.licences)
        return [*refused, *_admitted(licence, fact, on)]

    @classmethod
    def rows(cls, given: Engaged, fact: LawyerFacts, on: date) -> Written:
        licence = fact.licence(on)
        assert licence is not None
        until = given.until or free_until(fact.engagements, on)
        role = given.role or EngagementRole.EMPLOYED
        row = Engagement(lawyer=given.lawyer, organisation=given.organisation, role=role, valid_from=on, valid_to=until)
        written = Written(given.lawyer, [row])
        if licence.state == LicenceState.UNATTACHED and until == OPEN_DAY:
            opened, closed = change(licence, on, state=LicenceState.PRACTISING)
            written.opens += opened
            written.closes += closed
        return written


def _admitted(licence: PractisingLicence, fact: LawyerFacts, on: date) -> list[Refusal]:
    """Whether the organisation may take the lawyer in on the day."""
    return [
        *in_practice(fact.there, on, "organisation"),
        *right_kind_of_place(licence.kind, fact.there),
        *may_join_after_office(fact.offices, fact.there, on),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred:
    lawyer: Annotated[UUID, lawyer_field()]
    organisation: Annotated[UUID, organisation_field("转入机构", synonyms=("新执业机构", "新所", "转入律师事务所"))]
    role: Annotated[str | None, _ROLE] = None


@act
class Transfer(LawyerAct):
    kind = "register.transfer"
    title = "变更执业机构"
    law = ("R134-20", "R134-21")
    Input = Transferred
    needs_held = True
    needs_offices = True
    asks_day = "变更日期"

    @classmethod
    def rules(cls, given: Transferred, fact: LawyerFacts, on: date) -> list[Refusal]:
        licence, engagement = fact.licence(on), fact.engagement(on)
        refused = may_transfer(licence, engagement, given.organisation, on)
        if refused or licence is None or engagement is None:
            return refused
        if given.role == EngagementRole.PARTNER and engagement.role != EngagementRole.PARTNER:
            refused = may_be_partner(licence, on, fact.licences)
        return [*refused, *free_to_leave(fact, on), *_admitted(licence, fact, on)]

    @classmethod
    def rows(cls, given: Transferred, fact: LawyerFacts, on: date) -> Written:
        row = fact.engagement(on)
        assert row is not None
        opened, closed = change(row, on, organisation=given.organisation, role=given.role or EngagementRole.EMPLOYED)
        written = Written(given.lawyer, [*opened], [*closed])
        more, gone = end_all(fact.held_in(row.organisation), on)
        written.opens += more
        written.closes += gone
        return written


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    lawyer: Annotated[UUID, lawyer_field()]


@act
class LeaveFirm(LawyerAct):
    kind = "register.leave_firm"
    title = "离开执业机构（待聘）"
    law = ("R134-23",)
    Input = Leaving
    needs_held = True
    asks_day = "离所日期"

    @classmethod
    def rules(cls, given: Leaving, fact: LawyerFacts, on: date) -> list[Refusal]:
        licence = fact.licence(on)
        if fact.engagement(on) is None:
            if licence and licence.state == LicenceState.UNATTACHED:
                return [Refusal("已离所，处于待聘状态", "lawyer", already=True)]
            return [Refusal(f"{on} 当日没有执业机构", "lawyer")]
        if licence is None or licence.state != LicenceState.PRACTISING:
            return [Refusal("只有执业状态的律师可以登记离所", "lawyer", "律师执业管理办法第二十三条")]
        return []

    @classmethod
    def rows(cls, given: Leaving, fact: LawyerFacts, on: date) -> Written:
        licence = fact.licence(on)
        assert licence is not None
        written = Written(given.lawyer)
        for opened, closed in (
            change(licence, on, state=LicenceState.UNATTACHED),
            end_all(fact.engagements, on),
            end_all([*fact.posts, *fact.shares], on),
        ):
            written.opens += opened
            written.closes += closed
        return written


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRole:
    lawyer: Annotated[UUID, lawyer_field()]
    role: Annotated[str, Choice(label="所内身份", choices=EngagementRole, field_class=FieldClass.PUBLIC)]


@act
class ChangeRole(LawyerAct):
    kind = "register.change_role"
    title = "变更所内身份"
    law = ("R133-26", "R133-28")
    Input = NewRole
    needs_held = True
    asks_day = "变更日期"

    @classmethod
    def rules(cls, given: NewRole, fact: LawyerFacts, on: date) -> list[Refusal]:
        row = fact.engagement(on)
        if row is None:
            return [Refusal(f"{on} 当日没有执业机构", "lawyer")]
        if row.role == given.role:
            return [Refusal("所内身份没有变化", "role", already=True)]
        licence = fact.licence(on)
        partner = given.role == EngagementRole.PARTNER
        return may_be_partner(licence, on, fact.licences) if licence and partner else []

    @classmethod
    def rows(cls, given: NewRole, fact: LawyerFacts, on: date) -> Written:
        row = fact.engagement(on)
        assert row is not None
        opened, closed = change(row, on, role=given.role)
        more, gone = end_all([share for share in fact.shares if share.firm == row.organisation], on)
        return Written(given.lawyer, [*opened, *more], [*closed, *gone])
