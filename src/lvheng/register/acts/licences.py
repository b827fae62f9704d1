"""The life of a practising licence after it was granted: each change of state is one act with its article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.acts.act import Written, act
from lvheng.kernel.acts.fields import Choice, Day, Refusal
from lvheng.kernel.acts.spans import change, change_for_good, end_all
from lvheng.register.acts.engagements import LawyerAct
from lvheng.register.choices import LawyerKind, LicenceState
from lvheng.register.facts import LawyerFacts
from lvheng.register.references import lawyer_field
from lvheng.register.rules import may_become, may_suspend_until


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLawyer:
    lawyer: Annotated[UUID, lawyer_field()]


class LicenceStateAct(LawyerAct):
    """The shape: the licence becomes `to`; where the licence ends, engagement and posts end with it."""

    to: ClassVar[LicenceState]
    Input: ClassVar[type[Any]] = OneLawyer
    needs_held = True

    @classmethod
    def rules(cls, given: Any, fact: LawyerFacts, on: date) -> list[Refusal]:
        return may_become(fact.licence(on), cls.to, on)

    @classmethod
    def rows(cls, given: Any, fact: LawyerFacts, on: date) -> Written:
        licence = fact.licence(on)
        assert licence is not None
        if not cls.to.ends_practice:
            opened, closed = change(licence, on, state=cls.to)
            return Written(given.lawyer, [*opened], [*closed])
        written = Written(given.lawyer)
        for more, gone in (
            change_for_good(fact.licences, on, state=cls.to),
            end_all(fact.engagements, on),
            end_all([*fact.posts, *fact.shares], on),
        ):
            written.opens += more
            written.closes += gone
        return written


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended:
    lawyer: Annotated[UUID, lawyer_field()]
    until: Annotated[
        date | None, Day(label="期满日期", required=False, hint="期满自动恢复执业；不填则另行办理恢复")
    ] = None


@act
class SuspendLicence(LicenceStateAct):
    kind = "register.suspend_licence"
    title = "停止执业（处罚）"
    law = ("LL-47", "LL-48", "LL-49")
    to = LicenceState.SUSPENDED
    Input = Suspended
    grave = True
    asks_day = "停止执业之日"

    @classmethod
    def rules(cls, given: Suspended, fact: LawyerFacts, on: date) -> list[Refusal]:
        return may_become(fact.licence(on), cls.to, on) or may_suspend_until(on, given.until)

    @classmethod
    def rows(cls, given: Suspended, fact: LawyerFacts, on: date) -> Written:
        licence = fact.licence(on)
        assert licence is not None
        opened, closed = change(licence, on, state=cls.to)
        if given.until and given.until < licence.valid_to:
            opened[-1] = opened[-1].again(valid_to=given.until)
            opened.append(licence.again(valid_from=given.until))
        return Written(given.lawyer, [*opened], [*closed])


@act
class LeaveOfAbsence(LicenceStateAct):
    kind = "register.leave_of_absence"
    title = "暂停执业（病休、脱产）"
    law = ("LA-17",)
    to = LicenceState.ON_LEAVE
    asks_day = "暂停之日"


@act
class ResumeLicence(LicenceStateAct):
    kind = "register.resume_licence"
    title = "恢复执业"
    law = ("P122-50",)
    to = LicenceState.PRACTISING
    asks_day = "恢复之日"

    @classmethod
    def rules(cls, given: OneLawyer, fact: LawyerFacts, on: date) -> list[Refusal]:
        if fact.engagement(on) is None:
            return [Refusal("没有执业机构，应先登记执业机构", "lawyer", "律师法第十条")]
        return may_become(fact.licence(on), cls.to, on)


@act
class CancelLicence(LicenceStateAct):
    kind = "register.cancel_licence"
    title = "注销执业证"
    law = ("R134-23",)
    who = (CITY_STAFF, DISTRICT_STAFF)
    to = LicenceState.CANCELLED
    grave = True
    asks_day = "注销之日"


@act
class RevokeLicence(LicenceStateAct):
    kind = "register.revoke_licence"
    title = "吊销执业证"
    needs_second = True
    law = ("LL-49",)
    who = (CITY_STAFF,)
    to = LicenceState.REVOKED
    grave = True
    asks_day = "吊销之日"


@act
class AnnulLicence(LicenceStateAct):
    """Obtained by fraud or bribery, or granted to whom or in a way that the law did not allow."""

    kind = "register.annul_licence"
    title = "撤销执业许可"
    law = ("LL-9", "R134-19")
    who = (CITY_STAFF,)
    to = LicenceState.ANNULLED
    grave = True
    asks_day = "撤销之日"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKind:
    lawyer: Annotated[UUID, lawyer_field()]
    kind: Annotated[str, Choice(label="执业类别", choices=LawyerKind)]


@act
class ChangeKind(LawyerAct):
    kind = "register.change_kind"
    title = "变更执业类别"
    law = ("R134-20",)
    Input = NewKind
    asks_day = "变更日期"

    @classmethod
    def rules(cls, given: NewKind, fact: LawyerFacts, on: date) -> list[Refusal]:
        licence = fact.licence(on)
        if licence is None or licence.state != LicenceState.PRACTISING:
            return [Refusal(f"{on} 当日不在执业状态", "lawyer")]
        return [Refusal("执业类别没有变化", "kind", already=True)] if licence.kind == given.kind else []

    @classmethod
    def rows(cls, given: NewKind, fact: LawyerFacts, on: date) -> Written:
        licence = fact.licence(on)
        assert licence is not None
        opened, closed = change(licence, on, kind=given.kind)
        return Written(given.lawyer, [*opened], [*closed])
