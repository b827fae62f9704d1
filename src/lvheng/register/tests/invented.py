"""Invented firms and lawyers that tests enter through the product's own acts, and people who look and act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from django.db import connection

from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF, DISTRICT_STAFF, FieldClass, PostKind
from lvheng.kernel.access.viewer import EVERYTHING, NOTHING, PUBLIC, SYSTEM_VIEWER, Scope, Viewer
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.perform import Done, perform
from lvheng.kernel.numbers.demonstration import demo_credit_code, demo_licence_number
from lvheng.register.acts.enter_lawyer import EnterLawyer, Given
from lvheng.register.acts.firms import EnterFirm, NewFirm
from lvheng.register.acts.units import EnterUnit, NewUnit
from lvheng.register.choices import LawyerKind
from lvheng.register.posts import HEAD

CHAOYANG, HAIDIAN, TONGZHOU, XIONGAN = "110105", "110108", "110112", "133100"
FOUNDED = date(2016, 3, 1)
ENTERED = date(2016, 9, 5)
BASIS = "京司审〔2016〕测1号"

_serials = count(900_000)  # beyond those of the demonstration


def _viewer(number: int, name: str, scope: Scope, *posts: PostKind, person: UUID | None = None) -> Viewer:
    codes, titles = frozenset(post.code for post in posts), tuple(post.title for post in posts)
    return Viewer(
        UUID(int=number), name, replace(scope, posts=codes), codes, person, FieldClass.INTERNAL, titles=titles
    )


SYSTEM = SYSTEM_VIEWER
CITY = _viewer(11, "市局", EVERYTHING, CITY_STAFF)
ASSOCIATION = _viewer(12, "律协", EVERYTHING, ASSOCIATION_STAFF)
NOBODY = PUBLIC


def officer(district: str = CHAOYANG) -> Viewer:
    """Somebody of the bureau of a district."""
    return _viewer(13, "区局", Scope(districts=frozenset({district})), DISTRICT_STAFF)


def head_of(firm: UUID) -> Viewer:
    return _viewer(14, "负责人", Scope(organisations=frozenset({firm})), HEAD)


def lawyer_as(person: UUID) -> Viewer:
    """A lawyer who looks at the own record: no post."""
    return _viewer(15, "律师", NOTHING if person is None else Scope(persons=frozenset({person})), person=person)


PROPOSER = _viewer(99, "提出人", EVERYTHING, CITY_STAFF)


def proposer_of(act: AnyAct) -> Viewer | None:
    """Another account, where the act wants two people."""
    return PROPOSER if act.needs_second else None


def do(act: AnyAct, on: date, *, actor: Viewer = CITY, basis: str = BASIS, **given: Any) -> Done:
    """Performs an act with the input given by name. Raises ActRefused."""
    return perform(act, act.Input(**given), actor=actor, effective_on=on, basis=basis, proposer=proposer_of(act))


def firm(name: str = "", district: str = CHAOYANG, on: date = FOUNDED, *, actor: Viewer = CITY, **more: Any) -> UUID:
    """A new firm, or a branch of `parent`."""
    serial = next(_serials)
    values = {
        "name": name or f"北京测{serial}律师事务所",
        "credit_code": demo_credit_code(serial),
        "form": "partnership",
        "district": district,
        **more,
    }
    return perform(EnterFirm, NewFirm(**values), actor=actor, effective_on=on, basis=BASIS).subject


def new_lawyer(organisation: UUID | None = None, on: date = ENTERED, **more: Any) -> Given:
    """The input by which a lawyer is entered."""
    serial = next(_serials)
    kind = LawyerKind(more.get("kind", LawyerKind.FULL_TIME))
    sex = more.get("sex", "female")
    values = {
        "name": f"测律{serial}",
        "sex": sex,
        "number": demo_licence_number(CHAOYANG, on.year, kind.digit, sex, serial),
        "kind": kind,
        "organisation": organisation,
        **more,
    }
    return Given(**values)


def lawyer(organisation: UUID | None = None, on: date = ENTERED, *, actor: Viewer = CITY, **more: Any) -> UUID:
    """A new lawyer, practising in `organisation` from `on`, or unattached."""
    return perform(EnterLawyer, new_lawyer(organisation, on, **more), actor=actor, effective_on=on, basis=BASIS).subject


def unit(name: str = "", district: str = CHAOYANG, on: date = FOUNDED) -> UUID:
    """An organ that has lawyers of its own."""
    given = NewUnit(name=name or f"北京市测试第{next(_serials)}局", district=district)
    return perform(EnterUnit, given, actor=CITY, effective_on=on, basis=BASIS).subject


def instant() -> datetime:
    """Later than every act so far, earlier than every act to come."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        at: datetime = cursor.fetchone()[0]
    return at
