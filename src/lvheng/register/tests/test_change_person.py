"""变更人员登记: another name from a day on, the old one found and true of before; a correction is something else."""

from __future__ import annotations

from datetime import date

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.rows import Moment
from lvheng.kernel.search.models import SearchKey
from lvheng.register.acts.people import ChangePerson, PersonChanged
from lvheng.register.models import Person
from lvheng.register.record import lawyer_record
from lvheng.register.tests.invented import do, lawyer
from lvheng.register.tests.training import BEGAN, supervisor, trainee
from lvheng.register.tests.who_may import ON, Stage, WhoMay


class TestWhoMayChange(WhoMay):
    act = ChangePerson
    allowed = ("city", "district", "association")
    twice = "人员登记没有变化"

    def sample(self, stage: Stage) -> PersonChanged:
        return PersonChanged(person=stage.lawyer, political_status="party_member", degree="master")


def test_the_old_name_stays_true_of_before_and_both_are_found(stage: Stage) -> None:
    key = lawyer(stage.firm, name="测旧名")
    do(ChangePerson, ON, person=key, name="测新名")
    names = [Person.rows.on(day).get(subject=key).name for day in (date(2019, 1, 1), ON)]
    assert names == ["测旧名", "测新名"]
    assert set(SearchKey.objects.filter(key__in=["测旧名", "测新名"]).values_list("subject", flat=True)) == {key}
    record = lawyer_record(key, Moment(ON))
    assert record
    assert [event.title for event in record.events if "姓名" in event.title] == ["姓名变更为测新名"]


def test_nothing_given_and_nothing_new_is_refused(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="至少填写一项"):
        do(ChangePerson, ON, person=stage.lawyer)
    with pytest.raises(ActRefused, match="当日没有这个人的登记"):
        do(ChangePerson, date(2001, 1, 1), person=stage.lawyer, degree="master")


def test_a_trainee_s_record_changes_too(stage: Stage) -> None:
    key = trainee(stage.firm, supervisor(stage.firm))
    do(ChangePerson, BEGAN, person=key, education="doctorate", degree="doctor")
    row = Person.rows.on(BEGAN).get(subject=key)
    assert (row.education, row.degree) == ("doctorate", "doctor")
