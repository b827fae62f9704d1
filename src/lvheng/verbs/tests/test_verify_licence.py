"""`./lvheng verify` of electronic licences: a program of its own, with keys and lists from files and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lvheng.elicence.faces import cwt, sd_jwt, status_list
from lvheng.elicence.tests.test_faces import AT, LAWYER
from lvheng.kernel.ledger.note import NoteKey
from lvheng.kernel.signing.signer import Keyring

SOURCE = Path(__file__).resolve().parents[3]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "lvheng", "verify", *map(str, arguments)],
        env={"PYTHONPATH": str(SOURCE), "LVHENG_DATABASE": "host=/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with a licence in two faces, the keys and a list in which it is suspended."""
    ring = Keyring(tmp_path / "keys")
    [signer, *_] = ring.signers("licence")
    bits = bytearray(16_384)
    bits[LAWYER.index // 4] |= 1 << LAWYER.index % 4 * 2
    (tmp_path / "trust").write_text(f"issuer {NoteKey('log.example/licence', 'ES256', signer.public).written}\n")
    (tmp_path / "list").write_text(status_list.write(1, bytes(bits), LAWYER.signed_at, AT, signer))
    (tmp_path / "licence.sd-jwt").write_text(sd_jwt.write(LAWYER, AT, signer))
    (tmp_path / "code.txt").write_text(cwt.write(LAWYER, signer))
    return tmp_path


def test_both_faces_are_verified_with_keys_and_list_from_files(kept: Path) -> None:
    done = run(kept / "licence.sd-jwt", kept / "code.txt", "--trust", kept / "trust", "--status", kept / "list")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("姓名：欧阳明远") == 2
    assert done.stdout.count("状态：停止执业") == 2


def test_without_a_list_it_says_that_the_state_is_not_known(kept: Path) -> None:
    done = run(kept / "code.txt", "--trust", kept / "trust")
    assert done.returncode == 0
    assert "没有状态名单" in done.stdout


def test_a_changed_licence_is_not_believed(kept: Path) -> None:
    text = (kept / "code.txt").read_text()
    (kept / "code.txt").write_text(text[:-20] + ("A" if text[-20] != "A" else "B") + text[-19:])
    done = run(kept / "code.txt", "--trust", kept / "trust")
    assert done.returncode == 1
    assert "不能相信" in done.stderr
