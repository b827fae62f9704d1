"""Plays the history into an empty register through the product's own acts, at past instants, in one transaction.

An interrupted run leaves nothing behind. Only the role `lvheng_replay` may do this (`kernel/acts/guard.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from lvheng.demonstration.accounts import make_accounts
from lvheng.demonstration.history import history
from lvheng.demonstration.plays import Play
from lvheng.demonstration.sizes import Size
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
from lvheng.register.models import PractisingLicence

Tell = Callable[[int, int, str], None]  # acts done, acts in all, what is being done


ANALYSED_AGAIN = 1.5  # the register has grown by half
MOST_REFUSED = 0.01  # of a history; what the rules refuse of it does not happen


def make_demonstration(size: Size, seed: int, today: date, tell: Tell) -> int:
    """Fills an empty register and makes the accounts to enter it by; returns how many acts it took.

    An act that the rules refuse does not happen, nor what rests on it. Raises `Refusal` if somebody is in the register
    already, or if the rules refuse more than one act in a hundred: then the history is wrongly written.
    """
    refuse_if_taken()
    tell(0, 1, "正在编写历史")
    _, plays = history(size, seed, today)
    total = sum(len(play.items) for play in plays)
    done = 0
    with transaction.atomic():
        analysed = 0
        refused: list[str] = []
        for play in plays:
            refused += perform_play(play)
            done += len(play.items)
            if len(refused) > max(1, total * MOST_REFUSED):
                raise Refusal(
                    f"演示材料与规则不合,已有 {len(refused)} 处,如:{refused[0]}。",
                    "什么都没有写入;可换一个 --seed 再试,并请把这句话告诉开发者。",
                )
            if done > analysed * ANALYSED_AGAIN:  # without statistics the planner reads whole tables, or none
                analyse()
                analysed = done
            tell(done, total, f"{play.at:%Y 年 %m 月}")
        analyse()
        make_accounts(today - timedelta(days=1))
    return total - len(refused)


def refuse_if_taken() -> None:
    """Raises `Refusal` unless the register is empty."""
    if PractisingLicence.rows.exists():
        raise Refusal(
            "登记簿里已有律师,演示材料只能装进空的登记簿。",
            "要另装一份,请用 LVHENG_HOME 指定一个新的目录(或用 DATABASE_URL 指定一个空的数据库)后再运行。",
        )


def perform_play(play: Play) -> list[str]:
    """Performs one play; answers what of it the rules refused, in words. What is true already is no refusal."""
    act = act_of(play.kind)
    items = _found(act, play.items)
    results = perform_set(act, items, actor=SYSTEM_VIEWER, basis=play.basis, at=play.at)
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
