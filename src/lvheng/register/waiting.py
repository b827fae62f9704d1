"""What of the register waits for somebody: pairs of records that may be one person, and clocks that run out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.clocks.limits import limit_titles
from lvheng.kernel.desk.waiting import Item, Waiting, Whose, declare
from lvheng.kernel.figures.listing import Question, count, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today
from lvheng.register.acts.merge_persons import MergePersons
from lvheng.register.lists_clocks import CLOCKS
from lvheng.register.worklists import DUPLICATES

PAGE = "/work/lists/duplicates/"
MOST = 20


def duplicates_waiting(viewer: Viewer) -> Sequence[Item]:
    """All suspected pairs as one thing to do."""
    if not viewer.posts & {post.code for post in MergePersons.who}:
        return ()
    number = count(Question(listing=DUPLICATES, moment=Moment(today()), narrowing=Narrowing(viewer.scope), columns=()))
    told = "姓名相同或同音，另有至少一项也相同；由人判断是不是同一人"
    return (
        [Item(title=f"{number} 对疑似重复人员", path=PAGE, about=told, whose=Whose.OFFICE, number=number)]
        if number
        else ()
    )


CLOCKS_PAGE = "/work/lists/clocks/"
SOON = timedelta(days=10)
"""Before its last day a clock waits for its bureau this long."""


def clocks_waiting(viewer: Viewer) -> Sequence[Item]:
    """Clocks of firms that run out soon, or have: for the bureau that watches over it."""
    viewer = viewer.holding((CITY_STAFF.code, DISTRICT_STAFF.code))
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


declare(Waiting(code="register.clocks", title="期限将到", items=clocks_waiting, page=CLOCKS_PAGE))
declare(Waiting(code="register.duplicates", title="疑似重复人员", items=duplicates_waiting, page=PAGE))
