"""The bytes of an entry and of its leaf: final from the first commit (`docs/reference/ledger.md`, golden vectors in tests).

An entry commits to its fields and reveals none. Each field has a salt of its own, derived from the entry's secret, so
that one field can be opened without the others; a destroyed secret leaves nothing to guess.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from binascii import b2a_base64
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring as quoted

VERSION = 1
SUITE = "intl"
SECRET_BYTES = 32
MAX_BODY = 65_535
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


class EntryTooLarge(ValueError):
    """An entry must fit the uint16 length of `tlog-tiles`."""


def canonical(value: object) -> bytes:
    """RFC 8785 bytes of strings, whole numbers, booleans, None, lists and string-keyed objects. Floats are refused."""
    _refuse_floats(value)
    return _encode(value).encode()


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("an entry holds no floating-point number: write it as text")
    if isinstance(value, Mapping):
        for name, inner in value.items():
            # RFC 8785 sorts by UTF-16 code units, Python by code points: alike below the surrogates.
            if not isinstance(name, str) or not name.isascii():
                raise TypeError("field names of an entry are ASCII text")
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)


@lru_cache(maxsize=1_000)  # the names of fields are few
def _name(name: str) -> str:
    return quoted(name)


def _written(value: object) -> str:
    """As `canonical`, as text; quick for what nearly all fields are."""
    return quoted(value) if type(value) is str else canonical(value).decode()


@lru_cache(maxsize=8)  # the entries of a set share their instant
def instant_text(at: datetime) -> str:
    """UTC with six decimals and `Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def field_digest(secret: bytes, name: str, value: object) -> str:
    """base64url(SHA-256(salt ‖ canonical [name, value])) with salt = HMAC-SHA-256(secret, name), no padding."""
    return _digest(*_pads(secret), _name(name), _written(value))


def _pads(secret: bytes) -> tuple[bytes, bytes]:
    """The inner and outer first block of HMAC-SHA-256 (RFC 2104) under a secret of at most 64 bytes."""
    key = secret.ljust(64, b"\0")
    return key.translate(_INNER), key.translate(_OUTER)


def _digest(inner: bytes, outer: bytes, name: str, value: str) -> str:
    """Of a field's name and value as JSON text."""
    # The library's own HMAC costs twice as much for names this short.
    salt = hashlib.sha256(outer + hashlib.sha256(inner + name[1:-1].encode()).digest()).digest()
    digest = hashlib.sha256(salt + f"[{name},{value}]".encode()).digest()
    return b2a_base64(digest, newline=False)[:-1].translate(_URL_SAFE).decode()


def entry_body(secret: bytes, at: datetime, fields: Mapping[str, object]) -> bytes:
    """Canonical bytes of version, suite, instant and the sorted field digests.

    Raises `EntryTooLarge` beyond 65,535 bytes."""
    return body_and_opening(secret, at, fields)[0]


def body_and_opening(secret: bytes, at: datetime, fields: Mapping[str, object]) -> tuple[bytes, str]:
    """The entry's body, and the canonical text of the fields that opens it. Raises `EntryTooLarge`."""
    inner, outer = _pads(secret)
    pairs = [(_name(name), _written(value)) for name, value in sorted(fields.items())]
    text = "{" + ",".join(f"{name}:{value}" for name, value in pairs) + "}"
    digests = sorted(_digest(inner, outer, name, value) for name, value in pairs)
    told = _encode(digests)
    body = f'{{"at":"{instant_text(at)}","fields":{told},"suite":"{SUITE}","v":{VERSION}}}'.encode()
    if len(body) > MAX_BODY:
        raise EntryTooLarge(f"存证条目 {len(body)} 字节，超过上限 {MAX_BODY} 字节")
    return body, text


def leaf_hash(body: bytes) -> bytes:
    """RFC 6962 §2.1: SHA-256(0x00 ‖ entry)."""
    return hashlib.sha256(b"\x00" + body).digest()


def field_salt(secret: bytes, name: str) -> bytes:
    """What opens one field and no other: HMAC-SHA-256(secret, name)."""
    return hmac.digest(secret, name.encode(), "sha256")


def salted_digest(salt: bytes, name: str, value: object) -> str:
    """The digest of a field by its own salt, as `field_digest` has it."""
    return urlsafe_b64encode(hashlib.sha256(salt + canonical([name, value])).digest()).rstrip(b"=").decode()


def opens(body: bytes, secret: bytes, name: str, value: object) -> bool:
    """Whether `value` is what the entry committed to as `name`."""
    committed = json.loads(body)["fields"]
    return field_digest(secret, name, value) in committed
