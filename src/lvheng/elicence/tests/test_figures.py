"""Who has an electronic licence in force, and how often one is verified: counted from issues and verifications."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from lvheng.elicence.checking import Answer, by_number, count
from lvheng.elicence.choices import Way
from lvheng.elicence.models import Check, ElectronicLicence
from lvheng.kernel.access.viewer import PUBLIC
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.figures.reading import read, series
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import today
from lvheng.register.acts.licences import CancelLicence, SuspendLicence
from lvheng.register.models import PractisingLicence
from lvheng.register.tests.invented import do
from lvheng.register.tests.who_may import ON, Stage

VALID, CHECKS = figure_of("licensing.ecertificates_valid"), figure_of("licensing.ecertificate_checks")


def valid() -> int:
    return read(VALID, Moment(today())).rows


def answer(lawyer: UUID) -> Answer:
    number = PractisingLicence.rows.on(today()).get(person=lawyer).number
    found = by_number(number)
    assert found is not None
    return found


@pytest.mark.parametrize("act", [SuspendLicence, CancelLicence])
def test_a_licence_is_in_force_from_its_issue_until_practice_ends(stage: Stage, act: type) -> None:
    before = valid()
    assert before >= 1
    do(act, ON, lawyer=stage.lawyer)
    assert valid() == before - 1


def test_who_was_never_issued_one_is_not_counted(stage: Stage) -> None:
    holders = set(ElectronicLicence.objects.values_list("holder", flat=True))
    practising = PractisingLicence.rows.on(today()).filter(state="practising").values_list("person", flat=True)
    assert valid() == len(holders & set(practising))


def test_every_verification_counts_at_once_though_other_readings_are_kept(stage: Stage) -> None:
    def told() -> Decimal:
        return series_of({CHECKS: [today()]})[CHECKS.code][today()].value or Decimal(0)

    found, before = answer(stage.lawyer), told()
    for times in (1, 2, 3):
        count(found, Way.CODE.value, PUBLIC)
        assert told() == before + times


def test_a_year_begins_with_none_and_a_sweep_answers_as_each_day(stage: Stage) -> None:
    day = date(today().year, 1, 1)
    days = [day + timedelta(days=step) for step in range(-70, 70, 10)]
    before = read(CHECKS, Moment(days[6])).value or 0
    for number, each in enumerate(days):
        Check.objects.create(holder=stage.lawyer, day=each, way=Way.CODE, who="公众", count=number + 1)
    for figure in (CHECKS, VALID):
        for known_at in (None, now()):
            assert series(figure, days, known_at) == [read(figure, Moment(each, known_at)) for each in days]
    assert read(CHECKS, Moment(day - timedelta(days=1))).value == before + sum(range(1, 8))
