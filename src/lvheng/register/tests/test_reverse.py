"""撤回: what an act replaced is believed again; that it was believed otherwise in between stays on record."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from lvheng.kernel.access.sensitive import holders
from lvheng.kernel.acts.perform import ActRefused, Done
from lvheng.kernel.acts.reverse import Reverse, Reversed
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.numbers.demonstration import demo_identity_number
from lvheng.kernel.rows import Row
from lvheng.register.acts.corrections import CorrectPerson
from lvheng.register.acts.engagements import LeaveFirm, Transfer
from lvheng.register.acts.enter_lawyer import IDENTITY_NUMBER
from lvheng.register.acts.firms import ChangeFirm
from lvheng.register.acts.licences import CancelLicence
from lvheng.register.models import Engagement, Person, PractisingLicence
from lvheng.register.tests.invented import HAIDIAN, do, firm, instant, lawyer, officer
from lvheng.register.tests.who_may import ON, Stage, WhoMay


class TestWhoMay(WhoMay):
    act = Reverse
    allowed = ("city", "district")
    twice = "已被第 .* 号行为撤回"
    named = Transfer.who  # who might have performed what is taken back

    def sample(self, stage: Stage) -> Reversed:
        return Reversed(entry=moved(stage).entry, subject=stage.lawyer)


def moved(stage: Stage) -> Done:
    return do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.other)


def take_back(done: Done) -> Done:
    return do(Reverse, ON, entry=done.entry, subject=done.subject)


def beliefs(at: datetime | None = None) -> dict[str, list[tuple[object, ...]]]:
    """All that is believed of all days, in every register, without the keys of rows and acts."""
    found = {}
    for model in Row.everyone():
        rows = model.rows.believed(at)
        values = rows.values_list("valid_from", "valid_to", *model.told())
        found[model._meta.db_table] = sorted(values, key=repr)
    return found


def test_an_undone_correction_restores_belief_and_keeps_what_was_believed_in_between(stage: Stage) -> None:
    person = Person.rows.current().get(subject=stage.lawyer)
    first, before = beliefs(), instant()
    wrong = do(CorrectPerson, ON, subject=stage.lawyer, row=person.pk, name="测误", education="doctorate")
    second, between = beliefs(), instant()
    back = take_back(wrong)
    assert beliefs() == first
    assert beliefs(before) == first
    assert beliefs(between) == second
    assert second != first
    assert ActLine.objects.get(pk=back.entry).reverses == wrong.entry


@pytest.mark.parametrize("act", [LeaveFirm, CancelLicence])
def test_an_act_over_several_registers_is_taken_back_in_all_of_them(stage: Stage, act: type[LeaveFirm]) -> None:
    first = beliefs()
    done = do(act, ON, lawyer=stage.lawyer)
    assert beliefs() != first
    take_back(done)
    assert beliefs() == first


def test_what_later_acts_rest_on_is_taken_back_after_them(stage: Stage) -> None:
    first = moved(stage)
    second = do(Transfer, ON + timedelta(days=200), lawyer=stage.lawyer, organisation=firm())
    with pytest.raises(ActRefused, match=rf"其后的行为（第 {second.entry} 号）以它为前提，应先撤回后者"):
        take_back(first)
    take_back(second)
    take_back(first)
    assert [row.organisation for row in Engagement.rows.current().filter(lawyer=stage.lawyer)] == [stage.firm]


def test_a_later_act_elsewhere_in_the_thread_is_not_overwritten(stage: Stage) -> None:
    """What is restored must not overlap what was told since; then the register says so, and nothing is written."""
    left = do(LeaveFirm, ON, lawyer=stage.lawyer)
    licence = PractisingLicence.rows.on(ON).get(person=stage.lawyer)
    assert licence.state == "unattached"
    take_back(left)
    again = do(LeaveFirm, ON + timedelta(days=30), lawyer=stage.lawyer)
    with pytest.raises(ActRefused, match="已被第"):
        take_back(left)
    take_back(again)


def test_taking_back_cannot_be_taken_back_and_what_is_not_there_neither(stage: Stage) -> None:
    back = take_back(moved(stage))
    with pytest.raises(ActRefused, match="撤回本身不能再撤回"):
        take_back(back)
    with pytest.raises(ActRefused, match="没有找到这一行为"):
        do(Reverse, ON, entry=back.entry + 1000, subject=stage.lawyer)
    with pytest.raises(ActRefused, match="没有找到这一行为"):
        do(Reverse, ON, entry=moved(stage).entry, subject=stage.other)


def test_an_entry_taken_back_is_as_if_it_had_not_been_and_its_sealed_values_go_too(stage: Stage) -> None:
    number = demo_identity_number(date(1990, 4, 5), "female", 999_003)
    key = lawyer(stage.firm, identity_number=number)
    entered = ActLine.objects.get(subject=key)
    do(Reverse, ON, entry=entered.pk, subject=key)
    assert not Person.rows.current().filter(subject=key).exists()
    assert holders(IDENTITY_NUMBER, [number]) == {}
    assert lawyer(stage.firm, identity_number=number) != key, "the number is free for the right entry"


def test_an_officer_takes_back_what_lies_in_the_own_district(stage: Stage) -> None:
    there = firm(district=HAIDIAN)
    done = do(ChangeFirm, ON, firm=there, name="北京测试更名律师事务所")
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        do(Reverse, ON, actor=officer(), entry=done.entry, subject=there)
    do(Reverse, ON, actor=officer(HAIDIAN), entry=done.entry, subject=there)
