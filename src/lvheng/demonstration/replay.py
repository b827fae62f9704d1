"""Plays the history of a region into the register through the product's own acts, at past instants.

A region is a bulk act: its parent entry commits to size, seed and day, and each act names it and its line. Every play
is a transaction, so that a run that was stopped goes on after the last line that is written (`kernel.md` §1.9).
Only the role `lvheng_replay` may do this (`kernel/acts/guard.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

from django.db import connection
from django.db.models import Max

from lvheng.demonstration.beginning import START
from lvheng.demonstration.history import history
from lvheng.demonstration.plays import Play
from lvheng.demonstration.sizes import Region
from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.act import AnyAct, act_of
from lvheng.kernel.acts.guard import analyse
from lvheng.kernel.acts.perform import Item, perform_set
from lvheng.kernel.acts.reverse import Reverse
from lvheng.kernel.acts.spans import row_on
from lvheng.kernel.ledger.models import ActLine
from lvheng.launcher.refusal import Refusal
from lvheng.register.acts.corrections import Correction
from lvheng.register.facts import rows_by

Tell = Callable[[int, str], None]  # acts done, what is being done

ANALYSED_AGAIN = 1.5  # the register has grown by half
MOST_REFUSED, FIRST_REFUSED = (
    0.01,
    30,
)  # of a history, and before much of it is told; what the rules refuse does not happen
AT_FIRST, A_YEAR = 1.4, 0.58  # acts told for each lawyer of 2016: about, to show how far it is


@dataclass(frozen=True, slots=True)
class Telling:
    """The history of a region with that seed up to that day, and the entry of the bulk act that it is."""

    region: Region
    seed: int
    today: date
    parent: int

    @property
    def acts(self) -> int:
        """About how many acts it takes."""
        years = (self.today - START).days / 365.25
        return round(self.region.level("lawyers", START.toordinal()) * (AT_FIRST + A_YEAR * years))

    def written(self) -> str:
        return json.dumps({**asdict(self), "today": self.today.isoformat()})

    @classmethod
    def read(cls, written: str) -> Self:
        told = json.loads(written)
        region = Region(**{**told["region"], "provinces": tuple(told["region"]["provinces"])})
        return cls(region, told["seed"], date.fromisoformat(told["today"]), told["parent"])


def tell_region(telling: Telling, tell: Tell) -> int:
    """Plays what of the region is not yet written; returns how many acts of it the rules refused.

    An act that the rules refuse does not happen, nor what rests on it. Raises `Refusal` if they refuse more than one in
    a hundred: then the history is wrongly written.
    """
    with connection.cursor() as cursor:  # the last moments before a crash are told again
        cursor.execute("set synchronous_commit = off")
    refused: list[str] = []
    done = analysed = 0
    for play in _unwritten(telling):
        refused += perform_play(play, telling.parent)
        done = play.items[-1].line or 0
        if len(refused) > max(FIRST_REFUSED, done * MOST_REFUSED):
            raise Refusal(
                f"演示材料与规则不合，已有 {len(refused)} 处，如：{refused[0]}。",
                "请换一个空的目录（LVHENG_HOME）和 --seed 再试，并请把这句话告诉开发者。",
            )
        if done > analysed * ANALYSED_AGAIN:  # without statistics the planner reads whole tables, or none
            analyse()
            analysed = done
        tell(done, f"{play.at:%Y 年 %m 月}")
    return len(refused)


def _unwritten(telling: Telling) -> Iterator[Play]:
    """The plays of which nothing is written yet: a play is written whole."""
    written = ActLine.objects.filter(parent=telling.parent).aggregate(last=Max("line"))["last"] or 0
    plays = history(telling.region, telling.seed, telling.today)[1]
    return (play for play in plays if (play.items[0].line or 0) > written)


def perform_play(play: Play, parent: int | None = None) -> list[str]:
    """Performs one play; answers what of it the rules refused, in words. What is true already is no refusal."""
    act = act_of(play.kind)
    items = _found(act, play.items)
    results = perform_set(act, items, actor=SYSTEM_VIEWER, basis=play.basis, parent=parent, at=play.at)
    return [
        f"{act.title},{item.on}:{';'.join(map(str, why))}"
        for item, why in zip(items, results, strict=True)
        if isinstance(why, list) and not all(refusal.already for refusal in why)
    ]


def _found(act: AnyAct, items: Sequence[Item]) -> Sequence[Item]:
    """The items with the row or entry that only the database knows."""
    given: list[Any] = [item.given for item in items]
    if issubclass(act, Correction):
        rows = rows_by(act.model, act.model.THREAD[0], [g.subject for g in given])
        found = [row_on(rows[item.given.subject], item.on) for item in items]
        return [
            replace(item, given=replace(item.given, row=row.pk)) if row else item
            for item, row in zip(items, found, strict=True)
        ]
    if act is Reverse:
        lines = ActLine.objects.filter(subject__in=[g.subject for g in given])
        last = dict(lines.values("subject").annotate(last=Max("id")).values_list("subject", "last"))
        return [replace(item, given=replace(item.given, entry=last.get(item.given.subject, 0))) for item in items]
    return items
