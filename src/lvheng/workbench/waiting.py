"""What of the ground floor waits for somebody: acts that want a second person, intakes under way, jobs in trouble."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.urls import reverse

from lvheng.kernel.access.posts import SYSTEM_ADMINISTRATOR
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.second import waiting
from lvheng.kernel.desk.waiting import Item, Waiting, Whose, declare
from lvheng.kernel.jobs import queue_state
from lvheng.kernel.tables.intake import WAITING
from lvheng.kernel.tables.models import IntakeState
from lvheng.kernel.tables.policies import own_intakes
from lvheng.register.references import subject_names


def approvals(viewer: Viewer) -> Sequence[Item]:
    """Acts proposed: for others than the proposer to decide."""
    found = waiting(viewer)
    names = subject_names({each.subject for each in found if each.subject}) if found else {}
    return [
        Item(
            title=f"{each.act.title}：{names.get(each.subject, '')}" if each.subject else each.act.title,
            path=reverse("work_approvals"),
            about=each.basis,
            since=each.proposed_at,
            whose=Whose.OTHERS if each.proposer == viewer.id else Whose.OFFICE,
        )
        for each in found
    ]


def intakes(viewer: Viewer) -> Sequence[Item]:
    """What the account brought in or picked from a list, and has not yet accepted to the end."""
    said = {IntakeState.STOPPED: "登记到一半停下了，可以接着登记"}
    return [
        Item(
            title=each.name,
            path=reverse("work_intake", args=[each.pk]),
            about=said.get(IntakeState(each.state), f"试读过，等您确认登记：好 {each.report.get('good', 0)} 行"),
            since=each.made_at,
        )
        for each in own_intakes(viewer).filter(state__in=WAITING)
    ]


def jobs(viewer: Viewer) -> Sequence[Item]:
    """Jobs that are stuck or failed: for the system's administrators."""
    if SYSTEM_ADMINISTRATOR.code not in viewer.posts:
        return ()
    with connection.cursor() as cursor:
        state = queue_state(cursor)
    number = state.counts["stuck"] + state.counts["failed"]
    told = f"卡住 {state.counts['stuck']}，近 7 天失败 {state.counts['failed']}"
    if not state.worker_lives:
        told += "；后台作业的程序没有心跳"
    item = Item(
        title="后台作业要人看", path=reverse("work_jobs"), about=told, whose=Whose.OFFICE, number=max(number, 1)
    )
    return [item] if number or not state.worker_lives else ()


declare(
    Waiting(code="approvals", title="待批的行为", items=approvals),
    Waiting(code="intakes", title="导入与成批办理", items=intakes),
    Waiting(code="jobs", title="后台作业", items=jobs),
)
