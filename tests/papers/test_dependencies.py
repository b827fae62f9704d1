"""What we use of others is named with a sentence and a licence, and none of it binds us to the GPL."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
LOCKS = ("requirements.txt", "requirements-gm.txt", "requirements-dev.txt")
FAMILIES = ("AGPL", "LGPL", "GPL", "MIT", "BSD", "0BSD", "Apache", "MPL", "PSF", "Zlib", "CC0", "ISC", "OFL")


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def rows() -> dict[str, tuple[str, str]]:
    """Name → sentence and licence, of every table of the page."""
    found = re.findall(r"^\| `([^`]+)` \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
    return {normalised(name): (sentence, licence) for name, sentence, licence in found}


def direct() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    chosen = [line for extra in project["project"]["optional-dependencies"].values() for line in extra]
    wanted = project["project"]["dependencies"] + chosen + project["dependency-groups"]["dev"]
    return [normalised(re.match(r"[\w.-]+", line)[0]) for line in wanted]  # type: ignore[index]  # each begins so


def locked() -> list[str]:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in LOCKS]
    return sorted({normalised(name) for text in texts for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)})


def families(told: str) -> set[str]:
    """The licence families that a text names; GNU's written out count as their short names."""
    text = re.sub(r"GNU Lesser General Public License", "LGPL", told)
    text = re.sub(r"GNU Affero General Public License", "AGPL", text)
    text = re.sub(r"GNU General Public License", "GPL", text)
    return {family for family in FAMILIES if re.search(rf"(?<![A-Za-z0-9]){family}(?![A-Z])", text)}


def installed_licence(name: str) -> str:
    """What an installed package says of its own licence: the expression, or its short text and classifiers."""
    told = metadata(name)
    if expression := told.get("License-Expression"):
        return str(expression)
    classifiers = [str(each) for each in told.get_all("Classifier") or [] if each.startswith("License ::")]
    short = str(told.get("License") or "").partition("\n")[0]
    return " ; ".join([*classifiers, short])


@pytest.mark.parametrize("name", direct())
def test_every_direct_dependency_has_its_sentence_and_the_licence_it_claims(name: str) -> None:
    assert name in rows(), f"docs/dependencies.md says nothing of {name}"
    sentence, licence = rows()[name]
    assert len(sentence) >= 6
    assert sentence.endswith("。")
    try:
        claimed = installed_licence(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed here")
    assert families(licence) == families(claimed), f"{name}: page “{licence}”, package “{claimed}”"


def test_nothing_is_named_that_is_not_used() -> None:
    vendored = {normalised(name) for name in vendored_files()}
    assert not set(rows()) - set(direct()) - vendored


@pytest.mark.parametrize("name", locked())
def test_no_locked_package_is_under_the_gpl(name: str) -> None:
    try:
        claimed = installed_licence(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is for another system")
    assert families(claimed), f"{name} names no licence we know: “{claimed}”"
    assert not families(claimed) & {"GPL", "AGPL"}, f"{name}: {claimed}"


def vendored_files() -> list[str]:
    """The files named in the tables of every VENDORED.md."""
    found: list[str] = []
    for page in sorted((ROOT / "src").rglob("VENDORED.md")):
        names = re.findall(r"^\| `([^`]+)` \|", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert all((page.parent / name).exists() for name in names), f"{page} names a file that is not beside it"
        found += names
    return found


def test_every_vendored_file_is_named_with_its_licence() -> None:
    assert vendored_files()
    for name in vendored_files():
        assert families(rows()[normalised(name)][1])


def test_what_looks_like_others_work_is_named_as_such() -> None:
    """Minified scripts, fonts and the like come from elsewhere."""
    suspects = [
        path for ending in ("*.min.js", "*.min.css", "*.woff2", "*.ttf") for path in (ROOT / "src").rglob(ending)
    ]
    assert not [path for path in suspects if path.name not in vendored_files()]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("GNU General Public License v3 (GPLv3)", {"GPL"}),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", {"LGPL"}),
        ("License :: OSI Approved :: MIT License ; MIT", {"MIT"}),
        ("GPL-3.0-only", {"GPL"}),
        ("Apache-2.0 OR BSD-3-Clause", {"Apache", "BSD"}),
        ("0BSD", {"0BSD"}),
    ],
)
def test_families_are_told_apart(told: str, found: set[str]) -> None:
    assert families(told) == found
