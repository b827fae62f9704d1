"""律师事务所管理办法第三十四条: who heads a branch has practised for three years, unsuspended for the last three."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.register.acts.licences import SuspendLicence
from lvheng.register.acts.posts import AppointPost
from lvheng.register.models import PractisingLicence
from lvheng.register.rules import may_head_branch
from lvheng.register.tests.invented import do, firm, lawyer
from lvheng.register.tests.plain import licence
from lvheng.register.tests.who_may import ON, Stage

FIRST = date(2017, 5, 8)


def test_three_years_to_the_day() -> None:
    held = licence(first_practised_on=FIRST)
    assert may_head_branch(held, [held], date(2020, 5, 8)) == []
    [refusal] = may_head_branch(held, [held], date(2020, 5, 7))
    assert str(refusal) == (
        "分所负责人应有三年以上执业经历；首次执业 2017-05-08，至 2020-05-08 方满三年（律师事务所管理办法第三十四条）"
    )


def test_a_suspension_bars_for_three_years_after_it_ended() -> None:
    held = licence(first_practised_on=FIRST)
    punished = PractisingLicence(state="suspended", valid_from=date(2020, 6, 1), valid_to=date(2020, 9, 1))
    assert may_head_branch(held, [held, punished], date(2023, 8, 31))
    assert may_head_branch(held, [held, punished], date(2023, 9, 1)) == []
    assert may_head_branch(held, [held, punished], date(2020, 5, 31)) == []


def test_the_act_asks_it_of_branches_alone(stage: Stage) -> None:
    branch = firm(parent=stage.firm)
    young = lawyer(branch, date(2019, 1, 7))
    with pytest.raises(ActRefused, match="三年以上执业经历"):
        do(AppointPost, ON, firm=branch, lawyer=young, post="head")
    do(SuspendLicence, date(2019, 1, 7), lawyer=stage.lawyer, until=date(2019, 4, 7))
    seasoned = lawyer(branch)
    do(AppointPost, ON, firm=branch, lawyer=seasoned, post="head")
