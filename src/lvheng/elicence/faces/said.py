"""What a face says, whichever it is; and the spellings of bytes that faces share, each with one spelling only."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lvheng.kernel.signing.signer import Key

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {sign: value for value, sign in enumerate(BASE45)}


class FaceRefused(ValueError):
    """A face that is not believed; its text is the Chinese sentence why."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a face says: the type's name, items by name, the issue, its place in the status list, and when it was signed
    and until when it is good (seconds since 1970). `kid` signed it."""

    of: str
    items: Mapping[str, str]
    version: int
    issued_on: date
    list_number: int
    index: int
    signed_at: int
    good_until: int
    kid: str = ""


def key_named(keys: Sequence[Key], kid: str) -> Key:
    """The believed key of that number. Raises `FaceRefused`."""
    for key in keys:
        if key.kid == kid:
            return key
    raise FaceRefused(f"签名的密钥（{kid}）不在信任名单里：不是所信任的机关签发的")


def url64(content: bytes) -> str:
    """base64url without padding (RFC 7515 §2)."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def from_url64(text: str) -> bytes:
    """Raises `FaceRefused` for a spelling that is not the one."""
    try:
        found = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (BadBase64, ValueError):
        raise FaceRefused("编码不规范：可能被改动过") from None
    if url64(found) != text:
        raise FaceRefused("编码不规范：可能被改动过")
    return found


def base45(content: bytes) -> str:
    """RFC 9285."""
    found = []
    for at in range(0, len(content), 2):
        pair = content[at : at + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(3 if len(pair) == 2 else 2):
            number, sign = divmod(number, 45)
            found.append(BASE45[sign])
    return "".join(found)


def from_base45(text: str) -> bytes:
    """Raises `FaceRefused` for what is not the one spelling of some bytes."""
    try:
        values = [_VALUES[sign] for sign in text]
        found = bytearray()
        for at in range(0, len(values) - 2, 3):
            number = values[at] + 45 * values[at + 1] + 2_025 * values[at + 2]
            found += number.to_bytes(2, "big")
        if rest := values[len(values) // 3 * 3 :]:
            found.append(rest[0] + 45 * rest[1])
    except (KeyError, IndexError, OverflowError, ValueError):
        raise FaceRefused("二维码的内容不规范：可能没有扫全，或被改动过") from None
    return bytes(found)
