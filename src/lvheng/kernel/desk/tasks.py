"""The worker's part (`PROCRASTINATE_IMPORT_PATHS` names this module): it compares, tells, and posts."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.db import DatabaseError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from lvheng.kernel.desk.notices import forget_old, mail_may_go, mail_notices, to_be_mailed
from lvheng.kernel.desk.watch import compare_all

# 6, 36, 216, 1296, 7776 seconds: a mail server that is away comes back; what is older than a day is not sent any more.
AGAIN = RetryStrategy(max_attempts=5, exponential_wait=6, retry_exceptions={DatabaseError, OSError})


@app.periodic(cron="*/5 * * * *")
@app.task(name="kernel.desk.compare", queueing_lock="kernel.desk.compare", lock="kernel.desk.compare")
def compare(timestamp: int) -> None:
    """Every five minutes: what is followed and has changed is told, and mail is left for those who want it."""
    try:
        compare_all()
    finally:
        for account in to_be_mailed() if mail_may_go() else ():
            with suppress(AlreadyEnqueued):
                post.configure(queueing_lock=f"kernel.desk.post {account}").defer(account=str(account))


@app.task(name="kernel.desk.post", retry=AGAIN)
def post(account: str) -> None:
    """Sends an account's fresh notices by mail."""
    mail_notices(UUID(account))


@app.periodic(cron="41 3 * * *")
@app.task(name="kernel.desk.forget", queueing_lock="kernel.desk.forget")
def forget(timestamp: int) -> None:
    """Every night: notices of half a year ago."""
    forget_old()
