"""The faces without a database: what one says can be read again, and any single flipped bit is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.elicence.faces import code, cwt, sd_jwt, status_list
from lvheng.elicence.faces.said import FaceRefused, Said, base45, from_base45, from_url64
from lvheng.elicence.types import declared
from lvheng.kernel.signing.signer import FileSigner, Keyring

LAWYER = Said(
    of="lawyer",
    items={
        "name": "欧阳明远",
        "number": "11101201610123456",
        "kind": "专职",
        "organisation": "北京某某（示例）律师事务所",
        "sex": "男",
        "first_practised_on": "2016-05-01",
    },
    version=3,
    issued_on=date(2026, 11, 2),
    list_number=1,
    index=65_535,
    signed_at=1_795_000_000,
    good_until=1_826_000_000,
)
AT = "https://licence.example"
SIGNS = {"lawyer": LAWYER}


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    return Keyring(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def signer(ring: Keyring) -> FileSigner:
    return ring.signers("licence")[0]


@given(st.binary(max_size=200))
def test_base45_has_one_spelling_and_reads_it_again(content: bytes) -> None:
    assert from_base45(base45(content)) == content


def test_a_wallet_face_says_again_what_was_said(ring: Keyring, signer: FileSigner) -> None:
    face = sd_jwt.write(LAWYER, AT, signer)
    found = sd_jwt.read(face, ring.keys_of("licence"))
    assert found == replace(LAWYER, kid=signer.kid)


def test_the_holder_chooses_what_is_shown(ring: Keyring, signer: FileSigner) -> None:
    face = sd_jwt.write(LAWYER, AT, signer)
    shown = sd_jwt.read(sd_jwt.showing(face, {"sex"}), ring.keys_of("licence")).items
    assert shown["sex"] == "男"
    assert "first_practised_on" not in shown
    assert "2016-05-01" not in sd_jwt.showing(face, set())


def test_no_type_of_licence_has_an_item_for_an_identity_number() -> None:
    assert all("identity" not in item.name for of in declared().types.values() for item in of.items)


def test_the_code_is_of_version_10_or_smaller_whatever_the_names(ring: Keyring, signer: FileSigner) -> None:
    for name in ("北京甲律师事务所", "北京" + "某" * 40 + "律师事务所"):
        said = replace(LAWYER, items={**LAWYER.items, "organisation": name})
        text = cwt.write(said, signer)
        assert code.version(text) <= 10
        found = cwt.read(text, ring.keys_of("licence")).items["organisation"]
        assert found == name or (found.endswith("…") and name.startswith(found[:-1]) and len(found) > 12)


def flips(content: bytes) -> list[bytes]:
    """The content with each single bit turned over."""
    return [
        content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]
        for at in range(len(content))
        for bit in range(8)
    ]


def _refused(read: Callable[[str], object], content: bytes) -> bool:
    try:
        read(content.decode())
    except (FaceRefused, UnicodeDecodeError):
        return True
    return False


def test_any_flipped_bit_of_a_wallet_face_is_found(ring: Keyring, signer: FileSigner) -> None:
    face, keys = sd_jwt.write(LAWYER, AT, signer).encode(), ring.keys_of("licence")
    assert all(_refused(lambda text: sd_jwt.read(text, keys), each) for each in flips(face))


def test_any_flipped_bit_of_a_code_is_found(ring: Keyring, signer: FileSigner) -> None:
    face, keys = cwt.write(LAWYER, signer).encode(), ring.keys_of("licence")
    assert all(_refused(lambda text: cwt.read(text, keys), each) for each in flips(face))


def test_any_flipped_bit_of_a_status_list_is_found(ring: Keyring, signer: FileSigner) -> None:
    token, keys = status_list.write(0, bytes(1_000), 1_795_000_000, AT, signer).encode(), ring.keys_of("licence")
    assert all(_refused(lambda text: status_list.read(text, keys), each) for each in flips(token))


@given(st.text())
def test_whatever_is_no_face_is_refused_with_a_sentence(text: str) -> None:
    for read in (sd_jwt.read, cwt.read, status_list.read):
        with pytest.raises(FaceRefused):
            read(text, [])


def test_another_key_is_not_believed(signer: FileSigner, tmp_path: Path) -> None:
    other = Keyring(tmp_path)
    other.signers("licence")
    with pytest.raises(FaceRefused, match="信任名单"):
        cwt.read(cwt.write(LAWYER, signer), other.keys_of("licence"))


def test_nothing_of_the_licence_is_written_twice_in_one_spelling(signer: FileSigner) -> None:
    payload = json.loads(from_url64(sd_jwt.write(LAWYER, AT, signer).split(".")[1]))
    assert payload["status"] == {"status_list": {"idx": 65_535, "uri": f"{AT}/licence/status/1"}}
