"""Beijing drawn by district: a schematic map, every district a tile near where it lies, as dark as its value is large.

Our own drawing: tiles on a grid by who is whose neighbour. It shows neither borders nor areas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lvheng.kernel.access.language import is_english
from lvheng.kernel.figures.reading import Reading
from lvheng.kernel.places.listed import place_titles

NOWHERE = "未定（无执业机构或机构无住所）"
TILES: Mapping[str, tuple[float, float, float, float]] = {
    "110119": (1.5, 0, 3, 1),
    "110116": (4.5, 0, 3, 1),
    "110118": (7.5, 0, 3.5, 1),
    "110114": (2, 1, 4, 1),
    "110113": (6, 1, 3, 1),
    "110117": (9, 1, 3, 1),
    "110109": (0, 2, 2, 2),
    "110108": (2, 2, 2, 1),
    "110102": (4, 2, 2, 1),
    "110101": (6, 2, 2, 1),
    "110105": (8, 2, 2, 2),
    "110112": (10, 2, 2, 2),
    "110107": (2, 3, 2, 1),
    "110106": (4, 3, 4, 1),
    "110111": (0, 4, 5, 1),
    "110115": (5, 4, 4, 1),
    "110400": (9, 4, 2, 1),
}
"""District → column, row, width and height of its tile."""
COLUMN, ROW, GAP = 50, 78, 3
WIDTH, HEIGHT = 12 * COLUMN, 5 * ROW
PALEST, DARKEST = 0.04, 0.42
"""How much blue a tile has. At the darkest the words on it still stand out 4.5 to 1, by day and by night."""


@dataclass(frozen=True, slots=True)
class Part:
    """A figure in one district, with its share of the largest, from 0 to 1, and where its rows are listed."""

    code: str
    name: str
    reading: Reading
    share: float
    href: str


def parts(readings: Mapping[str, Reading], path: str = "") -> list[Part]:
    """A figure's parts by district, largest first; `path` is the list of the whole, '' if there is none to open."""
    size = {code: float(reading.value or 0) for code, reading in readings.items()}
    largest = max(size.values(), default=0) or 1
    joined = f"{path}{'&' if '?' in path else '?'}district=" if path else ""
    return [
        Part(
            code,
            place_titles().get(code, code) if code else NOWHERE,
            readings[code],
            size[code] / largest,
            f"{joined}{code}" if code and joined else "",
        )
        for code in sorted(readings, key=lambda code: (-size[code], code))
    ]


def district_map(told: Sequence[Part], unit: str) -> SafeString:
    """The map: every district by name and value, a link where its rows can be opened; without a number where it has none."""
    by_code = {part.code: part for part in told}
    tiles = [_tile(code, by_code.get(code)) for code in TILES]
    return format_html(
        '<svg class="district-map" viewBox="-1 -1 {} {}" role="group" aria-label="{}">{}</svg>',
        WIDTH + 2,
        HEIGHT + 2,
        gettext("北京各区示意图（%(unit)s），各区的数见旁边的表") % {"unit": gettext(unit)},
        format_html_join("", "{}", ((tile,) for tile in tiles)),
    )


def elsewhere(told: Sequence[Part]) -> list[Part]:
    """The parts that the map has no tile for."""
    return [part for part in told if part.code not in TILES]


def _tile(code: str, part: Part | None) -> SafeString:
    column, row, width, height = TILES[code]
    x, y, w, h = column * COLUMN, row * ROW, width * COLUMN - GAP, height * ROW - GAP
    name = _short(code)
    shown = part.reading.shown if part else "—"
    drawn = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<rect class="tint" x="{}" y="{}" width="{}" height="{}" rx="3" fill-opacity="{}"/>'
        '<text class="name" x="{}" y="{}">{}</text> <text class="value" x="{}" y="{}">{}</text>',
        *(x, y, w, h),
        *(x, y, w, h),
        f"{PALEST + (DARKEST - PALEST) * part.share**0.5:.2f}" if part and part.share else "0",
        *(x + w / 2, y + h / 2 - 7, name),
        *(x + w / 2, y + h / 2 + 15, shown),
    )
    if part is None or not part.href:
        return drawn
    return format_html('<a href="{}">{}</a>', part.href, drawn)


def _short(code: str) -> str:
    """The district's name as a tile has room for it, in the language of the page."""
    if code == "110400":
        return "E-Town" if is_english() else "经开区"
    return gettext(place_titles()[code]).removesuffix("区").removesuffix(" District")
