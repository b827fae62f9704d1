"""What an address asks of a list: the same words mean the same rows on a page, in a file and in the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, QueryDict

from lvheng.kernel.access.posts import post_kind
from lvheng.kernel.access.viewer import Scope, Viewer
from lvheng.kernel.figures.figure import Figure, figure_of, is_live
from lvheng.kernel.figures.listing import Column, Listing, Question, listing_of
from lvheng.kernel.figures.movement import Movement, Way
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import DayRefused, parse_day, parse_instant

SEARCH, SORT, COLUMN, FIGURE, ALL = "q", "sort", "column", "figure", "all"
MOVED, FROM, FROM_KNOWN_AT, DISTRICT, PART = "moved", "from", "from_known_at", "district", "part"
A_YEAR = timedelta(days=365)


def listing_asked(code: str, viewer: Viewer) -> Listing:
    """The list of that code. Raises Http404 and PermissionDenied with a Chinese sentence."""
    try:
        listing = listing_of(code)
    except KeyError:
        raise Http404(f"没有“{code}”这个名册") from None
    if not listing.is_for(viewer):
        who = "、".join(post_kind(post).title for post in sorted(listing.posts))
        raise PermissionDenied(f"“{listing.title}”由{who}查看")
    return listing


def figure_asked(code: str) -> Figure:
    """The figure of that code. Raises Http404 with a Chinese sentence."""
    if not is_live(code):
        raise Http404(f"没有“{code}”这个指标，或者它的登记簿尚未建立")
    return figure_of(code)


def rows_asked(figure: Figure, scope: Scope) -> Figure:
    """The figure, whose rows are asked for. Raises PermissionDenied with a Chinese sentence."""
    if not figure.is_for(scope.posts):
        who = "、".join(post_kind(post).title for post in sorted(figure.audience))
        raise PermissionDenied(f"“{figure.title}”的名单由{who}查看")
    return figure


def ask(given: QueryDict, question: Question) -> tuple[Question, Figure | None]:
    """`question`, of all columns that may be seen, narrowed by what the address says; and the figure whose rows it asks.

    Without a figure, a search or `all`, the list's standard filters hold where the address names no others.
    """
    figure = _figure(given, question.listing)
    if figure:
        rows_asked(figure, question.narrowing.scope)
        question = _moved(given, question, figure) if given.get(MOVED) else _part_of(given, question, figure)
    listing, seen = question.listing, question.columns
    # A choice left open is sent empty by its form.
    filters = {c.name: values for c in seen if c.filtered and any(values := given.getlist(c.name))}
    search, sort = given.get(SEARCH, "").strip(), given.get(SORT, "")
    if not figure and not search and ALL not in given:
        filters = {name: [value] for name, value in listing.standard.items()} | filters
    narrowed = replace(
        question,
        columns=_columns(given.getlist(COLUMN), seen),
        seen=seen,
        filters=filters,
        search=search,
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
    )
    return narrowed, figure


def _part_of(given: QueryDict, question: Question, figure: Figure) -> Question:
    """The list of the figure's rows, or of one part of them. Raises Http404 for a part that it has not."""
    if PART not in given:
        return replace(question, rows=figure.rows, narrower=figure.title)
    code, _, part = given.get(PART, "").partition(".")
    partition = next((each for each in figure.partitions if each.code == code), None)
    if partition is None or (part and part not in partition.titles()):
        raise Http404(f"“{figure.title}”没有“{given.get(PART)}”这一部分")
    parted, title = partition.of(figure.rows), partition.titles().get(part, "未定")
    return replace(
        question,
        rows=lambda m: f"select * from ({parted(m)}) y where part = '{part}'",
        narrower=f"{figure.title}：{partition.title}，{title}",
    )


def movement_asked(given: QueryDict, figure: Figure, after: Moment, scope: Scope) -> Movement:
    """The movement that ends at `after` and begins where the address says, a year before if it does not; of one district
    if it names one. Raises BadRequest with a Chinese sentence."""
    written, known = given.get(FROM, "").strip(), given.get(FROM_KNOWN_AT, "").strip()
    try:
        first = parse_day(written) if written else after.on - A_YEAR
        known_at = parse_instant(known) if known else after.known_at
    except DayRefused as refused:
        raise BadRequest(str(refused)) from refused
    if first > after.on:
        raise BadRequest(f"起始日 {first} 晚于截止日 {after.on}，请对调。")
    districts = [code for code in given.getlist(DISTRICT) if code]
    narrowing = Narrowing(scope, districts[0] if len(districts) == 1 else "")
    return Movement(rows_asked(figure, scope), Moment(first, known_at), after, narrowing)


def _moved(given: QueryDict, question: Question, figure: Figure) -> Question:
    """The list of those who moved the figure one way. Raises Http404 for a way that there is none."""
    written = given.get(MOVED, "")
    way = next((way for way in Way if way.value == written), None)
    if way is None:
        raise Http404(f"没有“{written}”这种变动")
    movement = movement_asked(given, figure, question.moment, question.narrowing.scope)
    return movement.question(way, question.columns)


def lasting(given: QueryDict, listing: Listing) -> str:
    """What an address asks of the list itself, whatever the moment and the page: a query that is the same for the same."""
    names = {SEARCH, SORT, COLUMN, FIGURE, ALL} | {column.name for column in listing.columns if column.filtered}
    kept = QueryDict(mutable=True)
    for name in sorted(names & set(given)):
        values = given.getlist(name)
        kept.setlist(name, [""] if name == ALL else [value for value in values if value.strip()])
    return kept.urlencode()


def _columns(names: Sequence[str], seen: Sequence[Column]) -> Sequence[Column]:
    return [column for column in seen if not names or column.name in names] or seen


def _figure(given: QueryDict, listing: Listing) -> Figure | None:
    code = given.get(FIGURE, "")
    if not code:
        return None
    if not is_live(code) or figure_of(code).listing != listing.code:
        raise Http404(f"没有“{code}”这个指标的名单")
    return figure_of(code)
