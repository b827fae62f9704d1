"""What of steering waits for somebody: reports to be made or looked at, problems to be solved, reviews that are due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from lvheng.kernel.access.posts import CITY_STAFF
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.desk.waiting import Item, Waiting, Whose, declare
from lvheng.kernel.time.days import today
from lvheng.steering.acts.dispatch import ReportProgress
from lvheng.steering.choices import ReportState
from lvheng.steering.dispatching import OPEN, round_of
from lvheng.steering.models import DispatchReport, Problem
from lvheng.steering.registers import PROBLEMS
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


def reports_waiting(viewer: Viewer) -> Sequence[Item]:
    """Reports that the viewer's unit owes, until when; and for the city's bureau those that wait to be looked at."""
    checks, reports = CITY_STAFF.code in viewer.posts, {kind.code for kind in ReportProgress.who}
    mine = Q(unit__in={office for kind, office in viewer.held if kind in reports}, state__in=OPEN)
    wanted = mine | Q(state=ReportState.RETURNED) if checks else mine
    counted = Counter(
        DispatchReport.rows.on(today()).filter(wanted).values_list("round", "unit", "state") if viewer.offices else ()
    )
    rounds = {key: row for key in {key for key, _, _ in counted} if (row := round_of(key))}
    owed: Counter[tuple[UUID, UUID]] = Counter()
    returned: Counter[UUID] = Counter()
    for (key, unit, state), number in counted.items():
        if state == ReportState.RETURNED:
            returned[key] += number
        else:
            owed[key, unit] += number
    found = [
        Item(
            title=f"报送：{rounds[key].name}",
            path=reverse("plan_dispatch_form", args=[rounds[key].plan, key, unit]),
            about=f"还有 {number} 项待报送",
            due=rounds[key].due,
            whose=Whose.OFFICE,
        )
        for (key, unit), number in owed.items()
    ]
    return found + [
        Item(
            title=f"审核：{rounds[key].name}",
            path=reverse("plan_dispatch", args=[rounds[key].plan, key]),
            about=f"{number} 项已报送，等您审核",
            whose=Whose.OFFICE,
        )
        for key, number in returned.items()
    ]


def problems_waiting(viewer: Viewer) -> Sequence[Item]:
    """Problems that the unit is to solve in which the viewer holds a post that can: an administrator solves none."""
    solving = {kind.code for kind in PROBLEMS.who}
    offices = {office for kind, office in viewer.held if kind in solving}
    if not offices:
        return ()
    return [
        Item(
            title=row.name,
            path=f"/work/records/plan.problem/{row.subject}/",
            about="实施中的问题，由本单位解决",
            due=row.due,
            whose=Whose.OFFICE,
        )
        for row in Problem.rows.on(today()).filter(owner__in=offices)
    ]


declare(Waiting(code="plan.reports", title="调度", items=reports_waiting))
declare(Waiting(code="plan.problems", title="实施中的问题", items=problems_waiting, page="/work/lists/plan_problem/"))
declare(Waiting(code="plan.reviews", title="计划评估", items=reviews_waiting))
