"""The lists of non-party representatives and reserves, the bureaus' leaders, and whom each of them keeps in contact with."""

from __future__ import annotations

from django.db.models import Index

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.fields import Choice, Text
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import CURRENT, Row, one_truth, row_indexes
from lvheng.party.choices import Considered, ContactKind, ListedAs, ListExit, ListLevel
from lvheng.party.models.organisations import PartyOrganisation
from lvheng.register.references import lawyer_field, organisation_field
from lvheng.work.things import Thing, thing_field


class Representative(Row):
    """A lawyer outside the Party stands on a list, as representative or reserve."""

    THREAD = ("lawyer",)
    TITLE = "党外律师代表人士及后备人选"

    lawyer = column(lawyer_field())
    listed_as = column(Choice(label="类别", choices=ListedAs, synonyms=("身份",)))
    level = column(Choice(label="名单层级", choices=ListLevel, synonyms=("层级", "级别")))
    reason = column(Choice(label="移出原因", choices=ListExit, required=False))

    class Meta:
        db_table = "party_representative"
        constraints = [one_truth("party_representative", "lawyer")]
        indexes = row_indexes("party_representative", "lawyer")


class BureauLeader(Thing):
    """A member of the leading group of the city's or a district's bureau; the name is the person's."""

    TITLE = "司法行政机关领导班子成员"

    bureau = column(organisation_field("司法行政机关", synonyms=("单位", "所在单位")))
    position = column(Text(label="职务", longest=40, field_class=FieldClass.PUBLIC))

    class Meta:
        db_table = "party_bureau_leader"
        constraints = [one_truth("party_bureau_leader", "subject")]
        indexes = row_indexes("party_bureau_leader", "subject")


class ContactPair(Row):
    """A leader keeps in contact with a representative."""

    THREAD = ("leader", "lawyer")
    TITLE = "列名联系"

    leader = column(thing_field("领导班子成员", BureauLeader, synonyms=("联系人",), hint="姓名"))
    lawyer = column(lawyer_field("党外律师代表人士"))

    class Meta:
        db_table = "party_contact_pair"
        constraints = [one_truth("party_contact_pair", "leader", "lawyer")]
        indexes = [
            *row_indexes("party_contact_pair", "leader"),
            Index(fields=["lawyer"], name="party_contact_lawyer", condition=CURRENT),
        ]


class Contact(Row):
    """A leader was in contact with a representative, on a day."""

    THREAD = ("leader",)
    TITLE = "联系记录"

    leader = column(thing_field("领导班子成员", BureauLeader, synonyms=("联系人",), hint="姓名"))
    lawyer = column(lawyer_field("党外律师代表人士"))
    kind = column(Choice(label="方式", choices=ContactKind))
    matter = column(Text(label="内容", longest=200))

    class Meta:
        db_table = "party_contact"
        indexes = [*row_indexes("party_contact", "leader"), Index(fields=["lawyer"], name="party_contact_with")]


class MeetingAttended(Row):
    """A representative sat in on a meeting of the Party."""

    THREAD = ("lawyer",)
    TITLE = "列席党的会议"

    lawyer = column(lawyer_field("党外律师代表人士"))
    organisation = column(thing_field("召开党组织", PartyOrganisation))
    meeting = column(Text(label="会议", longest=120, synonyms=("会议名称",)))

    class Meta:
        db_table = "party_meeting_attended"
        indexes = row_indexes("party_meeting_attended", "lawyer")


class Recommendation(Row):
    """An outside body recommended a lawyer; what became of it."""

    THREAD = ("lawyer", "body")
    TITLE = "党外律师人才推荐"

    lawyer = column(lawyer_field())
    body = column(Text(label="推荐单位", longest=80, synonyms=("推荐团体",)))
    outcome = column(Choice(label="处理结果", choices=Considered, synonyms=("结果",)))

    class Meta:
        db_table = "party_recommendation"
        constraints = [one_truth("party_recommendation", "lawyer", "body")]
        indexes = row_indexes("party_recommendation", "lawyer")
