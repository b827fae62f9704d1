"""Terms, secretaries of the trade's organisations, and the work reports of every year."""

from __future__ import annotations

from django.db.models import Index

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.fields import Choice, Day, Text, Whole
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import Row, one_truth, row_indexes
from lvheng.party.choices import Appraisal
from lvheng.party.models.organisations import PartyOrganisation
from lvheng.party.models.united_front import BureauLeader
from lvheng.work.things import thing_field

ORGANISATION = thing_field("党组织", PartyOrganisation, synonyms=("党组织名称",))


class PartyTerm(Row):
    """A term of a Party organisation: in office until the next one takes over."""

    THREAD = ("organisation",)
    TITLE = "党组织届次"

    organisation = column(ORGANISATION)
    elected_on = column(Day(label="换届选举日期", synonyms=("选举日期",), field_class=FieldClass.PUBLIC))
    due_on = column(Day(label="任期届满日期", synonyms=("届满日期", "任期至"), field_class=FieldClass.PUBLIC))

    class Meta:
        db_table = "party_organisation_term"
        constraints = [one_truth("party_organisation_term", "organisation")]
        indexes = row_indexes("party_organisation_term", "organisation")


class TradeSecretary(Row):
    """Who is secretary of the trade's organisation: a leader of the bureau of its level, or by exception somebody else."""

    THREAD = ("organisation",)
    TITLE = "行业党组织书记"

    organisation = column(thing_field("行业党组织", PartyOrganisation))
    leader = column(thing_field("领导班子成员", BureauLeader, required=False, hint="姓名"))
    name = column(Text(label="其他书记姓名", required=False, longest=30))
    reason = column(Text(label="例外理由", required=False, longest=120))

    class Meta:
        db_table = "party_trade_secretary"
        constraints = [one_truth("party_trade_secretary", "organisation")]
        indexes = row_indexes("party_trade_secretary", "organisation")


class WorkReport(Row):
    """The secretary's report of one year, upward: of a firm's organisation to the district, of a district's to the bureau."""

    THREAD = ("organisation", "year")
    TITLE = "书记述职"

    organisation = column(ORGANISATION)
    year = column(Whole(label="述职年度", least=2000, most=2100, synonyms=("年度",), field_class=FieldClass.PUBLIC))
    reported_on = column(Day(label="述职日期"))
    appraisal = column(Choice(label="评议等次", choices=Appraisal, required=False, synonyms=("等次",)))
    comment = column(Text(label="评议意见", required=False, longest=200))

    class Meta:
        db_table = "party_work_report"
        constraints = [one_truth("party_work_report", "organisation", "year")]
        indexes = [
            *row_indexes("party_work_report", "organisation"),
            Index(fields=["year"], name="party_work_report_year"),
        ]
