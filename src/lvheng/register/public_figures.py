"""What the public is told of a figure: lists live, totals of the last month's end only, and none that is too small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from lvheng.kernel.figures.figure import Face, Figure
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.figures.reading import LEAST, Reading

FIRST_YEAR = 2016


def public_day(figure: Figure, day: date) -> date:
    """The day of which the public is told: today for what can be opened row by row; for a mere total the last month's
    end, since the difference of two days might tell of one person."""
    return day if figure.face is Face.ROWS else last_month_end(day)


def last_month_end(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def for_public(reading: Reading) -> Reading:
    """The reading as the public has it: a total of fewer than `LEAST` rows, but not of none, is withheld."""
    if reading.figure.face is Face.ROWS or not 0 < reading.rows < LEAST:
        return reading
    return replace(reading, value=None, whole=None, withheld=True)


def public_readings(figures: Sequence[Figure], day: date) -> list[Reading]:
    """Each figure as the public is told of it on `day`."""
    days = {figure: public_day(figure, day) for figure in figures}
    found = series_of({figure: [asked] for figure, asked in days.items()})
    return [for_public(found[figure.code][asked]) for figure, asked in days.items()]


def year_ends(figure: Figure, day: date) -> list[Reading]:
    """The figure at the year ends since the first that has any row, and on the public day."""
    last = public_day(figure, day)
    days = [*(end for year in range(FIRST_YEAR, day.year) if (end := date(year, 12, 31)) < last), last]
    found = series_of({figure: days})[figure.code]
    readings = [for_public(found[each]) for each in days]
    first = next((at for at, reading in enumerate(readings) if reading.rows), len(readings) - 1)
    return readings[first:]
