"""`./lvheng test`: linters, types, import contract, then the everyday suite; `--all` the whole suite, as CI runs it."""

import argparse
import os
import shutil
import subprocess
import sys

from lvheng.launcher.home import CHECKOUT
from lvheng.launcher.refusal import say
from lvheng.verbs import Needs

NAME = "test"
TITLE = "运行代码检查和测试；--all 连浏览器里的和很久的一起"
NEEDS: Needs = "database"

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WORKERS = str(max(2, min(os.cpu_count() or 2, 8)))
EVERYDAY = ("-m", "not browser and not long")
"""What is left out where nothing is named: see the markers in pyproject.toml."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Everything is pytest's, but for two switches."""
    parser.set_defaults(rest=[])
    parser.add_argument("--all", action="store_true", help="全部测试，连浏览器里的和很久的；持续集成用它")
    parser.add_argument("--only-pytest", action="store_true", help="只运行 pytest，不做代码检查")


def run(options: argparse.Namespace) -> int:
    """Run every check; 0 only if all passed. pytest comes last, so that its closing line is the last one."""
    failed = [] if options.only_pytest else [title for title, command in checks() if not passes(title, command)]
    chromium = find_chromium()
    say(told(chromium, everyday=not (options.all or options.rest)))
    if failed:
        say(f"✗ 没有通过：{'、'.join(failed)}（输出见上）。测试仍会运行，退出码不会是 0。")
    environment = {**os.environ, "LVHENG_CHROMIUM": chromium or ""}
    chosen = options.rest or ([] if options.all else EVERYDAY)
    command = [sys.executable, "-m", "pytest", "-n", WORKERS, *chosen]
    sys.stderr.flush()
    code = subprocess.run(command, cwd=CHECKOUT, env=environment).returncode  # noqa: S603 - our own command
    return code or int(bool(failed))


def told(chromium: str | None, *, everyday: bool) -> str:
    """What will be tried, and what it needs that is not here."""
    if everyday:
        return "日常的测试；浏览器里的和很久的只在 ./lvheng test --all 里。"
    if chromium:
        return f"浏览器测试：用 {chromium}。"
    return "浏览器测试：没有找到 Chromium，这些测试会跳过；Debian 上可运行 apt install chromium fonts-noto-cjk。"


def checks() -> list[tuple[str, list[str]]]:
    """The checks before the tests: their Chinese name and their command."""
    found = [
        ("代码规范（ruff）", [sys.executable, "-m", "ruff", "check", "."]),
        ("类型（mypy）", [sys.executable, "-m", "mypy"]),
    ]
    if (CHECKOUT / ".importlinter").exists():
        # import-linter's only entry is the script beside the environment's Python
        found.append(("引用方向（import-linter）", [os.path.join(os.path.dirname(sys.executable), "lint-imports")]))
    return found


def passes(title: str, command: list[str]) -> bool:
    """Run one check, showing what it says."""
    say(f"— {title}")
    return subprocess.run(command, cwd=CHECKOUT).returncode == 0  # noqa: S603 - our own command


def find_chromium() -> str | None:
    """The Chromium of this machine for browser tests; LVHENG_CHROMIUM names another one."""
    named = os.environ.get("LVHENG_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUMS)), None)
