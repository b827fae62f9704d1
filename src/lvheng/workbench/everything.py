"""What search-everything finds beside people and firms: figures, the plan's targets and measures, acts, pages, lists.

These have titles, not names in the register: a title is found by a part of it, by its pinyin or initials, or by its code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from django.urls import reverse

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import all_acts
from lvheng.kernel.desk.saved import seen_lists
from lvheng.kernel.figures.figure import all_figures
from lvheng.kernel.figures.listing import listings_for
from lvheng.kernel.search.keys import normalise, word_keys
from lvheng.plan.places import places
from lvheng.workbench.forms import HIDDEN
from lvheng.workbench.navigation import sections_for

EACH = 8


@dataclass(frozen=True, slots=True)
class Titled:
    """One page that may be opened: its title, its address, what else is said of it, whether it shows a day's rows."""

    title: str
    path: str
    about: str = ""
    code: str = ""
    is_dated: bool = True


def titled(viewer: Viewer, words: str) -> list[tuple[str, list[Titled]]]:
    """Kinds of pages with those that the words find; without words, the pages that one mostly wants."""
    kinds = [("页面", _pages(viewer)), ("我的名单", _lists(viewer))]
    if normalise(words):
        kinds = [("指标", _figures()), ("计划", _plan(viewer)), ("行为", _acts(viewer)), *kinds]
        kinds.append(("名册", _listings(viewer)))
    found = [(kind, list(islice(_matching(words, pages), EACH))) for kind, pages in kinds]
    return [(kind, pages) for kind, pages in found if pages]


def _matching(words: str, pages: Iterable[Titled]) -> Iterator[Titled]:
    plain, code = normalise(words), words.strip().casefold()
    for page in pages:
        keys = _keys(page.title)
        if plain in keys[0] or any(key.startswith(plain) for key in keys) or code == page.code.casefold():
            yield page


@lru_cache(maxsize=4_096)
def _keys(title: str) -> list[str]:
    return word_keys(title)


def _figures() -> Iterator[Titled]:
    return (Titled(f.title, reverse("work_figure", args=[f.code]), f.unit, f.code) for f in all_figures())


def _plan(viewer: Viewer) -> Iterator[Titled]:
    """The targets and measures of the plan, for whom its page is."""
    if viewer.is_staff:
        for place in places():
            yield Titled(place.title, place.url, place.number, place.number)


def _acts(viewer: Viewer) -> Iterator[Titled]:
    """Acts that may be begun from an empty form: what corrects or takes back begins at what it is about."""
    for kind, act in all_acts().items():
        if viewer.posts & {post.code for post in act.who} and not set(HIDDEN) & set(act.fields()):
            yield Titled(act.title, reverse("work_act", args=[kind]), "填表办理", kind, is_dated=False)


def _pages(viewer: Viewer) -> Iterator[Titled]:
    for section in sections_for(viewer.posts):
        yield Titled(section.title, section.path)
    yield Titled("关注与通知", reverse("work_desk"))
    yield Titled("公众首页", "/", is_dated=False)


def _listings(viewer: Viewer) -> Iterator[Titled]:
    for each in listings_for(viewer):
        yield Titled(each.title, reverse("work_list", args=[each.code]), each.room, each.code)


def _lists(viewer: Viewer) -> Iterator[Titled]:
    return (Titled(saved.title, reverse("work_saved", args=[saved.pk])) for saved in seen_lists(viewer))
