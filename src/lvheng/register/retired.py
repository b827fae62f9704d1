"""Retired numbers lead on: who bore a number that is on no certificate today, and under which number he or she is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lvheng.kernel.rows import Row
from lvheng.register.duplicates import kept_key
from lvheng.register.facts import rows_by
from lvheng.register.models import FirmLicence, PersonAlias, PractisingLicence, Traineeship
from lvheng.register.references import subject_name

NUMBERED: tuple[tuple[type[Row], str, str], ...] = (
    (PractisingLicence, "number", "执业证号"),
    (FirmLicence, "credit_code", "统一社会信用代码"),
    (Traineeship, "number", "实习证号"),
)
"""Tables of numbers, the column, and what the number is called."""


@dataclass(frozen=True, slots=True)
class LedOn:
    """A number, to whom it leads, and what became of it."""

    number: str
    subject: UUID
    name: str
    said: str


def led_on(number: str, day: date) -> list[LedOn]:
    """To whom a number leads that nobody bears on `day`; empty if somebody does, or nobody ever did."""
    found = {led.subject: led for led in (*_reissued(number, day), *_merged(number, day))}
    return list(found.values())


def _reissued(number: str, day: date) -> Iterator[LedOn]:
    for model, column, title in NUMBERED:
        for row in rows_by(model, column, [number])[number]:
            subject: UUID = row.thread[0]
            thread = rows_by(model, model.THREAD[0], [subject])[subject]
            now = next((each for each in thread if each.valid_from <= day < each.valid_to), None)
            if row.valid_to > day or now is None or getattr(now, column) == number:
                continue
            kept = kept_key(subject)
            told = f"{title} {number} 用到 {row.valid_to} 止，现为 {getattr(now, column)}"
            yield LedOn(number, kept, subject_name(kept), told)


def _merged(number: str, day: date) -> Iterator[LedOn]:
    for alias in rows_by(PersonAlias, "number", [number])[number]:
        if alias.valid_from <= day < alias.valid_to:
            told = f"{number} 登记在重复记录“{alias.name}”名下，已并入保留的记录"
            yield LedOn(number, alias.kept, subject_name(alias.kept), told)
