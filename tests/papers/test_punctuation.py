"""What people are told in Chinese is written with full-width signs（，：；）, as on paper; half-width ones are for codes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "lvheng"
READERS = ("kernel/tables/heading.py", "kernel/time/days.py", "register/public_search.py", "plan/")
"""What reads other people's writing, and so names half-width signs too: only what it refuses with is looked at."""
TOLD = {
    *(
        "Refusal",
        "CellRefused",
        "TableRefused",
        "DayRefused",
        "KeyRefused",
        "NumberRefused",
        "ViewRefused",
        "ExchangeRefused",
        "Unreadable",
    ),
    *("Wrong", "Http404", "PermissionDenied", "BadRequest", "problem", "say"),
}
"""What is called with a sentence for somebody to read."""
HAN = r"[一-鿿“”《》]"
ADDRESS = re.compile(r"\w+://\S+|\b[a-z_]+:(?=[一-鿿])")
HALF_WIDTH = re.compile(rf"{HAN}[,:;]|[,:;]{HAN}|\([^()]*{HAN}[^()]*\)|{HAN}\(")
FILLED = re.compile(r"{[{%#].*?[}%#]}|<[^>]*>|&\w+;")
"""What a template fills in, its tags and the names of signs."""
Said = Iterator[tuple[int, str]]


def sentences(path: Path) -> Said:
    """The Chinese of what a file tells people, with its line; what is filled in stands as a hyphen."""
    if path.suffix == ".html":
        yield from ((line, FILLED.sub("-", text)) for line, text in enumerate(path.read_text().split("\n"), 1))
        return
    tree = ast.parse(path.read_text())
    everything = not path.is_relative_to(SOURCE) or not path.relative_to(SOURCE).as_posix().startswith(READERS)
    looked_at = [tree] if everything else [*_arguments(tree)]
    is_description = "api" in path.parts  # its docstrings are told to whoever reads what the interface offers
    notes = set() if is_description else {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for node in (each for part in looked_at for each in ast.walk(part)):
        if isinstance(node, ast.JoinedStr):
            notes.update(map(id, node.values))
            yield (
                node.lineno,
                "".join(str(part.value) if isinstance(part, ast.Constant) else "-" for part in node.values),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.lineno, node.value


def _arguments(tree: ast.AST) -> Iterator[ast.expr]:
    """What is handed to those that tell."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            of_messages = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "messages"
            if name in TOLD or of_messages:
                yield from call.args


def test_sentences_for_people_have_full_width_signs() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {sentence}"
        for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")])
        if not {"tests", "migrations"}.intersection(path.parts)
        for line, sentence in sentences(path)
        if HALF_WIDTH.search(ADDRESS.sub("", sentence))
    ]
    assert found == []


def test_a_half_width_sign_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(
        '"""说明,不看"""\nRefusal(f"已注销,不能登记{what}")\ntitle = "登录(见上)"\nRefusal(f"第 {n} 行，写法：a,b", "name")\n'
    )
    seen = [line for line, sentence in sentences(page) if HALF_WIDTH.search(sentence)]
    assert sorted(seen) == [2, 3]
    offered = tmp_path / "api" / "lists.py"
    offered.parent.mkdir()
    offered.write_text('"""名册:同一个问题。"""\n')
    assert [line for line, sentence in sentences(offered) if HALF_WIDTH.search(sentence)] == [1]
    part = tmp_path / "part.html"
    part.write_text("<dt>负责人</dt><dd>{{ name }},聘用</dd>\n<p>{# 译者,注 #}人：{{ name }}，聘用</p>")
    assert [bool(HALF_WIDTH.search(sentence)) for _, sentence in sentences(part)] == [True, False]
