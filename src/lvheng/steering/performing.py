"""An act performed from a page of ours: the fields as people filled them, answered by what was done or why it was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.fields import Refusal, read_many
from lvheng.kernel.acts.perform import ActRefused, Done, perform
from lvheng.kernel.time.days import DayRefused, parse_day, today


def performed(
    act: AnyAct, given: Mapping[str, str], actor: Viewer, *, attached: Sequence[UUID] = ()
) -> Done | list[Refusal]:
    """Performs the act with effect from `effective_on` (today without it) on the ground of `basis`."""
    try:
        on = parse_day(given["effective_on"]) if given.get("effective_on") else today()
    except DayRefused as refused:
        return [Refusal(f"“{act.asks_day}”有误：{str(refused).rstrip('。')}", "effective_on")]
    [read] = read_many(act.Input, [given])
    if isinstance(read, list):
        return read
    try:
        return perform(act, read, actor=actor, effective_on=on, basis=given.get("basis", ""), attached=attached)
    except ActRefused as refused:
        return refused.refusals


def may(viewer: Viewer, act: AnyAct) -> bool:
    """Whether the viewer holds a post that may perform the act, somewhere."""
    return bool(viewer.posts & {kind.code for kind in act.who})
