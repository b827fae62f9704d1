"""What a row says, in words: for the pages that show what an act wrote and what it replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Field

from lvheng.kernel.rows import Row
from lvheng.register.references import lawyer_names, organisation_names
from lvheng.register.words import WORDS

UNSAID = {"sort_key"}  # derived from what is said


def row_words(rows: Sequence[Row]) -> list[str]:
    """One line for each row: what it says beside whom it is about. Two queries for the names."""
    keys = {value for row in rows for value in _told(row).values() if isinstance(value, UUID)}
    names: dict[UUID, str] = {**organisation_names(keys), **lawyer_names(keys)}
    return [";".join(_words(row, names)) for row in rows]


def _told(row: Row) -> dict[str, Any]:
    about = row.THREAD[0]
    return {name: getattr(row, name) for name in row.told() if name != about and name not in UNSAID}


def _words(row: Row, names: Mapping[UUID, str]) -> Iterable[str]:
    for name, value in _told(row).items():
        if value in (None, "", []):
            continue
        column = row._meta.get_field(name)
        label = str(column.verbose_name) if isinstance(column, Field) else name
        yield f"{label} {_word(type(row), name, value, names)}"


def _word(model: type[Row], name: str, value: Any, names: Mapping[UUID, str]) -> str:
    if isinstance(value, UUID):
        return names.get(value, "(未登记名称)")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return WORDS[model, name]().get(value, str(value)) if (model, name) in WORDS else str(value)
