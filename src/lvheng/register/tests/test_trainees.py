"""实习人员: who may host and supervise, how long it takes, and how a trainee becomes a lawyer without a second record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused, Done, Item, perform, perform_set
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.numbers.demonstration import demo_identity_number
from lvheng.kernel.numbers.refusal import NumberRefused
from lvheng.kernel.numbers.trainee_number import check_trainee_number, demo_trainee_number
from lvheng.kernel.rows import Moment
from lvheng.register.acts.enter_lawyer import EnterLawyer
from lvheng.register.acts.licences import SuspendLicence
from lvheng.register.acts.trainees import (
    ChangeSupervisor,
    EndTraineeship,
    EnterTrainee,
    NewSupervisor,
    NewTrainee,
    TraineeMoved,
    TrainingEnded,
    TransferTrainee,
)
from lvheng.register.models import Person, PractisingLicence, Traineeship
from lvheng.register.record import lawyer_record, record_kind
from lvheng.register.tests.invented import BASIS, CITY, do, firm, lawyer, new_lawyer
from lvheng.register.tests.training import BEGAN, new_trainee, supervisor, trainee
from lvheng.register.tests.who_may import Stage, WhoMay

LATER = date(2022, 8, 1)
PASSED = date(2023, 4, 3)


class _OfTrainees(WhoMay):
    allowed = ("association", "city")
    on = LATER


class TestWhoMayEnter(_OfTrainees):
    act = EnterTrainee
    twice = "已在册"

    def sample(self, stage: Stage) -> NewTrainee:
        return new_trainee(stage.firm, stage.lawyer)


class TestWhoMayChangeSupervisor(_OfTrainees):
    act = ChangeSupervisor
    twice = "指导律师没有变化"

    def sample(self, stage: Stage) -> NewSupervisor:
        return NewSupervisor(trainee=trainee(stage.firm, stage.lawyer), supervisor=supervisor(stage.firm))


class TestWhoMayTransfer(_OfTrainees):
    act = TransferTrainee
    twice = "已在该所实习"

    def sample(self, stage: Stage) -> TraineeMoved:
        there = supervisor(stage.other)
        return TraineeMoved(trainee=trainee(stage.firm, stage.lawyer), firm=stage.other, supervisor=there)


class TestWhoMayEnd(_OfTrainees):
    act = EndTraineeship
    twice = "实习已结束"

    def sample(self, stage: Stage) -> TrainingEnded:
        return TrainingEnded(trainee=trainee(stage.firm, stage.lawyer), result="withdrawn")


def passed(stage: Stage, **more: Any) -> UUID:
    key = trainee(stage.firm, stage.lawyer, **more)
    do(EndTraineeship, PASSED, trainee=key, result="completed")
    return key


def test_a_lawyer_supervises_two_at_once_and_not_three_even_in_one_set(stage: Stage) -> None:
    items = [Item(new_trainee(stage.firm, stage.lawyer), BEGAN) for _ in range(3)]
    first, second, third = perform_set(EnterTrainee, items, actor=CITY, basis=BASIS)
    assert isinstance(first, Done)
    assert isinstance(second, Done)
    assert isinstance(third, list)
    assert str(third[0]) == "指导律师同时指导的实习人员已有两人（申请律师执业人员实习管理规则第十条）"
    do(EndTraineeship, LATER, trainee=first.subject, result="withdrawn")
    trainee(stage.firm, stage.lawyer, LATER)


def test_a_supervisor_has_practised_five_years_to_the_day(stage: Stage) -> None:
    by = supervisor(stage.firm, date(2017, 3, 2))
    with pytest.raises(ActRefused, match="至 2022-03-02 方满五年"):
        trainee(stage.firm, by, date(2022, 3, 1))
    trainee(stage.firm, by, date(2022, 3, 2))


def test_a_supervisor_practises_in_the_host_firm_and_was_not_suspended(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="指导律师应在接收实习的律师事务所执业"):
        trainee(stage.other, stage.lawyer)
    do(SuspendLicence, date(2019, 1, 7), lawyer=stage.lawyer, until=date(2019, 4, 7))
    with pytest.raises(ActRefused, match="指导律师五年内受过停止执业处罚"):
        trainee(stage.firm, stage.lawyer)


def test_training_takes_a_year_but_may_be_broken_off_before(stage: Stage) -> None:
    key = trainee(stage.firm, stage.lawyer)
    for result in ("completed", "failed"):
        with pytest.raises(ActRefused, match=r"实习期为一年；2022-03-01 起，至 2023-03-01 方满.*第四条"):
            do(EndTraineeship, date(2023, 2, 28), trainee=key, result=result)
    do(EndTraineeship, date(2023, 3, 1), trainee=key, result="failed")
    assert Traineeship.rows.on(date(2023, 3, 1)).get(person=key).state == "failed"


def test_time_served_counts_in_the_new_firm(stage: Stage) -> None:
    key = trainee(stage.firm, stage.lawyer)
    do(TransferTrainee, LATER, trainee=key, firm=stage.other, supervisor=supervisor(stage.other))
    do(EndTraineeship, date(2023, 3, 1), trainee=key, result="completed")
    row = Traineeship.rows.on(date(2023, 3, 1)).get(person=key)
    assert (row.firm, row.began_on) == (stage.other, BEGAN)


def test_a_trainee_becomes_a_lawyer_as_the_same_person(stage: Stage) -> None:
    number = demo_identity_number(date(1997, 5, 6), "female", 999_101)
    key = passed(stage, name="测晋升", identity_number=number)
    given = new_lawyer(
        stage.firm, date(2023, 5, 8), name="测晋升", identity_number=number, trainee=key, education="master"
    )
    done = perform(EnterLawyer, given, actor=CITY, effective_on=date(2023, 5, 8), basis=BASIS)
    assert done.subject == key
    assert PractisingLicence.rows.current().filter(person=key).count() == 1
    assert [p.education for p in Person.rows.current().filter(subject=key).order_by("valid_from")] == ["", "master"]
    record = lawyer_record(key, Moment(date(2023, 6, 1)))
    assert record
    titles = [event.title for event in record.events]
    assert "准予执业，专职律师" in titles
    assert "实习考核合格" in titles
    assert any(title.startswith("开始实习（专职") for title in titles)
    do(Reverse, date(2023, 6, 1), entry=done.entry, subject=key)
    assert not PractisingLicence.rows.current().filter(person=key).exists()
    assert record_kind(key) == "lawyer", "the training is still on record"


def test_a_trainee_without_a_number_is_entered_with_it_as_a_lawyer_and_found_by_it(stage: Stage) -> None:
    key = passed(stage, name="测补号")
    number = demo_identity_number(date(1997, 5, 6), "female", 999_102)
    given = new_lawyer(stage.firm, date(2023, 5, 8), name="测补号", identity_number=number, trainee=key)
    perform(EnterLawyer, given, actor=CITY, effective_on=date(2023, 5, 8), basis=BASIS)
    with pytest.raises(ActRefused, match="同一人不得有两条记录"):
        lawyer(stage.firm, date(2023, 5, 8), identity_number=number)


def test_only_who_passed_and_within_a_year_becomes_a_lawyer(stage: Stage) -> None:
    key = trainee(stage.firm, stage.lawyer, name="测未过")
    with pytest.raises(ActRefused, match=r"实习考核合格后方可申请执业，现为实习中.*律师法第五条"):
        lawyer(stage.firm, date(2022, 5, 9), name="测未过", trainee=key)
    late = passed(stage, name="测过期")
    with pytest.raises(ActRefused, match=r"已于 2024-04-03 届满，应重新考核.*第三十六条"):
        lawyer(stage.firm, date(2024, 4, 3), name="测过期", trainee=late)
    with pytest.raises(ActRefused, match="实习登记的姓名、性别为测过期"):
        lawyer(stage.firm, date(2024, 4, 2), name="测别人", trainee=late)
    lawyer(stage.firm, date(2024, 4, 2), name="测过期", trainee=late)
    with pytest.raises(ActRefused, match="已取得执业证"):
        lawyer(stage.firm, date(2024, 4, 2), name="测过期", trainee=late)


def test_who_failed_begins_anew_as_the_same_person(stage: Stage) -> None:
    number = demo_identity_number(date(1997, 5, 6), "female", 999_103)
    key = trainee(stage.firm, stage.lawyer, identity_number=number)
    with pytest.raises(ActRefused, match="此人已有实习登记"):
        trainee(stage.firm, stage.lawyer, LATER, identity_number=number)
    do(EndTraineeship, PASSED, trainee=key, result="failed")
    again = trainee(stage.firm, stage.lawyer, PASSED + timedelta(days=30), identity_number=number)
    assert again == key
    assert Traineeship.rows.on(PASSED + timedelta(days=30)).get(person=key).state == "in_training"


def test_a_firm_that_does_not_practise_takes_no_trainees(stage: Stage) -> None:
    young = firm(on=date(2023, 1, 9))
    with pytest.raises(ActRefused, match=r"不在执业状态，不能接收实习人员.*第八条"):
        trainee(young, stage.lawyer)


def test_the_number_tells_sex_and_kind() -> None:
    number = demo_trainee_number(2022, 3, "female", "part_time", 7)
    assert check_trainee_number(f" {number[:4]} {number[4:]}") == number == "01992203220007"
    for wrong, why in (
        (number[:-1], "应为14位"),
        (number[:6] + "13" + number[8:], "发证月份"),
        (number[:8] + "3" + number[9:], "第9位为性别"),
        (number[:9] + "0" + number[10:], "第10位为类别"),
        (number[:-1] + "a", "其他字符"),
    ):
        with pytest.raises(NumberRefused, match=why):
            check_trainee_number(wrong)


def test_a_number_that_disagrees_is_refused(stage: Stage) -> None:
    number = demo_trainee_number(2022, 3, "male", "full_time", 8_999)
    with pytest.raises(ActRefused, match="第9位为1，登记的性别对应2"):
        trainee(stage.firm, stage.lawyer, number=number)
