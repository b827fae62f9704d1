"""System, security and audit administrator are three people; their posts show them no row of a register."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from uuid import UUID, uuid4

import pytest

from lvheng.kernel.access.elevation import ElevationRefused, elevate, elevations, issue_key, withdraw_key
from lvheng.kernel.access.posts import ADMINISTRATORS, CITY_STAFF
from lvheng.kernel.access.viewer import SYSTEM_VIEWER, viewer_of
from lvheng.kernel.acts.organisations import AppointStaff, NewStaff
from lvheng.kernel.acts.perform import ActRefused, perform
from lvheng.kernel.identity.models import Account
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.time.days import today

pytestmark = pytest.mark.django_db


def appoint(holder: UUID, post: str) -> None:
    given = NewStaff(organisation=organisation_key("city_bureau"), post=post, holder=holder)
    perform(AppointStaff, given, actor=SYSTEM_VIEWER, effective_on=today(), basis="测试")


@pytest.mark.parametrize(("first", "second"), list(permutations((kind.code for kind in ADMINISTRATORS), 2)))
def test_nobody_is_two_of_the_three(first: str, second: str) -> None:
    holder = uuid4()
    appoint(holder, first)
    with pytest.raises(ActRefused, match="须由三人分别担任"):
        appoint(holder, second)


def test_an_administrator_may_hold_an_ordinary_post() -> None:
    holder = uuid4()
    appoint(holder, "audit_administrator")
    appoint(holder, CITY_STAFF.code)


@pytest.mark.parametrize("kind", ADMINISTRATORS, ids=lambda kind: kind.code)
def test_the_post_alone_reaches_no_row(kind) -> None:  # type: ignore[no-untyped-def]  # a PostKind
    account = Account.objects.create_user(f"a-{kind.code}", None, name="某管理员", person=uuid4())
    assert account.person
    appoint(account.person, kind.code)
    viewer = viewer_of(account, today())
    assert viewer.is_administrator
    assert not viewer.is_staff
    scope = viewer.scope
    assert (scope.whole, scope.districts, scope.organisations) == (False, frozenset(), frozenset())
    assert scope.persons == {account.person}


def test_a_key_made_and_revoked_is_in_the_administrators_log() -> None:
    account = Account.objects.get(login="demo-city")
    key, written = issue_key(SYSTEM_VIEWER, account, "对账程序", timedelta(days=30))
    withdraw_key(SYSTEM_VIEWER, key)
    last, first = elevations(2)
    assert (first.account, first.post, first.at) == (SYSTEM_VIEWER.id, "系统", first.until)
    assert first.reason.startswith(f"开立接口密钥“对账程序”（{key.begins}…），账号 demo-city，")
    assert last.reason == f"作废接口密钥“对账程序”（{key.begins}…），账号 demo-city"
    assert written not in first.reason
    assert written.startswith(key.begins)


def test_rights_are_taken_up_for_a_reason_and_by_administrators_only() -> None:
    from django.contrib.sessions.backends.db import SessionStore

    with pytest.raises(ElevationRefused, match="只有"):
        elevate(SYSTEM_VIEWER, SessionStore(), "例行检查")
