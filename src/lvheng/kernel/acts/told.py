"""Of which acts somebody may know: those of a register with an audience are told to that audience, and to the person
concerned; and so is that they were taken back."""

from __future__ import annotations

from collections.abc import Iterable

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import all_acts
from lvheng.kernel.ledger.models import ActLine


def told_of(viewer: Viewer, lines: Iterable[ActLine]) -> list[ActLine]:
    """The lines that `viewer` may know of, in their order; whether the subject is in reach is the caller's question."""
    found = list(lines)
    kinds = {line.pk: line.kind for line in found}
    undone = {line.reverses for line in found if line.reverses} - kinds.keys()
    if undone:
        kinds |= dict(ActLine.objects.filter(pk__in=undone).values_list("id", "kind"))
    return [
        line
        for line in found
        if (line.subject is not None and viewer.person == line.subject)
        or (_open_to(viewer, line.kind) and (not line.reverses or _open_to(viewer, kinds.get(line.reverses, ""))))
    ]


def _open_to(viewer: Viewer, kind: str) -> bool:
    act = all_acts().get(kind)
    audience = {post.code for post in act.audience} if act else set()
    return not audience or bool(viewer.posts & (audience | {"system"}))
