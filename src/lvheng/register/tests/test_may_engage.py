"""律师执业管理办法第二十一条: nobody joins a firm while suspended, nor with a licence that has ended."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.register.acts.engagements import Engage
from lvheng.register.acts.licences import CancelLicence, SuspendLicence
from lvheng.register.choices import LicenceState
from lvheng.register.models import Engagement
from lvheng.register.rules import may_engage
from lvheng.register.tests.invented import do, lawyer
from lvheng.register.tests.plain import licence
from lvheng.register.tests.who_may import ON, Stage

BARRED = {LicenceState.SUSPENDED, LicenceState.CANCELLED, LicenceState.REVOKED, LicenceState.ANNULLED}


@pytest.mark.parametrize("state", LicenceState)
def test_who_is_suspended_or_has_lost_the_licence_joins_nobody(state: LicenceState) -> None:
    assert bool(may_engage(licence(state))) is (state in BARRED)


def test_the_article_is_named() -> None:
    [refusal] = may_engage(licence("suspended"))
    assert str(refusal) == "停止执业期间不得受聘于执业机构（律师执业管理办法第二十一条）"


@pytest.mark.parametrize(("act", "said"), [(SuspendLicence, "停止执业期间"), (CancelLicence, "执业证已注销")])
def test_the_act_refuses_from_that_day_on_and_not_before(stage: Stage, act: type, said: str) -> None:
    alone = lawyer(None)
    do(act, ON, lawyer=alone)
    with pytest.raises(ActRefused, match=said):
        do(Engage, ON, lawyer=alone, organisation=stage.firm)
    do(Engage, date(2018, 3, 1), lawyer=alone, organisation=stage.firm, until=date(2019, 3, 1))
    assert Engagement.rows.current().filter(lawyer=alone).count() == 1
