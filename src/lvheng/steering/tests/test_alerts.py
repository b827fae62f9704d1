"""Alerts: each person chooses, what is new is told once, and nothing is told of what was before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.settled import settled_instant
from lvheng.kernel.desk.notices import notices_of
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.time.days import today
from lvheng.plan.adoption import BEIJING_CODE
from lvheng.plan.board import held, plans
from lvheng.register.tests.invented import do
from lvheng.steering.acts.dispatch import CallDispatch
from lvheng.steering.alerts import choose, chosen, missed, record_step, tell_all
from lvheng.steering.choices import Alert
from lvheng.steering.models import AlertChoice

pytestmark = pytest.mark.django_db
ALERTS = f"/work/plan/{BEIJING_CODE}/alerts/"


def titles(viewer: Viewer) -> list[str]:
    return [notice.title for notice in notices_of(viewer)]


def earlier(days: int) -> None:
    """As if everybody had been told of everything so many days ago, and not since."""
    day = today() - timedelta(days=days)
    AlertChoice.objects.update(seen_on=day)


def test_each_person_chooses_on_the_page(
    client_as: Callable[[str], Client], viewer_as: Callable[[str], Viewer]
) -> None:
    city, district = client_as("demo-city"), viewer_as("demo-district")
    assert city.post(ALERTS, {"rule": ["risk", "duty"]}).status_code == 302
    assert chosen(viewer_as("demo-city"), BEIJING_CODE) == {"risk", "duty"}
    assert chosen(district, BEIJING_CODE) == set()
    assert city.post(ALERTS, {"rule": ["leap"]}).status_code == 302
    assert chosen(viewer_as("demo-city"), BEIJING_CODE) == {"leap"}


def test_a_target_that_turns_is_told_once(viewer_as: Callable[[str], Viewer]) -> None:
    city = viewer_as("demo-city")
    choose(city, BEIJING_CODE, [Alert.RISK])
    assert tell_all() == 0, "nothing has changed since"
    assert titles(city) == []
    AlertChoice.objects.update(seen_on=date(2023, 12, 31))  # when the targets of the plan's end were still open
    assert tell_all() > 0
    assert any("未达到" in title for title in titles(city))
    assert tell_all() == 0


def test_a_duty_missed_is_told_to_the_unit_and_to_the_city(viewer_as: Callable[[str], Viewer]) -> None:
    city, district = viewer_as("demo-city"), viewer_as("demo-district")
    for viewer in (city, district):
        choose(viewer, BEIJING_CODE, [Alert.DUTY])
    on, due = today() - timedelta(days=20), today() - timedelta(days=2)
    asked: dict[str, Any] = {"plan": BEIJING_CODE, "called": "everybody", "due": due}
    do(CallDispatch, on, **asked)
    earlier(days=10)
    assert tell_all(settled_instant()) >= 2
    for viewer in (city, district):
        assert any("过了期限还有没报送的" in title for title in titles(viewer))
    earlier(days=10)
    assert tell_all(settled_instant()) == 0, "the same is not told twice"


def test_a_unit_hears_of_nobody_else_s_duties(viewer_as: Callable[[str], Viewer]) -> None:
    [of] = [held(plan) for plan in plans()]
    district = viewer_as("demo-district")
    long_ago, now = Moment(today() - timedelta(days=4000)), Moment(today())
    told = [news.title for news in missed(of, district, long_ago, now)]
    assert all("应开展" not in title for title in told)
    assert organisation_key("district_bureau:110105") in district.offices
    everybody = [news.title for news in missed(of, viewer_as("demo-city"), long_ago, now)]
    assert set(told) <= set(everybody)


@pytest.mark.parametrize(
    ("ends", "now", "found"),
    [
        ([10, 11, 12, 14], 17, (3, 2)),
        ([10, 11, 12, 14], 16, None),
        ([10, 11, 12, 14], 10, (-4, 2)),
        ([10, 11, 12], 99, None),
        ([None, 10, 11, 12], 99, None),
        ([10, 11, 12, 14], None, None),
    ],
)
def test_a_leap_is_more_than_any_year_before(ends: list[Any], now: Any, found: Any) -> None:
    def told(number: Any) -> Any:
        return None if number is None else Decimal(number)

    assert record_step([told(end) for end in ends], told(now)) == found


def test_choosing_twice_keeps_what_was_told(viewer_as: Callable[[str], Viewer]) -> None:
    city = viewer_as("demo-city")
    choose(city, BEIJING_CODE, [Alert.RISK])
    seen = AlertChoice.objects.get(account=city.id).seen_at
    choose(city, BEIJING_CODE, [Alert.RISK, Alert.DUTY])
    assert AlertChoice.objects.get(account=city.id, rule="risk").seen_at == seen
    assert AlertChoice.objects.filter(account=city.id).count() == 2
