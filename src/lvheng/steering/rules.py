"""What can be true in the registers of steering, on plain values."""

from __future__ import annotations

from typing import Any

from lvheng.kernel.acts.fields import Refusal
from lvheng.steering.choices import PolicyStage
from lvheng.work.shape import Entry


def of_its_plan(entry: Entry) -> list[Refusal]:
    """A review judges the items of its own plan."""
    plans = {row.plan for row in entry.things["review"]}
    plan = entry["item"].partition("@")[2]
    return [] if plan in plans else [Refusal("这一条不是所评估的计划里的", "item")]


def resolved(entry: Entry) -> list[Refusal]:
    """A problem ends with its resolution told."""
    return [] if entry["resolution"] else [Refusal("办结须写明解决情况", "resolution")]


def forward(entry: Entry) -> list[Refusal]:
    """A policy goes from stage to stage, not back."""
    stages = PolicyStage.values
    before: Any = entry.row
    changes = before is not None and before.valid_from < entry.since
    if changes and stages.index(entry["stage"]) < stages.index(before.stage):
        return [Refusal(f"已到“{PolicyStage(before.stage).label}”，不能退回前一阶段；登记有误的请更正", "stage")]
    return []


def answered(entry: Entry) -> list[Refusal]:
    """An answer has its day, and what came of it is told of an answer."""
    if bool(entry["answer"]) != bool(entry["answered_on"]):
        return [Refusal("批示、答复与其日期应一并填写", "answered_on")]
    if entry["follow_up"] and not entry["answer"]:
        return [Refusal("没有批示、答复，不必写落实情况", "follow_up")]
    return []
