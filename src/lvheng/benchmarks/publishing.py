"""The public's page of a lawyer: made anew, and asked for again and again from what is kept, over the network."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from uuid import UUID

from django.core.cache import caches
from django.db import connection
from django.test import Client

from lvheng.benchmarks.ground import SOURCE, program
from lvheng.benchmarks.measured import Measured, percentiles, seconds
from lvheng.benchmarks.starting import HOST, PORTS_ABOVE
from lvheng.kernel.figures.snapshot import one_snapshot
from lvheng.kernel.time.days import today
from lvheng.launcher.parent import die_with_parent
from lvheng.launcher.refusal import Refusal
from lvheng.launcher.tree import answers, free_port, web_command
from lvheng.register.models import Engagement

COUNT, BEFORE = 60, 5
GOAL, PACE_GOAL = 50, 2_000  # milliseconds, 95th percentile; answers a second
WARM, ASKING, VISITORS = 1, 5, 16  # seconds, seconds, connections
WITHIN = 60  # seconds until the server must answer
BY_HAND = """
  select p.name, p.sex, l.number, l.kind, l.state, l.first_practised_on, e.role, o.name, s.district, s.address
  from register_person p
  join register_practising_licence l on l.person = p.subject and l.known_to = '9999-01-01Z'
  left join register_engagement e on e.lawyer = p.subject and e.known_to = '9999-01-01Z'
  left join kernel_organisation o on o.subject = e.organisation and o.known_to = '9999-01-01Z'
  left join kernel_seat s on s.organisation = e.organisation and s.known_to = '9999-01-01Z'
  where p.subject = %s and p.known_to = '9999-01-01Z'
  order by l.valid_from, e.valid_from
"""


def measure(size: str) -> list[Measured]:
    """Pages of lawyers made anew, and one of them from what is kept."""
    return [made(COUNT, BEFORE), kept(WARM, ASKING)]


def made(times: int, before: int) -> Measured:
    """Each page of another lawyer; the floor reads the same rows, with all days, by one query."""
    people = lawyers(times + before)
    client = Client(SERVER_NAME="localhost")
    caches["pages"].clear()
    whole = [seconds(opened, client, person) for person in people]
    floor = [seconds(by_hand, person) for person in people]
    return percentiles("public_made", "公众看一位律师，新做一页", whole[before:], floor[before:], GOAL)


def lawyers(count: int) -> list[UUID]:
    """Lawyers who practise, not those of one firm after another."""
    found = Engagement.rows.on(today()).order_by("lawyer").values_list("lawyer", flat=True)
    return list(found[:count])


def opened(client: Client, person: UUID) -> None:
    """Raises ValueError for a page that is not there: then nothing would have been measured."""
    answer = client.get(f"/lawyers/{person}/")
    if answer.status_code != 200:
        raise ValueError(f"{person}: {answer.status_code}")


def by_hand(person: UUID) -> int:
    with one_snapshot(), connection.cursor() as cursor:
        cursor.execute(BY_HAND, [person])
        return len(cursor.fetchall())


def kept(warm: float, asking: float) -> Measured:
    """Answers a second, asked by visitors on the same machine; the floor is the web server with the same bytes."""
    path = f"/lawyers/{lawyers(1)[0]}/"
    with served("lvheng.config.wsgi:application", {"LVHENG_LOG": "stderr"}) as port:
        end = monotonic() + WITHIN
        while not visited(port, path, warm)["answered"] and monotonic() < end:  # every worker keeps its own
            pass
        told = visited(port, path, asking)
    with served("lvheng.benchmarks.plain:application", {"ANSWER_LENGTH": str(told["length"])}) as port:
        floor = visited(port, path, asking)
    return Measured(
        name="public_kept",
        title="公众看一位律师，从缓存里答",
        value=told["answered"] / asking,
        unit="次每秒",
        floor=floor["answered"] / asking,
        goal=PACE_GOAL,
        more_is_better=True,
    )


def visited(port: int, path: str, asking: float) -> dict[str, int]:
    """What `visitors.py` says."""
    wanted = (HOST, str(port), path, str(asking), str(VISITORS))
    told: dict[str, int] = json.loads(program("lvheng.benchmarks.visitors", *wanted))
    return told


@contextmanager
def served(application: str, more: dict[str, str]) -> Iterator[int]:
    """The port of a web server like that of `./lvheng up`, with a home of its own for what it logs and counts."""
    port = free_port(HOST, PORTS_ABOVE)
    with TemporaryDirectory(prefix="lvheng-bench-") as folder, (Path(folder) / "log").open("wb") as log:
        environment = {**os.environ, "PYTHONPATH": str(SOURCE), "LVHENG_HOME": folder, **more}
        server = subprocess.Popen(  # noqa: S603 - our own command
            web_command(HOST, port, application),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=log,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        try:
            wait_for(port, server)
            yield port
        finally:
            server.terminate()
            server.wait()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Returns when the web answers. Raises Refusal if it does not come to that."""
    end = monotonic() + WITHIN
    while not answers(HOST, port):
        if server.poll() is not None or monotonic() > end:
            raise Refusal("量公众页面用的网页没有启动起来。", "请先单独运行 ./lvheng up 看看原因。")
        sleep(0.02)
