"""Where the work of each target and measure is done: the list of its records, or its place on the plan's page until then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from lvheng.kernel.figures.figure import figure_of, is_live
from lvheng.plan.board import held, plans


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """`live`: at least one of the figures is computed from rows; only then does `url` lead to their list."""

    number: str
    title: str
    figures: Sequence[str]
    live: bool
    url: str


def places() -> list[WorkPlace]:
    """Every target, then every measure, of the plan that the plan page opens with."""
    adopted = plans()
    if not adopted:
        return []
    of = held(adopted[0])
    targets = [
        WorkPlace(
            target.number,
            target.indicator,
            [target.figure] if target.figure else [],
            is_live(target.figure),
            reverse("plan_target", args=[of.plan.code, target.number]),
        )
        for target in of.targets
    ]
    measures = [
        WorkPlace(
            item.number, item.title, item.figures, any(map(is_live, item.figures)), _url(item.number, item.figures)
        )
        for item in of.of_kind("measure")
    ]
    return targets + measures


def _url(number: str, figures: Sequence[str]) -> str:
    live = next((figure_of(code) for code in figures if is_live(code)), None)
    return f"/work/lists/{live.listing}/" if live else f"{reverse('plan')}#m-{number}"
