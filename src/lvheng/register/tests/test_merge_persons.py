"""合并重复人员: pairs are found by evidence, a person of two records counts once, and taking it back restores all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.listing import Question, count, page
from lvheng.kernel.figures.reading import Narrowing, read
from lvheng.kernel.rows import Moment
from lvheng.register.acts.engagements import LeaveFirm
from lvheng.register.acts.merge_persons import MergePersons, OnePerson
from lvheng.register.duplicates import kept_key
from lvheng.register.lists import FIRMS, LAWYERS
from lvheng.register.models import PersonAlias, PractisingLicence
from lvheng.register.record import lawyer_record
from lvheng.register.tests.invented import CITY, do, instant, lawyer
from lvheng.register.tests.test_reverse import beliefs
from lvheng.register.tests.training import trainee
from lvheng.register.tests.who_may import ON, Stage, WhoMay
from lvheng.register.worklists import DUPLICATES

BORN = date(1988, 3, 4)


class TestWhoMayMerge(WhoMay):
    act = MergePersons
    allowed = ("city",)
    twice = "这两条记录已合并"

    def sample(self, stage: Stage) -> OnePerson:
        return OnePerson(duplicate=lawyer(stage.other), kept=stage.lawyer)


def two(stage: Stage, name: str = "测重名", other: str = "测重名", **more: Any) -> tuple[UUID, UUID]:
    """Two records, whose numbers differ in year and serial."""
    born = more.pop("born_on", BORN)
    first = lawyer(stage.firm, name=name, born_on=BORN)
    return first, lawyer(stage.other, date(2018, 4, 2), name=other, born_on=born, **more)


def pairs(*subjects: UUID, on: date = ON) -> dict[UUID, tuple[Any, ...]]:
    columns = [column for column in DUPLICATES.columns if column.name in ("other", "evidence")]
    question = Question(
        listing=DUPLICATES, moment=Moment(on), narrowing=Narrowing(CITY.scope), columns=columns, subjects=list(subjects)
    )
    return {line.subject: line.cells for line in page(question)}


def lawyers(day: date = ON, known_at: Any = None) -> Any:
    return read(figure_of("register.lawyers"), Moment(day, known_at), Narrowing(CITY.scope)).value


def found(words: str) -> list[UUID]:
    columns = [column for column in LAWYERS.columns if column.name == "name"]
    question = Question(
        listing=LAWYERS, moment=Moment(ON), narrowing=Narrowing(CITY.scope), columns=columns, search=words
    )
    return [line.subject for line in page(question)]


def test_same_name_and_birth_make_a_pair_under_the_newer_record(stage: Stage) -> None:
    first, second = two(stage)
    assert pairs(first, second) == {second: ("测重名", "姓名相同、出生日期相同")}


def test_a_name_that_sounds_the_same_makes_a_pair_and_another_name_does_not(stage: Stage) -> None:
    _, second = two(stage, "测晓明", "测小明")
    _, third = two(stage, "测晓刚", "测小明丽")
    assert pairs(second, third) == {second: ("测晓明", "姓名同音、一字之差、出生日期相同")}


def test_a_name_alone_is_no_evidence_and_another_birth_date_speaks_against(stage: Stage) -> None:
    _, second = two(stage, born_on=date(1990, 1, 1))
    third, fourth = (lawyer(stage.firm, date(year, 4, 2), name="测同名") for year in (2016, 2019))
    assert pairs(second, third, fourth) == {}


def test_one_qualification_certificate_and_one_figure_of_a_number_are_evidence(stage: Stage) -> None:
    first = lawyer(stage.firm, name="测证", qualification_number="A20101101010001")
    number = PractisingLicence.rows.current().get(person=first).number
    near = number[:-6] + f"{(int(number[-6]) + 5) % 10}" + number[-5:]
    second = lawyer(stage.other, name="测证", number=near, qualification_number="A20101101010001")
    assert pairs(second) == {second: ("测证", "姓名相同、法律职业资格证号相同、执业证号只差一位")}


def test_a_trainee_entered_again_as_a_lawyer_is_found(stage: Stage) -> None:
    key = trainee(stage.firm, stage.lawyer, name="测实习", born_on=BORN)
    again = lawyer(stage.other, date(2023, 5, 8), name="测实习", born_on=BORN)
    told = pairs(key, again, on=date(2023, 6, 1))
    assert told == {again: ("测实习", "姓名相同、出生日期相同、一为实习人员、一为律师")}


def test_a_person_of_two_records_counts_once_and_before_the_merger_twice(stage: Stage) -> None:
    kept, duplicate = two(stage)
    before, twice = instant(), lawyers()
    do(MergePersons, ON, duplicate=duplicate, kept=kept)
    assert lawyers() == twice - 1
    assert lawyers(known_at=before) == twice
    assert pairs(kept, duplicate) == {}


def test_who_is_kept_stands_for_the_duplicate_where_only_that_practises(stage: Stage) -> None:
    kept, duplicate = two(stage)
    do(MergePersons, ON, duplicate=duplicate, kept=kept)
    once = lawyers()
    do(LeaveFirm, ON, lawyer=kept)
    assert lawyers() == once, "the person practises by the other record"
    do(LeaveFirm, ON, lawyer=duplicate)
    assert lawyers() == once - 1


def test_three_records_of_one_person_count_once(stage: Stage) -> None:
    kept, one = two(stage)
    other = lawyer(stage.firm, name="测重名", born_on=BORN)
    thrice = lawyers()
    for duplicate in (one, other):
        do(MergePersons, ON, duplicate=duplicate, kept=kept)
    do(LeaveFirm, ON, lawyer=kept)
    assert lawyers() == thrice - 2


def test_numbers_of_the_merged_record_lead_to_the_kept_one(stage: Stage, client_as: Callable[[str], Any]) -> None:
    kept, duplicate = two(stage, other="测重明")
    number = PractisingLicence.rows.current().get(person=duplicate).number
    done = do(MergePersons, ON, duplicate=duplicate, kept=kept)
    assert found(number) == found("测重明") == [kept]
    assert kept_key(duplicate) == kept
    page = client_as("demo-city").get(f"/work/lawyers/{duplicate}/?on=2020-05-06")
    assert page.status_code == 302
    assert page["Location"] == f"/work/lawyers/{kept}/?on=2020-05-06"
    shown = client_as("demo-city").get(page["Location"])
    assert "已合并的记录" in shown.content.decode()
    do(Reverse, ON, entry=done.entry, subject=kept)
    assert found(number) == [duplicate]
    assert client_as("demo-city").get(f"/work/lawyers/{duplicate}/").status_code == 200


def test_the_record_tells_both_lines_of_life_and_taking_it_back_parts_them(stage: Stage) -> None:
    kept, duplicate = two(stage)
    first = beliefs()
    done = do(MergePersons, ON, duplicate=duplicate, kept=kept)
    record = lawyer_record(kept, Moment(ON))
    assert record
    assert [event.title for event in record.events].count("准予执业，专职律师") == 2
    assert {line.subject for line in record.acts} == {kept, duplicate}
    assert record.on(PractisingLicence).person == kept
    do(Reverse, ON, entry=done.entry, subject=kept)
    assert beliefs() == first
    alone = lawyer_record(kept, Moment(ON))
    assert alone
    assert {line.subject for line in alone.acts} == {kept}


def test_no_chains_and_nobody_with_oneself(stage: Stage) -> None:
    kept, duplicate = two(stage)
    do(MergePersons, ON, duplicate=duplicate, kept=kept)
    third = lawyer(stage.firm)
    for given in ((duplicate, third), (kept, third), (third, duplicate)):
        with pytest.raises(ActRefused, match="已与别的记录合并"):
            do(MergePersons, ON, duplicate=given[0], kept=given[1])
    with pytest.raises(ActRefused, match="是同一条"):
        do(MergePersons, ON, duplicate=third, kept=third)
    man = lawyer(stage.firm, sex="male")
    with pytest.raises(ActRefused, match="性别不同"):
        do(MergePersons, ON, duplicate=man, kept=third)
    assert PersonAlias.rows.current().count() == 1


def test_the_firm_counts_a_person_of_two_records_once(stage: Stage) -> None:
    columns = [column for column in FIRMS.columns if column.name == "lawyers"]
    twin = lawyer(stage.firm)
    question = Question(
        listing=FIRMS, moment=Moment(ON), narrowing=Narrowing(CITY.scope), columns=columns, subjects=[stage.firm]
    )
    assert [line.cells for line in page(question)] == [(2,)]
    do(MergePersons, ON, duplicate=twin, kept=stage.lawyer)
    assert [line.cells for line in page(question)] == [(1,)]
    assert count(question) == 1
