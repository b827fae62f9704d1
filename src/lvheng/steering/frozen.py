"""Readings for good: what the figures of a plan were on a day, as believed at an instant, with what proves it.

A reading is frozen as believed at an instant that was settled before its act began (`Act.looks_back`): no act under way
can turn out to lie before it. So nobody waits while it is read, and the same set, asked again as of that day and that
instant, has the same digest whatever acts come later (`docs/adr/0008`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lvheng.kernel.access.viewer import EVERYTHING
from lvheng.kernel.figures.figure import Figure, figure_of, is_live
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.figures.reading import Reading, digest
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.clock import now
from lvheng.plan.board import Held, TargetLine, live, target_line, year_ends
from lvheng.steering.items import Item
from lvheng.steering.models import FrozenReading

EXACT = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Taken:
    """A figure of an item read on a day, with the digests of its rows and of those it is measured against."""

    item: Item
    reading: Reading
    digest: str
    whole_digest: str
    line: TargetLine | None
    known_at: datetime

    @property
    def committed(self) -> str:
        """What the ledger's entry says of it."""
        value = "—" if self.reading.value is None else str(exact(self.reading.value))
        return f"{value} {self.reading.rows} {self.reading.figure.version} {self.digest} {self.whole_digest}".strip()

    def columns(self) -> dict[str, Any]:
        """It as columns of a frozen reading."""
        reading, line = self.reading, self.line
        return {
            "item": self.item.code,
            "figure": reading.figure.code,
            "day": reading.on,
            "value": None if reading.value is None else exact(reading.value),
            "counted": reading.rows,
            "total": exact(reading.total),
            "whole": None if reading.whole is None else exact(reading.whole),
            "version": reading.figure.version,
            "definition": reading.figure.definition,
            "shown": f"{reading.shown} {reading.figure.unit}".strip() if reading.begun else reading.shown,
            "digest": self.digest,
            "whole_digest": self.whole_digest,
            "path": json.dumps([[end.on.isoformat(), _written(end)] for end in line.points] if line else []),
            "aim": line.aim_shown if line else "",
            "status": line.status.value if line and line.status else "",
            "read_at": self.known_at,
            "why": line.judged.reason if line and line.judged else "",
        }


def exact(number: Decimal) -> Decimal:
    """A number as it is kept: to six places."""
    return Decimal(number).quantize(EXACT)


def _written(reading: Reading) -> str | None:
    return str(exact(reading.value)) if reading.begun and reading.value is not None else None


def take(of: Held, items: Sequence[Item], on: date, settled: datetime | None) -> list[Taken]:
    """Every figure of the items that is computed from rows, read anew as of the day: nothing kept is trusted here.

    `settled`: the instant of belief; None for now, where nothing is frozen."""
    at = settled or now()
    ends, targets = year_ends(of.plan, on), {target.number: target for target in of.targets}
    wanted = {figure: [on] for item in items for figure in live(item.figures)}
    for figure in live(code for item in items if item.kind == "target" for code in item.figures):
        wanted[figure] = [*ends, on]
    readings = series_of(wanted, at)
    digests = {figure.code: _digests(figure, Moment(on, at)) for figure in wanted}
    return [
        Taken(
            item,
            readings[figure.code][on],
            *digests[figure.code],
            target_line(targets[item.number], of.plan, readings, ends, on, EVERYTHING, at)
            if item.kind == "target"
            else None,
            at,
        )
        for item in items
        for figure in live(item.figures)
    ]


def _digests(figure: Figure, moment: Moment) -> tuple[str, str]:
    """Of the figure's rows, and of those of the set that it is measured against ('' for none)."""
    whole = digest(replace(figure, rows=figure.whole), moment) if figure.whole is not None else ""
    return digest(figure, moment), whole


def recomputed(row: FrozenReading) -> bool | None:
    """Whether the registers still say of that day and instant what was frozen; None where the definition has changed."""
    if not is_live(row.figure) or figure_of(row.figure).version != row.version:
        return None
    found = _digests(figure_of(row.figure), Moment(row.day, row.known_at))
    return found == (row.digest, row.whole_digest)
