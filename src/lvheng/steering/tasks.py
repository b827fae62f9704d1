"""The worker's part (`PROCRASTINATE_IMPORT_PATHS` names this module): it tells what each person wants to be told."""

from __future__ import annotations

from procrastinate.contrib.django import app

from lvheng.steering.alerts import tell_all


@app.periodic(cron="7 * * * *")
@app.task(name="steering.alert", queueing_lock="steering.alert", lock="steering.alert")
def alert(timestamp: int) -> None:
    """Every hour: targets that have turned, duties missed, figures that have moved as never before."""
    tell_all()
