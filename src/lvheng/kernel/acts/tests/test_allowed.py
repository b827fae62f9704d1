"""Whose act it is: a post's rights hold in that post's place, and what bears on two places is shared by two people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar
from uuid import UUID

import pytest

from lvheng.kernel.access.models import Post
from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF, DISTRICT_STAFF, FieldClass, PostKind
from lvheng.kernel.access.viewer import EVERYTHING, NOTHING, Scope, Viewer, viewer_of
from lvheng.kernel.acts.act import Act, Place
from lvheng.kernel.acts.allowed import kept_from
from lvheng.kernel.acts.organisations import AppointStaff
from lvheng.kernel.identity.models import Account
from lvheng.kernel.subjects.models import Organisation
from lvheng.kernel.time.days import today
from lvheng.register.posts import HEAD
from lvheng.register.tests.invented import CHAOYANG, HAIDIAN, SYSTEM, do, firm, lawyer, officer

FIRM = UUID(int=5)


class Staffs(Act[object, object]):
    """An act of staff alone."""

    kind = "test.staffs"
    title = "测试行为"
    who: ClassVar[tuple[PostKind, ...]] = (CITY_STAFF, DISTRICT_STAFF)


class Heads(Staffs):
    """An act of heads alone."""

    who = (HEAD,)


TWO = Viewer(
    UUID(int=31),
    "兼任",
    Scope(districts=frozenset({CHAOYANG}), organisations=frozenset({FIRM})),
    frozenset({DISTRICT_STAFF.code, HEAD.code}),
    reaches=(
        (DISTRICT_STAFF.code, Scope(districts=frozenset({CHAOYANG}))),
        (HEAD.code, Scope(organisations=frozenset({FIRM}))),
    ),
)


def test_rights_of_one_post_do_not_hold_in_the_place_of_another() -> None:
    elsewhere, home = Place(HAIDIAN, FIRM), Place(CHAOYANG, UUID(int=6))
    assert kept_from(Staffs, TWO, home) == []
    assert kept_from(Heads, TWO, elsewhere) == []
    for act, place in ((Staffs, elsewhere), (Heads, home)):
        [refusal] = kept_from(act, TWO, place)
        assert refusal.forbidden
        assert "不在您的管辖范围内" in str(refusal)


def test_one_s_own_record_gives_nobody_a_right_to_act_on_it() -> None:
    person = UUID(int=8)
    own = Viewer(UUID(int=32), "本人", Scope(persons=frozenset({person})), frozenset({DISTRICT_STAFF.code}))
    assert kept_from(Staffs, own, Place(HAIDIAN, None, person))


def test_what_bears_on_two_places_is_for_both_together() -> None:
    both = Place(CHAOYANG, beside=(Place(HAIDIAN),))
    here, there = officer(CHAOYANG), Viewer(UUID(int=33), "海淀", officer(HAIDIAN).scope, officer().posts)
    [refusal] = kept_from(Staffs, here, both)
    assert (refusal.shared, refusal.forbidden) == (True, True)
    assert "由海淀区的司法局批准" in str(refusal)
    assert kept_from(Staffs, there, both, here) == []
    assert kept_from(Staffs, here, both, here)[0].shared, "nobody is both"
    assert kept_from(Staffs, Viewer(UUID(int=34), "市局", EVERYTHING, frozenset({CITY_STAFF.code})), both) == []
    stranger = officer("110112")
    assert not kept_from(Staffs, stranger, both, here)[0].shared, "who reaches neither place is no second person"


def test_whoever_proposed_without_reach_stands_for_nothing() -> None:
    both = Place(CHAOYANG, beside=(Place(HAIDIAN),))
    left = Viewer(UUID(int=35), "已离任", NOTHING, frozenset())
    assert kept_from(Staffs, officer(CHAOYANG), both, left)[0].shared


def test_an_act_for_nobody_is_the_system_s() -> None:
    place = Place(CHAOYANG, who=())
    assert "由系统办理" in str(kept_from(Staffs, officer(CHAOYANG), place)[0])
    assert kept_from(Staffs, SYSTEM, place) == []


@pytest.mark.django_db
def test_an_account_of_two_posts_reaches_by_each_of_them(viewer_as: Callable[[str], Viewer]) -> None:
    home = firm(district=HAIDIAN)
    branch = firm(parent=home)
    person = lawyer(home, role="partner")
    bureau = Organisation.rows.current().get(kind="district_bureau", name__contains="朝阳").subject
    for organisation, post in ((bureau, DISTRICT_STAFF.code), (bureau, ASSOCIATION_STAFF.code)):
        do(AppointStaff, date(2020, 1, 6), actor=SYSTEM, organisation=organisation, post=post, holder=person)
    from lvheng.register.acts.posts import AppointPost

    do(AppointPost, date(2020, 1, 6), firm=home, lawyer=person, post="head")
    account = Account(login="two", name="兼任", person=person)
    viewer = viewer_of(account, today())
    assert viewer.reach([DISTRICT_STAFF.code]) == Scope(districts=frozenset({CHAOYANG}))
    assert viewer.reach([HEAD.code]) == Scope(organisations=frozenset({home, branch}))
    assert viewer.reach([ASSOCIATION_STAFF.code]).whole
    assert viewer.reach([CITY_STAFF.code]) == NOTHING
    assert viewer.scope.whole
    assert viewer.scope.persons == {person}
    alone = viewer.holding([HEAD.code])
    assert alone.posts == {HEAD.code}
    assert alone.scope == Scope(organisations=frozenset({home, branch}))
    assert Post.rows.on(today()).filter(holder=person).count() == 3
    assert viewer.clearance is FieldClass.INTERNAL
