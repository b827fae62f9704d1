"""Bureaus, divisions, associations and organs in the tree, and the people who serve in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import ADMINISTRATORS, STAFF, post_kind
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Choice, Key, Listed, Refusal, Text
from lvheng.kernel.acts.spans import row_on
from lvheng.kernel.places.listed import place_titles
from lvheng.kernel.search.keys import organisation_sort_key
from lvheng.kernel.subjects.models import Organisation, OrganisationKind, Seat, Subject, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganisation:
    name: Annotated[str, Text(label="名称", longest=60)]
    kind: Annotated[str, Choice(label="机构类型", choices=OrganisationKind)]
    district: Annotated[str, Listed(label="所在区", options=place_titles)]
    parent: UUID | None = None
    subject: UUID | None = None


@act
class EnterOrganisation(Act[NewOrganisation, bool]):
    kind = "kernel.enter_organisation"
    title = "登记机构"
    Input = NewOrganisation
    tables = (Organisation, Seat)
    asks_day = "设立日期"

    @classmethod
    def facts(cls, many: Sequence[NewOrganisation], days: Sequence[date]) -> list[bool]:
        keys = {given.subject for given in many if given.subject}
        known = set(Subject.objects.filter(pk__in=keys).values_list("id", flat=True))
        return [given.subject in known for given in many]

    @classmethod
    def place(cls, given: NewOrganisation, fact: bool) -> Place:
        return Place(given.district)

    @classmethod
    def rules(cls, given: NewOrganisation, fact: bool, on: date) -> list[Refusal]:
        return [Refusal(f"“{given.name}”已在册", "name", already=True)] if fact else []

    @classmethod
    def rows(cls, given: NewOrganisation, fact: bool, on: date) -> Written:
        subject = given.subject or uuid4()
        name = Organisation(
            subject=subject,
            name=given.name,
            sort_key=organisation_sort_key(given.name),
            kind=given.kind,
            parent=given.parent,
            valid_from=on,
        )
        seat = Seat(organisation=subject, district=given.district, area="", address="", valid_from=on)
        return Written(
            subject,
            [name, seat],
            makes=[(subject, SubjectKind.ORGANISATION)],
        )


def staff_titles() -> Mapping[str, str]:
    return {kind.code: kind.title for kind in (*STAFF, *ADMINISTRATORS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStaff:
    organisation: Annotated[UUID, Key(label="机构")]
    post: Annotated[str, Listed(label="职务", options=staff_titles)]
    holder: Annotated[UUID, Key(label="任职人")]


@dataclass(frozen=True, slots=True)
class StaffFacts:
    held: Sequence[Post]
    others: Sequence[Post]
    known: bool
    seat: Seat | None


@act
class AppointStaff(Act[NewStaff, StaffFacts]):
    """Gives somebody a post with reach. The holder becomes a subject if unknown: staff are in no register of lawyers.

    The three administrators watch over each other: nobody is two of them at once (三员分立)."""

    kind = "kernel.appoint_staff"
    title = "任用工作人员"
    Input = NewStaff
    tables = (Post,)
    asks_day = "任职日期"

    @classmethod
    def touches(cls, given: NewStaff) -> Iterable[UUID]:
        return (given.organisation, given.holder)

    @classmethod
    def facts(cls, many: Sequence[NewStaff], days: Sequence[date]) -> list[StaffFacts]:
        known = set(Subject.objects.filter(pk__in=[g.holder for g in many]).values_list("id", flat=True))
        posts = list(Post.rows.current().filter(holder__in=[given.holder for given in many]))
        seats = Seat.rows.current().filter(organisation__in=[given.organisation for given in many])
        by_organisation = {seat.organisation: seat for seat in seats.order_by("valid_from")}
        return [
            StaffFacts(
                [p for p in posts if (p.holder, p.organisation, p.kind) == (g.holder, g.organisation, g.post)],
                [p for p in posts if p.holder == g.holder and p.kind != g.post],
                g.holder in known,
                by_organisation.get(g.organisation),
            )
            for g in many
        ]

    @classmethod
    def place(cls, given: NewStaff, fact: StaffFacts) -> Place:
        return Place(fact.seat.district if fact.seat else "", given.organisation)

    @classmethod
    def rules(cls, given: NewStaff, fact: StaffFacts, on: date) -> list[Refusal]:
        if row_on(fact.held, on):
            return [Refusal("已担任这一职务", "post", already=True)]
        three = {kind.code for kind in ADMINISTRATORS}
        clash = [post for post in fact.others if post.kind in three and post.valid_to > on]
        if given.post in three and clash:
            return [
                Refusal(
                    f"{post_kind(given.post).title}不能由{post_kind(clash[0].kind).title}兼任："
                    "系统管理员、安全管理员、审计管理员须由三人分别担任",
                    "post",
                )
            ]
        return []

    @classmethod
    def rows(cls, given: NewStaff, fact: StaffFacts, on: date) -> Written:
        post = Post(holder=given.holder, organisation=given.organisation, kind=given.post, valid_from=on)
        makes = [] if fact.known else [(given.holder, SubjectKind.PERSON)]
        return Written(given.organisation, [post], makes=makes)
