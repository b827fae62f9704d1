"""Two plans side by side: the figures that both promise, each with its own target, and what only one of them has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lvheng.kernel.rows import Moment
from lvheng.plan.board import Held, TargetLine
from lvheng.steering.lines import target_lines


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure with the target of each plan; a plan that does not promise it has None."""

    title: str
    earlier: TargetLine | None
    later: TargetLine | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both plans as of one day; a plan that has run out is judged as of its own last day."""

    earlier: Held
    later: Held
    shared: Sequence[Pair]
    left: Sequence[TargetLine]
    new: Sequence[TargetLine]


def compared(earlier: Held, later: Held, moment: Moment) -> Comparison:
    """The two plans compared. The figures are read once, for both."""
    lines = {of.plan.code: _lines(of, moment) for of in (earlier, later)}
    before, after = (_by_figure(lines[of.plan.code]) for of in (earlier, later))
    return Comparison(
        earlier,
        later,
        [Pair(line.figure.title, line, after[code]) for code, line in before.items() if code in after and line.figure],
        [line for line in lines[earlier.plan.code] if line.target.figure not in after],
        [line for line in lines[later.plan.code] if line.target.figure not in before],
    )


def _by_figure(lines: Sequence[TargetLine]) -> dict[str, TargetLine]:
    return {line.target.figure: line for line in lines if line.figure}


def _lines(of: Held, moment: Moment) -> list[TargetLine]:
    """The plan's targets on the day, or on the plan's last day once that has passed."""
    return target_lines(of, Moment(min(moment.on, date(of.plan.last_year, 12, 31)), moment.known_at))
