"""The parts that pages are made of, as tags and filters; every template has them without loading anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import template
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lvheng.kernel.access.language import unit_said
from lvheng.kernel.asked import Pages
from lvheng.kernel.figures.figure import Figure, Provenance
from lvheng.kernel.figures.listing import Column
from lvheng.kernel.figures.reading import Reading
from lvheng.kernel.time.days import SHANGHAI
from lvheng.workbench import maps
from lvheng.workbench.sheets import Row, cell, iso, licence, lines, options
from lvheng.workbench.sparklines import Points, Sparkline, pairs

register = template.Library()

_MONEY = ((Decimal(100_000_000), "亿元"), (Decimal(10_000), "万元"))
for _filter in (iso, licence, cell, options):
    register.filter(_filter)

SOON = 3  # days: less than this is "due soon"
_MARKS = {
    Provenance.COMPUTED: "computed",
    Provenance.DECLARED: "declared",
    Provenance.ATTESTED: "attested",
    Provenance.EXTERNAL: "external",
}


@register.filter
def left(due: date | None, today: date) -> str | SafeString:
    """What is left of a time: 还有 5 天, amber when little, red when it is over; nothing without a due day."""
    if due is None:
        return ""
    days = (due - today).days
    said = f"已逾期 {-days} 天" if days < 0 else "今天到期" if days == 0 else f"还有 {days} 天"
    mark = "late" if days < 0 else "due" if days <= SOON else "soft"
    return format_html('<span class="{}" title="{} 到期">{}</span>', mark, iso(due), said)


@register.filter
def local(instant: datetime | None) -> str:
    """An instant in Beijing as a field for day and time wants it."""
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M") if instant else ""


@register.filter
def money(yuan: Decimal | float | None) -> str:
    """An amount in yuan, in the unit in which it is read: 元, 万元 or 亿元."""
    if yuan is None:
        return "—"
    amount = Decimal(str(yuan))
    for size, unit in _MONEY:
        if abs(amount) >= size:
            return f"{amount / size:,.2f} {unit}"
    return f"{amount:,.2f} 元"


@register.filter
def grouped(number: int) -> str:
    """A whole number in groups of three, as everywhere."""
    return f"{number:,}"


@register.simple_tag(takes_context=True)
def list_lines(
    context: template.Context, columns: Sequence[Column], rows: Sequence[Row], ticked: Any = None
) -> SafeString:
    """The lines of a list's table (`sheets.lines`); their links keep the moment that this page is asked at."""
    kept = keep_query(context, "")
    return lines(columns, rows, keep=lambda path: path + kept, ticked=bool(ticked))


@register.simple_tag
def figure(reading: Reading, href: str = "", before: Reading | None = None, size: str = "") -> SafeString:
    """A reading as a figure: number and unit, a link to the rows behind it, the change since `before`."""
    unit = "" if reading.value is None else unit_said(reading.figure.unit)
    shown = format_html("{}<small>{}</small>", reading.shown, unit)
    kind = f"figure {size}".strip()
    if href:
        title = gettext("%(day)s 的%(title)s：打开看是哪些") % {
            "day": reading.on.isoformat(),
            "title": gettext(reading.figure.title),
        }
        shown = format_html('<a class="{}" href="{}" title="{}">{}</a>', kind, href, title, shown)
    else:
        shown = format_html('<span class="{}">{}</span>', kind, shown)
    if before is None or before.value is None or reading.value is None:
        return shown
    moved = reading.figure.signed(reading.value - before.value)
    return format_html('{} <span class="change">{}，自 {}</span>', shown, moved, iso(before.on))


@register.simple_tag
def provenance(of: Figure, more: str = "") -> SafeString:
    """Where a figure's numbers come from, with a mark of its own for each kind."""
    kind = of.provenance
    return format_html(
        '<span class="prov {}">{}{}</span>', _MARKS[kind], gettext(kind.value), f"，{more}" if more else ""
    )


@register.simple_tag
def sparkline(points: Points, target: Decimal | None = None, size: str = "small", unit: str = "") -> SafeString:
    """A series as one line; `points` are readings or pairs of day and value, `size` is small or wide."""
    drawing = Sparkline(pairs(points), None if target is None else float(target), wide=size == "wide")
    return drawing.svg(gettext(unit) if unit else "")


@register.simple_tag
def series_table(points: Points, title: str, unit: str = "", path: str = "") -> SafeString:
    """The table that every chart has: day and value, which opens the list at `path` as of its day."""
    lines = format_html_join(
        "",
        '<tr><td>{}</td><td class="n">{}</td></tr>',
        ((iso(day), _opening(shown, path, day) if path and value else shown) for day, value, shown in pairs(points)),
    )
    return format_html(
        '<table class="plain"><caption class="sr">{}</caption><thead><tr><th scope="col">{}</th>'
        '<th scope="col" class="n">{}</th></tr></thead><tbody>{}</tbody></table>',
        gettext(title),
        gettext("日期"),
        unit_said(unit) or gettext("数值"),
        lines,
    )


@register.inclusion_tag("lvheng/by_district.html", takes_context=True)
def by_district(
    context: template.Context, reading: Reading, readings: Mapping[str, Reading], path: str = "", chosen: str = ""
) -> Any:
    """A reading by district, as a map with its table; every district opens its part of the list at `path`. `reading`: of
    all of them; `chosen`: the district whose rows the page shows."""
    told = maps.parts(readings, path)
    unit = reading.figure.unit
    return {
        "drawn": maps.district_map(told, unit),
        "outside": maps.elsewhere(told),
        "told": told,
        "title": reading.figure.title,
        "unit": unit,
        "reading": reading,
        "chosen": chosen,
        "demonstration": context.get("demonstration"),
    }


@register.simple_tag(takes_context=True)
def record(context: template.Context, page: str, key: UUID) -> str:
    """The address of a record (`page` is lawyers, firms or offices) at the moment that this page is asked at."""
    return keep_query(context, f"/work/{page}/{key}/")


def _opening(shown: str, path: str, day: date) -> SafeString:
    address = urlsplit(path)
    return format_html(
        '<a href="{}{}">{}</a>', address.path, _with(QueryDict(address.query, mutable=True), {"on": day}), shown
    )


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changed: Any) -> str:
    """This page's query with some parameters changed; None and '' leave one out, and a change begins at page 1."""
    asked = context["request"].GET.copy()
    if "page" not in changed:
        asked.pop("page", None)
    return _with(asked, changed) or context["request"].path


@register.simple_tag(takes_context=True)
def keep_query(context: template.Context, path: str, **added: Any) -> str:
    """`path` with the moment that this page is asked at, so that a link opens what the number was made of."""
    asked = context["request"].GET
    kept = QueryDict(urlsplit(path).query, mutable=True)
    for name in ("on", "known_at"):
        if asked.get(name) and name not in kept:
            kept[name] = asked[name]
    to = urlsplit(path)
    return to.path + _with(kept, added) + (f"#{to.fragment}" if to.fragment else "")


@register.simple_tag(takes_context=True)
def carry(context: template.Context, *names: str) -> SafeString:
    """What this page is asked under these names, for a form of its own to ask again."""
    asked = context["request"].GET
    pairs = ((name, value) for name in names for value in asked.getlist(name) if value)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


def _with(asked: QueryDict, changed: dict[str, Any]) -> str:
    for name, value in changed.items():
        if value is None or value == "":
            asked.pop(name, None)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            asked.setlist(name, [str(one) for one in value])
        else:
            asked[name] = value.isoformat() if isinstance(value, date) else str(value)
    written = asked.urlencode()
    return f"?{written}" if written else ""


@register.inclusion_tag("lvheng/pager.html", takes_context=True)
def pager(context: template.Context, pages: Pages) -> dict[str, Any]:
    """Links to the other pages of a list; nothing where there is only one."""
    return {"pages": pages, "request": context["request"]}
