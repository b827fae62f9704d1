"""Series drawn as small lines: what a shape says more than a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from lvheng.kernel.figures.reading import Reading

Points = Sequence[Reading | tuple[date, Decimal | float | None]]
Point = tuple[date, float | None, str]


def pairs(points: Points) -> list[Point]:
    """Day, value and the value as it is read, of readings or plain pairs."""
    found: list[Point] = []
    for point in points:
        if isinstance(point, Reading):
            found.append((point.on, None if point.value is None else float(point.value), point.shown))
        else:
            day, value = point
            found.append((day, None if value is None else float(value), "—" if value is None else f"{value:,}"))
    return found


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A series with its target line, 132 × 34 units, or 440 × 150 with its days and ends written where `wide`."""

    points: Sequence[Point]
    target: float | None = None
    wide: bool = False

    @property
    def _size(self) -> tuple[int, int]:
        return (440, 150) if self.wide else (132, 34)

    @property
    def _plot(self) -> tuple[float, float, float, float]:
        """Left, right, top and bottom of the drawn area; the target's word stands right of it."""
        width, height = self._size
        right = width - (30 if self.target is not None else 6)
        return (4.0, float(right), 12.0 if self.wide else 5.0, height - (24.0 if self.wide else 5.0))

    def svg(self, unit: str = "") -> SafeString:
        """The drawing; its label says in words what it shows. Empty where nothing is known."""
        known = [(day, value) for day, value, _ in self.points if value is not None]
        if not known:
            return mark_safe("")
        width, height = self._size
        return format_html(
            '<svg class="spark{}" width="{}" height="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
            " wide" if self.wide else "",
            width,
            height,
            width,
            height,
            self._said(unit),
            self._aim(),
            self._line(),
            self._ends() if self.wide else "",
        )

    def _said(self, unit: str) -> str:
        told = gettext("，").join(
            f"{day.isoformat()} {shown} {unit}".strip() for day, value, shown in self.points if value is not None
        )
        aim = "" if self.target is None else gettext("；目标 %(aim)s") % {"aim": f"{self.target:,g} {unit}".strip()}
        return gettext("走势：%(told)s") % {"told": told} + aim

    def _range(self) -> tuple[float, float]:
        values = [value for _, value, _ in self.points if value is not None]
        if self.target is not None:
            values.append(self.target)
        return min(values), max(values)

    def _x(self, day: date) -> float:
        left, right, *_ = self._plot
        first, last = self.points[0][0], self.points[-1][0]
        part = (day - first).days / (last - first).days if last > first else 1.0
        return round(left + part * (right - left), 1)

    def _y(self, value: float) -> float:
        *_, top, bottom = self._plot
        low, high = self._range()
        part = (value - low) / (high - low) if high > low else 0.5
        return round(bottom - part * (bottom - top), 1)

    def _aim(self) -> SafeString:
        if self.target is None:
            return mark_safe("")
        _, right, *_ = self._plot
        y = self._y(self.target)
        return format_html(
            '<line class="aim" x1="0" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}">{}</text>',
            right + 4,
            y,
            y,
            right + 6,
            y + 3,
            gettext("目标"),
        )

    def _line(self) -> SafeString:
        """The line, broken where nothing is known, and a dot at its end."""
        steps, begun = [], False
        for day, value, _ in self.points:
            if value is not None:
                steps.append(f"{'L' if begun else 'M'}{self._x(day)} {self._y(value)}{'' if begun else 'h0'}")
            begun = value is not None
        end, last = next((day, value) for day, value, _ in reversed(self.points) if value is not None)
        return format_html(
            '<path d="{}"/><circle cx="{}" cy="{}" r="2.6"/>', " ".join(steps), self._x(end), self._y(last)
        )

    def _ends(self) -> SafeString:
        """The days below, and the first and the last value beside their points."""
        left, right, _, bottom = self._plot
        _, height = self._size
        days = format_html_join(
            "",
            '<text class="{}" x="{}" y="{}">{}</text>',
            [
                ("", left, height - 6, self.points[0][0].isoformat()),
                ("end", right, height - 6, self.points[-1][0].isoformat()),
            ],
        )
        known = [(day, value, shown) for day, value, shown in self.points if value is not None]
        ends = {day: (day, value, shown) for day, value, shown in (known[0], known[-1])}
        values = format_html_join(
            "",
            '<text class="{}" x="{}" y="{}">{}</text>',
            (
                ("end" if day == known[-1][0] else "", self._x(day), max(9.0, self._y(value) - 6), shown)
                for day, value, shown in ends.values()
            ),
        )
        rule = format_html('<line class="rule" x1="{}" x2="{}" y1="{}" y2="{}"/>', left, right, bottom + 5, bottom + 5)
        return rule + days + values
