"""What people are told in Chinese is written with full-width signs（，：；）, as on paper; half-width ones are for codes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "lvheng"
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
    ),
    *("Wrong", "Http404", "PermissionDenied", "BadRequest", "problem", "say"),
}
"""What is called with a sentence for somebody to read."""
HAN = r"[一-鿿“”《》]"
ADDRESS = re.compile(r"\w+://\S+")
HALF_WIDTH = re.compile(rf"{HAN}[,:;]|[,:;]{HAN}|\([^()]*{HAN}[^()]*\)|{HAN}\(")


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """The Chinese of what a file tells people, with its line; what is filled in stands as a hyphen."""
    for call in ast.walk(ast.parse(path.read_text())):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        of_messages = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "messages"
        if name not in TOLD and not of_messages:
            continue
        for told in call.args:
            if isinstance(told, ast.Constant) and isinstance(told.value, str):
                yield told.lineno, told.value
            elif isinstance(told, ast.JoinedStr):
                yield (
                    told.lineno,
                    "".join(str(part.value) if isinstance(part, ast.Constant) else "-" for part in told.values),
                )


def test_sentences_for_people_have_full_width_signs() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {sentence}"
        for path in sorted(SOURCE.rglob("*.py"))
        if "tests" not in path.parts
        for line, sentence in sentences(path)
        if HALF_WIDTH.search(ADDRESS.sub("", sentence))
    ]
    assert found == []


def test_a_half_width_sign_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(
        'Refusal(f"已注销,不能登记{what}")\nsay("可以登录了(见上)")\nRefusal(f"第 {n} 行，写法：a,b", "name")\n'
    )
    assert [bool(HALF_WIDTH.search(sentence)) for _, sentence in sentences(page)] == [True, True, False, False]
