"""The face for paper and telephones: a CWT (RFC 8392) in COSE_Sign1 (RFC 9052), ES256, as text of a QR code.

    LVH1:<base45 of the bytes>

It holds the items that `types.yaml` puts in the code, and fits a QR code of version 10 with error correction M. The claim
-65537 is ours: [type's mark, issue, day of issue (days since 1970), list, index, items in the order of the code].
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import cbor2

from lvheng.elicence.faces.said import FaceRefused, Said, base45, from_base45, key_named
from lvheng.elicence.types import declared
from lvheng.kernel.signing.signer import Key, Signer

PREFIX = "LVH1:"
SIGN1, ALG, KID, ES256 = 18, 1, 4, -7
EXP, IAT, LICENCE = 4, 6, -65537
MOST_SIGNS = 311  # alphanumeric signs of a QR code 10-M (ISO/IEC 18004 table 7)
EPOCH = date(1970, 1, 1)
CUT = "…"


def write(said: Said, signer: Signer) -> str:
    """The text of the code. A name too long for it is cut, and shows that it is: its number leads to the whole."""
    of = declared().types[said.of]
    items = [said.items.get(item.name, "") for item in of.in_code]
    protected = cbor2.dumps({ALG: ES256}, canonical=True)
    while True:
        claims = _claims(said, of.mark, items)
        signed = cbor2.dumps(["Signature1", protected, b"", claims], canonical=True)
        told = [protected, {KID: bytes.fromhex(signer.kid)}, claims, signer.sign(signed)]
        text = PREFIX + base45(cbor2.dumps(cbor2.CBORTag(SIGN1, told), canonical=True))
        if len(text) <= MOST_SIGNS:
            return text
        longest = max(range(len(items)), key=lambda at: len(items[at].encode()))
        items[longest] = items[longest].removesuffix(CUT)[:-1] + CUT


def _claims(said: Said, mark: int, items: Sequence[str]) -> bytes:
    days = (said.issued_on - EPOCH).days
    told = [mark, said.version, days, said.list_number, said.index, *items]
    return bytes(cbor2.dumps({EXP: said.good_until, IAT: said.signed_at, LICENCE: told}, canonical=True))


def read(text: str, keys: Sequence[Key]) -> Said:
    """What the code says. Raises `FaceRefused`."""
    if not text.startswith(PREFIX):
        raise FaceRefused("不是电子证照的二维码")
    content = from_base45(text[len(PREFIX) :])
    told = _decoded(content)
    if not isinstance(told, cbor2.CBORTag) or told.tag != SIGN1 or not _four(told.value):
        raise FaceRefused("不是电子证照的二维码")
    protected, unprotected, claims, signature = told.value
    if _decoded(protected) != {ALG: ES256} or set(unprotected) != {KID}:
        raise FaceRefused("不是本系统签发的那一种")
    key = key_named(keys, unprotected[KID].hex())
    if not key.verify(cbor2.dumps(["Signature1", protected, b"", claims], canonical=True), signature):
        raise FaceRefused("签名不对：内容被改动过")
    return _said(_decoded(claims), key.kid)


def _four(told: Any) -> bool:
    kinds = (bytes, Mapping, bytes, bytes)
    whole = isinstance(told, list | tuple) and len(told) == 4
    return whole and all(isinstance(each, kind) for each, kind in zip(told, kinds, strict=True))


def _decoded(content: bytes) -> Any:
    """CBOR in its canonical spelling only. Raises `FaceRefused`."""
    try:
        found = cbor2.loads(content)
        if cbor2.dumps(found, canonical=True) != content:
            raise FaceRefused("写法不规范：可能被改动过")
    except FaceRefused:
        raise
    except Exception:  # whatever a decoder makes of bytes that are nobody's
        raise FaceRefused("读不出来：不完整，或者被改动过") from None
    return found


def _said(claims: Any, kid: str) -> Said:
    try:
        mark, version, days, list_number, index, *items = claims[LICENCE]
        of = declared().marked(mark)
        if of is None or len(items) != len(of.in_code):
            raise FaceRefused("是本系统不认识的证照类型：请更新核验页")
        named = {item.name: str(value) for item, value in zip(of.in_code, items, strict=True) if value}
        shown = {item.name: named[item.name] for item in of.items if item.name in named}
        issued_on = EPOCH + timedelta(days=days)
        return Said(of.name, shown, version, issued_on, list_number, index, claims[IAT], claims[EXP], kid)
    except (KeyError, ValueError, TypeError, OverflowError) as wrong:
        if isinstance(wrong, FaceRefused):
            raise
        raise FaceRefused("签名是对的，但内容不是电子证照") from None
