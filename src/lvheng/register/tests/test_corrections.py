"""登记更正: today's belief about the past changes; what was believed stays on record as having been believed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from lvheng.kernel.access.models import Post
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.figures.listing import Question, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment, Row
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register.acts.corrections import (
    CorrectEngagement,
    CorrectFirmLicence,
    CorrectFormerOffice,
    CorrectLicence,
    CorrectOrganisation,
    CorrectPerson,
    CorrectReturn,
    CorrectSeat,
    CorrectTraineeship,
    corrections,
)
from lvheng.register.acts.engagements import Transfer
from lvheng.register.acts.former_offices import EnterFormerOffice
from lvheng.register.acts.returns import FileReturn
from lvheng.register.lists import FIRMS, LAWYERS
from lvheng.register.models import Engagement, OutsideStatistic, PersonAlias, PractisingLicence
from lvheng.register.tests.correcting import Sample, classes, correct
from lvheng.register.tests.invented import CITY, HAIDIAN, do, lawyer, new_lawyer
from lvheng.register.tests.training import supervisor, trainee
from lvheng.register.tests.who_may import ON, Stage


def with_return(stage: Stage) -> UUID:
    do(FileReturn, ON, firm=stage.firm, year=2019, revenue=Decimal(100), tax=Decimal(1), matters=1)
    return stage.firm


def in_training(stage: Stage) -> UUID:
    return trainee(stage.firm, supervisor(stage.firm))


def former_judge(stage: Stage) -> UUID:
    told: dict[str, Any] = {"organ": "北京市测试区人民法院", "organ_kind": "court", "jurisdiction": HAIDIAN}
    do(EnterFormerOffice, date(2014, 3, 3), person=stage.lawyer, grade="other", manner="resigned", **told)
    return stage.lawyer


SAMPLES = [
    Sample(CorrectPerson, lambda s: s.lawyer, {"name": "测更名", "education": "master"}),
    Sample(CorrectLicence, lambda s: s.lawyer, {"kind": "part_time"}),
    Sample(CorrectEngagement, lambda s: s.lawyer, {"role": "partner"}),
    Sample(CorrectFirmLicence, lambda s: s.firm, {"form": "special_partnership"}),
    Sample(CorrectOrganisation, lambda s: s.firm, {"name": "北京测试更正律师事务所"}),
    Sample(CorrectSeat, lambda s: s.firm, {"district": HAIDIAN}),
    Sample(CorrectReturn, with_return, {"revenue": Decimal(500)}),
    Sample(CorrectTraineeship, in_training, {"kind": "part_time"}, ("city", "association")),
    Sample(CorrectFormerOffice, former_judge, {"grade": "senior"}),
]
globals().update(classes(SAMPLES, __name__))


def test_a_later_day_of_joining_moves_the_end_of_the_firm_before(stage: Stage) -> None:
    do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.other)
    later = ON + timedelta(days=20)
    correct(CorrectEngagement, stage.lawyer, ON, valid_from=later)
    first, second = Engagement.rows.current().filter(lawyer=stage.lawyer).order_by("valid_from")
    assert (first.organisation, first.valid_to, second.organisation, second.valid_from) == (
        stage.firm,
        later,
        stage.other,
        later,
    )


def test_an_earlier_day_of_joining_shortens_the_firm_before(stage: Stage) -> None:
    do(Transfer, ON, lawyer=stage.lawyer, organisation=stage.other)
    earlier = ON - timedelta(days=20)
    correct(CorrectEngagement, stage.lawyer, ON, valid_from=earlier)
    spans = Engagement.rows.current().filter(lawyer=stage.lawyer).order_by("valid_from")
    assert [(row.organisation, row.valid_from) for row in spans] == [
        (stage.firm, date(2016, 9, 5)),
        (stage.other, earlier),
    ]


def test_an_end_not_after_its_beginning_is_refused(stage: Stage) -> None:
    with pytest.raises(ActRefused, match="不晚于起日"):
        correct(CorrectEngagement, stage.lawyer, valid_to=date(2016, 9, 5))


def found(words: str, listing: Any = LAWYERS) -> list[UUID]:
    question = Question(listing=listing, moment=Moment(ON), narrowing=Narrowing(CITY.scope), columns=(), search=words)
    return [line.subject for line in page(question)]


def test_a_corrected_name_is_found_and_the_wrong_one_no_longer(stage: Stage) -> None:
    key = lawyer(stage.firm, name="测误名")
    correct(CorrectPerson, key, name="测正名")
    assert (found("测正名"), found("cezhengming"), found("测误名")) == ([key], [key], [])


def test_a_correction_taken_back_is_found_under_the_first_name_again(stage: Stage) -> None:
    key = lawyer(stage.firm, name="测正名")
    wrong = correct(CorrectPerson, key, name="测误名")
    do(Reverse, ON, entry=wrong.entry, subject=key)
    assert (found("测正名"), found("测误名")) == ([key], [])


def test_a_corrected_licence_number_is_found(stage: Stage) -> None:
    old = PractisingLicence.rows.current().get(person=stage.lawyer).number
    new = new_lawyer().number
    correct(CorrectLicence, stage.lawyer, number=new)
    assert (found(new), found(old)) == ([stage.lawyer], [])


def test_a_number_of_somebody_else_is_refused(stage: Stage) -> None:
    taken = PractisingLicence.rows.current().get(person=lawyer(stage.firm, name="测占号")).number
    with pytest.raises(ActRefused, match=f"“{taken}”已是另一位律师的执业证号"):
        correct(CorrectLicence, stage.lawyer, number=taken)


def test_a_name_of_another_firm_is_refused(stage: Stage) -> None:
    taken = Organisation.rows.current().get(subject=stage.other).name
    with pytest.raises(ActRefused, match=f"“{taken}”已是另一家机构的名称"):
        correct(CorrectOrganisation, stage.firm, name=taken)


def test_a_renamed_firm_is_found_by_old_and_new_name(stage: Stage) -> None:
    old = Organisation.rows.current().get(subject=stage.firm).name
    correct(CorrectOrganisation, stage.firm, name="北京测试更正律师事务所")
    assert (found("北京测试更正", FIRMS), found(old, FIRMS)) == ([stage.firm], [])


def test_every_register_table_of_facts_can_be_corrected() -> None:
    """What is not is an act's own word on two records, or counted outside."""
    tables = {model for model in Row.everyone() if model._meta.app_label == "register"}
    assert tables - {PersonAlias, OutsideStatistic} == set(corrections()) - {Organisation, Seat, Post}
