"""The bench says what it found and whether the goals are met, and leaves no database behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from lvheng import cli
from lvheng.benchmarks.measured import Measured, quantile
from lvheng.launcher import database
from lvheng.verbs import bench

SOURCE = Path(__file__).parents[3]


def test_a_goal_is_met_when_everything_of_the_run_keeps_to_it() -> None:
    good = Measured("a", "甲", "秒", 75, 75, also={"内存": (1024, 1024)})
    assert good.met
    assert not Measured("a", "甲", "秒", 75.1, 75).met
    assert not Measured("a", "甲", "秒", 1, 75, also={"内存": (1025, 1024)}).met
    assert good.as_json()["met"] is True


def test_people_read_value_goal_and_floor() -> None:
    line = Measured("a", "甲事", "秒", 30, 15, floor=10, floor_title="手写", more={"行": 5}).line()
    assert line == "未达  甲事:30 秒(目标 ≤ 15);下限 10 秒(手写),是它的 3.0 倍;行 5"


def test_quantiles_are_of_the_nearest_rank_in_milliseconds() -> None:
    seconds = [n / 1000 for n in range(1, 101)]
    assert [quantile(seconds, share) for share in (0.5, 0.95, 1)] == [50, 95, 100]
    assert quantile([0.002], 0.95) == 2


def test_what_cannot_be_measured_is_refused_with_what_can(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "bring_about", lambda needs: None)
    assert cli.main(["bench", "nonsense"]) != 0
    said = capsys.readouterr().err
    assert "没有“nonsense”这项测速" in said
    assert all(name in said for name in bench.MEASURES)


def test_a_small_run_from_the_command_line_leaves_no_database() -> None:
    connections = database.ensure()
    environment = {**os.environ, **connections.environment(), "PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-m", "lvheng", "bench", "figures", "act", "--size", "small", "--json"]
    before = databases(connections.owner)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)  # noqa: S603 - ours
    found = {one["name"]: one for one in json.loads(done.stdout)}
    assert set(found) == {"figures", "act"}
    assert all(one["found"] > 0 and one["floor"] > 0 for one in found.values())
    assert done.returncode == (0 if all(one["met"] for one in found.values()) else 1)
    assert databases(connections.owner) <= before


def databases(owner: str) -> set[str]:
    with psycopg.connect(owner) as connection:
        rows = connection.execute("select datname from pg_database where datname like 'lvheng_bench%'").fetchall()
    return {name for (name,) in rows}
