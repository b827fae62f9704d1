"""Judging a target by its shape: from the series of its figure, or from what else the figure's set can tell.

On and after the due day a target is judged as of that day; nothing that came later mends it or breaks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from lvheng.kernel.figures.kept import spread_of
from lvheng.kernel.figures.reading import Reading
from lvheng.kernel.figures.sizing import Where, sizes
from lvheng.plan.forecast import Known
from lvheng.plan.shapes import (
    FROM_SERIES,
    Duties,
    Judged,
    Path,
    Promise,
    Sample,
    everyone_at_least,
    milestone,
    recurring_duty,
    sampled_ratio,
    throughput,
)

EVERYTHING = ("true", dict[str, object]())


def judge(
    shape: str, promise: Promise, ends: Sequence[Reading], now: Reading, known_at: datetime | None = None
) -> Judged | None:
    """The target judged for the whole city; None if nothing is judged from this figure yet.

    `ends`: the year-ends up to the day; `now`: the day itself."""
    judged = _judged(shape, promise, ends, now, known_at)
    if judged is not None and now.on.year < promise.first_year:
        said = f"计划自 {promise.first_year} 年起，当日尚不判断"
        return replace(judged, status=None, reason=said, interval=None, pace=None)
    return judged


def _judged(
    shape: str, promise: Promise, ends: Sequence[Reading], now: Reading, known_at: datetime | None
) -> Judged | None:
    then = _as_of_due(promise, ends, now)
    if shape == "ratio" and now.figure.frame is not None:
        return _sampled(promise, then, known_at)
    if shape in FROM_SERIES:
        return FROM_SERIES[shape](promise, Path([_known(reading) for reading in ends], _known(now)))
    if not then.begun:
        return None
    if shape == "everyone_at_least":
        everyone = spread_of(then, promise.aim, known_at)
        return everyone_at_least(promise, everyone, then.on)
    if shape == "throughput":
        return throughput(promise, {reading.on.year: reading.rows for reading in (*ends, then)}, then.on)
    if shape == "milestone" and then.whole:
        return milestone(promise, then.rows, int(then.whole), then.on)
    if shape == "recurring_duty" and (duties := duties_of(then, known_at)):
        return recurring_duty(promise, duties, then.on)
    return None


def duties_of(reading: Reading, known_at: datetime | None = None, where: Where = EVERYTHING) -> Duties | None:
    """How a duty that comes round was done, in the part of the city that `where` leaves; None if the figure is of none."""
    late = reading.figure.late
    if late is None or not reading.whole:
        return None
    many = sizes(late, [reading.on], known_at, where)[reading.on].rows
    return Duties(done=reading.rows, late=many, missing=int(reading.whole) - reading.rows - many)


def _as_of_due(promise: Promise, ends: Sequence[Reading], now: Reading) -> Reading:
    """The reading to judge by: that of the due day once it has passed."""
    return next((reading for reading in ends if reading.on == promise.due), now) if now.on > promise.due else now


def _sampled(promise: Promise, then: Reading, known_at: datetime | None) -> Judged | None:
    """A rate of a sample, with the exact interval for the whole from which it was drawn."""
    frame = then.figure.frame
    if frame is None or not then.whole:
        return None
    whole = sizes(frame, [then.on], known_at, EVERYTHING)[then.on].rows
    return sampled_ratio(promise, Sample(then.on, then.rows, int(then.whole), max(whole, int(then.whole))))


def _known(reading: Reading) -> Known:
    return Known(reading.on, reading.value if reading.begun else None)
