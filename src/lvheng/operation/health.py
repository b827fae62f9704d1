"""/health/live, /health/ready and /metrics: answered before everything else, whatever else has failed.

They stand in the outermost middleware and not among the addresses: no transaction is opened for them, no host name is
asked, nobody is sent on to HTTPS.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from lvheng.kernel.jobs import queue_state
from lvheng.operation.metrics import exposition
from lvheng.operation.numbered import alarms, log_states

LOOPBACK = {"127.0.0.1", "::1"}
_current: list[bool] = []
"""Filled once every migration has been found applied: while this program runs that stays true."""


def health(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answers the three addresses itself and passes every other request on."""
    views = {"/health/live": live, "/health/ready": ready, "/metrics": metrics}

    def middleware(request: HttpRequest) -> HttpResponse:
        view = views.get(request.path)
        response = view(request) if view else answer(request)
        if view:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def live(request: HttpRequest) -> HttpResponse:
    """The web answers; nothing else is asked."""
    return JsonResponse({"live": True})


def ready(request: HttpRequest) -> HttpResponse:
    """Whether database, structure and worker are there: 200, or 503 with what is missing.

    `log`: whether the logs are numbered and in order. People can be served without that; somebody must be alarmed."""
    found = readiness()
    ready = all(found[name] for name in ("database", "structure", "worker"))
    return JsonResponse({"ready": ready, **found}, status=200 if ready else 503)


def readiness() -> dict[str, bool]:
    """database: it answers; structure: every migration is applied; worker: seen within the last minute; log: no alarm."""
    found = {"database": False, "structure": False, "worker": False, "log": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
            found["database"] = True
            found["structure"] = structure_is_current()
            found["worker"] = found["structure"] and queue_state(cursor).worker_lives
            found["log"] = found["structure"] and not alarms(log_states(cursor))
    except DatabaseError:
        pass
    return found


def structure_is_current() -> bool:
    """Whether every migration is applied."""
    if not _current:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _current.append(True)
    return bool(_current)


def metrics(request: HttpRequest) -> HttpResponse:
    """The metrics for Prometheus; 404 to whoever may not read them, so that nobody learns of them."""
    if not may_read_metrics(request):
        return HttpResponse(status=404)
    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def may_read_metrics(request: HttpRequest) -> bool:
    """With LVHENG_METRICS_TOKEN, its bearer; without, this machine alone, but behind a proxy everybody seems to be."""
    if token := os.environ.get("LVHENG_METRICS_TOKEN"):
        return hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not settings.BEHIND_PROXY
