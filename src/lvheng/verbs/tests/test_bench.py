"""`./lvheng bench` prints what was measured, and its exit code says whether every goal was met."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest

from lvheng.benchmarks import catalogue
from lvheng.benchmarks.catalogue import BENCHMARKS
from lvheng.benchmarks.measured import Measured
from lvheng.cli import load, parse
from lvheng.launcher.refusal import Refusal
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
    keys = {"name", "title", "value", "unit", "p50", "p95", "floor", "ratio", "goal", "met", "failed"}
    assert [set(line) for line in lines] == [keys, keys]
    assert [line["met"] for line in lines] == [True, False]


class _Broken:
    """A benchmark that ends in the middle of its lines."""

    @staticmethod
    def measure(size: str) -> Iterator[Measured]:
        yield replace(BAD, goal=None)
        raise ValueError("中途停下")


class _Whole:
    @staticmethod
    def measure(size: str) -> list[Measured]:
        return [GOOD]


@contextmanager
def _ground(ground: str, size: str, tell: Callable[[str], None]) -> Iterator[None]:
    if ground == "empty":
        raise Refusal("数据库的账号不能新建数据库。", "请换一个账号。")
    yield


def test_one_that_fails_takes_nothing_from_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not the lines that it had measured itself, not those measured before and after; it is named, and so is why."""
    monkeypatch.setattr(catalogue, "_standing_on", _ground)
    monkeypatch.setattr(
        catalogue, "import_module", lambda name: _Broken if name.endswith(("listing", "starting")) else _Whole
    )
    asked = ["import", "list", "names", "licence", "start", "--json"]
    assert bench.run(parse(load("bench"), asked)) == 1
    told = capsys.readouterr()
    lines = json.loads(told.out)
    assert [line["failed"] for line in lines] == [
        "数据库的账号不能新建数据库。",
        *("", "ValueError：中途停下", ""),
        *("", "", "ValueError：中途停下"),
    ]
    assert [line["name"] for line in lines if line["failed"]] == ["import", "list", "start"]
    assert [set(line) for line in lines] == [set(lines[1])] * len(lines)
    assert "没有量成：区局看筛选过的律师名册（ValueError：中途停下）" in told.err
    assert "in measure" in told.err, "and where it failed"
    assert "目标都达到了" not in told.err


def test_a_table_says_what_was_not_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogue, "_standing_on", _ground)
    monkeypatch.setattr(catalogue, "import_module", lambda name: _Broken if name.endswith("listing") else _Whole)
    assert bench.run(parse(load("bench"), ["list", "names"])) == 1
    shown = capsys.readouterr().out
    assert "没有量成" in shown
    assert "办理一件转所" in shown


def test_what_was_measured_before_it_was_stopped_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(names: object, size: object, tell: object) -> Iterator[Measured]:
        yield GOOD
        raise KeyboardInterrupt

    monkeypatch.setattr(bench, "measure", stopped)
    with pytest.raises(KeyboardInterrupt):
        bench.run(parse(load("bench"), ["--json"]))
    assert [line["name"] for line in json.loads(capsys.readouterr().out)] == ["act"]


def test_an_unknown_name_is_told_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run(parse(load("bench"), ["nothing"])) == 1
    told = capsys.readouterr().err
    assert [name for name in BENCHMARKS if name not in told] == []


def test_at_the_size_of_the_nation_only_what_reads_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run(parse(load("bench"), ["--size", "national", "act"])) == 1
    assert "全国规模不量“act”；可量的有：names、list、figures、public" in capsys.readouterr().err
