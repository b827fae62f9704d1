"""Party members. Their rows are for the Party's own staff and the member alone (`registers/common.py`)."""

from __future__ import annotations

from django.db.models import Index

from lvheng.kernel.acts.fields import Choice, Text
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import CURRENT, Row, one_truth, row_indexes
from lvheng.party.choices import MemberLeft, Membership, Stage, StageLeft
from lvheng.party.models.organisations import PartyOrganisation
from lvheng.register.references import lawyer_field
from lvheng.work.things import thing_field


class PartyMember(Row):
    """A lawyer is a member, and belongs to an organisation."""

    THREAD = ("lawyer",)
    TITLE = "党员"

    lawyer = column(lawyer_field())
    organisation = column(thing_field("党组织", PartyOrganisation, synonyms=("所在党组织", "党支部")))
    status = column(Choice(label="党员类别", choices=Membership, synonyms=("类别",)))
    reason = column(Choice(label="转出、终止原因", choices=MemberLeft, required=False))

    class Meta:
        db_table = "party_member"
        constraints = [one_truth("party_member", "lawyer")]
        indexes = [
            *row_indexes("party_member", "lawyer"),
            Index(fields=["organisation"], name="party_member_organisation", condition=CURRENT),
        ]


class Applicant(Row):
    """A lawyer is being cultivated for membership (双培养)."""

    THREAD = ("lawyer",)
    TITLE = "入党培养"

    lawyer = column(lawyer_field())
    organisation = column(thing_field("培养党组织", PartyOrganisation))
    stage = column(Choice(label="培养阶段", choices=Stage, synonyms=("阶段",)))
    reason = column(Choice(label="结束原因", choices=StageLeft, required=False))

    class Meta:
        db_table = "party_applicant"
        constraints = [one_truth("party_applicant", "lawyer")]
        indexes = row_indexes("party_applicant", "lawyer")


class ModelPost(Row):
    """A member holds a model post (党员示范岗), with a pledge."""

    THREAD = ("lawyer", "post")
    TITLE = "党员律师示范岗"

    lawyer = column(lawyer_field())
    post = column(Text(label="示范岗", longest=60, synonyms=("岗位名称",)))
    pledge = column(Text(label="承诺", required=False, longest=200))

    class Meta:
        db_table = "party_model_post"
        constraints = [one_truth("party_model_post", "lawyer", "post")]
        indexes = row_indexes("party_model_post", "lawyer")
