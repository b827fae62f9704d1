"""The accounts by which one enters a demonstration: 市局、区局、律协、律所、律师. Nobody can sign in to them by password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import connection

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import (
    ASSOCIATION_STAFF,
    AUDIT_ADMINISTRATOR,
    CITY_STAFF,
    DISTRICT_PARTY_STAFF,
    DISTRICT_STAFF,
    PARTY_STAFF,
    PLAN_OFFICER,
    SECURITY_ADMINISTRATOR,
    PostKind,
)
from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.organisations import AppointStaff, NewStaff
from lvheng.kernel.acts.perform import Item, perform_set
from lvheng.kernel.identity.models import Account
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register.models import Engagement, Person, PractisingLicence
from lvheng.register.posts import HEAD

SPACE = UUID("0d1c2f52-9d5b-5b0f-8a53-6f4b6c1c7d21")
HOME_DISTRICT = "110105"
SERVED_SINCE = date(2020, 1, 6)


@dataclass(frozen=True, slots=True)
class Staff:
    login: str
    name: str
    post: PostKind
    organisation: str  # as `config.seed.organisation_key` takes it
    more: tuple[PostKind, ...] = ()


STAFF = (
    Staff("demo-city", "林砚秋", CITY_STAFF, "city_bureau", (PARTY_STAFF,)),
    Staff("demo-district", "周若澄", DISTRICT_STAFF, f"district_bureau:{HOME_DISTRICT}", (DISTRICT_PARTY_STAFF,)),
    Staff("demo-association", "沈知白", ASSOCIATION_STAFF, "city_association"),
)
ELSEWHERE = (("demo-city", PLAN_OFFICER, "division:律师工作处"),)
"""Posts held beside one's own, in another place."""
ADMINISTRATORS = (
    Staff("demo-security", "顾守拙", SECURITY_ADMINISTRATOR, "city_bureau"),
    Staff("demo-audit", "秦明鉴", AUDIT_ADMINISTRATOR, "city_bureau"),
)


def make_accounts(day: date) -> None:
    """Makes every account that is missing, bound to people who hold their posts on `day`."""
    beyond = len(STAFF) + 2  # the firm's head and the lawyer come between
    for order, staff in [*enumerate(STAFF), *enumerate(ADMINISTRATORS, beyond)]:
        person = uuid5(SPACE, staff.login)
        posts = [(post, staff.organisation) for post in (staff.post, *staff.more)]
        posts += [(post, where) for login, post, where in ELSEWHERE if login == staff.login]
        for post, where in posts:
            given = NewStaff(organisation=organisation_key(where), post=post.code, holder=person)
            perform_set(AppointStaff, [Item(given, SERVED_SINCE)], actor=SYSTEM_VIEWER, basis="演示材料")
        _account(staff.login, staff.name, person, order)
    head, lawyer = _head_and_lawyer(day)
    _account("demo-firm", _name(head), head, len(STAFF))
    _account("demo-lawyer", _name(lawyer), lawyer, len(STAFF) + 1)


def _account(login: str, name: str, person: UUID, order: int) -> None:
    account, made = Account.objects.get_or_create(
        login=login, defaults={"name": name, "person": person, "demonstration": True, "order": order}
    )
    if made:
        account.set_unusable_password()
        account.save()


def _name(person: UUID) -> str:
    return str(Person.rows.current().filter(subject=person).values_list("name", flat=True)[0])


def _head_and_lawyer(day: date) -> tuple[UUID, UUID]:
    """The head of a firm of middling size in 朝阳区, and an employed lawyer of it."""
    m = Moment(day)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""select p.holder, (array_agg(e.lawyer order by e.valid_from, e.lawyer)
                                  filter (where e.role = 'employed'))[1], abs(count(*) - 30), o.name
                from {m.asof(Post)} p
                join {m.asof(Organisation)} o on o.subject = p.organisation and o.kind = 'firm'
                join {m.asof(Seat)} s on s.organisation = p.organisation and s.district = %(district)s
                join {m.asof(Engagement)} e on e.organisation = p.organisation
                join {m.asof(PractisingLicence)} l on l.person = e.lawyer and l.state = 'practising'
                where p.kind = %(head)s group by 1, o.name having bool_or(e.role = 'employed')
                order by 3, o.name limit 1""",
            m.parameters() | {"district": HOME_DISTRICT, "head": HEAD.code},
        )
        head, lawyer, *_ = cursor.fetchone()
    return head, lawyer
