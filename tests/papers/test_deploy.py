"""What the pages and the files in deploy/ tell an operator is what the code does: variables, commands, limits."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path

import pytest

from lvheng import cli
from lvheng.kernel.tables.sheet import LARGEST_FILE
from lvheng.launcher.database import VARIABLES
from lvheng.operation.safety import unsafe

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(DEPLOY.iterdir())]
VARIABLE = re.compile(r"\b(?:LVHENG_[A-Z_]+[A-Z]|DATABASE_(?:(?:OWNER|SEQUENCER)_)?URL)\b")
INNER = set(VARIABLES.values())


def unit(name: str) -> configparser.SectionProxy:
    """The [Service] section of a unit; of a key that stands twice the last one."""
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # keys as they are written
    read.read_string((DEPLOY / name).read_text(encoding="utf-8"))
    return read["Service"]


def test_every_variable_that_a_page_names_is_read_and_every_one_read_is_on_the_page_of_settings() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py") if "tests" not in p.parts)
    read = set(VARIABLE.findall(source))
    named = {name for page in PAGES for name in VARIABLE.findall(page.read_text(encoding="utf-8"))}
    told = set(VARIABLE.findall((ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")))
    assert len(named) > 10
    assert sorted(named - read) == []
    assert sorted(read - told) == []


def commands(page: Path) -> list[str]:
    """The lines of a page's shell blocks, or of a unit's Exec settings, that call ./lvheng."""
    text = page.read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL)) if page.suffix == ".md" else text
    return re.findall(r"^(?:.*[ =])?(?:\./|/opt/lvheng/)lvheng (.+?)(?: +#.*| > .*)?$", blocks, re.MULTILINE)


OF_OPERATORS = [
    *sorted(DEPLOY.glob("*.service")),
    *(ROOT / "docs" / page for page in (
        "how-to/systemd.md", "how-to/back-up-and-restore.md", "how-to/upgrade.md", "how-to/watch.md",
        "how-to/behind-a-proxy.md", "tutorial/restore-drill.md",
    )),
]  # fmt: skip


@pytest.mark.parametrize("page", OF_OPERATORS, ids=lambda page: page.name)
def test_every_command_that_an_operator_is_told_to_run_can_be_run(page: Path) -> None:
    found = commands(page)
    assert found
    for line in found:
        name, *arguments = shlex.split(line)
        cli.parse(cli.load(name), arguments)  # a SystemExit is a command that is written wrong


def test_the_environment_of_the_service_is_safe_for_production() -> None:
    lines = (DEPLOY / "lvheng.env").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert unsafe(given | {"LVHENG_SECRET_KEY": "k" * 64}) == []
    assert given["LVHENG_DEMONSTRATION"] == "no"


def test_the_services_run_as_an_ordinary_user_and_let_us_stop_in_order() -> None:
    for name in ("lvheng.service", "lvheng-backup.service"):
        service = unit(name)
        assert (service["User"], service["KillMode"], service["NoNewPrivileges"]) == ("lvheng", "process", "yes")
    from lvheng.launcher import server, tree

    assert int(unit("lvheng.service")["TimeoutStopSec"]) >= server.STOP_WITHIN + tree.STOP_WITHIN


def test_the_proxy_lets_through_what_is_allowed_says_https_and_hides_the_metrics() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    size = re.search(r"client_max_body_size (\d+)m;", text)
    assert size
    assert int(size[1]) << 20 > LARGEST_FILE
    assert "proxy_set_header X-Forwarded-Proto https;" in text
    assert "proxy_set_header Host $host;" in text
    assert re.search(r"location = /metrics +\{ return 404; \}", text)
