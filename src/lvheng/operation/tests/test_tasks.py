"""Jobs outlive what passes, and a job whose worker died is queued again."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.db import OperationalError
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job

from lvheng.kernel.tables.tasks import AGAIN
from lvheng.launcher.database import Connections
from lvheng.operation.tasks import retry_stalled


def job(attempts: int) -> Job:
    return Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="test.job", attempts=attempts)


@pytest.mark.parametrize("passing", [OperationalError(), OSError()])
def test_what_passes_is_tried_again_with_longer_waits_and_not_for_ever(passing: Exception) -> None:
    decisions = [AGAIN.get_retry_decision(exception=passing, job=job(attempts)) for attempts in range(5)]
    waits = [decision.retry_at for decision in decisions if decision and decision.retry_at]
    assert len(waits) == 4
    assert waits == sorted(waits)
    assert decisions[4] is None


@pytest.mark.parametrize("lasting", [ValueError(), KeyError(), JobAborted()])
def test_a_mistake_that_lasts_is_not_tried_again(lasting: Exception) -> None:
    assert AGAIN.get_retry_decision(exception=lasting, job=job(0)) is None


def test_a_job_whose_worker_died_is_queued_again_and_a_living_one_is_left(fresh_database: Connections) -> None:
    with psycopg.connect(fresh_database.app) as connection:
        [[living], [dead]] = connection.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now()), (now() - interval '1 hour') returning id"
        ).fetchall()
        jobs = connection.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status, worker_id, queueing_lock) values"
            " ('q', 'at work', '{}', 'doing', %s, null), ('q', 'orphan', '{}', 'doing', null, null),"
            " ('q', 'queued twice', '{}', 'doing', %s, 'once'), ('q', 'queued twice', '{}', 'todo', null, 'once'),"
            " ('q', 'dead', '{}', 'doing', %s, null) returning id",
            [living, dead, dead],
        ).fetchall()
    asyncio.run(retry(fresh_database.app))
    with psycopg.connect(fresh_database.app) as connection:
        rows = connection.execute("select id, status::text from procrastinate_jobs where queue_name = 'q'").fetchall()
    at_work, orphan, needless, queued, died = (number for (number,) in jobs)
    assert dict(rows) == {at_work: "doing", orphan: "todo", queued: "todo", died: "todo"}
    assert needless not in dict(rows)


async def retry(connection: str) -> None:
    """The periodic job, run as the worker runs it."""
    async with App(connector=PsycopgConnector(conninfo=connection)).open_async() as app:
        context: Any = SimpleNamespace(app=app)
        await retry_stalled.func(context, 0)
