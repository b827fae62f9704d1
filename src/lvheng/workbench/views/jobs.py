"""Background jobs, for the system's administrators: whether the worker lives, what is stuck, what failed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from lvheng.kernel.access.posts import SYSTEM_ADMINISTRATOR
from lvheng.kernel.jobs import STATE_TITLES, TITLES, dismiss_failed, queue_state, retry_failed
from lvheng.workbench.views.common import viewer_of
from lvheng.workbench.views.sensitive import elevated


def _administrator(request: HttpRequest) -> None:
    if SYSTEM_ADMINISTRATOR.code not in viewer_of(request).posts:
        raise PermissionDenied("后台作业由系统管理员查看")


@elevated
@require_GET
def jobs_page(request: HttpRequest) -> HttpResponse:
    """How many jobs are in each state, and those that need somebody."""
    _administrator(request)
    with connection.cursor() as cursor:
        state = queue_state(cursor)
    told = {
        "state": state,
        "counts": [(STATE_TITLES[name], number, name) for name, number in state.counts.items()],
        "jobs": [(job, TITLES.get(job.task, job.task), STATE_TITLES[job.state]) for job in state.troubled],
    }
    return render(request, "workbench/jobs.html", told)


@elevated
@require_POST
def job_seen_to(request: HttpRequest, number: int) -> HttpResponse:
    """Tries a failed job once more, or takes it off the list."""
    _administrator(request)
    again = request.POST.get("answer") == "again"
    with connection.cursor() as cursor:
        found = (retry_failed if again else dismiss_failed)(cursor, number)
    if not found:
        raise Http404("没有这件失败的作业，可能已有人处理")
    messages.success(request, "已重新排队。" if again else "已从列表里拿掉。")
    return redirect("work_jobs")
