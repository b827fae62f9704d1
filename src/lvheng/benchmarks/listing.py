"""A district officer's list: filtered, exactly counted, page by page; the whole page, and its query alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.http import QueryDict

from lvheng.benchmarks.measured import Measured, goal_at, percentiles, seconds
from lvheng.benchmarks.pages import signed_in
from lvheng.demonstration.accounts import HOME_DISTRICT
from lvheng.kernel.access.viewer import viewer_of
from lvheng.kernel.figures.asked import ask
from lvheng.kernel.figures.listing import PAGE, Question, count, listing_of, page_of
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.figures.snapshot import one_snapshot
from lvheng.kernel.identity.models import Account
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today

COUNT, BEFORE = 60, 3
GOALS = {"beijing": 100, "national": 300}  # milliseconds, 95th percentile, of the whole page
DISTRICT, EVERYWHERE, PATH = "demo-district", "demo-city", "/work/lists/lawyers/"
ASKED = {"state": "practising", "sex": "female"}
_ON = "{0}.valid_from <= %(day)s and {0}.valid_to > %(day)s and {0}.known_to = '9999-01-01Z'"
_FROM = f"""
  from register_practising_licence l
  join register_engagement e on e.lawyer = l.person and {_ON.format("e")}
  join kernel_seat s on s.organisation = e.organisation and (%(district)s::text is null or s.district = %(district)s) and {_ON.format("s")}
  join register_person p on p.subject = l.person and p.sex = 'female' and {_ON.format("p")}
"""
_WHERE = f"where l.state = 'practising' and {_ON.format('l')}"
COUNT_BY_HAND = f"select count(*) {_FROM} {_WHERE}"
PAGE_BY_HAND = f"""
  select l.person, p.name, l.number, p.sex, l.kind, l.state, o.name, e.role, s.district, l.first_practised_on,
         p.political_status, p.education
  {_FROM} join kernel_organisation o on o.subject = e.organisation and {_ON.format("o")} {_WHERE}
  order by p.sort_key, l.person limit {PAGE} offset %(offset)s
"""


def measure(size: str) -> list[Measured]:
    """The list of 朝阳区's practising women, one page after another; at the nation's size that of all the nation too."""
    goal = goal_at(size, GOALS)
    found = pages(COUNT, BEFORE, goal)
    if size == "national":
        found += pages(COUNT, BEFORE, goal, EVERYWHERE)
    return found


def pages(times: int, before: int, goal: float, login: str = DISTRICT) -> list[Measured]:
    """Asks for `times` pages after `before` that are not measured."""
    on, district = today(), HOME_DISTRICT if login == DISTRICT else None
    name, title = ("list", "筛选过的名册一页") if district else ("list_all", "筛选过的全部律师一页")
    question = asked_question(on, login)
    with one_snapshot():
        last = max(1, -(-count(question) // PAGE))
    wanted = [number % last for number in range(before + times)]
    get = signed_in(login)
    whole = [get(PATH, ASKED | {"page": number + 1}) for number in wanted]
    alone = [seconds(read_page, question, number) for number in wanted]
    floor = [seconds(by_hand, on, number, district) for number in wanted]
    return [
        percentiles(name, title, whole[before:], floor[before:], goal),
        percentiles(f"{name}_query", "其中计数与取行", alone[before:], floor[before:], None),
    ]


def asked_question(on: date, login: str = DISTRICT) -> Question:
    """What the page asks of the list, as `workbench` puts it."""
    viewer = viewer_of(Account.objects.get(login=login), on)
    listing = listing_of("lawyers")
    everything = Question(
        listing=listing, moment=Moment(on), narrowing=Narrowing(viewer.scope), columns=listing.seen_by(viewer)
    )
    given = QueryDict(mutable=True)
    given.update(ASKED)
    return ask(given, everything)[0]


def read_page(question: Question, number: int) -> tuple[int, int]:
    """How many rows there are, and how many stand on the page of that number, counted from 0."""
    with one_snapshot():
        lines, total = page_of(question, number + 1)
        return total, len(lines)


def by_hand(on: date, number: int, district: str | None = HOME_DISTRICT) -> tuple[int, int]:
    """The same by a query written for this list alone."""
    given: dict[str, Any] = {"day": on, "district": district, "offset": number * PAGE}
    with one_snapshot(), connection.cursor() as cursor:
        cursor.execute(COUNT_BY_HAND, given)
        total = int(cursor.fetchone()[0])
        cursor.execute(PAGE_BY_HAND, given)
        return total, len(cursor.fetchall())
