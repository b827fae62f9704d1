"""How long what is known of a person must be kept, and when it may be erased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.time.days import OPEN_DAY

Held = tuple[date, date, bool]
"""From, to (half-open), whether a licence or training was held in that time."""


def ended_on(held: Iterable[Held]) -> date | None:
    """The day after which nothing was held any more; None while something is, or if nothing ever was."""
    last = max((until for _, until, holds in held if holds), default=OPEN_DAY)
    return None if last == OPEN_DAY else last


def may_erase(ended: date | None, kept_until: date | None, on: date, today: date) -> list[Refusal]:
    """个人信息保护法第四十七条: while the time of keeping runs, what is kept is kept; afterwards it is to be deleted.

    `kept_until`: the last day on which the archive of somebody who ended on `ended` must be kept."""
    if on > today:
        return [Refusal("抹除日期不能晚于今天", "effective_on")]
    if ended is None or kept_until is None:
        return [Refusal("仍持有执业证或正在实习，登记须保存", "person", "个人信息保护法第四十七条")]
    if on <= kept_until:
        return [
            Refusal(
                f"{ended} 终止执业、实习，登记须保存到 {kept_until}，其后才能抹除", "person", "个人信息保护法第四十七条"
            )
        ]
    return []
