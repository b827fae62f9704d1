"""The logs' alarms: an entry that waits, a checkpoint that nobody confirms, a sentence of the sequencer's, and silence."""

from __future__ import annotations

import psycopg
import pytest

from lvheng.launcher.database import Connections
from lvheng.operation.numbered import LogState, alarms, log_states
from lvheng.operation.tests.test_status import confirm_logs

WELL = LogState("acts", 10, 3.0, 0.0, "")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (LogState("acts", 10, 3.0, 10.5, ""), "有条目 10 秒没有编号"),
        (LogState("views", 10, 61.0, 0.0, ""), "查看日志的检查点超过 60 秒"),
        (LogState("acts", 0, None, 0.0, ""), "没有在工作"),
        (LogState("acts", 10, 3.0, 0.0, "不能改名。"), "存证日志：不能改名"),
    ],
)
def test_each_alarm_is_one_sentence(state: LogState, said: str) -> None:
    [sentence] = alarms([WELL, state])
    assert said in sentence


def test_silence_is_an_alarm_too() -> None:
    assert alarms([WELL]) == []
    assert alarms([]) == ["存证编号的程序从没有工作过。"]


def test_what_waits_is_told_by_how_long(fresh_database: Connections) -> None:
    waits = "insert into kernel_ledger_entry (body, leaf, at) values ('', '', now() - interval '12 seconds')"
    confirm_logs(fresh_database)
    with psycopg.connect(fresh_database.sequencer) as connection:
        connection.execute("update kernel_log_head set drained_at = now() - interval '1 hour'")
    with psycopg.connect(fresh_database.app) as connection, connection.cursor() as cursor:
        assert alarms(log_states(cursor)) == []
        cursor.execute(waits)
        state, views = log_states(cursor)
        assert (state.log, views.log, views.waiting) == ("acts", "views", 0.0)
        assert 12 <= state.waiting < 60
    with psycopg.connect(fresh_database.sequencer) as connection:
        connection.execute("update kernel_log_head set drained_at = now(), confirmed_at = now() - interval '2 minutes'")
    with psycopg.connect(fresh_database.app) as connection, connection.cursor() as cursor:
        state, _ = log_states(cursor)
        assert state.waiting < 12, "what is written of a past instant has waited only since then"
        assert "超过 60 秒" in alarms([state])[0]
