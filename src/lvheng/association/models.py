"""Terms, committees and research topics of the law societies; who holds a post in them stands in the one table of posts."""

from __future__ import annotations

from lvheng.association.choices import CommitteeKind, ResearchStage
from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.fields import Choice, Day, Text, Whole
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import Row, one_truth, row_indexes
from lvheng.register.references import organisation_field
from lvheng.work.things import Thing

PUBLIC = FieldClass.PUBLIC
ASSOCIATION = organisation_field("律师协会", synonyms=("协会", "协会名称"))


class Term(Row):
    """A term of an association: in office from the day of its row until the next one takes over."""

    THREAD = ("association",)
    TITLE = "届次"

    association = column(ASSOCIATION)
    number = column(Whole(label="第几届", least=1, most=99, synonyms=("届次", "届"), field_class=PUBLIC))
    elected_on = column(Day(label="换届选举日期", synonyms=("选举日期", "换届日期"), field_class=PUBLIC))
    due_on = column(Day(label="任期届满日期", synonyms=("届满日期", "任期至"), field_class=PUBLIC))

    class Meta:
        db_table = "association_term"
        constraints = [one_truth("association_term", "association")]
        indexes = row_indexes("association_term", "association")


class Committee(Thing):
    """A committee of an association."""

    TITLE = "委员会"

    association = column(ASSOCIATION)
    kind = column(Choice(label="委员会类别", choices=CommitteeKind, synonyms=("类别",), field_class=PUBLIC))

    class Meta:
        db_table = "association_committee"
        constraints = [one_truth("association_committee", "subject")]
        indexes = row_indexes("association_committee", "subject")


class ResearchTopic(Thing):
    """A question of the profession to be looked into: called for, awarded, delivered, used."""

    TITLE = "研究课题"

    association = column(ASSOCIATION)
    stage = column(Choice(label="阶段", choices=ResearchStage, field_class=PUBLIC))
    undertaker = column(Text(label="承担单位或人", required=False, longest=120, field_class=PUBLIC))
    document = column(Text(label="立项、结项文号", required=False, longest=60))
    use = column(Text(label="成果采用情况", required=False, longest=500))

    class Meta:
        db_table = "association_research_topic"
        constraints = [one_truth("association_research_topic", "subject")]
        indexes = row_indexes("association_research_topic", "subject")
