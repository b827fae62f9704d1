"""律师执业管理办法第二十、二十一条: not while suspended; from one firm to another."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.register.choices import LicenceState
from lvheng.register.rules import may_transfer
from lvheng.register.tests.plain import HERE, SINCE, THERE, engagement, licence

ON = date(2020, 1, 1)


@pytest.mark.parametrize("state", list(LicenceState))
def test_who_practises_or_is_on_leave_may_transfer(state: LicenceState) -> None:
    refused = may_transfer(licence(state), engagement(SINCE), THERE, ON)
    assert bool(refused) == (state not in (LicenceState.PRACTISING, LicenceState.ON_LEAVE))
    for refusal in refused:
        assert state.label in refusal.sentence


def test_a_suspension_is_refused_with_its_article() -> None:
    [refusal] = may_transfer(licence("suspended"), engagement(SINCE), THERE, ON)
    assert str(refusal) == "停止执业期间不得变更执业机构（律师执业管理办法第二十一条）"


def test_who_is_nowhere_is_shown_the_other_act() -> None:
    for lacking in (may_transfer(None, engagement(SINCE), THERE, ON), may_transfer(licence(), None, THERE, ON)):
        assert [r.sentence for r in lacking] == ["2020-01-01 当日没有执业机构，请用“登记执业机构”"]


def test_who_is_there_is_there_already() -> None:
    [refusal] = may_transfer(licence(), engagement(SINCE), HERE, ON)
    assert refusal.already
