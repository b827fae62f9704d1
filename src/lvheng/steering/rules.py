"""What can be true in the registers of steering, on plain values."""

from __future__ import annotations

from lvheng.kernel.acts.fields import Refusal
from lvheng.work.shape import Entry


def of_its_plan(entry: Entry) -> list[Refusal]:
    """A review judges the items of its own plan."""
    plans = {row.plan for row in entry.things["review"]}
    plan = entry["item"].partition("@")[2]
    return [] if plan in plans else [Refusal("这一条不是所评估的计划里的", "item")]
