"""At most once: a request that is sent again gets the answer that it got, and the act is not performed again.

The answer is kept in the transaction of the act itself: there is no act without its answer, no answer without its act.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from lvheng.kernel.time.clock import now

KEPT = timedelta(hours=24)


class Answered(models.Model):
    """What an account was answered to a request that bore a key. A working table, emptied after a day."""

    account = models.UUIDField()
    key = models.CharField(max_length=200)
    request = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    body = models.JSONField()
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "kernel_idempotency"
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="kernel_idempotency_one")]


class OtherRequest(Exception):
    """The key was used before, for another request."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a body of JSON; `again` if it was given before."""

    status: int
    body: dict[str, Any]
    again: bool = False


def digest(request: object) -> str:
    """SHA-256 of a request, whatever JSON can say; the order of an object's names does not matter."""
    return hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()


def once(account: UUID, key: str, request: str, answer: Callable[[], Answer]) -> Answer:
    """The answer kept under `key`, else what `answer` gives, kept with whatever it did. `request` is a digest.

    Two of one key wait for each other. What `answer` raises leaves nothing behind. Raises `OtherRequest`.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"lvheng.once {account} {key}"])
        kept = Answered.objects.filter(account=account, key=key).first()
        if kept is not None:
            if kept.request != request:
                raise OtherRequest
            return Answer(kept.status, kept.body, again=True)
        given = answer()
        Answered.objects.create(
            account=account, key=key, request=request, status=given.status, body=given.body, made_at=now()
        )
        return given


def prune() -> int:
    """Forgets the answers that are older than a day; says how many."""
    forgotten, _ = Answered.objects.filter(made_at__lt=now() - KEPT).delete()
    return forgotten
