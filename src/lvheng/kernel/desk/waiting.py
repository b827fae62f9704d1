"""What waits for somebody: asked of the work itself each time, kept nowhere. A room declares what of its own may wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum

from lvheng.kernel.access.viewer import Viewer


class Whose(Enum):
    """At whom it waits. What waits for others is shown to who began it, and not counted."""

    MINE = "等我办的"
    OFFICE = "等本单位办的"
    OTHERS = "等别人办的"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that waits: what, at which address it is done, since when, until when. `number` if it stands for many."""

    title: str
    path: str
    about: str = ""
    since: datetime | None = None
    due: date | None = None
    whose: Whose = Whose.MINE
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A kind of thing that waits. `items`: those that wait for a viewer; empty for whom it does not concern.

    What is `counted` is asked on every page for the number in the navigation: one query, or two. What is not is where
    somebody should look when there is time, and is asked only in the inbox. `page`: the address of all of them."""

    code: str
    title: str
    items: Callable[[Viewer], Sequence[Item]]
    page: str = ""
    counted: bool = True


_declared: dict[str, Waiting] = {}


def declare(*kinds: Waiting) -> None:
    """Adds kinds of things that wait; a code stands for one only. They are shown in the order of declaration."""
    for kind in kinds:
        if _declared.setdefault(kind.code, kind) is not kind:
            raise ValueError(f"waiting declared twice: {kind.code}")


def waiting_for(viewer: Viewer) -> Mapping[Whose, Sequence[tuple[Waiting, Sequence[Item]]]]:
    """All that is counted, by whom it waits for and by kind; within a kind what is due first stands first."""
    found: dict[Whose, list[tuple[Waiting, Sequence[Item]]]] = {whose: [] for whose in Whose}
    for kind in _declared.values():
        if not kind.counted:
            continue
        items = sorted(kind.items(viewer), key=_urgency)
        for whose in Whose:
            if some := [item for item in items if item.whose is whose]:
                found[whose].append((kind, some))
    return {whose: kinds for whose, kinds in found.items() if kinds}


def looked_at(viewer: Viewer) -> list[Item]:
    """What is not counted: where the viewer should look when there is time."""
    return [item for kind in _declared.values() if not kind.counted for item in kind.items(viewer)]


def count_for(viewer: Viewer) -> int:
    """How much waits for the viewer or the viewer's office."""
    found = waiting_for(viewer)
    return sum(
        item.number for whose in (Whose.MINE, Whose.OFFICE) for _, items in found.get(whose, ()) for item in items
    )


def _urgency(item: Item) -> tuple[date, datetime]:
    return item.due or date.max, item.since or datetime.combine(date.max, time.min, UTC)
