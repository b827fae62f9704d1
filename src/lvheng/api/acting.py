"""From what a program orders to acts: one item, and many at once under one entry."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction

from lvheng.api.problems import refused
from lvheng.api.shapes import Line, Order, Orders, PerformedMany
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.fields import Refusal, read_many
from lvheng.kernel.acts.once import Answer
from lvheng.kernel.acts.perform import Done, Item, Result, open_parent, perform_set
from lvheng.kernel.time.days import DayRefused, parse_day, today


class _NothingDone(Exception):
    """Takes the parent entry back: there is none without an act."""


def item_of(act: AnyAct, order: Order, line: int | None = None) -> Item | list[Refusal]:
    """What is ordered, read as a form is read; or why it cannot be."""
    return items_of(act, [order], [line])[0]


def items_of(act: AnyAct, orders: list[Order], lines: list[int | None]) -> list[Item | list[Refusal]]:
    """The same of many, whose references are looked up together."""
    found: list[Item | list[Refusal]] = []
    reads = read_many(act.Input, [order.input for order in orders])
    for order, line, read in zip(orders, lines, reads, strict=True):
        refusals = [
            Refusal(f"“{act.title}”没有“{name}”这一输入项", name) for name in order.input if name not in act.fields()
        ]
        on = None
        try:
            on = parse_day(order.effective_on)
        except DayRefused as why:
            refusals.append(Refusal(f"“{act.asks_day}”有误：{str(why).rstrip('。')}", "effective_on"))
        if isinstance(read, list):
            refusals += read
        elif order.expected_version is not None and not any(True for _ in act.touches(read)):
            refusals.append(Refusal(f"“{act.title}”登记的是新的对象，没有版次", "expected_version"))
        if refusals or on is None:
            found.append(refusals)
        else:
            attached = tuple(order.attachments)
            found.append(Item(read, on, line, order.basis, order.expected_version, attached=attached))
    return found


def perform_many(viewer: Viewer, act: AnyAct, orders: Orders, *, source_digest: str) -> Answer:
    """Performs what can be, under one parent entry that names the source; the rest is told with its reasons."""
    numbers: list[int | None] = list(range(1, len(orders.orders) + 1))
    items = items_of(act, orders.orders, numbers)
    good = [item for item in items if isinstance(item, Item)]
    parent, done = None, list[Result]()
    with suppress(_NothingDone), transaction.atomic():
        entry, done = _under_parent(viewer, act, good, orders.source, source_digest)
        if not any(isinstance(result, Done) for result in done):
            raise _NothingDone
        parent = entry
    results = iter(done)
    lines = [
        _line(number, next(results) if isinstance(item, Item) else item) for number, item in enumerate(items, start=1)
    ]
    count = sum(line.entry is not None for line in lines)
    told = PerformedMany(parent=parent, kind=act.kind, done=count, refused=len(lines) - count, lines=lines)
    return Answer(200, told.model_dump(mode="json"))


def _under_parent(viewer: Viewer, act: AnyAct, items: list[Item], source: str, digest: str) -> tuple[int, list[Result]]:
    basis = f"接口批量办理：{source}"
    fields: dict[str, object] = {"digest": digest, "name": source, "count": len(items)}
    parent = open_parent(actor=viewer, on=today(), basis=basis, fields=fields)
    return parent, perform_set(act, items, actor=viewer, basis=basis, parent=parent)


def _line(number: int, result: Result) -> Line:
    if isinstance(result, Done):
        return Line(line=number, entry=result.entry, subject=result.subject, refusals=[])
    return Line(line=number, entry=None, subject=None, refusals=refused(result))
