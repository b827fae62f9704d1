"""The tutorial's spreadsheet does what the tutorial says it will."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.tables.intake import accept, bring_in, check

TUTORIAL = Path(__file__).resolve().parents[4] / "docs" / "tutorial"
ROSTER = TUTORIAL / "roster-with-mistakes.xlsx"


def promised() -> tuple[int, int]:
    found = re.search(r"(\d+) 行可以登记，(\d+) 行退回", (TUTORIAL / "first-day.md").read_text(encoding="utf-8"))
    assert found
    return int(found[1]), int(found[2])


@pytest.mark.django_db
def test_the_roster_has_as_many_good_lines_and_mistakes_as_promised() -> None:
    intake = bring_in(ROSTER.read_bytes(), ROSTER.name, actor=SYSTEM_VIEWER, basis="教程")
    tried = check(intake, SYSTEM_VIEWER).as_json()
    assert (tried["good"], tried["refused"], tried["doubtful"]) == (*promised(), 0)
    sentences = {
        re.sub(r"[“(].*?[”)]|\d+", "", line["cells"][0]["sentence"]) + line["cells"][0]["column"]
        for part in tried["parts"]
        for line in part["refused"]
    }
    assert len(sentences) == tried["refused"], "each mistake is of a kind of its own"
    accepted = accept(intake, SYSTEM_VIEWER).as_json()
    assert (accepted["good"], accepted["refused"]) == promised()


@pytest.mark.django_db
def test_the_roster_brought_again_is_entered_once() -> None:
    for already in (0, promised()[0]):
        intake = bring_in(ROSTER.read_bytes(), ROSTER.name, actor=SYSTEM_VIEWER, basis="教程")
        assert accept(intake, SYSTEM_VIEWER).as_json()["already"] == already
