"""Party organisations, the firms of joint branches, who does Party work in a firm, and how firms meet the standard."""

from __future__ import annotations

from django.db.models import Index

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.fields import Choice, Day, Listed, Text, Whole
from lvheng.kernel.figures.columns import column
from lvheng.kernel.places.listed import district_titles
from lvheng.kernel.rows import CURRENT, Row, one_truth, row_indexes
from lvheng.party.choices import OrganisationForm, Veto, WorkerKind
from lvheng.register.references import organisation_field
from lvheng.work.things import Thing, thing_field

PUBLIC = FieldClass.PUBLIC
FIRM = organisation_field("律师事务所", synonyms=("律所", "律师事务所名称"))
FIRM_IF_ANY = organisation_field("律师事务所", required=False, synonyms=("律所", "依托律所"))
DISTRICT_IF_ANY = Listed(label="所在区", options=district_titles, required=False, hint="律所的不填")


class PartyOrganisation(Thing):
    """A Party organisation: of a firm, of a district's trade (a district and no firm), or of the city's (neither).

    The firm of a joint branch is the one that leads it."""

    TITLE = "党组织"

    form = column(Choice(label="形式", choices=OrganisationForm, synonyms=("党组织形式", "类型"), field_class=PUBLIC))
    firm = column(FIRM_IF_ANY)
    district = column(DISTRICT_IF_ANY)

    class Meta:
        db_table = "party_party_organisation"
        constraints = [one_truth("party_party_organisation", "subject")]
        indexes = [
            *row_indexes("party_party_organisation", "subject"),
            Index(fields=["firm"], name="party_organisation_firm", condition=CURRENT),
        ]


class JointFirm(Row):
    """A firm without an organisation of its own belongs to a joint branch."""

    THREAD = ("firm",)
    TITLE = "联合党支部所含律所"

    firm = column(FIRM)
    branch = column(thing_field("联合党支部", PartyOrganisation))

    class Meta:
        db_table = "party_joint_firm"
        constraints = [one_truth("party_joint_firm", "firm")]
        indexes = [
            *row_indexes("party_joint_firm", "firm"),
            Index(fields=["branch"], name="party_joint_branch", condition=CURRENT),
        ]


class PartyWorker(Row):
    """Somebody does Party work in a firm, as one thing; need not be a lawyer."""

    THREAD = ("firm", "kind", "name")
    TITLE = "党务工作人员"

    firm = column(FIRM)
    kind = column(Choice(label="职责", choices=WorkerKind, synonyms=("类别",), field_class=PUBLIC))
    name = column(Text(label="姓名", longest=30))
    needed_on = column(Day(label="需求提出日期", required=False))

    class Meta:
        db_table = "party_worker"
        constraints = [one_truth("party_worker", "firm", "kind", "name")]
        indexes = row_indexes("party_worker", "firm")


class StandardResult(Row):
    """How a firm met the standard of Party building in one year."""

    THREAD = ("firm", "year")
    TITLE = "党建规范化建设考评"

    firm = column(FIRM)
    year = column(Whole(label="考评年度", least=2000, most=2100, synonyms=("年度",), field_class=PUBLIC))
    score = column(Whole(label="得分", most=100, synonyms=("分数",)))
    veto = column(Choice(label="一票否决", choices=Veto, required=False, synonyms=("否决项",)))

    class Meta:
        db_table = "party_standard_result"
        constraints = [one_truth("party_standard_result", "firm", "year")]
        indexes = [*row_indexes("party_standard_result", "firm"), Index(fields=["year"], name="party_standard_year")]
