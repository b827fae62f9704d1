"""Verifying an electronic licence off line, in whichever face, against keys and status lists kept. Pure, no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lvheng.elicence.choices import TITLES
from lvheng.elicence.faces import cwt, ofd, pdf, sd_jwt, status_list
from lvheng.elicence.faces.said import FaceRefused, Said
from lvheng.elicence.types import declared
from lvheng.kernel.ledger.note import NoteKey
from lvheng.kernel.ledger.verification import SHANGHAI, Shown
from lvheng.kernel.signing.signer import Key, State, key_id

COMPACT = b"eyJ"
"""How a JWS begins: the bytes of `{"`."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a verifier keeps: the keys that it believes, and the status lists, the newest of each number."""

    keys: Sequence[Key]
    lists: dict[int, status_list.Statuses] = field(default_factory=dict)


def recognises(content: bytes) -> bool:
    """Whether that is a face of a licence, by how it begins."""
    return content.startswith((COMPACT, cwt.PREFIX.encode(), pdf.BEGINS, ofd.BEGINS))


def keep(issuers: Sequence[NoteKey], tokens: str = "") -> Kept:
    """The keys of a trust list, and the status lists of a file with a token a line. Raises `FaceRefused`."""
    keys = [
        Key("licence", each.kind, key_id(each.kind, each.public), each.public, State.VERIFY_ONLY, "", "")
        for each in issuers
    ]
    lists: dict[int, status_list.Statuses] = {}
    for token in tokens.split():
        found = status_list.read(token, keys)
        if found.number not in lists or lists[found.number].signed_at < found.signed_at:
            lists[found.number] = found
    return Kept(keys, lists)


def extract_within(content: bytes, kept: Kept) -> bytes | None:
    """The public extract that a PDF shows and holds, if its issuer signed all of it; None if it is no extract.

    Raises `FaceRefused`. The extract itself is verified as any other (`kernel/ledger/verification.py`)."""
    return pdf.within(content, kept.keys, pdf.EXTRACT) if pdf.holds(content, pdf.EXTRACT) else None


def read(content: bytes, keys: Sequence[Key]) -> Said:
    """What the face says, whichever it is. Raises `FaceRefused`."""
    if content.startswith(pdf.BEGINS):
        return pdf.read(content, keys)
    if content.startswith(ofd.BEGINS):
        return ofd.read(content, keys)
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError:
        raise FaceRefused("不是完整的电子证照") from None
    text = text.removesuffix("\n")
    return cwt.read(text, keys) if text.startswith(cwt.PREFIX) else sd_jwt.read(text, keys)


def verified(content: bytes, kept: Kept, at: datetime) -> Shown:
    """What a licence shows at that instant. Raises `FaceRefused`."""
    said = read(content, kept.keys)
    of = declared().types[said.of]
    titles = {item.name: item.title for item in of.items}
    state, told = _state(said, kept, at)
    lines = [f"{titles[name]}：{value}" for name, value in said.items.items()]
    lines += [f"签发日期：{said.issued_on.isoformat()}（第 {said.version} 次签发）", *state]
    if said.good_until < at.timestamp():
        lines.append(f"这份票面已于 {_instant(said.good_until)} 过期，请持证人重新下载。")
    more = {"type": said.of, **said.items, "version": said.version, "issued_on": said.issued_on.isoformat()}
    return Shown(f"{of.title}，签名核对无误", tuple(lines), {**more, "kid": said.kid, **told})


def _state(said: Said, kept: Kept, at: datetime) -> tuple[list[str], dict[str, Any]]:
    """The state in words; how old the list is that tells it."""
    statuses = kept.lists.get(said.list_number)
    if statuses is None:
        return ["状态：没有状态名单，只核对了签名；现在是否有效请联网查验。"], {"status": None}
    status = statuses.at(said.index)
    old = max(0, int(at.timestamp()) - statuses.signed_at)
    lines = [f"状态：{TITLES[status]}（据 {_instant(statuses.signed_at)} 签发的名单，距今 {_long(old)}）"]
    if statuses.good_until < at.timestamp():
        lines.append("名单已过期，状态可能已经改变，请联网查验。")
    return lines, {"status": status.name.lower(), "status_as_of": statuses.signed_at}


def _instant(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _long(seconds: int) -> str:
    """How long, in the unit that says it in a word."""
    for least, unit in ((86_400, "天"), (3_600, "小时"), (60, "分钟")):
        if seconds >= least:
            return f"{seconds // least} {unit}"
    return "不到 1 分钟"
