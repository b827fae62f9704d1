"""Who is in the pools of talent, which firms are chosen, who takes part in a programme, who holds an honour."""

from __future__ import annotations

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.fields import Choice, Text, Whole
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import Row, one_truth, row_indexes
from lvheng.register.references import lawyer_field, organisation_field
from lvheng.talent.choices import (
    CohortResult,
    Designation,
    ForeignPractice,
    HonourLevel,
    Language,
    PoolExit,
    Practice,
    Programme,
    Tier,
)
from lvheng.work.things import Thing, thing_field

PUBLIC = FieldClass.PUBLIC
_EXIT = Choice(label="出库原因", choices=PoolExit, required=False)
_HONOUR = Text(label="荣誉名称", longest=80, synonyms=("荣誉", "称号", "表彰名称"), field_class=PUBLIC)
_LEVEL = Choice(label="级别", choices=HonourLevel, synonyms=("荣誉级别",), field_class=PUBLIC)
_GRANTED_BY = Text(label="授予单位", longest=80, synonyms=("表彰单位",), field_class=PUBLIC)
FIRM = organisation_field("律师事务所", synonyms=("律所", "律师事务所名称"))


class PoolMember(Row):
    """A lawyer is in the pool of one tier at a time."""

    THREAD = ("lawyer",)
    TITLE = "人才库"

    lawyer = column(lawyer_field())
    tier = column(Choice(label="梯次", choices=Tier, synonyms=("人才层级", "层次"), field_class=PUBLIC))
    practice = column(Choice(label="业务领域", choices=Practice, synonyms=("领域", "专业领域"), field_class=PUBLIC))
    reason = column(_EXIT)

    class Meta:
        db_table = "talent_pool_member"
        constraints = [one_truth("talent_pool_member", "lawyer")]
        indexes = row_indexes("talent_pool_member", "lawyer")


class ForeignPoolMember(Row):
    """A lawyer of the pools is in its foreign-related part; the tier is that of the pool."""

    THREAD = ("lawyer",)
    TITLE = "涉外人才库"

    lawyer = column(lawyer_field())
    practice = column(
        Choice(label="涉外业务领域", choices=ForeignPractice, synonyms=("领域", "业务领域"), field_class=PUBLIC)
    )
    language = column(Choice(label="工作语言", choices=Language, synonyms=("语种", "外语"), field_class=PUBLIC))
    reason = column(_EXIT)

    class Meta:
        db_table = "talent_foreign_pool_member"
        constraints = [one_truth("talent_foreign_pool_member", "lawyer")]
        indexes = row_indexes("talent_foreign_pool_member", "lawyer")


class FirmDesignation(Row):
    """A firm has been chosen as a model or among the best, until that is revoked."""

    THREAD = ("firm", "designation")
    TITLE = "示范与一流律所"

    firm = column(FIRM)
    designation = column(Choice(label="称号", choices=Designation, synonyms=("创建类别",), field_class=PUBLIC))

    class Meta:
        db_table = "talent_firm_designation"
        constraints = [one_truth("talent_firm_designation", "firm", "designation")]
        indexes = row_indexes("talent_firm_designation", "firm")


class Cohort(Thing):
    """The people whom a programme takes in one year."""

    TITLE = "培养项目班次"

    programme = column(Choice(label="培养项目", choices=Programme, synonyms=("项目",), field_class=PUBLIC))
    year = column(Whole(label="年度", least=2000, most=2100, field_class=PUBLIC))

    class Meta:
        db_table = "talent_cohort"
        constraints = [one_truth("talent_cohort", "subject")]
        indexes = row_indexes("talent_cohort", "subject")


class CohortMember(Row):
    """A lawyer takes part in a cohort, from the first day to the last; the result is told at the end."""

    THREAD = ("lawyer", "cohort")
    TITLE = "培养学员"

    lawyer = column(lawyer_field())
    cohort = column(thing_field("班次", Cohort, synonyms=("培养项目班次", "班级")))
    result = column(Choice(label="培养结果", choices=CohortResult, required=False))

    class Meta:
        db_table = "talent_cohort_member"
        constraints = [one_truth("talent_cohort_member", "lawyer", "cohort")]
        indexes = row_indexes("talent_cohort_member", "lawyer")


class LawyerHonour(Row):
    """An honour that a lawyer holds, until it is revoked."""

    THREAD = ("lawyer", "honour")
    TITLE = "律师荣誉"

    lawyer = column(lawyer_field())
    honour = column(_HONOUR)
    level = column(_LEVEL)
    granted_by = column(_GRANTED_BY)

    class Meta:
        db_table = "talent_lawyer_honour"
        constraints = [one_truth("talent_lawyer_honour", "lawyer", "honour")]
        indexes = row_indexes("talent_lawyer_honour", "lawyer")


class FirmHonour(Row):
    """An honour that a firm holds, until it is revoked."""

    THREAD = ("firm", "honour")
    TITLE = "律所荣誉"

    firm = column(FIRM)
    honour = column(_HONOUR)
    level = column(_LEVEL)
    granted_by = column(_GRANTED_BY)

    class Meta:
        db_table = "talent_firm_honour"
        constraints = [one_truth("talent_firm_honour", "firm", "honour")]
        indexes = row_indexes("talent_firm_honour", "firm")
