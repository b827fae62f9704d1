"""What of steering waits for somebody: reviews that are due by default."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.desk.waiting import Item, Waiting, Whose, declare
from lvheng.kernel.time.days import today
from lvheng.steering.reviewing import missing_reviews


def reviews_waiting(viewer: Viewer) -> Sequence[Item]:
    """Reviews of a plan whose time has come: for the city's bureau."""
    if CITY_STAFF.code not in viewer.posts:
        return ()
    return [
        Item(
            title=f"{due.kind.label}：{plan.title}",
            path=reverse("plan_reviews", args=[plan.code]),
            about=f"数据截至 {due.day}",
            due=due.day,
            whose=Whose.OFFICE,
        )
        for plan, due in missing_reviews(today())
    ]


declare(Waiting(code="plan.reviews", title="计划评估", items=reviews_waiting))
