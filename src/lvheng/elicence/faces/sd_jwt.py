"""The face for wallets and programs: an SD-JWT VC (RFC 9901, draft-ietf-oauth-sd-jwt-vc), typ `dc+sd-jwt`, ES256.

    header.payload.signature~disclosure~…~

Open items stand in the payload; each chosen item stands there as a digest, and its holder gives the disclosure along or
not. Written by hand because the signature is made by our `Signer`, wherever its key stands; two other libraries read it
in the tests.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from datetime import date
from secrets import token_bytes
from typing import Any

from lvheng.elicence.faces.said import FaceRefused, Said, from_url64, key_named, url64
from lvheng.elicence.types import CHOSEN, OPEN, declared
from lvheng.kernel.signing.signer import Key, Signer

TYPE = "dc+sd-jwt"
SALT_BYTES = 16
STATUS_PATH = "/licence/status/"
TYPE_PATH = "/licence/types/"
COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:~[A-Za-z0-9_-]+)*~")


def canonical(value: object) -> bytes:
    """JSON in one spelling: no spaces, names sorted, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode()


def compact(header: dict[str, Any], payload: dict[str, Any], signer: Signer) -> str:
    """A JWS in compact form (RFC 7515 §3.1)."""
    signed = f"{url64(canonical(header))}.{url64(canonical(payload))}"
    return f"{signed}.{url64(signer.sign(signed.encode()))}"


def write(said: Said, address: str, signer: Signer) -> str:
    """The face with all its disclosures; `address`: under which this installation is reached."""
    of = declared().types[said.of]
    payload: dict[str, Any] = {
        "iss": address,
        "vct": f"{address}{TYPE_PATH}{of.name}",
        "iat": said.signed_at,
        "exp": said.good_until,
        "version": said.version,
        "issued_on": said.issued_on.isoformat(),
        "status": {"status_list": {"idx": said.index, "uri": f"{address}{STATUS_PATH}{said.list_number}"}},
        "_sd_alg": "sha-256",
    }
    payload |= {item.name: said.items[item.name] for item in of.items if item.shown == OPEN and item.name in said.items}
    disclosures = [
        url64(canonical([url64(token_bytes(SALT_BYTES)), item.name, said.items[item.name]]))
        for item in of.items
        if item.shown == CHOSEN and item.name in said.items
    ]
    payload["_sd"] = sorted(digest(each) for each in disclosures)
    token = compact({"alg": "ES256", "typ": TYPE, "kid": signer.kid}, payload, signer)
    return "~".join([token, *disclosures, ""])


def digest(disclosure: str) -> str:
    return url64(hashlib.sha256(disclosure.encode()).digest())


def showing(face: str, names: Collection[str]) -> str:
    """The same face with only those chosen items given along."""
    token, *disclosures = face.split("~")[:-1]
    kept = [each for each in disclosures if json.loads(from_url64(each))[1] in names]
    return "~".join([token, *kept, ""])


def opened_token(token: str, wanted: str, keys: Sequence[Key]) -> tuple[dict[str, Any], str]:
    """The payload of a JWS of type `wanted`, and the number of the key. Raises `FaceRefused`."""
    try:
        head, body, signature = token.split(".")
        header, payload = json.loads(from_url64(head)), json.loads(from_url64(body))
        if canonical(header) != from_url64(head) or canonical(payload) != from_url64(body):
            raise FaceRefused("写法不规范：可能被改动过")
        if header.get("alg") != "ES256" or header.get("typ") != wanted or set(header) != {"alg", "typ", "kid"}:
            raise FaceRefused("不是本系统签发的那一种")
        key = key_named(keys, str(header["kid"]))
    except FaceRefused:
        raise
    except (ValueError, TypeError, AttributeError):
        raise FaceRefused("读不出来：不完整，或者被改动过") from None
    if not key.verify(f"{head}.{body}".encode(), from_url64(signature)):
        raise FaceRefused("签名不对：内容被改动过")
    return payload, key.kid


def read(face: str, keys: Sequence[Key]) -> Said:
    """What the face says, of chosen items those given along. Raises `FaceRefused`."""
    if not COMPACT.fullmatch(face):
        raise FaceRefused("不是完整的电子证照（SD-JWT）")
    token, *disclosures = face.split("~")[:-1]
    payload, kid = opened_token(token, TYPE, keys)
    try:
        of = declared().types[payload["vct"].rpartition("/")[2]]
        items = {item.name: str(payload[item.name]) for item in of.items if item.name in payload}
        items |= _disclosed(disclosures, payload["_sd"])
        status = payload["status"]["status_list"]
        return Said(
            of.name,
            {item.name: items[item.name] for item in of.items if item.name in items},
            int(payload["version"]),
            date.fromisoformat(payload["issued_on"]),
            int(status["uri"].rpartition("/")[2]),
            int(status["idx"]),
            int(payload["iat"]),
            int(payload["exp"]),
            kid,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as wrong:
        if isinstance(wrong, FaceRefused):
            raise
        raise FaceRefused("签名是对的，但内容不是电子证照") from None


def _disclosed(disclosures: Sequence[str], digests: Collection[str]) -> dict[str, str]:
    found = {}
    for each in disclosures:
        if digest(each) not in digests:
            raise FaceRefused("给出的一项不是当初签发的内容：被改动过")
        _, name, value = json.loads(from_url64(each))
        if name in found:
            raise FaceRefused("同一项给出了两次")
        found[name] = value
    return found
