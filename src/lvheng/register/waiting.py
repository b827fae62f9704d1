"""What of the register waits for somebody: clocks that run out; and lists of what is not, or may not be, as it should."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF, PostKind
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.clocks.limits import limit_titles
from lvheng.kernel.desk.waiting import Item, Waiting, Whose, declare
from lvheng.kernel.figures.listing import Listing, Question, count, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today
from lvheng.register.acts.merge_persons import MergePersons
from lvheng.register.lists_clocks import CLOCKS
from lvheng.register.worklists import BELOW_MINIMUM, DUPLICATES, UNATTACHED_LONG

MOST = 20
STAFF = (CITY_STAFF, DISTRICT_STAFF)


def whole_list(listing: Listing, who: Sequence[PostKind], about: str) -> Waiting:
    """A list that waits as one thing, for the posts that may do something about it."""

    def items(viewer: Viewer) -> Sequence[Item]:
        if not viewer.posts & {post.code for post in who}:
            return ()
        asked = Question(listing=listing, moment=Moment(today()), narrowing=Narrowing(viewer.scope), columns=())
        number, path = count(asked), f"/work/lists/{listing.code}/"
        title = f"{listing.title} {number:,} {listing.unit}"
        return [Item(title=title, path=path, about=about, whose=Whose.OFFICE, number=number)] if number else ()

    return Waiting(code=f"register.{listing.code}", title=listing.title, items=items, counted=False)


SOON = timedelta(days=10)
"""Before its last day a clock waits for its bureau this long."""


def clocks_waiting(viewer: Viewer) -> Sequence[Item]:
    """Clocks of firms that run out soon, or have: for the bureau that watches over it."""
    viewer = viewer.holding(tuple(post.code for post in STAFF))
    if not viewer.posts:
        return ()
    columns = [column for column in CLOCKS.columns if column.name in ("name", "limit", "last_day")]
    narrowing = Narrowing(viewer.scope)
    question = Question(listing=CLOCKS, moment=Moment(today()), narrowing=narrowing, columns=columns)
    found = []
    for line in page(question, 0, MOST):
        name, limit, due = line.cells
        if due is None or due > today() + SOON:
            break
        path = f"/work/firms/{line.subject}/"
        found.append(Item(title=f"{name}：{limit_titles()[limit]}", path=path, due=due, whose=Whose.OFFICE))
    return found


declare(
    Waiting(code="register.clocks", title="期限将到", items=clocks_waiting, page="/work/lists/clocks/"),
    whole_list(DUPLICATES, MergePersons.who, "姓名相同或同音，另有至少一项也相同；由人判断是不是同一人"),
    whole_list(BELOW_MINIMUM, STAFF, "人数或设立资产低于法定条件"),
    whole_list(UNATTACHED_LONG, STAFF, "满六个月没有执业机构的，应予注销（律师执业管理办法第二十三条）"),
)
