"""The trajectory of a figure against its target, drawn on the server: year-ends, today, the aim and an honest interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lvheng.plan.forecast import Interval

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 8, 70, 22, 26
INK = {"hair": "#efede8", "line": "#e4e2dc", "blue": "#1d4f91", "cinnabar": "#b3261e"}
"""The page's colours by light, for paper."""


class Point(Protocol):
    """What of a reading is drawn."""

    @property
    def on(self) -> date: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def begun(self) -> bool: ...
    @property
    def shown(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Trajectory:
    """`aim` is a horizontal line; `due` the day on which it is to be reached; `interval` opens from the last point."""

    readings: Sequence[Point]
    aim: float | None
    due: date
    interval: Interval | None = None
    unit: str = ""

    def svg(self) -> SafeString:
        known = [(r.on, float(r.value), r.shown) for r in self.readings if r.begun and r.value is not None]
        if not known:
            return mark_safe("")
        values = [value for _, value, _ in known]
        values += [self.aim] if self.aim is not None else []
        values += [self.interval.low, self.interval.high] if self.interval else []
        low, high = min(values), max(values)
        spread = (high - low) or abs(high) or 1.0
        frame = _Frame(known[0][0], max(known[-1][0], self.due), low - spread * 0.08, high + spread * 0.08)
        return format_html(
            '<svg class="trajectory" viewBox="0 0 {} {}" width="100%" role="img" aria-label="{}">{}{}{}{}{}</svg>',
            WIDTH,
            HEIGHT,
            self._said(known),
            self._years(frame),
            self._aim(frame),
            self._fan(frame, known[-1]),
            self._line(frame, known),
            self._labels(frame, known),
        )

    def printed(self) -> str:
        """The same for paper: in colours of its own, with a size, and not leaning on the page's styles."""
        svg = str(self.svg()).replace(
            'width="100%"', f'width="{WIDTH}" height="{HEIGHT}" xmlns="http://www.w3.org/2000/svg"'
        )
        for name, colour in INK.items():
            svg = svg.replace(f"var(--{name})", colour)
        return svg.replace("<text ", '<text font-family="Noto Sans SC, Noto Serif SC" font-size="11" fill="#333" ')

    def _said(self, known: Sequence[tuple[date, float, str]]) -> str:
        told = "，".join(f"{day.isoformat()} {shown}{self.unit}" for day, _, shown in known)
        return f"走势：{told}" + ("" if self.aim is None else f"；目标 {self.aim:,g}{self.unit}")

    def _years(self, frame: _Frame) -> SafeString:
        base = HEIGHT - BOTTOM
        days = [date(year, 12, 31) for year in range(frame.first.year, frame.last.year + 1)]
        ticks = format_html_join(
            "",
            '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="var(--hair)"/>'
            '<text x="{0}" y="{3}" text-anchor="{4}">{5}</text>',
            (
                (f"{frame.x(day):.1f}", TOP, base, base + 16, "start" if day <= frame.first else "middle", day.year)
                for day in days
                if frame.first <= day <= frame.last
            ),
        )
        return format_html(
            '{}<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="var(--line)"/>', ticks, LEFT, WIDTH - RIGHT, base, base
        )

    def _aim(self, frame: _Frame) -> SafeString:
        if self.aim is None:
            return mark_safe("")
        return format_html(
            '<line x1="{0}" x2="{1}" y1="{2}" y2="{2}" stroke="var(--cinnabar)" stroke-dasharray="3 4"/>'
            '<text x="{3}" y="{4}">目标 {5}</text>',
            LEFT,
            WIDTH - RIGHT + 4,
            f"{frame.y(self.aim):.1f}",
            WIDTH - RIGHT + 8,
            f"{frame.y(self.aim) + 4:.1f}",
            f"{self.aim:,g}",
        )

    def _fan(self, frame: _Frame, last: tuple[date, float, str]) -> SafeString:
        if self.interval is None:
            return mark_safe("")
        x, y, due = frame.x(last[0]), frame.y(last[1]), frame.x(self.interval.day)
        low, middle, high = (frame.y(value) for value in (self.interval.low, self.interval.middle, self.interval.high))
        return format_html(
            '<path d="M{0} {1} L{2} {3} L{2} {4} Z" fill="var(--blue)" opacity=".14"/>'
            '<path d="M{0} {1} L{2} {5}" fill="none" stroke="var(--blue)" stroke-dasharray="2 4"/>',
            *(f"{number:.1f}" for number in (x, y, due, high, low, middle)),
        )

    def _line(self, frame: _Frame, known: Sequence[tuple[date, float, str]]) -> SafeString:
        places = [(f"{frame.x(day):.1f}", f"{frame.y(value):.1f}") for day, value, _ in known]
        path = " ".join(f"{'L' if n else 'M'}{x} {y}" for n, (x, y) in enumerate(places))
        dots = format_html_join("", '<circle cx="{}" cy="{}" r="3" fill="var(--blue)"/>', places)
        return format_html('<path d="{}" fill="none" stroke="var(--blue)" stroke-width="1.8"/>{}', path, dots)

    def _labels(self, frame: _Frame, known: Sequence[tuple[date, float, str]]) -> SafeString:
        """Values above their points; one that would run into its neighbour, or over the aim's word, is left to the table."""
        told: list[tuple[str, str, str, str]] = []
        free = frame.x(known[-1][0]) + 1e9
        for day, value, shown in reversed(known):
            x, y = frame.x(day), frame.y(value)
            width = 6.2 * len(shown)
            anchor = "start" if x - width / 2 < LEFT else "middle"
            if x + width / 2 < free:
                told.append((f"{x:.1f}", f"{max(y - 9, 11):.1f}", anchor, shown))
                free = x - width / 2 - 6
        return format_html_join("", '<text x="{}" y="{}" text-anchor="{}">{}</text>', told)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and values lie on the drawing."""

    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        whole = (self.last - self.first).days or 1
        return LEFT + 6 + (day - self.first).days / whole * (WIDTH - RIGHT - LEFT - 12)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - 4 - (value - self.low) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM - 8)
