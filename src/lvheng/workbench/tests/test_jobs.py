"""The page of the jobs: for the system's administrators, who see what is in trouble and see to it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app

from lvheng.config.tests.test_who_sees_what import administrator
from lvheng.kernel.jobs import TITLES

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def administrators() -> Client:
    client = Client()
    client.force_login(administrator("system"), backend=BACKEND)
    return client


def elevated(client: Client) -> Client:
    client.post("/work/elevate/", {"reason": "每周检查后台作业"})
    return client


def make_job(status: str = "failed") -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " values ('default', 'kernel.tables.accept', '{}', %s, 4) returning id",
            [status],
        )
        return int(cursor.fetchone()[0])


def state_of(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select status::text from procrastinate_jobs where id = %s", [job])
        return str(cursor.fetchone()[0])


def test_a_failed_job_waits_for_the_administrator_and_for_nobody_else(administrators: Client) -> None:
    make_job()
    assert "后台作业要人看" in administrators.get("/work/").content.decode()
    other = Client()
    other.force_login(administrator("audit"), backend=BACKEND)
    assert "后台作业要人看" not in other.get("/work/").content.decode()


def test_the_page_opens_with_elevated_rights_only_and_to_none_of_the_other_administrators(
    administrators: Client,
) -> None:
    assert administrators.get("/work/jobs/")["Location"].startswith("/work/elevate/")
    assert elevated(administrators).get("/work/jobs/").status_code == 200
    other = Client()
    other.force_login(administrator("security"), backend=BACKEND)
    assert elevated(other).get("/work/jobs/").status_code == 403


def test_a_failed_job_is_tried_again(administrators: Client) -> None:
    job = make_job()
    assert "登记一份导入或一批办理" in elevated(administrators).get("/work/jobs/").content.decode()
    administrators.post(f"/work/jobs/{job}/", {"answer": "again"})
    assert state_of(job) == "todo"


def test_a_failed_job_that_was_seen_to_is_taken_off_the_list(administrators: Client) -> None:
    job = make_job()
    elevated(administrators).post(f"/work/jobs/{job}/", {"answer": "seen"})
    assert state_of(job) == "cancelled"
    assert administrators.post(f"/work/jobs/{job}/", {"answer": "seen"}).status_code == 404


def test_a_job_under_way_is_not_touched(administrators: Client) -> None:
    job = make_job("doing")
    for answer in ("again", "seen"):
        assert elevated(administrators).post(f"/work/jobs/{job}/", {"answer": answer}).status_code == 404
    assert state_of(job) == "doing"


def test_every_job_of_ours_has_a_name_in_words() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]  # procrastinate has no types there
    assert {name for name in app.tasks if not name.startswith(("builtin", "procrastinate"))} == set(TITLES)
