"""The figures of evaluation: index systems in force, against all that the plan wants."""

from __future__ import annotations

from lvheng.evaluation.choices import EvaluationField
from lvheng.evaluation.registers import INDEX_SYSTEMS
from lvheng.kernel.figures.figure import Figure, declare
from lvheng.kernel.rows import Moment
from lvheng.work.sets import sources, standing


def wanted(m: Moment) -> str:
    """One row for each system that there is to be: the comprehensive one and one for every field of practice."""
    fields = ", ".join(f"('{field}')" for field in EvaluationField.values)
    return f"""
      select md5(f.code)::uuid subject, null::uuid as organisation, null::text as district, 1::numeric as value,
             array[]::bigint[] versions from (values {fields}) f(code)"""


declare(
    Figure(
        code="evaluation.index_systems_in_force",
        title="施行中的律师事务所评价指标体系",
        unit="套",
        rows=standing(INDEX_SYSTEMS),
        sources=sources(INDEX_SYSTEMS),
        definition="当日施行的律师事务所综合评价指标和各专业领域评价指标；全面建成须综合和全部专业领域都有。",
        listing=INDEX_SYSTEMS.list_code,
        whole=wanted,
        whole_title="应建的指标体系",
    ),
    Figure(
        code="evaluation.fields_in_force",
        title="施行中的专业评价指标",
        unit="套",
        rows=standing(INDEX_SYSTEMS, f"t.evaluated <> '{EvaluationField.COMPREHENSIVE}'"),
        sources=sources(INDEX_SYSTEMS),
        definition="当日施行的各专业领域评价指标。",
        listing=INDEX_SYSTEMS.list_code,
    ),
)
