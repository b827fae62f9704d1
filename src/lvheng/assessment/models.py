"""Results of the yearly assessments, and of the spot checks of them. Their procedures come later; these are the results."""

from __future__ import annotations

from django.db.models import Index

from lvheng.assessment.choices import CheckResult, FirmGrade, LawyerGrade, Stratum
from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.fields import Choice, Day, Text, Whole
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import Row, one_truth, row_indexes
from lvheng.register.references import lawyer_field, organisation_field

PUBLIC = FieldClass.PUBLIC
ASSESSED = Whole(label="考核年度", least=1996, most=2100, synonyms=("年度",), field_class=PUBLIC)
FIRM = organisation_field("律师事务所", synonyms=("律所", "律师事务所名称"))


class LawyerResult(Row):
    """A lawyer's grade for one year."""

    THREAD = ("lawyer", "year")
    TITLE = "律师执业年度考核结果"

    lawyer = column(lawyer_field())
    year = column(ASSESSED)
    grade = column(Choice(label="考核等次", choices=LawyerGrade, synonyms=("等次", "考核结果"), field_class=PUBLIC))
    document = column(Text(label="备案文号", required=False, longest=60))

    class Meta:
        db_table = "assessment_lawyer_result"
        constraints = [one_truth("assessment_lawyer_result", "lawyer", "year")]
        indexes = row_indexes("assessment_lawyer_result", "lawyer")


class FirmResult(Row):
    """The result of a firm or branch for one year."""

    THREAD = ("firm", "year")
    TITLE = "律师事务所年度检查考核结果"

    firm = column(FIRM)
    year = column(ASSESSED)
    grade = column(Choice(label="考核结果", choices=FirmGrade, synonyms=("等次",), field_class=PUBLIC))
    document = column(Text(label="备案文号", required=False, longest=60))

    class Meta:
        db_table = "assessment_firm_result"
        constraints = [one_truth("assessment_firm_result", "firm", "year")]
        indexes = row_indexes("assessment_firm_result", "firm")


class SpotCheck(Row):
    """A firm drawn for the spot check of one year, with what was found first."""

    THREAD = ("firm", "year")
    TITLE = "抽查"

    firm = column(FIRM)
    year = column(ASSESSED)
    stratum = column(Choice(label="抽样层", choices=Stratum, synonyms=("规模",)))
    checked_on = column(Day(label="检查日期"))
    result = column(Choice(label="抽查结果", choices=CheckResult, synonyms=("结果", "结论")))
    mended_on = column(Day(label="整改合格日期", required=False))
    inspectors = column(Text(label="检查人", longest=60, hint="两名以上，顿号分开"))

    class Meta:
        db_table = "assessment_spot_check"
        constraints = [one_truth("assessment_spot_check", "firm", "year")]
        indexes = [*row_indexes("assessment_spot_check", "firm"), Index(fields=["year"], name="spot_check_year")]
