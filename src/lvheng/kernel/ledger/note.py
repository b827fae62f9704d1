"""Signed notes (C2SP `signed-note`): a text and lines of signatures by named keys. Pure but for what signs.

Whoever reads a note names the keys that it believes. A line by another key is ignored; a wrong line by a known key, or
any byte that the format does not ask for, and the whole note is refused.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lvheng.kernel.signing.signer import Signer
from lvheng.kernel.signing.suites import ED25519, ES256, SM2, Unavailable, algorithm_of

COSIGNATURE = "cosignature"
TYPES = {
    ED25519.code: b"\x01",
    COSIGNATURE: b"\x04",
    SM2.code: b"\xffSM2-with-SM3\n",
    ES256.code: b"\xffES256\n",
}
"""Signature types: assigned bytes; those that have none, or are made otherwise, are 0xff with a name of their own."""
MOST_SIGNATURES = 64
LINE = re.compile("— ([^\\s+]+) ([A-Za-z0-9+/]+={0,2})")
KEY = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})")
STAMP_BYTES = 8


class NoteRefused(ValueError):
    """A note, key or checkpoint that is not believed; its text is the Chinese sentence why."""


def decode(text: str) -> bytes:
    """Base64 in the one spelling that its bytes have. Raises `NoteRefused`."""
    try:
        found = b64decode(text, validate=True)
    except (BadBase64, ValueError):
        raise NoteRefused("不是规范的 base64") from None
    if b64encode(found).decode() != text:
        raise NoteRefused("不是规范的 base64")
    return found


def encode(content: bytes) -> str:
    return b64encode(content).decode()


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A named key that notes are believed by: `kind` is an algorithm's code, or `cosignature` for a witness."""

    name: str
    kind: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + TYPES[self.kind] + self.public).digest()[:4]

    @property
    def written(self) -> str:
        """The key as one word (`vkey`): name+id+base64(type ‖ public key)."""
        return f"{self.name}+{self.id.hex()}+{encode(TYPES[self.kind] + self.public)}"

    def verify(self, text: str, signature: bytes) -> bool:
        """Whether this key signed the text. Raises `Unavailable` for SM2 where its package is missing."""
        if self.kind != COSIGNATURE:
            return algorithm_of(self.kind).verify(self.public, text.encode(), signature)
        stamp, signed = signature[:STAMP_BYTES], signature[STAMP_BYTES:]
        message = cosigned_message(int.from_bytes(stamp, "big"), text)
        return ED25519.verify(self.public, message, signed)


def read_key(written: str) -> NoteKey:
    """A key from its word. Raises `NoteRefused`."""
    parts = KEY.fullmatch(written.strip())
    if parts is None:
        raise NoteRefused("公钥应写成“名称+八位编号+base64”")
    content = decode(parts[3])
    for kind, mark in TYPES.items():
        if content.startswith(mark):
            key = NoteKey(parts[1], kind, content[len(mark) :])
            if key.id.hex() != parts[2]:
                raise NoteRefused(f"公钥 {parts[1]} 的编号与内容不符")
            return key
    raise NoteRefused(f"公钥 {parts[1]} 的类型不认识")


def cosigned_message(stamp: int, text: str) -> bytes:
    """What a witness signs (C2SP `tlog-cosignature`); `stamp` in seconds since 1970."""
    return f"cosignature/v1\ntime {stamp}\n{text}".encode()


def signature_line(key: NoteKey, signature: bytes) -> str:
    return f"— {key.name} {encode(key.id + signature)}\n"


def sign(text: str, name: str, signers: Iterable[Signer]) -> str:
    """A note: the text, which ends in a newline, signed by all of them under one name."""
    lines = [
        signature_line(NoteKey(name, signer.algorithm, signer.public), signer.sign(text.encode())) for signer in signers
    ]
    return text + "\n" + "".join(lines)


def cosign(text: str, name: str, signer: Signer, stamp: int) -> str:
    """A witness's line under a checkpoint's text."""
    signature = signer.sign(cosigned_message(stamp, text))
    return signature_line(NoteKey(name, COSIGNATURE, signer.public), stamp.to_bytes(STAMP_BYTES, "big") + signature)


@dataclass(frozen=True, slots=True)
class Opened:
    """A note that is believed: its text, who signed it, and for witnesses when (seconds since 1970)."""

    text: str
    signed_by: tuple[NoteKey, ...]
    stamps: Mapping[str, int]


def parts(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """The text of a note and its signatures as (name, key id, signature). Raises `NoteRefused`."""
    if re.search(r"[\x00-\x09\x0b-\x1f]", note):
        raise NoteRefused("含有控制字符")
    text, blank, lines = note.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise NoteRefused("没有签名，或者被截断")
    found = []
    for line in lines[:-1].split("\n"):
        signed = LINE.fullmatch(line)
        if signed is None:
            raise NoteRefused("有一行签名的写法不对")
        content = decode(signed[2])
        if len(content) < 5:
            raise NoteRefused("有一行签名太短")
        found.append((signed[1], content[:4], content[4:]))
    if len(found) > MOST_SIGNATURES:
        raise NoteRefused(f"签名超过 {MOST_SIGNATURES} 行")
    return text + "\n", found


def open_note(note: str, believed: Iterable[NoteKey]) -> Opened:
    """The note, if a believed key signed it and none of them wrongly. Raises `NoteRefused`.

    A key whose algorithm cannot be used here is passed over as if it were unknown."""
    text, signatures = parts(note)
    known = {(key.name, key.id): key for key in believed}
    signers: dict[bytes, NoteKey] = {}
    stamps: dict[str, int] = {}
    for name, key_id, signature in signatures:
        key = known.get((name, key_id))
        if key is None:
            continue
        try:
            good = key.verify(text, signature)
        except Unavailable:
            continue
        if not good:
            raise NoteRefused(f"{name} 的签名不对：内容被改动过，或不是它签的")
        signers[key.id + key.name.encode()] = key
        if key.kind == COSIGNATURE:
            stamps[key.name] = int.from_bytes(signature[:STAMP_BYTES], "big")
    if not signers:
        raise NoteRefused("没有一个所信任的密钥签过名")
    return Opened(text, tuple(signers.values()), stamps)
