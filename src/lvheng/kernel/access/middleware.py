"""One transaction per request, around rendering too; and who is looking."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from lvheng.kernel.access.viewer import PUBLIC, Viewer, viewer_of
from lvheng.kernel.identity.models import Account
from lvheng.kernel.time.days import today

Answer = Callable[[HttpRequest], HttpResponse]
READS = {"GET", "HEAD", "OPTIONS"}


def one_transaction(answer: Answer) -> Answer:
    """Opens one transaction around view and rendering; a read sees one snapshot (`kernel.md` §1.6)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/static/"):
            return answer(request)
        with transaction.atomic():
            if request.method in READS and not connection.savepoint_ids:
                with connection.cursor() as cursor:
                    cursor.execute("set transaction isolation level repeatable read")
            response = answer(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    return middleware


def viewer(answer: Answer) -> Answer:
    """Sets `request.viewer`, looked up when first asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: _viewer(request))  # type: ignore[attr-defined]  # ours, beside Django's user
        return answer(request)

    return middleware


def _viewer(request: HttpRequest) -> Viewer:
    account = request.user
    return viewer_of(account, today()) if isinstance(account, Account) else PUBLIC
