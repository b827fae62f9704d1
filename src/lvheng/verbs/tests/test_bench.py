"""`./lvheng bench` prints what was measured, and its exit code says whether every goal was met."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator, Sequence

import pytest

from lvheng.benchmarks.catalogue import BENCHMARKS
from lvheng.benchmarks.measured import Measured
from lvheng.cli import load, parse
from lvheng.verbs import bench

GOOD = Measured(name="act", title="办理一件转所", value=9, unit="毫秒", p50=8, p95=9, floor=3, goal=25)
BAD = Measured(name="start", title="第二次启动", value=6, unit="秒", floor=1, goal=5)


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def ended(monkeypatch: pytest.MonkeyPatch, measured: Sequence[Measured], *arguments: str) -> int:
    monkeypatch.setattr(bench, "measure", lambda names, size, tell: iter(measured))
    return bench.run(parse(load("bench"), list(arguments)))


def test_all_goals_met_is_0_and_one_missed_is_1_and_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, [GOOD]) == 0
    assert ended(monkeypatch, [GOOD, BAD]) == 1
    told = capsys.readouterr()
    assert "没有达到目标：第二次启动" in told.err
    assert "办理一件转所" in told.out


def test_as_json_every_line_has_the_same_keys(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, [GOOD, BAD], "--json") == 1
    lines = json.loads(capsys.readouterr().out)
    keys = {"name", "title", "value", "unit", "p50", "p95", "floor", "ratio", "goal", "met"}
    assert [set(line) for line in lines] == [keys, keys]
    assert [line["met"] for line in lines] == [True, False]


def test_an_unknown_name_is_told_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run(parse(load("bench"), ["nothing"])) == 1
    told = capsys.readouterr().err
    assert [name for name in BENCHMARKS if name not in told] == []


def test_at_the_size_of_the_nation_only_what_reads_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run(parse(load("bench"), ["--size", "national", "act"])) == 1
    assert "全国规模不量“act”；可量的有：names、list、figures、public" in capsys.readouterr().err
