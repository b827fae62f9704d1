"""Posts in a firm: its head, and those who manage it (the plan's task 20)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Listed, Refusal
from lvheng.kernel.acts.spans import end_all, row_on
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.choices import EngagementRole
from lvheng.register.facts import LawyerFacts, lawyers, rows_by
from lvheng.register.posts import ADMINISTRATOR, HEAD, firm_post_titles
from lvheng.register.references import lawyer_field, organisation_field
from lvheng.register.rules import may_head_branch


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePost:
    firm: Annotated[UUID, organisation_field("律师事务所")]
    lawyer: Annotated[UUID, lawyer_field("任职人")]
    post: Annotated[str, Listed(label="职务", options=firm_post_titles)]


@dataclass(frozen=True, slots=True)
class Facts:
    person: LawyerFacts
    in_firm: Sequence[Post]


class PostAct(Act[OnePost, Facts]):
    who = (CITY_STAFF, DISTRICT_STAFF)
    Input = OnePost
    tables = (Post,)

    @classmethod
    def touches(cls, given: OnePost) -> Iterable[UUID]:
        return (given.firm, given.lawyer)

    @classmethod
    def facts(cls, many: Sequence[OnePost], days: Sequence[date]) -> list[Facts]:
        people = lawyers([given.lawyer for given in many], days, [given.firm for given in many], held=True)
        in_firm = rows_by(Post, "organisation", (given.firm for given in many))
        return [Facts(person, in_firm[given.firm]) for person, given in zip(people, many, strict=True)]

    @classmethod
    def place(cls, given: OnePost, fact: Facts) -> Place:
        return Place(fact.person.there.district(date.max), given.firm)


def _held(given: OnePost, fact: Facts) -> list[Post]:
    return [row for row in fact.in_firm if row.holder == given.lawyer and row.kind == given.post]


@act
class AppointPost(PostAct):
    kind = "register.appoint_post"
    title = "任命负责人、管理人员"
    law = ("R133-15",)
    asks_day = "任职日期"

    @classmethod
    def rules(cls, given: OnePost, fact: Facts, on: date) -> list[Refusal]:
        if row_on(_held(given, fact), on):
            return [Refusal("已担任这一职务", "post", already=True)]
        engagement = fact.person.engagement(on)
        if given.post != ADMINISTRATOR.code and (engagement is None or engagement.organisation != given.firm):
            return [Refusal("任职人当日不在该所执业", "lawyer", "律师事务所管理办法第十五条")]
        if given.post == HEAD.code:
            if fact.person.there.kind() == OrganisationKind.BRANCH:
                refused = may_head_branch(fact.person.licence(on), fact.person.licences, on)
                if refused:
                    return refused
            if engagement and engagement.role != EngagementRole.PARTNER and fact.person.there.kind() == "firm":
                return [Refusal("负责人应当从本所合伙人中产生", "lawyer", "律师事务所管理办法第十五条")]
            other = row_on([row for row in fact.in_firm if row.kind == HEAD.code], on)
            if other:
                return [Refusal("该所当日另有负责人，应先办理免职", "post", "律师事务所管理办法第十五条")]
        return []

    @classmethod
    def rows(cls, given: OnePost, fact: Facts, on: date) -> Written:
        return Written(given.firm, [Post(holder=given.lawyer, organisation=given.firm, kind=given.post, valid_from=on)])


@act
class EndPost(PostAct):
    kind = "register.end_post"
    title = "免去职务"
    law = ("R133-26",)
    asks_day = "免职日期"

    @classmethod
    def rules(cls, given: OnePost, fact: Facts, on: date) -> list[Refusal]:
        held = _held(given, fact)
        ended = any(row.valid_to == on for row in held)
        return [] if row_on(held, on) else [Refusal("当日未担任这一职务", "post", already=ended)]

    @classmethod
    def rows(cls, given: OnePost, fact: Facts, on: date) -> Written:
        opened, closed = end_all(_held(given, fact), on)
        return Written(given.firm, [*opened], [*closed])
