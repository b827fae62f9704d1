"""The glossary page and the code say the same words (docs/glossary.md)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from django.db.models import TextChoices

from lvheng.kernel.access.posts import post_titles
from lvheng.kernel.rows import Row

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "lvheng"
BANNED = {"data", "info", "manager", "util", "utils", "handle", "handler", "process"}
GIVEN_NAMES = {
    "DATA_UPLOAD_MAX_MEMORY_SIZE",  # a setting that Django reads by this name
    *(f"handler{status}" for status in (400, 403, 404, 500)),  # views that Django looks up by these names
}

IN_TESTS = {"data"}  # what hypothesis's manual calls the argument that st.data() fills


def terms() -> dict[str, set[str]]:
    """Identifier → the Chinese words that may stand for it."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        row = re.fullmatch(r"\| (.+?) \| `([a-z_]+)` \| (.*?) ?\|", line)
        if row:
            assert row[2] not in found, f"{row[2]} stands twice in the glossary"
            found[row[2]] = {row[1], *row[1].split("、")}
    return found


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def subclasses(of: type) -> Iterator[type]:
    for child in of.__subclasses__():
        yield child
        yield from subclasses(child)


def labelled() -> Iterator[tuple[str, str, str]]:
    """(where, identifier, Chinese label) of every register, choice and post that the code declares."""
    for model in Row.everyone():
        yield model.__name__, snake(model.__name__), model.TITLE
    for choices in subclasses(TextChoices):
        if choices.__module__.startswith("lvheng"):
            for code, label in choices.choices:  # type: ignore[attr-defined]  # a TextChoices, told by its base
                yield f"{choices.__name__}.{code}", str(code), str(label)
    for kind in subclasses(Enum):
        if kind.__module__.startswith("lvheng") and not issubclass(kind, TextChoices):
            for member in kind:  # type: ignore[attr-defined]  # an Enum, told by its base
                if isinstance(member.value, str) and not member.value.isascii():
                    yield f"{kind.__name__}.{member.name}", member.name.lower(), member.value
    for code, title in post_titles().items():
        yield f"post {code}", code, title


def test_one_identifier_never_stands_for_a_word_that_the_glossary_does_not_give_it() -> None:
    known = terms()
    wrong = [
        f"{where}: “{label}”, but the glossary says {'、'.join(sorted(known[identifier]))}"
        for where, identifier, label in labelled()
        if identifier in known and label not in known[identifier]
    ]
    assert not wrong, "\n".join(wrong)


def test_every_register_is_in_the_glossary() -> None:
    missing = [snake(model.__name__) for model in Row.everyone() if snake(model.__name__) not in terms()]
    assert not missing


def own_modules() -> list[Path]:
    folders = {"migrations", "__pycache__", ".mypy_cache"}
    return [path for path in sorted(SOURCE.rglob("*.py")) if not folders & set(path.parts)]


def words(identifier: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", identifier)}


def given_names(tree: ast.AST) -> Iterator[str]:
    """Every name that a module gives: functions, classes, arguments, variables, attributes."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.alias(asname=str(name)):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


@pytest.mark.parametrize("written", ["data", "userData", "file_info", "DataFrame", "handle", "process_all"])
def test_a_word_that_says_nothing_is_found_wherever_it_hides(written: str) -> None:
    assert words(written) & BANNED


@pytest.mark.parametrize("written", ["database", "informed", "managing_partner", "handled", "metadata"])
def test_words_that_only_contain_one_are_left_alone(written: str) -> None:
    assert not words(written) & BANNED


def test_no_name_of_ours_is_a_word_that_says_nothing() -> None:
    wrong = []
    for path in own_modules():
        names = {path.stem, *given_names(ast.parse(path.read_text(encoding="utf-8")))} - GIVEN_NAMES
        if "tests" in path.parts:
            names -= IN_TESTS
        wrong += [f"{path.relative_to(ROOT)}: {name}" for name in names if words(name) & BANNED]
    assert not wrong, "\n".join(sorted(wrong))
