"""律师执业管理办法第二十至二十三条、律师法第四十七至五十三条: which state of a licence may follow which."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.register.choices import LicenceState as State
from lvheng.register.rules import may_become
from lvheng.register.tests.plain import licence

ON = date(2020, 1, 1)
ENDS = {State.CANCELLED, State.REVOKED, State.ANNULLED}
ALLOWED = {
    State.PRACTISING: ENDS | {State.SUSPENDED, State.ON_LEAVE, State.UNATTACHED},
    State.SUSPENDED: ENDS | {State.PRACTISING, State.UNATTACHED},
    State.ON_LEAVE: ENDS | {State.PRACTISING, State.SUSPENDED, State.UNATTACHED},
    State.UNATTACHED: ENDS | {State.PRACTISING, State.SUSPENDED},
    State.CANCELLED: set(),
    State.REVOKED: set(),
    State.ANNULLED: set(),
}


@pytest.mark.parametrize("now", list(State))
@pytest.mark.parametrize("to", list(State))
def test_the_table_of_states(now: State, to: State) -> None:
    refused = may_become(licence(now), to, ON)
    if now is to:
        assert [refusal.already for refusal in refused] == [True]
    else:
        assert bool(refused) == (to not in ALLOWED[now])
        assert not any(refusal.already for refusal in refused)


def test_who_has_no_licence_becomes_nothing() -> None:
    [refusal] = may_become(None, State.SUSPENDED, ON)
    assert refusal.sentence == "2020-01-01 当日没有执业证"
