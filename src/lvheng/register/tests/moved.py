"""Who moved a figure, for tests: read through the list that people open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from lvheng.kernel.figures.listing import Column, export
from lvheng.kernel.figures.movement import Movement, Way

AMOUNTS = [Column(name=name, title="", sql=f"s.{name}") for name in ("before", "after")]


def moved_by(movement: Movement, way: Way) -> dict[UUID, tuple[Decimal | None, Decimal | None]]:
    """Those on the movement's list of one way, with what they were worth before and after."""
    question = replace(movement.question(way), columns=AMOUNTS)
    return {line.subject: (line.cells[0], line.cells[1]) for line in export(question)}
