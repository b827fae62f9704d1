"""撤回 of the act by which a subject was entered: refused while anything else in the register names it, with the list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.ledger.models import ActLine
from lvheng.register.acts.engagements import LeaveFirm
from lvheng.register.acts.firm_parts import DeclareStaff, EnterShare
from lvheng.register.acts.posts import AppointPost
from lvheng.register.models import FirmLicence, PractisingLicence
from lvheng.register.tests.invented import do, firm, lawyer
from lvheng.register.tests.who_may import ON, Stage

SINCE = date(2020, 1, 6)


def entered(subject: UUID) -> int:
    return ActLine.objects.filter(subject=subject).order_by("id")[0].pk


def test_a_firm_with_lawyers_is_not_unmade(stage: Stage) -> None:
    lawyer(stage.firm)
    do(DeclareStaff, SINCE, firm=stage.firm, kind="assistant", count=3)
    with pytest.raises(ActRefused, match="还有 2 条“执业机构”、1 条“聘用的非律师人员”的记录以它为前提") as refused:
        do(Reverse, ON, entry=entered(stage.firm), subject=stage.firm)
    assert not refused.value.refusals[0].forbidden
    assert FirmLicence.rows.on(ON).filter(organisation=stage.firm).exists()


def test_lawyers_of_the_past_hold_it_too_until_their_entries_are_undone(stage: Stage) -> None:
    do(LeaveFirm, date(2018, 3, 1), lawyer=stage.lawyer)
    with pytest.raises(ActRefused, match="1 条“执业机构”"):
        do(Reverse, ON, entry=entered(stage.firm), subject=stage.firm)


def test_a_firm_that_nothing_names_is_unmade(stage: Stage) -> None:
    alone = firm()
    do(Reverse, ON, entry=entered(alone), subject=alone)
    assert not FirmLicence.rows.on(ON).filter(organisation=alone).exists()


def test_a_firm_named_as_parent_is_not_unmade(stage: Stage) -> None:
    home = firm()
    firm(parent=home)
    with pytest.raises(ActRefused, match="1 条“机构”"):
        do(Reverse, ON, entry=entered(home), subject=home)


def test_a_lawyer_with_posts_and_shares_is_not_unmade(stage: Stage) -> None:
    partner = lawyer(stage.firm, date(2016, 9, 5), role="partner")
    do(AppointPost, SINCE, firm=stage.firm, lawyer=partner, post="head")
    do(EnterShare, SINCE, firm=stage.firm, lawyer=partner, contribution=Decimal(1), share=Decimal(10))
    with pytest.raises(ActRefused, match="1 条“合伙人出资”、1 条“职务”"):
        do(Reverse, ON, entry=entered(partner), subject=partner)
    assert PractisingLicence.rows.on(ON).filter(person=partner).exists()


def test_an_act_that_made_nobody_is_not_asked(stage: Stage) -> None:
    later = do(DeclareStaff, SINCE, firm=stage.firm, kind="assistant", count=3).entry
    do(Reverse, ON, entry=later, subject=stage.firm)
