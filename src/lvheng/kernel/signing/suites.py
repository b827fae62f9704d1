"""Crypto suites: `intl` by default, `gm` (SM2, SM3, SM4) where LVHENG_SUITE=gm and its extra is installed.

Whatever is signed says its suite and algorithm; whoever verifies takes them from the list below and from nowhere else.
SM3 and SM4 come with `cryptography`; SM2 signatures need the optional package gmssl-pyx.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_public_key,
)

from lvheng.kernel.signing import sm2

INTL, GM = "intl", "gm"
HALF = 32  # bytes of r and of s


class Unavailable(Exception):
    """An algorithm that this installation cannot use; its text is the Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Algorithm:
    """A way to sign. `generate` makes opaque private bytes; signatures have 64 bytes (r ‖ s for the curves).

    Public keys: Ed25519 as its 32 bytes (RFC 8032), the curves as DER SubjectPublicKeyInfo."""

    code: str
    suite: str
    generate: Callable[[], bytes]
    public: Callable[[bytes], bytes]
    sign: Callable[[bytes, bytes], bytes]
    verify: Callable[[bytes, bytes, bytes], bool]  # public key, message, signature


def _ed25519_generate() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())


def _ed25519_public(private: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _ed25519_sign(private: bytes, message: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def _ed25519_verify(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _p256(private: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())


def _p256_generate() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(HALF, "big")


def _p256_public(private: bytes) -> bytes:
    return _p256(private).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _p256_sign(private: bytes, message: bytes) -> bytes:
    r, s = decode_dss_signature(_p256(private).sign(message, ec.ECDSA(SHA256())))
    return r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")


@lru_cache(maxsize=256)  # whoever verifies many meets few keys, and reading one costs as much as verifying
def _p256_key(public: bytes) -> ec.EllipticCurvePublicKey | None:
    """Raises ValueError for bytes that are no key."""
    key = load_der_public_key(public)
    return key if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == "secp256r1" else None


def _p256_verify(public: bytes, message: bytes, signature: bytes) -> bool:
    if len(signature) != 2 * HALF:
        return False
    try:
        key = _p256_key(public)
        if key is None:
            return False
        r, s = (int.from_bytes(half, "big") for half in (signature[:HALF], signature[HALF:]))
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


ED25519 = Algorithm("Ed25519", INTL, _ed25519_generate, _ed25519_public, _ed25519_sign, _ed25519_verify)
ES256 = Algorithm("ES256", INTL, _p256_generate, _p256_public, _p256_sign, _p256_verify)
SM2 = Algorithm("SM2", GM, sm2.generate, sm2.public_key, sm2.sign, sm2.verify)
ALGORITHMS = {algorithm.code: algorithm for algorithm in (ED25519, ES256, SM2)}


def algorithm_of(code: str) -> Algorithm:
    """The algorithm of that code, if this installation can use it. Raises `Unavailable`."""
    if code not in ALGORITHMS:
        raise Unavailable(f"没有“{code}”这种签名算法，可用的有：{'、'.join(ALGORITHMS)}。")
    if code == SM2.code and not sm2.is_available():
        raise Unavailable("没有安装国密签名（SM2）：请另装 gmssl-pyx，见 docs/how-to/national-cryptography.md。")
    return ALGORITHMS[code]


def chosen_suite() -> str:
    """The suite of this installation, from LVHENG_SUITE. Raises `Unavailable`."""
    chosen = os.environ.get("LVHENG_SUITE", INTL)
    if chosen not in (INTL, GM):
        raise Unavailable(f"LVHENG_SUITE 应是 intl 或 gm，现为“{chosen}”。")
    if chosen == GM:
        algorithm_of(SM2.code)
    return chosen


def digest(suite: str, content: bytes) -> bytes:
    """SHA-256 or SM3, 32 bytes. Raises `Unavailable` for a suite that is not on the list."""
    names = {INTL: "sha256", GM: "sm3"}
    if suite not in names:
        raise Unavailable(f"没有“{suite}”这组算法。")
    return hashlib.new(names[suite], content).digest()
