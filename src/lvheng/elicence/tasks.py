"""The worker's part (`PROCRASTINATE_IMPORT_PATHS` names this module)."""

from __future__ import annotations

from procrastinate.contrib.django import app

from lvheng.elicence.status import publish


@app.periodic(cron="*/5 * * * *")
@app.task(name="elicence.publish", queueing_lock="elicence.publish")
def publish_statuses(timestamp: int) -> None:
    """Every five minutes: the status lists, if anything has happened."""
    publish()
