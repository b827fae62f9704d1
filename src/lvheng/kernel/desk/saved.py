"""Saved lists: one's own, and those that colleagues of one's office share. A list is a question; its rows are the viewer's."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.http import QueryDict

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.desk.models import Followed, SavedList, Subscription
from lvheng.kernel.figures.asked import ask, lasting, listing_asked
from lvheng.kernel.figures.listing import Listing, Question
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment

MOST = 100  # of one account
LONGEST = 60


class ListRefused(ValueError):
    """A list that is not saved; its text is the Chinese sentence why."""


def seen_lists(viewer: Viewer) -> QuerySet[SavedList]:
    """The viewer's own lists and those shared with an office of the viewer's, by title."""
    shared = Q(office__in=viewer.offices)
    return SavedList.objects.filter(Q(account=viewer.id) | shared).order_by("title", "id")


def seen_list(viewer: Viewer, number: int) -> SavedList | None:
    return seen_lists(viewer).filter(pk=number).first()


def save_list(viewer: Viewer, listing: Listing, asked: QueryDict, title: str, *, shared: bool) -> SavedList:
    """Keeps what the address asks under `title`, in place of an own list of that title. Raises `ListRefused`."""
    title = " ".join(title.split())
    if not 0 < len(title) <= LONGEST:
        raise ListRefused(f"请给名单起个名字，不超过 {LONGEST} 个字。")
    if shared and not viewer.offices:
        raise ListRefused("您没有任职的单位，名单只能自己用。")
    own = SavedList.objects.filter(account=viewer.id)
    if own.count() >= MOST and not own.filter(title=title).exists():
        raise ListRefused(f"最多保存 {MOST} 份名单，请先删去不用的。")
    told = {"listing": listing.code, "asked": lasting(asked, listing), "office": viewer.offices[0] if shared else None}
    saved, _ = SavedList.objects.update_or_create(account=viewer.id, title=title, defaults=told)
    return saved


def forget_list(viewer: Viewer, number: int) -> bool:
    """Deletes a list of the viewer's own; whether there was one. Others' following of it ends when it is next compared."""
    deleted, _ = SavedList.objects.filter(account=viewer.id, pk=number).delete()
    own = Subscription.objects.filter(account=viewer.id, kind=Followed.LIST, of=str(number))
    own.delete()
    return bool(deleted)


def question_of(saved: SavedList, viewer: Viewer, moment: Moment) -> Question:
    """What the list asks, of the rows that the viewer may see. Raises Http404 if its list or figure is no more,
    PermissionDenied if the list is there for the viewer no more."""
    listing = listing_asked(saved.listing, viewer)
    everything = Question(
        listing=listing, moment=moment, narrowing=Narrowing(viewer.scope), columns=listing.seen_by(viewer)
    )
    question, _ = ask(QueryDict(saved.asked), everything)
    return question


def same_as(lists: Sequence[SavedList], listing: Listing, asked: QueryDict) -> SavedList | None:
    """Which of these lists the address asks for."""
    words = lasting(asked, listing)
    return next((saved for saved in lists if (saved.listing, saved.asked) == (listing.code, words)), None)
