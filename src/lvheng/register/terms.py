"""Spans of whole months and years between legal days, as statutes count them: from a day to the same day. Pure."""

from __future__ import annotations

from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """The day on which `months` months since `day` are full; where that month has no such day, the first of the next."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    there = first + timedelta(days=day.day - 1)
    if there.month == first.month:
        return there
    return (first + timedelta(days=31)).replace(day=1)


def years_after(day: date, years: int) -> date:
    """The day on which `years` years since `day` are full; who began on 29 February has them on 1 March."""
    return months_after(day, 12 * years)
