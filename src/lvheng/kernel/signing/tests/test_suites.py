"""Every algorithm signs and verifies, and refuses every flipped bit; the national ones agree with their standards' vectors."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB

from lvheng.kernel.signing import sm2
from lvheng.kernel.signing.suites import ALGORITHMS, Unavailable, algorithm_of, chosen_suite, digest

needs_sm2 = pytest.mark.skipif(not sm2.is_available(), reason="gmssl-pyx is not installed")
CODES = [pytest.param(code, marks=needs_sm2) if code == "SM2" else code for code in ALGORITHMS]


@pytest.mark.parametrize("code", CODES)
def test_what_is_signed_verifies_and_nothing_else_does(code: str) -> None:
    algorithm = algorithm_of(code)
    private = algorithm.generate()
    public = algorithm.public(private)
    signature = algorithm.sign(private, b"message")
    assert len(signature) == 64
    assert algorithm.verify(public, b"message", signature)
    assert not algorithm.verify(public, b"massage", signature)
    assert not algorithm.verify(algorithm.public(algorithm.generate()), b"message", signature)
    assert not algorithm.verify(public[:-1], b"message", signature)
    assert not algorithm.verify(public, b"message", signature[:-1])


@pytest.mark.parametrize("code", CODES)
def test_no_bit_of_a_signature_can_be_flipped(code: str) -> None:
    algorithm = algorithm_of(code)
    private = algorithm.generate()
    public, signature = algorithm.public(private), algorithm.sign(private, b"message")
    for bit in range(8 * len(signature)):
        flipped = bytearray(signature)
        flipped[bit // 8] ^= 1 << bit % 8
        assert not algorithm.verify(public, b"message", bytes(flipped)), bit


def test_what_is_not_on_the_list_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unavailable, match="没有“RS256”"):
        algorithm_of("RS256")
    with pytest.raises(Unavailable, match="没有“md5”"):
        digest("md5", b"")
    monkeypatch.setenv("LVHENG_SUITE", "other")
    with pytest.raises(Unavailable, match="应是 intl 或 gm"):
        chosen_suite()


def test_without_its_package_the_national_suite_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sm2, "is_available", lambda: False)
    monkeypatch.setenv("LVHENG_SUITE", "gm")
    with pytest.raises(Unavailable, match="gmssl-pyx"):
        chosen_suite()


def test_sm3_agrees_with_gbt_32905() -> None:
    assert digest("gm", b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digest("gm", b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_sm4_agrees_with_gbt_32907() -> None:
    block = bytes.fromhex("0123456789abcdeffedcba9876543210")
    encryptor = Cipher(SM4(block), ECB()).encryptor()  # noqa: S305 - one block, as the standard's vector has it
    assert encryptor.update(block).hex() == "681edf34d206965e86b3e94f536e4246"


@needs_sm2
def test_sm2_believes_the_signature_of_gbt_32918() -> None:
    point = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" + (
        "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
    )
    signature = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3" + (
        "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
    )
    public = sm2.SPKI_PREFIX + bytes.fromhex(point)
    assert sm2.verify(public, b"message digest", bytes.fromhex(signature))
    assert not sm2.verify(public, b"message digesT", bytes.fromhex(signature))
