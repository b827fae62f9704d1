"""What the address of a page asks for: the moment, and the page of a list."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import DayRefused, parse_day, parse_instant, today

PAGE = 50


def moment_of(request: HttpRequest) -> Moment:
    """The moment that `on` and `known_at` of the address name; without them today, as now believed.

    Raises BadRequest with a Chinese sentence where either cannot be read.
    """
    on, known_at = request.GET.get("on", "").strip(), request.GET.get("known_at", "").strip()
    try:
        return Moment(parse_day(on) if on else today(), parse_instant(known_at) if known_at else None)
    except DayRefused as refused:
        raise BadRequest(str(refused)) from refused


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one is in a list of `total` rows, `size` to a page; `number` counts from 1."""

    number: int
    total: int
    size: int = PAGE

    @classmethod
    def of(cls, request: HttpRequest, total: int, size: int = PAGE) -> Pages:
        """The page that the address asks for, or the nearest that there is."""
        return cls(min(cls.asked(request), cls(1, total, size).last), total, size)

    @staticmethod
    def asked(request: HttpRequest) -> int:
        """The number that the address asks for, 1 if it asks for none."""
        written = request.GET.get("page", "")
        return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) < 9 else 1

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def first_row(self) -> int:
        return self.offset + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        return min(self.total, self.offset + self.size)

    @property
    def near(self) -> list[int]:
        """The numbers to offer: first, last and those around this one; 0 stands for a gap."""
        wanted = sorted({1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)})
        found: list[int] = []
        for number in wanted:
            if found and number - found[-1] > 1:
                found.append(0)
            found.append(number)
        return found
