"""Index systems in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lvheng.evaluation.choices import EvaluationField
from lvheng.evaluation.registers import INDEX_SYSTEMS
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.figures.figure import figure_of
from lvheng.kernel.figures.reading import read
from lvheng.kernel.rows import Moment
from lvheng.register.tests.invented import do
from lvheng.register.tests.who_may import ON, Stage
from lvheng.work.registers import acts_by_verb
from lvheng.work.tests.declared import Declared

pytestmark = pytest.mark.django_db


class TestIndexSystems(Declared):
    register = INDEX_SYSTEMS
    allowed = ("city", "association")
    changed = {"document": "京律发〔2021〕9号"}
    corrected = {"document": "京律发〔2020〕9号"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"name": "试验评价指标", "evaluated": "administrative", "document": "京律发〔2020〕1号"}


def test_a_field_has_one_system_at_a_time() -> None:
    enter = acts_by_verb(INDEX_SYSTEMS)["enter"]
    do(enter, ON, name="甲指标", evaluated="administrative", document="一号")
    with pytest.raises(ActRefused, match="冲突"):
        do(enter, ON, name="乙指标", evaluated="administrative", document="二号")


def test_the_systems_in_force_are_counted_against_all_that_there_are_to_be() -> None:
    reading = read(figure_of("evaluation.index_systems_in_force"), Moment(date(2025, 12, 31)))
    assert reading.whole == len(EvaluationField.values)
    assert reading.rows == 9, "one field of the demonstration is still to come"
