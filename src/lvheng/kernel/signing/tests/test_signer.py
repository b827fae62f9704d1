"""Keys come into being once, sign in one state only, and are private to their user."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lvheng.kernel.signing import sm2
from lvheng.kernel.signing.signer import KeyRefused, Keyring, State, keyring

needs_sm2 = pytest.mark.skipif(not sm2.is_available(), reason="gmssl-pyx is not installed")


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys")


def test_the_first_who_asks_makes_the_key_and_all_others_get_the_same(ring: Keyring) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = {threads.submit(ring.signers, "log").result()[0].kid for _ in range(8)}
    assert len(found) == 1
    assert [key.state for key in ring.keys_of("log")] == [State.ACTIVE]


def test_a_key_file_says_everything_and_is_for_its_user_alone(ring: Keyring) -> None:
    [signer] = ring.signers("licence")
    [file] = ring.folder.iterdir()
    told = json.loads(file.read_text())
    assert (told["suite"], told["algorithm"], told["kid"], told["state"]) == ("intl", "ES256", signer.kid, "active")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(ring.folder.stat().st_mode) == 0o700


def test_a_key_goes_through_its_states_and_what_it_signed_with_it(ring: Keyring) -> None:
    [old] = ring.signers("log")
    signature = old.sign(b"text")
    new = ring.make("log")
    assert ring.signers("log")[0].kid == old.kid, "a key that waits does not sign"
    with pytest.raises(KeyRefused, match="已有一把待用的密钥"):
        ring.make("log")
    ring.activate(new.kid)
    assert ring.signers("log")[0].kid == new.kid
    assert ring.key(old.kid).state is State.VERIFY_ONLY
    assert ring.key(old.kid).verify(b"text", signature)
    with pytest.raises(KeyRefused, match="只有待用的密钥才能启用"):
        ring.activate(old.kid)
    with pytest.raises(KeyRefused, match="正在用"):
        ring.destroy(new.kid)
    ring.destroy(old.kid)
    assert not ring.key(old.kid).verify(b"text", signature)
    assert json.loads((ring.folder / f"log-{old.kid}.key.json").read_text())["private"] == ""


def test_a_key_that_is_not_there_is_refused(ring: Keyring) -> None:
    with pytest.raises(KeyRefused, match="没有编号为"):
        ring.activate("0" * 16)


def test_the_folder_of_keys_can_be_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LVHENG_SIGNING_KEYS", raising=False)
    assert keyring(tmp_path).folder == tmp_path / "keys"
    monkeypatch.setenv("LVHENG_SIGNING_KEYS", str(tmp_path / "token"))
    assert keyring(tmp_path).folder == tmp_path / "token"


@needs_sm2
def test_under_gm_everything_is_signed_twice(ring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LVHENG_SUITE", "gm")
    assert [(s.suite, s.algorithm) for s in ring.signers("log")] == [("intl", "Ed25519"), ("gm", "SM2")]
    assert [s.algorithm for s in ring.signers("witness")] == ["Ed25519"]
    for signer in ring.signers("log"):
        assert ring.key(signer.kid).verify(b"text", signer.sign(b"text"))
