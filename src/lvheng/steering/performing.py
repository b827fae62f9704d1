"""An act performed from a page of ours: the fields as people filled them, answered by what was done or why it was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.fields import Refusal, read_many
from lvheng.kernel.acts.perform import ActRefused, Done, Item, perform, perform_set
from lvheng.kernel.time.days import DayRefused, parse_day, today

Given = Mapping[str, str]
Many = Sequence[tuple[Given, Sequence[UUID]]]


def performed_many(act: AnyAct, many: Many, actor: Viewer, *, on: date, basis: str) -> list[Done | list[Refusal]]:
    """Performs the act for each of many fields with their files, all in one transaction: each is done or refused."""
    results: list[Any] = read_many(act.Input, [given for given, _ in many])
    good = [n for n, read in enumerate(results) if not isinstance(read, list)]
    asked = [Item(results[n], on, attached=tuple(many[n][1])) for n in good]
    for n, result in zip(good, perform_set(act, asked, actor=actor, basis=basis) if asked else (), strict=True):
        results[n] = result
    return results


def performed(act: AnyAct, given: Given, actor: Viewer) -> Done | list[Refusal]:
    """Performs the act with effect from `effective_on` (today without it) on the ground of `basis`."""
    try:
        on = parse_day(given["effective_on"]) if given.get("effective_on") else today()
    except DayRefused as refused:
        return [Refusal(f"“{act.asks_day}”有误：{str(refused).rstrip('。')}", "effective_on")]
    [read] = read_many(act.Input, [given])
    if isinstance(read, list):
        return read
    try:
        return perform(act, read, actor=actor, effective_on=on, basis=given.get("basis", ""))
    except ActRefused as refused:
        return refused.refusals


def may(viewer: Viewer, act: AnyAct) -> bool:
    """Whether the viewer holds a post that may perform the act, somewhere."""
    return bool(viewer.posts & {kind.code for kind in act.who})
