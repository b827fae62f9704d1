"""A register of a few invented people and firms, written by acts, for the public's pages to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.organisations import EnterOrganisation, NewOrganisation
from lvheng.kernel.acts.perform import perform
from lvheng.kernel.numbers.demonstration import demo_credit_code, demo_identity_number, demo_licence_number
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.acts.engagements import Transfer, Transferred
from lvheng.register.acts.enter_lawyer import EnterLawyer
from lvheng.register.acts.enter_lawyer import Given as NewLawyer
from lvheng.register.acts.firms import EnterFirm, NewFirm
from lvheng.register.acts.licences import CancelLicence, OneLawyer, Suspended, SuspendLicence
from lvheng.register.acts.offices import EnterOverseasOffice, NewOverseasOffice

IDENTITY_NUMBER = demo_identity_number(date(1985, 3, 4), "female", 777_001)


@dataclass(frozen=True, slots=True)
class Little:
    """The keys of those who matter to the tests."""

    firm: UUID
    first_firm: UUID
    branch: UUID
    unit: UUID
    shan: UUID
    cancelled: UUID
    once_suspended: UUID
    inhouse: UUID


def _act(act: AnyAct, given: Any, on: date) -> UUID:
    return perform(act, given, actor=SYSTEM_VIEWER, effective_on=on, basis="测试").subject


def _lawyer(serial: int, name: str, on: date, organisation: UUID, **more: Any) -> UUID:
    sex, kind = more.pop("sex", "female"), more.pop("kind", "full_time")
    digit = "6" if kind == "public" else "1"
    number = demo_licence_number("110105", on.year, digit, sex, serial)
    given = NewLawyer(name=name, sex=sex, number=number, kind=kind, organisation=organisation, **more)
    return _act(EnterLawyer, given, on)


def _firm(serial: int, name: str, on: date, **more: Any) -> UUID:
    code = demo_credit_code(serial)
    given = NewFirm(name=name, credit_code=code, form="partnership", district="110105", **more)
    return _act(EnterFirm, given, on)


def make() -> Little:
    """Writes the little register into the database at hand."""
    first = _firm(888_001, "北京雩安澜律师事务所", date(2010, 5, 6), address="雩安路 1 号")
    firm = _firm(888_002, "北京雩衡石律师事务所", date(2012, 5, 6), address="雩石大街 8 号 12 层")
    branch = _firm(888_003, "北京雩衡石(雄安)律师事务所", date(2019, 5, 6), parent=firm)
    unit = _act(
        EnterOrganisation,
        NewOrganisation(name="北京市雩某局", kind=OrganisationKind.ORGAN, district="110105", subject=uuid4()),
        date(2000, 1, 1),
    )
    shan = _lawyer(
        777_001,
        "单雩桐",
        date(2012, 7, 9),
        first,
        identity_number=IDENTITY_NUMBER,
        born_on=date(1985, 3, 4),
        political_status="party_member",
        education="doctorate",
        qualification_number="A20111101059999",
        role="partner",
    )
    _act(Transfer, Transferred(lawyer=shan, organisation=firm), date(2021, 3, 1))
    cancelled = _lawyer(777_002, "雩远山", date(2011, 1, 4), first, sex="male")
    _act(CancelLicence, OneLawyer(lawyer=cancelled), date(2018, 6, 1))
    suspended = _lawyer(777_003, "雩知微", date(2013, 1, 4), firm)
    _act(SuspendLicence, Suspended(lawyer=suspended, until=date(2017, 9, 1)), date(2017, 3, 1))
    inhouse = _lawyer(777_004, "雩守拙", date(2014, 1, 6), unit, sex="male", kind="public")
    _act(
        EnterOverseasOffice,
        NewOverseasOffice(firm=firm, name="雩衡石东京办事处", country="JP", city="东京", office_kind="liaison"),
        date(2020, 1, 1),
    )
    return Little(firm, first, branch, unit, shan, cancelled, suspended, inhouse)


@pytest.fixture
def little(db: None) -> Little:
    return make()
