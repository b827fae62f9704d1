"""The worker's part (`PROCRASTINATE_IMPORT_PATHS` names this module)."""

from __future__ import annotations

from procrastinate.contrib.django import app

from lvheng.kernel.acts.once import prune


@app.periodic(cron="17 * * * *")
@app.task(name="kernel.acts.forget_answers", queueing_lock="kernel.acts.forget_answers")
def forget_answers(timestamp: int) -> None:
    """Every hour: the answers of API calls that are older than a day."""
    prune()
