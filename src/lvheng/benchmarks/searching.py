"""A lawyer looked for by the whole name: the rows as the public's page has them, with their exact count."""

from __future__ import annotations

from datetime import date

from django.db import connection

from lvheng.benchmarks.measured import Measured, percentiles, seconds
from lvheng.kernel.figures.snapshot import one_snapshot
from lvheng.kernel.search.find import key_prefix
from lvheng.kernel.time.days import today
from lvheng.register.models import Person
from lvheng.register.public_lists import LAWYERS
from lvheng.register.public_reads import FEW, Found, find

COUNT, BEFORE = 200, 5
GOAL = 10  # milliseconds, 95th percentile
BY_HAND = """
  select p.subject, p.name, l.number, count(*) over ()
  from register_person p
  join register_practising_licence l on l.person = p.subject and l.known_to = '9999-01-01Z'
    and l.valid_from <= %(day)s and l.valid_to > %(day)s
  where p.known_to = '9999-01-01Z' and p.valid_from <= %(day)s and p.valid_to > %(day)s
    and p.subject in (select subject from kernel_search_key where key like %(key)s)
  order by p.sort_key, p.subject limit %(size)s
"""


def measure(size: str) -> list[Measured]:
    """Names of lawyers, one after another."""
    return [names(COUNT, BEFORE)]


def names(times: int, before: int) -> Measured:
    """Looks for `times` lawyers after `before` that are not measured; the floor is a query for this list alone."""
    on = today()
    asked = called(before + times, on)
    whole = [seconds(looked_for, name, on) for name in asked]
    floor = [seconds(by_hand, name, on) for name in asked]
    return percentiles("names", "按姓名查一位律师", whole[before:], floor[before:], GOAL)


def called(count: int, on: date) -> list[str]:
    """Names of persons here and there in the register."""
    return list(Person.rows.on(on).order_by("subject").values_list("name", flat=True)[:count])


def looked_for(name: str, on: date) -> Found:
    """What the public finds by a name."""
    with one_snapshot():
        return find(LAWYERS, on, search=name, size=FEW)


def by_hand(name: str, on: date) -> int:
    with one_snapshot(), connection.cursor() as cursor:
        cursor.execute(BY_HAND, {"day": on, "key": key_prefix(name), "size": FEW})
        return len(cursor.fetchall())
