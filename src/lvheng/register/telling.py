"""What a row says, in words: for the pages that show what an act wrote and what it replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Field

from lvheng.kernel.acts.fields import Reference
from lvheng.kernel.figures.columns import asked_of
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import Organisation
from lvheng.kernel.together import names_in
from lvheng.register.models import Person
from lvheng.register.words import words_for

UNSAID = {"sort_key"}  # derived from what is said


def row_words(rows: Sequence[Row]) -> list[str]:
    """One line for each row: what it says beside whom it is about. One query for the names."""
    names = names_told(rows, beside_first=True)
    return ["；".join(_words(row, names)) for row in rows]


def names_told(rows: Iterable[Row], *, beside_first: bool = False) -> Mapping[UUID, str]:
    """The names of whom the rows name, of their first subjects only if asked for; one query."""
    keys: dict[type[Row], set[UUID]] = defaultdict(set)
    for row in rows:
        asked = asked_of(type(row))
        for name in row.told():
            value = getattr(row, name)
            if isinstance(value, UUID) and not (beside_first and name == row.THREAD[0]):
                reference = asked.get(name)
                tables = (reference.named_in,) if isinstance(reference, Reference) else (Organisation, Person)
                for table in tables:
                    keys[table].add(value)
    return names_in(keys)


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
        return names.get(value, "（未登记名称）")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    titles = words_for(model, name)
    return titles().get(value, str(value)) if titles else str(value)
