"""The reference pages say what the code declares, and every act and figure is on them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lvheng.kernel.acts.act import all_acts
from lvheng.kernel.figures.figure import all_figures
from lvheng.verbs import MODULES
from lvheng.verbs.reference import FOLDER, Recorder, pages, table

PAGES = ("commands.md", "acts.md", "figures.md", "columns.md", "limits.md", "lvheng_client.py")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_the_code_declares(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8") if (FOLDER / name).exists() else ""
    assert written == pages()[name], "write the pages anew: PYTHONPATH=src .venv/bin/python -m lvheng.verbs.reference"


def test_no_act_figure_or_verb_is_left_out() -> None:
    made = pages()
    assert not [kind for kind in all_acts() if f"`{kind}`" not in made["acts.md"]]
    assert not [figure.code for figure in all_figures() if f"`{figure.code}`" not in made["figures.md"]]
    assert not [name for name in MODULES if f"`./lvheng {name}`" not in made["commands.md"]]


def test_a_bar_within_a_cell_does_not_end_it() -> None:
    assert table(("a", "b"), [("1|2", "3")]).splitlines()[-1] == "| 1\\|2 | 3 |"


def test_an_argument_is_told_as_it_is_typed() -> None:
    recorder = Recorder()
    recorder.add_argument("--size", choices=("small", "large"), help="规模")
    recorder.add_argument("--json", action="store_true", help="以 JSON 输出")
    recorder.add_argument("file", metavar="文件", help="哪个")
    assert recorder.rows == [
        ("`--size {small,large}`", "规模"),
        ("`--json`", "以 JSON 输出"),
        ("`文件`", "哪个"),
    ]


def test_the_ledger_can_be_verified_with_the_page_alone(tmp_path: Path) -> None:
    """The program on docs/reference/ledger.md runs away from our code and comes to the golden leaf."""
    found = re.search(r"```python\n(.*?)```", (FOLDER / "ledger.md").read_text(encoding="utf-8"), re.DOTALL)
    assert found
    command = [sys.executable, "-I", "-c", found[1]]
    told = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)  # noqa: S603 - our own page
    assert told.stdout.splitlines()[-1] == "ea096eca8bb09714d9deebe06c7c94eb69e629f30326dc80555c174b33751e9f"


def test_a_proof_can_be_verified_with_the_page_alone(tmp_path: Path) -> None:
    """The program on docs/how-to/verify-by-yourself.md runs away from our code and finds the golden proof in order."""
    from lvheng.kernel.ledger.tests.test_verification import PROOF

    page = FOLDER.parent / "how-to" / "verify-by-yourself.md"
    found = re.search(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    file = tmp_path / "a.tlog-proof"
    command = [sys.executable, "-I", "-c", found[1], str(file)]
    for text, wanted in ((PROOF, 0), (PROOF.replace("index 5", "index 4"), 1)):
        file.write_text(text, encoding="utf-8")
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)  # noqa: S603 - our own page
        assert done.returncode == wanted, done.stderr
    assert "input.name: 单雩桐" in done.stdout


def test_every_variable_of_the_environment_is_on_the_settings_page() -> None:
    page = (FOLDER / "settings.md").read_text(encoding="utf-8")
    source = FOLDER.parents[1] / "src" / "lvheng"
    texts = [p.read_text(encoding="utf-8") for p in source.rglob("*.py") if not {"tests", "conftest.py"} & set(p.parts)]
    read = {name for text in texts for name in re.findall(r'"((?:LVHENG|DATABASE)_[A-Z_]+)"', text)}
    assert "LVHENG_HOME" in read
    assert not [name for name in sorted(read) if f"`{name}`" not in page]
