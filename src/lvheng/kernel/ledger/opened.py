"""An entry with some of its fields opened, as it goes along with a proof: what is disclosed can be checked, the rest stays shut."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from lvheng.kernel.ledger.entry import MAX_BODY, canonical, salted_digest
from lvheng.kernel.ledger.note import NoteRefused, decode, encode

SALT_BYTES = 32
Field = tuple[str, Any, bytes]
"""Name, value, salt."""


@dataclass(frozen=True, slots=True)
class OpenedEntry:
    """The bytes of an entry, and the fields that are opened."""

    body: bytes
    fields: tuple[Field, ...]

    def told(self) -> dict[str, Any]:
        """As JSON has it."""
        opened = [[name, value, encode(salt)] for name, value, salt in self.fields]
        return {"entry": self.body.decode(), "opened": opened}

    @property
    def as_extra(self) -> bytes:
        """The bytes that stand beside a proof (`proof.py`)."""
        return canonical(self.told())

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value, _ in self.fields}


def read_opened(told: Any) -> OpenedEntry:
    """From its JSON. Raises `NoteRefused` if it is no entry, or a field is not what the entry commits to."""
    try:
        body = str(told["entry"]).encode()
        fields = tuple((str(name), value, decode(salt)) for name, value, salt in told["opened"])
        committed = json.loads(body)
        digests = set(committed["fields"])
        sound = set(told) == {"entry", "opened"} and canonical(committed) == body and len(body) <= MAX_BODY
    except (KeyError, TypeError, ValueError):
        raise NoteRefused("附带的条目读不出来") from None
    if not sound:
        raise NoteRefused("附带的条目写法不规范：可能被改动过")
    for name, value, salt in fields:
        if len(salt) != SALT_BYTES or _digest(salt, name, value) not in digests:
            raise NoteRefused(f"打开的一项“{name}”与条目不符：不是当初登记的内容")
    return OpenedEntry(body, fields)


def _digest(salt: bytes, name: str, value: Any) -> str:
    try:
        return salted_digest(salt, name, value)
    except TypeError:
        raise NoteRefused(f"打开的一项“{name}”不是可以存证的值") from None


def read_extra(extra: bytes) -> OpenedEntry:
    """From the bytes beside a proof. Raises `NoteRefused`."""
    try:
        told = json.loads(extra)
    except ValueError:
        raise NoteRefused("证明没有附带条目，不能单独核对") from None
    found = read_opened(told)
    if found.as_extra != extra:
        raise NoteRefused("附带的条目写法不规范：可能被改动过")
    return found


def instant_of(entry: OpenedEntry) -> str:
    """When the act was registered, as the entry has it."""
    return str(json.loads(entry.body)["at"])
