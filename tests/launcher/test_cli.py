"""The command line: every verb declares itself alike, mistakes are answered in Chinese with an exit code."""

import argparse
import subprocess
import sys
from typing import get_args

import pytest

from lvheng import cli
from lvheng.launcher import home as homes
from lvheng.launcher import locks, tree
from lvheng.launcher.refusal import REFUSED, Refusal
from lvheng.verbs import MODULES, Needs, up


@pytest.mark.parametrize("name", MODULES)
def test_every_verb_declares_itself_and_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    verb = cli.load(name)
    assert name == verb.NAME
    assert any("\u4e00" <= letter <= "\u9fff" for letter in verb.TITLE)
    assert verb.NEEDS in get_args(Needs)
    with pytest.raises(SystemExit) as end:
        cli.main([name, "--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert f"用法：./lvheng {name}" in said
    assert "usage" not in said


def test_help_lists_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == cli.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in MODULES)


def test_an_unknown_verb_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["migrat"]) == cli.WRONG_USAGE
    assert "是不是 ./lvheng migrate" in capsys.readouterr().err


def test_wrong_arguments_are_answered_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["up", "--demo", "huge"])
    assert end.value.code == cli.WRONG_USAGE
    said = capsys.readouterr().err
    assert "用法：" in said
    assert "没有 'huge' 这一项" in said


def test_a_verb_that_passes_arguments_on_keeps_their_order() -> None:
    options = cli.parse(cli.load("test"), ["-k", "name", "tests/launcher", "-x"])
    assert options.rest == ["-k", "name", "tests/launcher", "-x"]


def test_a_refusal_becomes_its_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(options: argparse.Namespace) -> int:
        raise Refusal("门关着。", "走窗户。")

    monkeypatch.setattr(cli.load("help"), "run", refuse)
    assert cli.main(["help"]) == REFUSED
    assert capsys.readouterr().err == "✗ 门关着。\n  出路：走窗户。\n"


def test_a_second_up_of_one_home_is_refused(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LVHENG_HOME", str(tmp_path_factory.mktemp("home")))
    with locks.held(homes.open_folder() / "locks" / "up"):
        assert cli.main(["up"]) == REFUSED
    assert "律衡已在运行" in capsys.readouterr().err


def test_the_reason_names_the_child_that_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    child = tree.Child("后台作业", subprocess.Popen([sys.executable, "-c", "raise SystemExit(7)"]))
    child.program.wait(10)
    with pytest.raises(Refusal, match=r"后台作业自己停了（退出码 7）"):
        up.refuse_dead([child])


@pytest.mark.parametrize(
    ("answers", "size"),
    [
        (
            [
                "",
            ],
            "small",
        ),
        (["x", "9", "2"], "beijing"),
        (["3"], "none"),
    ],
)
def test_the_offer_takes_a_number(answers: list[str], size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda prompt: answers.pop(0))
    assert up.ask() == size


def test_without_a_terminal_nothing_is_made_and_it_says_how_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(MODULES, "demo", "demo")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert not up.offer_demonstration(None, first=True)
    assert "./lvheng demo small" in capsys.readouterr().err
