"""Where a subject is today. The rooms know it, the ground floor asks: whoever undoes an act answers to the place of now."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from lvheng.kernel.acts.act import Place

Finder = Callable[[UUID], Place | None]
_finders: list[Finder] = []


def declare(finder: Finder) -> None:
    """Adds a room's answer for its subjects; None for those that it does not know."""
    if finder not in _finders:
        _finders.append(finder)


def present_place(subject: UUID) -> Place | None:
    """Where the subject is today, by the first room that knows it."""
    return next((place for finder in _finders if (place := finder(subject))), None)
