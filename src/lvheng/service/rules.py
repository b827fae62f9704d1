"""What can be true of hours served, on plain values."""

from __future__ import annotations

from decimal import Decimal

from lvheng.kernel.acts.fields import Refusal
from lvheng.work.shape import Entry

MOST = Decimal(16)  # hours of one day that can be believed; our own bound, no law's [D]


def possible_hours(entry: Entry) -> list[Refusal]:
    """More than none, and with what is recorded of that day no more than a day can hold."""
    hours = Decimal(entry["hours"])
    if hours <= 0:
        return [Refusal("小时数应大于 0", "hours")]
    same = [row for row in entry.rows if row.valid_from == entry.since and row is not entry.row]
    total = hours + sum((row.hours for row in same), Decimal(0))
    if total > MOST:
        return [Refusal(f"{entry.since} 一天已登记和本次合计 {total:.1f} 小时，超过 {MOST} 小时", "hours")]
    return []
