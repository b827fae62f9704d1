"""Legal days (Asia/Shanghai) and instants (UTC), and reading both as offices write them.

A legal day is a calendar day in Beijing; an instant is a point on the world's clock. All spans are half-open, and
what has no end yet ends on `OPEN_DAY` or at `OPEN_INSTANT`.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from math import isfinite
from zoneinfo import ZoneInfo

from lvheng.kernel.time.clock import Clock, now

SHANGHAI = ZoneInfo("Asia/Shanghai")
OPEN_DAY = date(9999, 1, 1)
OPEN_INSTANT = datetime(9999, 1, 1, tzinfo=UTC)

FIRST_WRITTEN_YEAR, LAST_WRITTEN_YEAR = 1900, 2199
# Day 0 of a spreadsheet's serial numbers (1900 system; right from 1900-03-01 on, and older serials are refused).
_SERIAL_ZERO = date(1899, 12, 30)
# Below 3654 (1910-01-01) a number is rather a year that somebody typed; above 73050 it lies after 2099.
_SERIALS = range(3654, 73051)
_FORMS = "请写成 2025-03-12、2025/3/12、2025.3.12、2025年3月12日 或 20250312"
_CLOCK_PART = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
_DAY_FORMS = (
    re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" rf"(?:[T ]{_CLOCK_PART})?"),
    re.compile(r"(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]" rf"(?:{_CLOCK_PART})?"),
    re.compile(r"(\d{4})()(\d{2})(\d{2})"),
)


class DayRefused(ValueError):
    """A day or instant that cannot be read; its text is a Chinese sentence for the person who wrote it."""


def legal_day(instant: datetime) -> date:
    """The day in Beijing at that instant (which must carry a zone)."""
    if instant.tzinfo is None:
        raise ValueError("时刻须带时区")
    return instant.astimezone(SHANGHAI).date()


def today(clock: Clock = now) -> date:
    """The legal day at the present instant of `clock`."""
    return legal_day(clock())


def month_ends(first: date, last: date) -> list[date]:
    """The last days of months that lie from `first` to `last`, both included, in order; empty if `last` is before."""
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        end = date(year, month, monthrange(year, month)[1])
        if end <= last:
            found.append(end)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def parse_day(written: object) -> date:
    """The legal day that a cell or a field means.

    Takes a date, an instant (with a zone: its day in Beijing; without: its own), a spreadsheet's serial number, or
    text in one of the usual forms, full-width figures and a time of day behind it included. Raises `DayRefused`.
    """
    if isinstance(written, datetime):
        return _plausible(written.date() if written.tzinfo is None else legal_day(written), written)
    if isinstance(written, date):
        return _plausible(written, written)
    if isinstance(written, int | float) and not isinstance(written, bool):
        return _numeric_day(written)
    if not isinstance(written, str) or not written.strip():
        raise DayRefused(f"没有填写日期。{_FORMS}。")
    return _textual_day(written)


def parse_instant(written: str) -> datetime:
    """The instant (UTC) that a text means: ISO 8601, in Beijing time if it names no zone.

    A bare day, in any form of `parse_day`, means the last microsecond of that day in Beijing: all that was known on
    it. A blank where the plus of a zone was (an address unescaped it) is read as the plus. Raises `DayRefused`.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    text = re.sub(r"(:\d{2}(?:\.\d+)?) (\d{2}:\d{2})$", r"\1+\2", text)
    if ":" not in text:
        return _end_of(parse_day(text))
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise DayRefused(f"“{written}”不是能识别的时刻。请写成 2025-03-12T09:30:00+08:00。") from None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=SHANGHAI)
    _plausible(instant.date(), written)
    return instant.astimezone(UTC)


def _end_of(day: date) -> datetime:
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=SHANGHAI)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def _numeric_day(number: int | float) -> date:
    if not isfinite(number):
        raise DayRefused(f"“{number}”不是日期。{_FORMS}。")
    whole = int(number)
    if whole in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=whole)
    if whole == number and len(str(whole)) == 8:
        return _textual_day(str(whole))
    raise DayRefused(f"“{number:g}”不能当作日期：它既不是八位日期，也不在表格日期序号的合理范围内。{_FORMS}。")


def _textual_day(written: str) -> date:
    text = re.sub(r"\s*([-/.年月日号])\s*", r"\1", unicodedata.normalize("NFKC", written).strip())
    for form in _DAY_FORMS:
        found = form.fullmatch(text)
        if found:
            year, month, day = int(found[1]), int(found[3]), int(found[4])
            return _plausible(_existing(year, month, day, written), written)
    if re.fullmatch(r"\d{4,5}(\.\d+)?", text):
        return _numeric_day(float(text))
    raise DayRefused(f"“{written}”不是能识别的日期。{_FORMS}。")


def _existing(year: int, month: int, day: int, written: str) -> date:
    if not 1 <= month <= 12:
        raise DayRefused(f"“{written}”中没有{month}月这个月份。{_FORMS}。")
    try:
        return date(year, month, day)
    except ValueError:
        raise DayRefused(f"“{written}”不是存在的日期：{year}年{month}月没有{day}日。") from None


def _plausible(day: date, written: object) -> date:
    if FIRST_WRITTEN_YEAR <= day.year <= LAST_WRITTEN_YEAR:
        return day
    raise DayRefused(f"“{written}”的年份不在{FIRST_WRITTEN_YEAR}年至{LAST_WRITTEN_YEAR}年之间，请核对。")
