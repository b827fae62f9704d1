"""Questions asked over two connections see one snapshot, and are answered where there is no second connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection, connections, transaction

from lvheng.kernel.figures import beside
from lvheng.kernel.figures.snapshot import one_snapshot

NOTE = "insert into django_session values (%s, '', now())"


def backend_and_seen() -> tuple[int, int]:
    """Which server process answers, and how many sessions it sees; slow enough for two to share the work."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid(), (select count(*) from django_session), pg_sleep(0.01)")
        pid, seen, _ = cursor.fetchone()
        return int(pid), int(seen)


QUESTIONS = [backend_and_seen] * 16


@pytest.fixture
def sessions(committing: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    with committing():
        with connection.cursor() as cursor:
            cursor.execute("delete from django_session")
            cursor.execute(NOTE, ["first"])
            cursor.execute(NOTE, ["second"])
        yield


def write_elsewhere() -> None:
    """Commits a further session over a connection of its own."""
    with beside._another(connections["default"]) as other, other.cursor() as cursor:
        cursor.execute(NOTE, ["third"])


def test_two_connections_answer_from_one_snapshot(sessions: None) -> None:
    with one_snapshot():
        backend_and_seen()
        write_elsewhere()
        answers = beside.asked(QUESTIONS)
    assert {seen for _, seen in answers} == {2}
    assert len({pid for pid, _ in answers}) == 2


def test_what_a_transaction_has_written_it_reads_itself(sessions: None) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read")
            cursor.execute(NOTE, ["its own"])
        answers = beside.asked(QUESTIONS)
    assert {seen for _, seen in answers} == {3}
    assert len({pid for pid, _ in answers}) == 1


def test_few_questions_are_asked_over_one_connection(sessions: None) -> None:
    with one_snapshot():
        assert len({pid for pid, _ in beside.asked(QUESTIONS[: beside.WORTH - 1])}) == 1


def test_without_a_second_connection_everything_is_still_answered(sessions: None) -> None:
    with one_snapshot(), patch.object(beside, "_elsewhere", side_effect=OperationalError("too many connections")):
        answers = beside.asked(QUESTIONS)
    assert [seen for _, seen in answers] == [2] * len(QUESTIONS)


def test_a_question_that_fails_fails_here(sessions: None) -> None:
    def fails() -> tuple[int, int]:
        raise ValueError("no such figure")

    with pytest.raises(ValueError, match="no such figure"), one_snapshot():
        beside.asked([*QUESTIONS, fails])
