"""The index systems by which firms are evaluated, from the day on which each is in force."""

from __future__ import annotations

from lvheng.evaluation.choices import EvaluationField
from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.fields import Choice, Text
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import one_truth, row_indexes
from lvheng.work.things import Thing


class IndexSystem(Thing):
    """A system of indicators: the comprehensive one, or that of a field of practice."""

    TITLE = "指标体系"

    evaluated = column(
        Choice(label="评价领域", choices=EvaluationField, synonyms=("领域", "专业领域"), field_class=FieldClass.PUBLIC)
    )
    document = column(Text(label="印发文号", longest=60, synonyms=("文号",), field_class=FieldClass.PUBLIC))

    class Meta:
        db_table = "evaluation_index_system"
        constraints = [
            one_truth("evaluation_index_system", "subject"),
            one_truth("evaluation_index_system_field", "evaluated"),
        ]
        indexes = row_indexes("evaluation_index_system", "subject")
