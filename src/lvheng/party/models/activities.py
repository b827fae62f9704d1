"""What Party organisations do: study, theme education, guidance of those below, decisions joined, practices handed on."""

from __future__ import annotations

from django.db.models import Index

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.acts.fields import Choice, Day, Listed, Text
from lvheng.kernel.figures.columns import column
from lvheng.kernel.places.listed import district_titles
from lvheng.kernel.rows import Row, one_truth, row_indexes
from lvheng.party.choices import (
    GroupKind,
    GuidanceKind,
    Opinion,
    Outcome,
    PracticeKind,
    PracticeStage,
    StudyForm,
    StudyLevel,
    ThemeStep,
)
from lvheng.party.models.duties import ORGANISATION
from lvheng.party.models.organisations import FIRM_IF_ANY, PartyOrganisation
from lvheng.register.references import lawyer_field
from lvheng.work.things import Thing, thing_field

PUBLIC = FieldClass.PUBLIC
_MATTER = Text(label="事项", longest=120)


class Study(Thing):
    """A study activity that an organisation held on the first day of its row."""

    TITLE = "党组织学习活动"

    organisation = column(ORGANISATION)
    level = column(Choice(label="层级", choices=StudyLevel, field_class=PUBLIC))
    form = column(Choice(label="形式", choices=StudyForm, field_class=PUBLIC))

    class Meta:
        db_table = "party_study"
        constraints = [one_truth("party_study", "subject")]
        indexes = [*row_indexes("party_study", "subject"), Index(fields=["organisation"], name="party_study_by")]


class StudyAttendance(Row):
    """A member was there."""

    THREAD = ("lawyer", "study")
    TITLE = "党员学习签到"

    lawyer = column(lawyer_field())
    study = column(thing_field("学习活动", Study))

    class Meta:
        db_table = "party_study_attendance"
        constraints = [one_truth("party_study_attendance", "lawyer", "study")]
        indexes = [
            *row_indexes("party_study_attendance", "lawyer"),
            Index(fields=["study"], name="party_attendance_study"),
        ]


class Theme(Thing):
    """A theme education that was deployed from above, from its day until it is closed."""

    TITLE = "主题教育"

    deployed_in = column(Text(label="部署依据", longest=120, synonyms=("文号",)))

    class Meta:
        db_table = "party_theme"
        constraints = [one_truth("party_theme", "subject")]
        indexes = row_indexes("party_theme", "subject")


class ThemeHeld(Row):
    """An organisation has held one step of a theme education."""

    THREAD = ("organisation", "theme", "step")
    TITLE = "主题教育开展情况"

    organisation = column(ORGANISATION)
    theme = column(thing_field("主题教育", Theme))
    step = column(Choice(label="环节", choices=ThemeStep, field_class=PUBLIC))
    note = column(Text(label="情况", required=False, longest=200))

    class Meta:
        db_table = "party_theme_held"
        constraints = [one_truth("party_theme_held", "organisation", "theme", "step")]
        indexes = [
            *row_indexes("party_theme_held", "organisation"),
            Index(fields=["theme"], name="party_theme_held_of"),
        ]


class Guidance(Row):
    """An organisation above guided one below, on a day."""

    THREAD = ("organisation",)
    TITLE = "上级党组织指导"

    organisation = column(thing_field("被指导党组织", PartyOrganisation))
    by = column(thing_field("指导党组织", PartyOrganisation))
    kind = column(Choice(label="方式", choices=GuidanceKind, field_class=PUBLIC))
    advice = column(Text(label="指导意见", required=False, longest=200))
    followed_on = column(Day(label="落实日期", required=False))

    class Meta:
        db_table = "party_guidance"
        indexes = [*row_indexes("party_guidance", "organisation"), Index(fields=["by"], name="party_guidance_by")]


class JoinedDecision(Row):
    """A matter of a firm that its Party organisation took part in deciding."""

    THREAD = ("organisation",)
    TITLE = "党组织参与决策"

    organisation = column(ORGANISATION)
    matter = column(_MATTER)
    opinion = column(Choice(label="党组织意见", choices=Opinion))
    outcome = column(Choice(label="办理结果", choices=Outcome, required=False))

    class Meta:
        db_table = "party_joined_decision"
        indexes = row_indexes("party_joined_decision", "organisation")


class Practice(Thing):
    """A practice worth handing on: submitted, selected, published; the name is its title."""

    TITLE = "经验做法"

    kind = column(Choice(label="类别", choices=PracticeKind, field_class=PUBLIC))
    firm = column(FIRM_IF_ANY)
    stage = column(Choice(label="阶段", choices=PracticeStage, field_class=PUBLIC))

    class Meta:
        db_table = "party_practice"
        constraints = [one_truth("party_practice", "subject")]
        indexes = row_indexes("party_practice", "subject")


class Group(Thing):
    """An organisation beside the Party's: the youth league's, or of the new social strata; of a firm, a district, the city."""

    TITLE = "群团组织、联谊组织"

    kind = column(Choice(label="类别", choices=GroupKind, field_class=PUBLIC))
    firm = column(FIRM_IF_ANY)
    district = column(Listed(label="所在区", options=district_titles, required=False, hint="律所的不填"))

    class Meta:
        db_table = "party_group"
        constraints = [one_truth("party_group", "subject")]
        indexes = [*row_indexes("party_group", "subject"), Index(fields=["firm"], name="party_group_firm")]
