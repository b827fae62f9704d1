"""The form of any act, drawn from its declared fields: nothing is written by hand for one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.fields import Amount, Choice, Day, Field, Key, Listed, Passage, Reference, Refusal, Whole
from lvheng.kernel.rows import Row

HIDDEN = ("row", "entry")  # given by the link that leads here


@dataclass(frozen=True, slots=True)
class Box:
    """One field on the page: what it is called, what stands in it, and what is wrong with it."""

    name: str
    field: Field
    kind: str  # text · passage · day · number · choice · reference · known · hidden
    value: str
    options: list[tuple[str, str]]
    wrong: list[str]
    note: str = ""
    inserts: Sequence[str] = ()


KINDS: dict[type[Field], str] = {
    Day: "day",
    Passage: "passage",
    Whole: "number",
    Amount: "number",
    Choice: "choice",
    Listed: "choice",
    Reference: "reference",
    Key: "hidden",
}


def boxes(act: AnyAct, given: Mapping[str, Any], refused: list[Refusal], row: Row | None = None) -> list[Box]:
    """The act's fields with what was given, or for a correction with what the row says now."""
    found = []
    for name, field in act.fields().items():
        now = getattr(row, name, None) if row is not None and name not in ("row", "subject") else None
        kind = "hidden" if name in HIDDEN else KINDS.get(type(field), "text")
        written = given.get(name)
        note = f"现登记为：{_shown(field, now)}" if now not in (None, "") else ""
        if kind == "reference" and (named := _named(field, written)):
            kind, note = "known", named
        wrong = [str(refusal) for refusal in refused if refusal.field == name]
        shown = "" if written is None else str(written)
        inserts = field.inserts(given) if isinstance(field, Passage) else ()
        found.append(Box(name, field, kind, shown, _options(field), wrong, note, inserts))
    return found


def _named(field: Field, written: Any) -> str:
    """Whom a key from a link of ours means; '' for what somebody typed."""
    try:
        return field.show(UUID(str(written)))
    except ValueError:
        return ""


def _shown(field: Field, value: Any) -> str:
    if isinstance(value, date):
        return "长期" if value.year == 9999 else value.isoformat()
    return f"{value:,.2f}" if isinstance(value, Decimal) else field.show(value)


def _options(field: Field) -> list[tuple[str, str]]:
    if isinstance(field, Choice):
        return [(str(code), str(label)) for code, label in field.choices.choices]
    return list(field.options().items()) if isinstance(field, Listed) else []
