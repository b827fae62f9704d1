"""The worker's part: larger files are accepted there (`PROCRASTINATE_IMPORT_PATHS` names this module)."""

from __future__ import annotations

from django.db import DatabaseError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from lvheng.kernel.access.viewer import SYSTEM, SYSTEM_VIEWER, viewer_of
from lvheng.kernel.identity.models import Account
from lvheng.kernel.tables import intake as intakes
from lvheng.kernel.tables.models import Intake, IntakeState
from lvheng.kernel.time.days import today

# 8, 64, 512 seconds: a restarting database or a full disk is outlived; what is written is not written twice.
AGAIN = RetryStrategy(max_attempts=4, exponential_wait=8, retry_exceptions={DatabaseError, OSError})


@app.task(name="kernel.tables.accept", retry=AGAIN)
def accept_in_worker(intake: str) -> None:
    """Accepts a file as the account that brought it in, with the posts held today."""
    found = Intake.objects.get(pk=intake)
    if found.state in (IntakeState.DONE, IntakeState.GIVEN_UP):
        return
    by_system = found.account == SYSTEM
    actor = SYSTEM_VIEWER if by_system else viewer_of(Account.objects.get(pk=found.account), today())
    intakes.accept(found, actor)


@app.periodic(cron="*/5 * * * *")
@app.task(name="kernel.tables.end_abandoned", queueing_lock="kernel.tables.end_abandoned")
def end_abandoned(timestamp: int) -> None:
    """Every five minutes: acceptances that no program is at any more are shown as stopped."""
    intakes.end_abandoned()
