"""What of the register waits for somebody: pairs of records that may be one person, for those who may merge them."""

from __future__ import annotations

from collections.abc import Sequence

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.desk.waiting import Item, Waiting, Whose, declare
from lvheng.kernel.figures.listing import Question, count
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today
from lvheng.register.acts.merge_persons import MergePersons
from lvheng.register.worklists import DUPLICATES

PAGE = "/work/lists/duplicates/"


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


declare(Waiting(code="register.duplicates", title="疑似重复人员", items=duplicates_waiting, page=PAGE))
