"""Party members. Their rows are for the Party's own staff and the member alone (`registers/common.py`)."""

from __future__ import annotations

from django.db.models import Index

from lvheng.kernel.acts.fields import Choice
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import CURRENT, Row, one_truth, row_indexes
from lvheng.party.choices import MemberLeft, Membership
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
