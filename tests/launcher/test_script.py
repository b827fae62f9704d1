"""The file `./lvheng` must speak even to a Python that can run nothing else of ours."""

import ast
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from lvheng.launcher.home import CHECKOUT

SCRIPT = CHECKOUT / "lvheng"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    loader = SourceFileLoader("launcher_script", str(SCRIPT))
    spec = spec_from_loader("launcher_script", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_it_parses_on_python_3_6() -> None:
    ast.parse(SCRIPT.read_text(), feature_version=(3, 6))


def test_an_old_python_is_told_which_newer_one_is_there(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = tmp_path / "python3.12"
    newer.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit) as end:
        script.refuse_old_python()
    assert end.value.code == 3
    said = capsys.readouterr().err
    assert "Python 太旧" in said
    assert "请运行：python3.12 " in said


def test_without_a_newer_python_it_says_what_to_install(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit):
        script.refuse_old_python()
    assert "请安装 Python 3.11" in capsys.readouterr().err
