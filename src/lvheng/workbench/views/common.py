"""What every view of the workbench begins with: somebody signed in, and the moment asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.ledger.selectors import line_of
from lvheng.work.policies import may_open_entry, may_open_subject

View = Callable[..., HttpResponseBase]


def members(view: View) -> View:
    """Lets only those in who are signed in and hold a post, or are in the register themselves."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        viewer = viewer_of(request)
        if viewer.is_public:
            return redirect(f"/account/login/?next={request.get_full_path()}")
        if not (viewer.posts or viewer.person):
            raise PermissionDenied("您的账号没有职务，不能进入工作台")
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponse):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is looking (`kernel/access/middleware.py`)."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]  # set by our middleware
    found: Viewer = viewer
    return found


def entry_opened(viewer: Viewer, entry: int) -> ActLine:
    """The line of an entry, to whom its subject's record opens. Raises Http404, and PermissionDenied with who may."""
    line = line_of(entry)
    if line is None:
        raise Http404("没有这条存证")
    if not may_open_subject(viewer, line.subject):
        raise PermissionDenied("这条存证的对象不在您的管辖范围内")
    if not may_open_entry(viewer, line):
        raise PermissionDenied("这条存证所在的登记簿不向您的职务开放")
    return line
