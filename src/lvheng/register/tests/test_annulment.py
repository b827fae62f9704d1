"""撤销: a licence that should not have been granted ends, a lawyer's with engagement and posts, a firm's with its people."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.register.acts.engagements import Engage
from lvheng.register.acts.firm_states import AnnulFirm
from lvheng.register.acts.firms import Ended
from lvheng.register.acts.licences import AnnulLicence, OneLawyer
from lvheng.register.models import Engagement, FirmLicence, PractisingLicence
from lvheng.register.tests.invented import do
from lvheng.register.tests.who_may import ON, Stage, WhoMay


class TestWhoMayAnnulALicence(WhoMay):
    act = AnnulLicence
    allowed = ("city",)
    twice = "已是撤销状态"

    def sample(self, stage: Stage) -> OneLawyer:
        return OneLawyer(lawyer=stage.lawyer)


class TestWhoMayAnnulAFirm(WhoMay):
    act = AnnulFirm
    allowed = ("city",)
    twice = "已处于撤销状态"

    def sample(self, stage: Stage) -> Ended:
        return Ended(firm=stage.firm)


def test_an_annulled_licence_ends_the_engagement(stage: Stage) -> None:
    do(AnnulLicence, ON, lawyer=stage.lawyer)
    assert not Engagement.rows.on(ON).filter(lawyer=stage.lawyer).exists()
    assert PractisingLicence.rows.on(date(2030, 1, 1)).get(person=stage.lawyer).state == "annulled"
    with pytest.raises(ActRefused, match="执业证已撤销"):
        do(Engage, ON, lawyer=stage.lawyer, organisation=stage.other)


def test_lawyers_of_an_annulled_firm_are_without_one(stage: Stage) -> None:
    do(AnnulFirm, ON, firm=stage.firm)
    assert FirmLicence.rows.on(ON).get(organisation=stage.firm).state == "annulled"
    assert PractisingLicence.rows.on(ON).get(person=stage.lawyer).state == "unattached"
