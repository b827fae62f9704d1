"""SM2 signatures (GB/T 32918) by the optional package gmssl-pyx; signatures are r ‖ s, keys DER SubjectPublicKeyInfo."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

SPKI_PREFIX = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d03420004")
"""Of an SM2 public key: algorithm and curve; x ‖ y follow."""
HALF = 32


def is_available() -> bool:
    return find_spec("gmssl_pyx") is not None


def _gmssl() -> Any:
    return import_module("gmssl_pyx")


def generate() -> bytes:
    """d ‖ x ‖ y: the library asks for the point whenever it signs."""
    point, private = _gmssl().sm2_key_generate()
    return bytes(private) + bytes(point)


def public_key(private: bytes) -> bytes:
    return SPKI_PREFIX + private[HALF:]


def sign(private: bytes, message: bytes) -> bytes:
    """With the default signer's name of GB/T 35276, 1234567812345678."""
    r, s = decode_dss_signature(_gmssl().sm2_sign(private[:HALF], private[HALF:], message))
    return r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    if len(signature) != 2 * HALF or len(public) != len(SPKI_PREFIX) + 2 * HALF or not public.startswith(SPKI_PREFIX):
        return False
    r, s = (int.from_bytes(half, "big") for half in (signature[:HALF], signature[HALF:]))
    gmssl = _gmssl()
    try:
        return bool(gmssl.sm2_verify(public[len(SPKI_PREFIX) :], message, encode_dss_signature(r, s)))
    except gmssl.GmsslInnerError:
        return False
