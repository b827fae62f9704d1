"""What an address asks of a list: the same words mean the same rows on a page, in a file and in the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import Http404, QueryDict

from lvheng.kernel.figures.figure import Figure, figure_of, is_live
from lvheng.kernel.figures.listing import Column, Listing, Question, listing_of

SEARCH, SORT, COLUMN, FIGURE, ALL = "q", "sort", "column", "figure", "all"


def listing_asked(code: str) -> Listing:
    """The list of that code. Raises Http404 with a Chinese sentence."""
    try:
        return listing_of(code)
    except KeyError:
        raise Http404(f"没有“{code}”这个名册") from None


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
    filters = {c.name: given.getlist(c.name) for c in seen if c.filtered and c.name in given}
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


def _columns(names: Sequence[str], seen: Sequence[Column]) -> Sequence[Column]:
    return [column for column in seen if not names or column.name in names] or seen


def _figure(given: QueryDict, listing: Listing) -> Figure | None:
    code = given.get(FIGURE, "")
    if not code:
        return None
    if not is_live(code) or figure_of(code).listing != listing.code:
        raise Http404(f"没有“{code}”这个指标的名单")
    return figure_of(code)
