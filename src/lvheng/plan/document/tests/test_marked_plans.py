"""The importer finds in each marked plan what its reader found, whichever kind of file the plan is."""

from __future__ import annotations

from html import escape
from pathlib import Path

import docx
import pytest

from lvheng.plan.document.propose import propose
from lvheng.plan.document.readers import read, read_content

from . import papers
from .marked import MARKED, PLANS, answers, tables_and_lines
from .test_targets import rows

NAMES = [p.name for p in MARKED]
WITH_TABLES = ["aged_city.txt", "legal_aid.txt", "river_lawyers.txt"]


def test_there_are_thirty_marked_plans_of_many_trades() -> None:
    assert len(MARKED) >= 30


@pytest.mark.parametrize("path", MARKED, ids=NAMES)
def test_a_marked_plan_is_read_as_its_reader_read_it(path: Path) -> None:
    expected, proposal = answers(path), propose(read(path))
    assert sorted(rows(proposal), key=str) == sorted(expected.targets, key=str)
    assert not set(expected.missed) & set(rows(proposal))


@pytest.mark.parametrize("path", MARKED, ids=NAMES)
def test_the_front_and_the_parts_of_a_marked_plan_are_read(path: Path) -> None:
    said, front = propose(read(path)).as_json(), answers(path).front
    for key in ("title", "issuer", "passed", "issued"):
        if key in front:
            assert said[key] == (str(front[key]) if front[key] else None)
    assert [said["from"], said["to"]] == front.get("years", [said["from"], said["to"]])
    for key in ("goals", "tasks", "safeguards"):
        if key in front:
            assert len(said[key]) == front[key], key
    by_number = {task["number"]: task for task in said["tasks"]}
    for key, part in (("lead", "lead_units"), ("cooperating", "cooperating_units")):
        for number, units in front.get(key, {}).items():
            assert by_number[number][part] == units.split()


def as_docx(text: str) -> bytes:
    """The plan as a word processor keeps it, its tables as tables."""
    paper = docx.Document()
    for part in tables_and_lines(text):
        if isinstance(part, str):
            paper.add_paragraph(part)
        else:
            papers.add_table(paper, part)
    return papers.saved(paper)


def as_page(text: str) -> bytes:
    """The plan as a web page, its tables as tables."""
    parts = (
        f"<p>{escape(part)}</p>"
        if isinstance(part, str)
        else "<table>"
        + "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in r) + "</tr>" for r in part)
        + "</table>"
        for part in tables_and_lines(text)
    )
    return ("<html><body>" + "".join(parts) + "</body></html>").encode()


@pytest.mark.parametrize("name", WITH_TABLES)
@pytest.mark.parametrize("made", [as_docx, as_page], ids=["docx", "html"])
def test_the_kind_of_file_changes_nothing(name: str, made: object) -> None:
    assert callable(made)
    path = PLANS / "first_set" / name
    proposal = propose(read_content(made(path.read_text(encoding="utf-8"))))
    assert sorted(rows(proposal), key=str) == sorted(answers(path).targets, key=str)


def test_a_pdf_of_a_plan_is_read_like_its_text() -> None:
    path = PLANS / "first_set" / "fitness.txt"
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x]
    proposal = propose(read_content(papers.pdf_of(lines)))
    assert sorted(rows(proposal), key=str) == sorted(answers(path).targets, key=str)
