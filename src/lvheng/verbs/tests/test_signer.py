"""`./lvheng signer`: a key goes through its states at the operator's word, and each change stands in the ledger."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from lvheng import cli
from lvheng.kernel.acts.signing_keys import TellSigningKey
from lvheng.kernel.ledger.logs import log_name
from lvheng.kernel.ledger.models import ActLine, LogHead
from lvheng.kernel.ledger.selectors import evidence_of
from lvheng.kernel.ledger.sequencing.keys import own_trust
from lvheng.kernel.ledger.trust import Trust, written
from lvheng.kernel.signing.signer import Keyring, State
from lvheng.verbs import signer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keyring:
    monkeypatch.setenv("LVHENG_HOME", str(tmp_path))
    monkeypatch.setenv("LVHENG_SIGNING_KEYS", str(tmp_path / "keys"))
    return Keyring(tmp_path / "keys")


def run(*arguments: str) -> int:
    return signer.run(cli.parse(cli.load("signer"), list(arguments)))


def entries() -> list[dict[str, object]]:
    lines = ActLine.objects.filter(kind=TellSigningKey.kind).order_by("id")
    return [evidence_of(line.id).fields for line in lines]


def test_a_rotation_is_told_step_by_step(ring: Keyring, capsys: pytest.CaptureFixture[str]) -> None:
    old = ring.signers("log")[0].kid
    assert run("--make", "log", "--basis", "密钥仪式 1 号") == 0
    [new] = [key.kid for key in ring.keys_of("log") if key.state is State.NEXT]
    assert run("--activate", new) == 0
    assert run("--destroy", old) == 0
    told = [(each["input.kid"], each["input.state"]) for each in entries()]
    assert sorted(told) == sorted([(new, "next"), (new, "active"), (old, "verify-only"), (old, "destroyed")])
    assert entries()[0]["basis"] == "密钥仪式 1 号"
    assert "已销毁，存证 №" in capsys.readouterr().err
    assert run() == 0
    listed = capsys.readouterr().out
    assert f"{new}\t公开存证日志 Ed25519 {new} 在用" in listed
    assert len(listed.splitlines()) == 2


def test_what_cannot_be_is_refused_and_told_nowhere(ring: Keyring, capsys: pytest.CaptureFixture[str]) -> None:
    kid = ring.signers("log")[0].kid
    assert run("--destroy", kid) == 1
    assert "正在用" in capsys.readouterr().err
    assert run("--make", "log", "--algorithm", "RSA") == 1
    assert run("--activate", "0" * 16) == 1
    assert entries() == []


def test_what_is_copied_down_at_a_ceremony_is_what_is_published(
    ring: Keyring, capsys: pytest.CaptureFixture[str]
) -> None:
    for purpose in ("log", "extract", "licence"):
        ring.make(purpose)
    published = written(own_trust(ring, dict(LogHead.objects.values_list("log", "origin")), Trust()))
    run()
    copied = [word for line in capsys.readouterr().out.splitlines() for word in line.split("\t")[3].split(" ")]
    assert len(copied) == 4
    assert [word for word in copied if word not in published.split()] == []


def test_a_log_that_has_not_begun_is_named_as_it_will_be() -> None:
    assert log_name("log.example", "acts") == "log.example/log/acts"
    assert log_name("", "acts") == "", "a demonstration's bears its first key's number, which nobody knows before"


def test_a_destroyed_key_is_listed_and_not_published(ring: Keyring, capsys: pytest.CaptureFixture[str]) -> None:
    ring.activate(ring.make("log").kid)
    gone = ring.make("log").kid
    ring.destroy(gone)
    run()
    [line] = [line for line in capsys.readouterr().out.splitlines() if gone in line]
    assert "已销毁" in line
    assert "+" not in line.split("\t")[3].replace(b64encode(ring.key(gone).public).decode(), "")


def test_a_private_key_never_leaves_its_file(ring: Keyring, capsys: pytest.CaptureFixture[str]) -> None:
    [made] = ring.signers("extract")
    run()
    assert b64encode(made.private).decode() not in capsys.readouterr().out
