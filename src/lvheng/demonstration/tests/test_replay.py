"""The small demonstration as it stands in the database after the replay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection

from lvheng.demonstration.history import history
from lvheng.demonstration.making import make_demonstration
from lvheng.demonstration.plays import Play
from lvheng.demonstration.replay import perform_play
from lvheng.demonstration.sizes import SIZES
from lvheng.demonstration.world import PRACTISING, SUSPENDED
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import legal_day, today
from lvheng.launcher.refusal import Refusal
from lvheng.register import sets
from lvheng.register.models import Engagement, PractisingLicence

pytestmark = pytest.mark.django_db


def _count(query: str, m: Moment) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from ({query}) x", m.parameters())
        found: int = cursor.fetchone()[0]
    return found


def test_the_register_holds_what_the_history_led_to() -> None:
    made_on = legal_day(ActLine.objects.filter(kind="kernel.appoint_staff").earliest("at").at)
    world, told = history(SIZES["small"].regions[0], 1, made_on)
    plays = list(told)
    m = Moment(made_on - timedelta(days=1))
    ended = (world.state == SUSPENDED) & (world.until <= m.on.toordinal())  # by itself, since the last stretch began
    assert _count(sets.PRACTISING(m), m) == ((world.state == PRACTISING) | ended).sum()
    last = plays[-1].at + timedelta(seconds=1)  # acts of one set on one firm follow each other by a microsecond
    assert ActLine.objects.filter(at__lte=last).count() == sum(len(play.items) for play in plays)


def test_it_is_small_and_has_two_firms_of_a_hundred_lawyers() -> None:
    m = Moment(today())
    assert 1_300 < _count(sets.PRACTISING(m), m) < 1_800
    assert 95 < _count(sets.FIRMS(m), m) < 130
    assert _count(sets.LARGE_FIRMS(m), m) >= 2


def test_belief_follows_truth_by_days_and_mistakes_are_on_record() -> None:
    first = ActLine.objects.filter(kind="register.transfer").earliest("at")
    assert first.effective_on < first.at.date()
    then = Moment(date(2020, 6, 30), known_at=first.at.replace(year=2020, month=7, day=1))
    now = Moment(date(2020, 6, 30))
    assert _count(sets.PRACTISING(then), then) != _count(sets.PRACTISING(now), now)
    assert ActLine.objects.filter(kind="register.correct_person").exists()


def test_no_lawyer_is_engaged_before_the_first_day_of_practice() -> None:
    first = dict(PractisingLicence.rows.current().values_list("person", "first_practised_on"))
    rows = Engagement.rows.current().values_list("lawyer", "valid_from")
    assert all(since >= first[lawyer] for lawyer, since in rows)


@pytest.mark.parametrize(
    ("login", "posts"),
    [
        ("demo-city", {"city_staff", "party_staff", "plan_officer"}),
        ("demo-district", {"district_staff", "district_party_staff"}),
        ("demo-association", {"association_staff"}),
        ("demo-firm", {"head"}),
        ("demo-lawyer", set()),
    ],
)
def test_each_entrance_leads_to_somebody_with_the_post(
    viewer_as: Callable[[str], Any], login: str, posts: set[str]
) -> None:
    viewer = viewer_as(login)
    assert viewer.posts == posts
    assert viewer.demonstration
    assert viewer.person is not None


def test_a_register_with_lawyers_in_it_is_left_alone() -> None:
    before = ActLine.objects.count()
    with pytest.raises(Refusal, match="空的登记簿"):
        make_demonstration(SIZES["small"], 1, today(), lambda done, total, word: None)
    assert ActLine.objects.count() == before


def test_the_role_of_the_web_cannot_replay_the_past() -> None:
    _, plays = history(SIZES["small"].regions[0], 99, date(2017, 1, 1))
    units: Play = next(play for play in plays if play.kind == "register.enter_unit")
    assert units.at.date() < today() - timedelta(days=2)
    with pytest.raises((DatabaseError, psycopg.Error), match="重放"):
        perform_play(units)
