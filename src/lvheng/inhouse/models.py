"""Units that ought to have lawyers of their own, what enterprises need, pilots of private ones, and what is done."""

from __future__ import annotations

from django.db.models import Index

from lvheng.inhouse.choices import ExchangeKind, UnitLevel
from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.fields import Choice, Text
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import Row, one_truth, row_indexes
from lvheng.register.references import lawyer_field, organisation_field

PUBLIC = FieldClass.PUBLIC
UNIT = organisation_field("单位", synonyms=("单位名称", "机关名称"))
ENTERPRISE = organisation_field("企业", synonyms=("企业名称", "单位名称"))


class ListedUnit(Row):
    """An organ or enterprise of a list made elsewhere: by its source, from the day on which it says so."""

    THREAD = ("unit",)
    TITLE = "应配公职、公司律师的单位"

    unit = column(UNIT)
    level = column(Choice(label="单位层级", choices=UnitLevel, synonyms=("类别", "层级"), field_class=PUBLIC))
    source = column(Text(label="名单出处", longest=120, synonyms=("出处", "来源"), field_class=PUBLIC))

    class Meta:
        db_table = "inhouse_listed_unit"
        constraints = [one_truth("inhouse_listed_unit", "unit")]
        indexes = row_indexes("inhouse_listed_unit", "unit")


class EnterpriseNeed(Row):
    """An enterprise has said that it needs company lawyers. Where none is recorded there is no need and no number."""

    THREAD = ("enterprise",)
    TITLE = "企业设立公司律师的需求"

    enterprise = column(ENTERPRISE)
    said_in = column(
        Text(label="需求依据", longest=120, synonyms=("来函", "文号"), hint="企业来函、调查表的名称或文号")
    )

    class Meta:
        db_table = "inhouse_need"
        constraints = [one_truth("inhouse_need", "enterprise")]
        indexes = row_indexes("inhouse_need", "enterprise")


class PrivatePilot(Row):
    """A private enterprise that takes part in the pilot of company lawyers, until it leaves."""

    THREAD = ("enterprise",)
    TITLE = "民营企业公司律师试点"

    enterprise = column(ENTERPRISE)
    reason = column(Text(label="退出原因", required=False, longest=120))

    class Meta:
        db_table = "inhouse_pilot"
        constraints = [one_truth("inhouse_pilot", "enterprise")]
        indexes = row_indexes("inhouse_pilot", "enterprise")


class DecisionJoined(Row):
    """A lawyer took part in a decision on major foreign-related legal affairs."""

    THREAD = ("lawyer",)
    TITLE = "参与重大涉外法治决策"

    lawyer = column(lawyer_field())
    matter = column(Text(label="事项", longest=120, synonyms=("决策事项",)))
    organ = column(organisation_field("决策机关", required=False))

    class Meta:
        db_table = "inhouse_decision"
        indexes = [*row_indexes("inhouse_decision", "lawyer"), Index(fields=["organ"], name="decision_organ")]


class Exchange(Row):
    """A public or company lawyer's move from or to other legal work, or part in the trade's activities."""

    THREAD = ("lawyer",)
    TITLE = "公职、公司律师交流"

    lawyer = column(lawyer_field())
    kind = column(Choice(label="交流方式", choices=ExchangeKind, synonyms=("方式",)))
    matter = column(Text(label="事由", longest=120))

    class Meta:
        db_table = "inhouse_exchange"
        indexes = row_indexes("inhouse_exchange", "lawyer")
