"""The worker's part: larger files are checked and accepted there (`PROCRASTINATE_IMPORT_PATHS` names this module)."""

from __future__ import annotations

from contextlib import suppress

from django.db import DatabaseError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from lvheng.kernel.access.viewer import SYSTEM, SYSTEM_VIEWER, Viewer, viewer_of
from lvheng.kernel.identity.models import Account
from lvheng.kernel.tables import intake as intakes
from lvheng.kernel.tables.models import Intake, IntakeState
from lvheng.kernel.tables.sheet import TableRefused
from lvheng.kernel.time.days import today

# 8, 64, 512 seconds: a restarting database or a full disk is outlived; what is written is not written twice.
AGAIN = RetryStrategy(max_attempts=4, exponential_wait=8, retry_exceptions={DatabaseError, OSError})


@app.task(name="kernel.tables.check", retry=AGAIN)
def check_in_worker(intake: str) -> None:
    """The dry run of a file; one that cannot be read after all says so on its page."""
    found = Intake.objects.get(pk=intake)
    if found.state in (IntakeState.CHECKING, IntakeState.STOPPING):
        with suppress(TableRefused):
            intakes.check(found, _who_brought(found))


@app.task(name="kernel.tables.accept", retry=AGAIN)
def accept_in_worker(intake: str) -> None:
    """Accepts a file."""
    found = Intake.objects.get(pk=intake)
    if found.state not in (IntakeState.DONE, IntakeState.GIVEN_UP):
        intakes.accept(found, _who_brought(found))


def _who_brought(intake: Intake) -> Viewer:
    """The account that brought the file in, with the posts held today."""
    by_system = intake.account == SYSTEM
    return SYSTEM_VIEWER if by_system else viewer_of(Account.objects.get(pk=intake.account), today())


@app.periodic(cron="*/5 * * * *")
@app.task(name="kernel.tables.end_abandoned", queueing_lock="kernel.tables.end_abandoned")
def end_abandoned(timestamp: int) -> None:
    """Every five minutes: acceptances that no program is at any more are shown as stopped."""
    intakes.end_abandoned()
