"""Only policies and selectors open rows: no page, template tag or answer of the API asks a table by itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "lvheng"
WATCHED = (
    "api/**/*.py",
    "portal/**/*.py",
    "workbench/**/*.py",
    "elicence/**/*.py",
    "*/views*.py",
    "*/views/**/*.py",
    "*/templatetags/**/*.py",
)
OPENERS = {"selectors.py", "policies.py"}
ASKED = {"objects", "rows", "_default_manager", "_base_manager"}
BY_MODEL = {"get_object_or_404", "get_list_or_404", "get_model"}
"""Functions that open the rows of a model that they are given."""

ALLOWED = {
    ("elicence/status.py", "StatusList.objects"): "the list that this module alone signs and keeps; no register",
    ("workbench/enter.py", "get_object_or_404"): "one of the accounts that a selector offers for entering",
    ("workbench/views/jobs.py", "cursor"): "the queue's own tables, on the page of those who keep the system running",
    (
        "workbench/waiting.py",
        "cursor",
    ): "the same queue, counted for the same people",
    ("elicence/checking.py", "cursor"): "counts one verification; nothing is read",
    (
        "elicence/status.py",
        "cursor",
    ): "the status of every issue at once, for the list that is signed; nobody is shown it",
}
"""Where rows are opened nevertheless, and why that is right."""


def opened(text: str) -> set[str]:
    """What a module opens by itself: `Model.objects`, `kind.rows`, or a function or connection that asks a table."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr in ASKED:
            whose = ast.unparse(node.value).split(".")[-1]
            if whose[:1].isupper() or whose in {"model", "kind"} or node.attr.startswith("_"):
                found.add(f"{whose}.{node.attr}")
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).split(".")[-1]
            found |= {name} & (BY_MODEL | {"cursor"})
    return found


def modules() -> dict[str, str]:
    paths = {path.relative_to(SOURCE) for pattern in WATCHED for path in SOURCE.glob(pattern)}
    kept = (path for path in paths if not {"tests", "migrations"} & set(path.parts) and path.name not in OPENERS)
    return {path.as_posix(): (SOURCE / path).read_text(encoding="utf-8") for path in sorted(kept)}


def test_no_page_and_no_answer_opens_rows_by_itself() -> None:
    assert len(modules()) > 80, "the patterns find the modules"
    found = {(name, each) for name, text in modules().items() for each in opened(text)}
    assert sorted(found - set(ALLOWED)) == []
    assert sorted(set(ALLOWED) - found) == [], "allowed, and no longer done"


@pytest.mark.parametrize(
    ("line", "finds"),
    [
        ("Person.rows.on(day).filter(subject=key)", "Person.rows"),
        ("models.Person.objects.get(pk=1)", "Person.objects"),
        ("register.model.rows.current()", "model.rows"),
        ("shortcuts.get_object_or_404(Person, pk=key)", "get_object_or_404"),
        ("with connection.cursor() as cursor: pass", "cursor"),
        ("Person._default_manager.all()", "Person._default_manager"),
    ],
)
def test_a_line_that_opens_rows_is_found(line: str, finds: str) -> None:
    assert opened(line) == {finds}


@pytest.mark.parametrize("line", ["record.rows[Person][-1]", "told.first.rows", "drawing.objects.append(1)"])
def test_rows_that_were_handed_over_are_let_be(line: str) -> None:
    assert opened(line) == set()
