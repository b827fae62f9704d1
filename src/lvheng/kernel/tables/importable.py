"""Which acts may come from spreadsheets. Rooms declare them, in the order in which their rows depend on each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.fields import Day, Field, Finder, Text, fields_of

ON, BASIS = "on", "basis"
BASIS_FIELD = Text(
    label="依据", required=False, synonyms=("文号", "依据文号", "批准文号", "决定文号", "批文号", "法律依据")
)


@dataclass(frozen=True, kw_only=True)
class Importable:
    """An act whose inputs may be rows of a sheet.

    `example`: words for each field of the template's example row. `found_by` and `names`: a row that makes a new subject
    lets later rows of the same file name it, as `found_by` will find it, by its values of the fields `names`.
    """

    act: AnyAct
    example: Mapping[str, str]
    day_synonyms: tuple[str, ...] = ()
    found_by: Finder | None = None
    names: tuple[str, ...] = ()

    @cached_property
    def day_field(self) -> Day:
        common = ("生效日期", "生效日", "日期")
        return Day(label=self.act.asks_day, required=False, synonyms=(*self.day_synonyms, *common))

    @cached_property
    def columns(self) -> dict[str, Field]:
        """Every column that a sheet of this act may have: its input, then the day and the basis."""
        return {**fields_of(self.act.Input), ON: self.day_field, BASIS: BASIS_FIELD}


_importables: dict[str, Importable] = {}


def declare(*importables: Importable) -> tuple[Importable, ...]:
    """Adds acts that may come from spreadsheets; the order of declaration is the order in which sheets are taken."""
    for importable in importables:
        kind = importable.act.kind
        if _importables.setdefault(kind, importable) is not importable:
            raise ValueError(f"importable declared twice: {kind}")
    return importables


def importable_of(kind: str) -> Importable:
    """The declaration of that kind of act. Raises KeyError."""
    return _importables[kind]


def all_importables() -> list[Importable]:
    return list(_importables.values())
