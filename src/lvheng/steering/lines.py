"""The targets of a plan judged for the whole city, for what compares two moments or two plans."""

from __future__ import annotations

from lvheng.kernel.access.viewer import EVERYTHING
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.rows import Moment
from lvheng.plan.board import Held, TargetLine, live, target_line, year_ends


def target_lines(of: Held, moment: Moment) -> list[TargetLine]:
    """Every target on the day, as believed at the instant; their figures are read at once."""
    ends = year_ends(of.plan, moment.on)
    wanted = {figure: [*ends, moment.on] for figure in live(target.figure for target in of.targets)}
    readings = series_of(wanted, moment.known_at)
    return [target_line(t, of.plan, readings, ends, moment.on, EVERYTHING, moment.known_at) for t in of.targets]
