"""A filtered list as an officer of a district sees it, with its exact count: the whole page, through every middleware."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from django.conf import settings
from django.db import connection
from django.test import Client

from lvheng.benchmarks.measured import Measured, quantile
from lvheng.kernel.access.posts import DISTRICT_STAFF
from lvheng.kernel.access.viewer import SYSTEM, SYSTEM_VIEWER
from lvheng.kernel.acts.organisations import AppointStaff, NewStaff
from lvheng.kernel.acts.perform import perform
from lvheng.kernel.identity.models import Account
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.subjects.models import Seat
from lvheng.kernel.time.days import today
from lvheng.register.models import Engagement, Person, PractisingLicence

DISTRICT = "110105"
TIMES = 60
QUERIES = (
    "sex=female&kind=full_time",
    "state=practising&education=master",
    "q=wang",
    "sex=male&sort=-first_practised_on",
)


def listing(size: str) -> Measured:
    with _officer() as client:
        pages = [f"/work/lists/lawyers/?{QUERIES[n % len(QUERIES)]}&page={1 + n % 7}" for n in range(TIMES)]
        for page in pages[: len(QUERIES)]:
            client.get(page)
        seconds = [_asked(client, page) for page in pages]
    by_hand = [_seconds(_by_hand) for _ in range(TIMES)]
    return Measured(
        name="list",
        title="区局工作人员的律师名册(筛选、准确计数、整页)p95",
        unit="毫秒",
        found=quantile(seconds, 0.95),
        goal=100,
        floor=quantile(by_hand, 0.95),
        floor_title="手写的计数和一页查询",
        more={"p50": quantile(seconds, 0.5), "手写 p50": quantile(by_hand, 0.5)},
    )


@contextmanager
def _officer() -> Iterator[Client]:
    """A browser's stand-in, signed in as somebody whom the bureau of the district employs."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    given = NewStaff(
        organisation=organisation_key(f"district_bureau:{DISTRICT}"), post=DISTRICT_STAFF.code, holder=SYSTEM
    )
    perform(AppointStaff, given, actor=SYSTEM_VIEWER, effective_on=today(), basis="测速")
    account = Account.objects.create_user("bench", name="测速", person=SYSTEM)
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    yield client


def _asked(client: Client, page: str) -> float:
    began = perf_counter()
    response = client.get(page)
    seconds = perf_counter() - began
    if response.status_code != 200:
        raise RuntimeError(f"{page} 答 {response.status_code}")
    return seconds


def _seconds(work: Callable[[], None]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _by_hand() -> None:
    """The women among the full-time lawyers of the district: how many, and the first fifty."""
    m = Moment(today())
    rows = f"""from {m.asof(Seat)} s join {m.asof(Engagement)} e on e.organisation = s.organisation
      join {m.asof(PractisingLicence)} l on l.person = e.lawyer join {m.asof(Person)} p on p.subject = e.lawyer
      where s.district = '{DISTRICT}' and p.sex = 'female' and l.kind = 'full_time'"""
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) {rows}", m.parameters())
        cursor.fetchone()
        cursor.execute(
            f"select p.name, l.number, l.state, e.role, s.district {rows} order by p.sort_key limit 50", m.parameters()
        )
        cursor.fetchall()
