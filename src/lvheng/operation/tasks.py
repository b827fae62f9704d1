"""The worker's own care for the queue (`PROCRASTINATE_IMPORT_PATHS` names this module)."""

from __future__ import annotations

from datetime import datetime

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from lvheng.kernel.access.pace import forget_spent
from lvheng.kernel.jobs import WORKER_SEEN_WITHIN

KEPT_HOURS = 24 * 30  # a succeeded job is forgotten after that


@app.periodic(cron="* * * * *")
@app.task(name="operation.retry_stalled", queueing_lock="operation.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs whose worker died at them are queued again: every job of ours may be run twice."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=WORKER_SEEN_WITHIN):
        try:
            await jobs.retry_job(job, retry_at=datetime.now().astimezone())
        except UniqueViolation:  # the same job is queued already: this one is not needed
            await jobs.finish_job(job, Status.ABORTED, delete_job=True)


@app.periodic(cron="17 3 * * *")
@app.task(name="operation.forget_done", queueing_lock="operation.forget_done", pass_context=True)
async def forget_done(context: JobContext, timestamp: int) -> None:
    """Succeeded jobs are forgotten; failed ones stay until somebody has seen to them."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)


@app.periodic(cron="*/10 * * * *")
@app.task(name="operation.forget_askers", queueing_lock="operation.forget_askers")
def forget_askers(timestamp: int) -> None:
    """Whoever may ask as much as anybody again need not be remembered (`kernel/access/pace.py`)."""
    forget_spent()
