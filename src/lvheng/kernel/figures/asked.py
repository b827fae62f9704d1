"""What an address asks of a list: the same words mean the same rows on a page, in a file and in the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict

from lvheng.kernel.access.posts import post_kind
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.figures.figure import Figure, figure_of, is_live
from lvheng.kernel.figures.listing import Column, Listing, Question, listing_of

SEARCH, SORT, COLUMN, FIGURE, ALL = "q", "sort", "column", "figure", "all"


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
        raise Http404(f"没有“{code}”这个指标,或者它的登记簿尚未建立")
    return figure_of(code)


def ask(given: QueryDict, question: Question) -> tuple[Question, Figure | None]:
    """`question`, of all columns that may be seen, narrowed by what the address says; and the figure whose rows it asks.

    Without a figure, a search or `all`, the list's standard filters hold where the address names no others.
    """
    listing, seen = question.listing, question.columns
    figure = _figure(given, listing)
    # A choice left open is sent empty by its form.
    filters = {c.name: values for c in seen if c.filtered and any(values := given.getlist(c.name))}
    search, sort = given.get(SEARCH, "").strip(), given.get(SORT, "")
    if not figure and not search and ALL not in given:
        filters = {name: [value] for name, value in listing.standard.items()} | filters
    narrowed = replace(
        question,
        columns=_columns(given.getlist(COLUMN), seen),
        seen=seen,
        rows=figure.rows if figure else None,
        filters=filters,
        search=search,
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
    )
    return narrowed, figure


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
