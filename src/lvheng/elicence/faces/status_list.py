"""The status list as a token (IETF Token Status List, typ `statuslist+jwt`): two bits for each place, zlib, ES256."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from lvheng.elicence.choices import Status
from lvheng.elicence.faces.said import FaceRefused, from_url64, url64
from lvheng.elicence.faces.sd_jwt import STATUS_PATH, compact, opened_token
from lvheng.kernel.signing.signer import Key, Signer

TYPE = "statuslist+jwt"
BITS = 2
LIVES = 24 * 3600  # seconds after which the list is no longer good
TTL = 900  # seconds after which whoever keeps it should ask for a newer one
LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Statuses:
    """A list that is believed, when it was signed and until when it is good (seconds since 1970)."""

    number: int
    bits: bytes
    signed_at: int
    good_until: int

    def at(self, index: int) -> Status:
        """Raises `FaceRefused` for an index beyond the list."""
        if not 0 <= index < len(self.bits) * 8 // BITS:
            raise FaceRefused("状态名单里没有这个位置")
        return Status(self.bits[index // 4] >> index % 4 * BITS & 3)


def write(number: int, bits: bytes, signed_at: int, address: str, signer: Signer) -> str:
    payload = {
        "sub": f"{address}{STATUS_PATH}{number}",
        "iat": signed_at,
        "exp": signed_at + LIVES,
        "ttl": TTL,
        "status_list": {"bits": BITS, "lst": url64(zlib.compress(bits, 9))},
    }
    return compact({"alg": "ES256", "typ": TYPE, "kid": signer.kid}, payload, signer)


def read(token: str, keys: Sequence[Key]) -> Statuses:
    """Raises `FaceRefused`."""
    payload, _ = opened_token(token, TYPE, keys)
    try:
        listed = payload["status_list"]
        inflating = zlib.decompressobj()
        bits = inflating.decompress(from_url64(listed["lst"]), LARGEST)
        if listed["bits"] != BITS or inflating.unconsumed_tail:
            raise FaceRefused("状态名单的写法不对")
        number = int(payload["sub"].rpartition("/")[2])
        return Statuses(number, bits, int(payload["iat"]), int(payload["exp"]))
    except (KeyError, ValueError, TypeError, zlib.error) as wrong:
        if isinstance(wrong, FaceRefused):
            raise
        raise FaceRefused("签名是对的，但内容不是状态名单") from None
