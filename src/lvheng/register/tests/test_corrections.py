"""登记更正: today's belief about the past changes; what was believed stays on record as having been believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.figures.listing import Question, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment, Row
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.register.acts.corrections import (
    CorrectEngagement,
    CorrectFirmLicence,
    Correction,
    CorrectLicence,
    CorrectOrganisation,
    CorrectPerson,
    CorrectReturn,
    CorrectSeat,
)
from lvheng.register.acts.engagements import Transfer
from lvheng.register.acts.returns import FileReturn
from lvheng.register.lists import FIRMS, LAWYERS
from lvheng.register.models import Engagement, FirmLicence, Person, PractisingLicence, YearlyReturn
from lvheng.register.tests.invented import CITY, HAIDIAN, do, instant, lawyer, new_lawyer
from lvheng.register.tests.who_may import ON, Stage, WhoMay


@dataclass(frozen=True, slots=True)
class Sample:
    """What a correction is tried on: whose row, and what should always have stood there."""

    act: type[Correction]
    subject: Callable[[Stage], UUID]
    changed: dict[str, Any]

    def given(self, stage: Stage) -> Any:
        key = self.subject(stage)
        if self.act is CorrectReturn:
            do(FileReturn, ON, firm=key, year=2019, revenue=Decimal(100), tax=Decimal(1), matters=1)
        return given(self.act, key, **self.changed)


def given(act: type[Correction], subject: UUID, on: date | None = None, **changed: Any) -> Any:
    """The input that corrects the row of a subject: the one of a day, or the only one."""
    rows: Any = act.model.rows.current() if on is None else act.model.rows.on(on)
    return act.Input(subject=subject, row=rows.get(**{act.model.THREAD[0]: subject}).pk, **changed)


def correct(act: type[Correction], subject: UUID, on: date | None = None, **changed: Any) -> Any:
    found = given(act, subject, on, **changed)
    return do(act, ON, **{name: getattr(found, name) for name in found.__dataclass_fields__})


SAMPLES = [
    Sample(CorrectPerson, lambda s: s.lawyer, {"name": "测更名", "education": "master"}),
    Sample(CorrectLicence, lambda s: s.lawyer, {"kind": "part_time"}),
    Sample(CorrectEngagement, lambda s: s.lawyer, {"role": "partner"}),
    Sample(CorrectFirmLicence, lambda s: s.firm, {"form": "special_partnership"}),
    Sample(CorrectOrganisation, lambda s: s.firm, {"name": "北京测试更正律师事务所"}),
    Sample(CorrectSeat, lambda s: s.firm, {"district": HAIDIAN}),
    Sample(CorrectReturn, lambda s: s.firm, {"revenue": Decimal(500)}),
]


class OfSample(WhoMay):
    sampled: Sample
    allowed = ("city", "district")
    twice = "已被他人取代"
    already = False

    def sample(self, stage: Stage) -> Any:
        return self.sampled.given(stage)


for each in SAMPLES:
    name = f"TestWhoMay{each.act.__name__}"
    globals()[name] = type(name, (OfSample,), {"act": each.act, "sampled": each, "__module__": __name__})


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.act.__name__)
def test_belief_changes_from_now_on_and_not_before(stage: Stage, sample: Sample) -> None:
    key, wanted = sample.subject(stage), sample.given(stage)
    rows = sample.act.model.rows.filter(**{sample.act.model.THREAD[0]: key})
    old = rows.current().get()
    before = instant()
    do(sample.act, ON, **{name: getattr(wanted, name) for name in wanted.__dataclass_fields__})
    now = rows.on(old.valid_from).get()
    then = rows.on(old.valid_from, before).get()
    assert {name: getattr(now, name) for name in sample.changed} == sample.changed
    assert {n: getattr(then, n) for n in type(then).told()} == {n: getattr(old, n) for n in type(old).told()}
    assert (now.valid_from, now.valid_to) == (old.valid_from, old.valid_to)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.act.__name__)
def test_saying_what_stands_there_already_is_told(stage: Stage, sample: Sample) -> None:
    wanted = sample.given(stage)
    row: Row = sample.act.model.rows.get(pk=wanted.row)
    same = {name: getattr(row, name) for name in sample.changed}
    with pytest.raises(ActRefused, match="没有需要更正的内容") as refused:
        do(sample.act, ON, subject=wanted.subject, row=row.pk, **same)
    assert refused.value.refusals[0].already


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


def test_the_models_of_all_corrections_are_of_the_register() -> None:
    assert {sample.act.model for sample in SAMPLES} == {
        Person,
        PractisingLicence,
        Engagement,
        FirmLicence,
        Organisation,
        Seat,
        YearlyReturn,
    }
