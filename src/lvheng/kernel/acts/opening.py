"""Which fields of an entry are opened to whom: what may be shown is shown with its salt, the rest stays shut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.ledger.entry import field_salt
from lvheng.kernel.ledger.opened import OpenedEntry
from lvheng.kernel.ledger.selectors import Evidence
from lvheng.kernel.ledger.verification import worded

PUBLIC_FRAME = ("kind", "subject", "effective_on")
"""What of an entry's frame the public may see: not who did it, nor on what paper."""


@dataclass(frozen=True, slots=True)
class OpenedField:
    """A field of an entry in words; `value` and `salt` are None where it stays shut."""

    name: str
    label: str
    value: Any
    salt: bytes | None


def opened_fields(
    act: AnyAct | None, evidence: Evidence, most: FieldClass = FieldClass.INTERNAL
) -> Iterator[OpenedField]:
    """All fields of the entry; those of a class above `most` stay shut, and so does all that erasure has emptied."""
    for name, value in evidence.fields.items():
        declared = act.fields().get(name.removeprefix("input.")) if act and name.startswith("input.") else None
        label = declared.label if declared else worded(name)
        shown = declared.field_class.value <= most.value if declared else _frame(name, most)
        salt = field_salt(evidence.secret, name) if shown and evidence.secret else None
        yield OpenedField(name, label, value if salt else None, salt)


def _frame(name: str, most: FieldClass) -> bool:
    return most.value >= FieldClass.INTERNAL.value or name in PUBLIC_FRAME


def opened_entry(act: AnyAct | None, evidence: Evidence, most: FieldClass = FieldClass.INTERNAL) -> OpenedEntry:
    """The entry with the fields that may be shown, to go along with its proof."""
    opened = opened_fields(act, evidence, most)
    fields = tuple((each.name, each.value, each.salt) for each in opened if each.salt is not None)
    return OpenedEntry(evidence.body.encode(), fields)
