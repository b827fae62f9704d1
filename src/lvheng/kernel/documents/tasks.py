"""The worker's part (`PROCRASTINATE_IMPORT_PATHS` names this module)."""

from __future__ import annotations

from procrastinate.contrib.django import app

from lvheng.kernel.documents.files import forget_unused


@app.periodic(cron="41 * * * *")
@app.task(name="kernel.documents.forget_files", queueing_lock="kernel.documents.forget_files")
def forget_files(timestamp: int) -> None:
    """Every hour: files that were brought and that no act took within a day."""
    forget_unused()
