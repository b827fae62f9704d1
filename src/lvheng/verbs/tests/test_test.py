"""What `./lvheng test` leaves out, and when nothing is left out."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from lvheng.cli import load, parse
from lvheng.verbs.test import EVERYDAY, WORKERS

FILE = "src/lvheng/workbench/tests/test_browser.py"


@pytest.mark.parametrize(
    ("asked", "given"), [([], [*EVERYDAY]), (["--all"], []), (["--all", "-x"], ["-x"]), ([FILE, "-x"], [FILE, "-x"])]
)
def test_only_where_nothing_is_named_the_browser_and_the_long_walks_are_left_out(
    asked: list[str], given: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def noted(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", noted)
    verb = load("test")
    assert verb.run(parse(verb, ["--only-pytest", *asked])) == 0
    [command] = ran
    assert command[command.index(WORKERS) + 1 :] == given
