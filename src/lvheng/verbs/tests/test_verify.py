"""`./lvheng verify` needs no database, says in Chinese what it found, and its exit code tells a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lvheng import cli
from lvheng.kernel.ledger.tests.test_verification import EXTRACT, EXTRACT_KEY, PROOF, TRUST
from lvheng.kernel.ledger.trust import written


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where nothing of the product is: neither home nor database."""
    monkeypatch.setenv("LVHENG_HOME", str(tmp_path / "nowhere"))
    for variable in ("LVHENG_LEDGER", "LVHENG_DATABASE", "DATABASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "keys").write_text(written(TRUST))
    (tmp_path / "a.tlog-proof").write_text(PROOF)
    (tmp_path / "b.json").write_text(EXTRACT)
    return tmp_path


def test_good_files_are_believed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(folder / name) for name in ("a.tlog-proof", "b.json")]
    assert cli.main(["verify", *files, "--trust", str(folder / "keys")]) == 0
    said = capsys.readouterr()
    assert "✓ a.tlog-proof：存证证明核对无误" in said.err
    assert "执业状态：正常" in said.out
    assert not (folder / "nowhere").exists()


def test_a_program_reads_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", str(folder / "b.json"), "--trust", str(folder / "keys"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["content"]["name"] == "单雩桐"


def test_one_bad_file_among_good_ones_is_named_and_ends_with_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "b.json").write_text(EXTRACT.replace("正常", "吊销"))
    files = [str(folder / name) for name in ("b.json", "a.tlog-proof")]
    assert cli.main(["verify", *files, "--trust", str(folder / "keys")]) == 1
    said = capsys.readouterr().err
    assert "✗ b.json：不能相信。摘录的内容与签名不符" in said
    assert "✓ a.tlog-proof" in said


def test_keys_may_be_given_one_by_one(folder: Path) -> None:
    keys = [word for key in (EXTRACT_KEY, *TRUST.logs) for word in ("--key", key.written)]
    assert cli.main(["verify", str(folder / "b.json"), *keys]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "没有信任名单"),
        (["--trust", "a.tlog-proof"], "第 1 行"),
        (["--key", "nonsense"], "公钥应写成"),
    ],
)
def test_without_keys_nothing_is_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(folder)
    assert cli.main(["verify", "a.tlog-proof", *arguments]) == 3
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", str(folder / "c"), "--trust", str(folder / "keys")]) == 3
    assert "读不了" in capsys.readouterr().err
