"""Beijing's plan as the product's own file: complete, unique, and in the document's own words."""

from __future__ import annotations

from collections import Counter

import pytest

from lvheng.plan.acts.adopt import Adopted
from lvheng.plan.adoption import BEIJING, read_plan_file
from lvheng.plan.rooms import NAMESPACES, ROOMS, check_figure_code
from lvheng.plan.shapes import FROM_SERIES

OTHER_SHAPES = {"everyone_at_least", "throughput", "milestone"}


@pytest.fixture(scope="module")
def plan() -> Adopted:
    return read_plan_file(BEIJING)


def test_it_holds_the_whole_plan(plan: Adopted) -> None:
    kinds = Counter(item.kind for item in plan.items)
    assert kinds == {"goal": 7, "task": 30, "safeguard": 4, "measure": 120}
    assert len(plan.targets) == 28


def test_every_number_is_given_once(plan: Adopted) -> None:
    numbers = [target.number for target in plan.targets] + [f"{item.kind} {item.number}" for item in plan.items]
    assert [number for number, times in Counter(numbers).items() if times > 1] == []


def test_every_measure_belongs_to_a_task_or_safeguard_and_to_a_room(plan: Adopted) -> None:
    parents = {item.number for item in plan.items if item.kind in ("task", "safeguard")}
    measures = [item for item in plan.items if item.kind == "measure"]
    assert {measure.parent for measure in measures} == parents
    assert {measure.room for measure in measures} <= set(ROOMS)
    assert all(measure.figures for measure in measures)


def test_every_figure_has_a_room(plan: Adopted) -> None:
    codes = {target.figure for target in plan.targets} | {code for item in plan.items for code in item.figures}
    assert all(check_figure_code(code) for code in codes)
    assert set(NAMESPACES.values()) <= set(ROOMS)


def test_every_target_has_a_shape_that_judges_it(plan: Adopted) -> None:
    assert {target.shape for target in plan.targets} <= set(FROM_SERIES) | OTHER_SHAPES


def test_words_are_those_of_the_document(plan: Adopted) -> None:
    for target in plan.targets:
        assert target.quote in plan.source, target.number
    for item in plan.items:
        if item.kind != "measure":
            assert item.text, item.number
            assert f"{item.title}。{item.text}" in plan.source, item.number


def test_names_with_commas_are_whole(plan: Adopted) -> None:
    names = {item.number: item.title for item in plan.items if item.kind == "measure"}
    assert names["7.4"] == "联合党支部,以大代小、以强带弱,选派书记"
    assert names["24.5"] == "立足区域、身边开展公益法律服务,形成长效常态"
