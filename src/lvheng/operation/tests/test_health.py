"""Health and metrics: what is there is said, what is missing too, and only to whom it is for."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory, override_settings

from lvheng.kernel.jobs import STATES, queue_state
from lvheng.operation import health
from lvheng.operation.counters import BOUNDS, Counts, read_all
from lvheng.operation.numbered import LogState


def make_worker(seconds_ago: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - make_interval(secs => %s)) returning id",
            [seconds_ago],
        )
        return int(cursor.fetchone()[0])


def make_job(status: str, seconds_ago: int = 0, worker: int | None = None, scheduled: int | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status, worker_id, scheduled_at)"
            " values ('default', 'test.job', '{}', 'todo', %s, now() + make_interval(secs => %s)) returning id",
            [worker, scheduled],
        )
        job = int(cursor.fetchone()[0])
        cursor.execute(
            "update procrastinate_jobs set status = %s::procrastinate_job_status where id = %s", [status, job]
        )
        cursor.execute(
            "update procrastinate_events set at = now() - make_interval(secs => %s) where job_id = %s",
            [seconds_ago, job],
        )
    return job


def test_live_asks_nothing_of_the_database() -> None:
    """Without the mark django_db, a question to the database would fail this test."""
    answer = Client().get("/health/live", headers={"Host": "not.ours.example"})
    assert answer.status_code == 200
    assert answer.json() == {"live": True}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The logs of the template were in order when it was made: how long ago that is must not matter here."""
    states: list[LogState] = []
    monkeypatch.setattr(health, "log_states", lambda cursor: states)
    assert Client().get("/health/ready").json() == {
        "ready": False,
        "database": True,
        "structure": True,
        "worker": False,
        "log": False,
    }
    make_worker(120)
    assert Client().get("/health/ready").status_code == 503
    make_worker(5)
    answer = Client().get("/health/ready")
    assert answer.status_code == 200, "people are served whether or not the logs are in order"
    assert answer.json() == {"ready": True, "database": True, "structure": True, "worker": True, "log": False}
    states.append(LogState("acts", 10, confirmed=3.0, waiting=0.0, trouble=""))
    assert Client().get("/health/ready").json()["log"] is True


@pytest.mark.django_db
def test_ready_says_that_the_database_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", gone)
    answer = Client().get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": False, "structure": False, "worker": False, "log": False}


@pytest.mark.django_db
def test_a_missing_migration_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_current", [])
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'plan'")
    assert health.readiness()["structure"] is False
    assert health._current == []


@pytest.mark.django_db
def test_jobs_that_need_somebody_are_told_apart() -> None:
    living, dead = make_worker(5), make_worker(3600)
    jobs = {
        "waiting": make_job("todo"),
        "later": make_job("todo", 3600, scheduled=3600),
        "running": make_job("doing", 3600, living),
        "stuck": make_job("doing", 30, dead),
        "failed": make_job("failed", 60),
    }
    forgotten, untaken, orphan = make_job("failed", 30 * 24 * 3600), make_job("todo", 3600), make_job("doing", 30)
    make_job("succeeded")
    with connection.cursor() as cursor:
        found = queue_state(cursor)
    assert found.counts == dict.fromkeys(STATES, 1) | {"stuck": 3}
    assert {job.id for job in found.troubled} == {jobs["stuck"], jobs["failed"], untaken, orphan}
    assert forgotten not in {job.id for job in found.troubled}
    assert found.worker_lives


@pytest.mark.parametrize(
    ("token", "given", "proxy", "address", "allowed"),
    [
        ("", "", False, "127.0.0.1", True),
        ("", "", False, "::1", True),
        ("", "", False, "192.0.2.7", False),
        ("", "", True, "127.0.0.1", False),  # behind a proxy everybody seems to come from here
        ("t0ken", "Bearer t0ken", True, "192.0.2.7", True),
        ("t0ken", "Bearer wrong", False, "127.0.0.1", False),
        ("t0ken", "", False, "127.0.0.1", False),
        ("t0ken", "Bearer 密", False, "127.0.0.1", False),
    ],
)
def test_who_may_read_the_metrics(
    monkeypatch: pytest.MonkeyPatch, token: str, given: str, proxy: bool, address: str, allowed: bool
) -> None:
    monkeypatch.setenv("LVHENG_METRICS_TOKEN", token)
    request = RequestFactory().get("/metrics", REMOTE_ADDR=address, headers={"Authorization": given})
    with override_settings(BEHIND_PROXY=proxy):
        assert health.may_read_metrics(request) is allowed


@pytest.mark.django_db
def test_the_metrics_are_well_formed_and_count_requests(tmp_path: Path) -> None:
    with override_settings(HOME=tmp_path):
        for _ in range(2):
            Client().get("/account/login/")
        make_worker(7)
        make_job("failed")
        text = Client().get("/metrics").content.decode()
    line = re.compile(r'(# (HELP|TYPE) lvheng_\w+ .+|lvheng_\w+(\{(\w+="[^"]*",?)+\})? [0-9.e+-]+)')
    assert [wrong for wrong in text.splitlines() if not line.fullmatch(wrong)] == []
    pid = os.getpid()
    counted = re.search(rf'lvheng_requests_total{{route="account/login/",status="200",pid="{pid}"}} (\d+)', text)
    assert counted
    assert int(counted[1]) >= 2
    assert f'lvheng_request_seconds_bucket{{route="account/login/",pid="{pid}",le="+Inf"}} {counted[1]}\n' in text
    assert 'lvheng_jobs{state="failed"} 1\n' in text
    assert re.search(r"^lvheng_worker_heartbeat_age_seconds 7", text, re.MULTILINE)
    assert re.search(r"^lvheng_ledger_last_entry [1-9]\d+$", text, re.MULTILINE)


@pytest.mark.django_db
def test_metrics_are_hidden_from_others() -> None:
    answer: Any = Client(REMOTE_ADDR="192.0.2.7").get("/metrics")
    assert (answer.status_code, answer.content) == (404, b"")


def test_counts_of_living_programs_are_read_and_those_of_the_dead_removed(tmp_path: Path) -> None:
    mine = Counts()
    mine.request("a/", 200, BOUNDS[0])
    mine.request("a/", 200, BOUNDS[-1] + 1)
    mine.act("register.transfer", 3)
    mine.write(tmp_path, now=True)
    dead = tmp_path / f"{2**22 + 1}.json"  # beyond the largest pid of Linux
    dead.write_text("{}")
    [(pid, told)] = read_all(tmp_path)
    assert pid == os.getpid()
    assert told["buckets"]["a/"] == [1, *[0] * (len(BOUNDS) - 1), 1]
    assert told["acts"] == {"register.transfer": 3}
    assert not dead.exists()
    mine.act("register.transfer", 1)
    mine.write(tmp_path)
    assert json.loads((tmp_path / f"{pid}.json").read_text()) == told, "written at most once a second"
