"""The ledger of the clocks: each interval a register row, opened and closed by an act, in two times as everything."""

from __future__ import annotations

from django.db import models

from lvheng.kernel.rows import CURRENT, Row, one_truth, row_indexes


class ClockInterval(Row):
    """A clock of a subject ran, or stood still for a reason, from a day to a day.

    `last_day` is what followed when the row was written: lists are ordered and narrowed by it; None while the clock
    stands still. Whoever shows a clock reckons it anew: a year's holidays may have been published since (`provisional`)."""

    THREAD = ("subject", "clock")
    TITLE = "期限计时"

    subject = models.UUIDField("对象")
    clock = models.UUIDField()
    kind = models.CharField("期限", max_length=40)
    state = models.CharField("计时", max_length=24)
    extended = models.SmallIntegerField("已延长", default=0)
    last_day = models.DateField("届满日", null=True)
    provisional = models.BooleanField("放假安排未公布", default=False)

    class Meta:
        db_table = "kernel_clock_interval"
        constraints = [one_truth("kernel_clock_interval", "subject", "clock")]
        indexes = [
            *row_indexes("kernel_clock_interval", "subject"),
            models.Index(fields=["last_day"], name="clock_interval_due", condition=CURRENT),
        ]
