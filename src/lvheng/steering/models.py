"""The registers by which a plan is steered: who answers for what, who reported what, and what was found."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lvheng.kernel.acts.fields import Choice, Day, Text, Whole
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import Row, one_truth, row_indexes
from lvheng.register.references import organisation_field
from lvheng.steering.choices import Alert, Called, Part, PolicyStage, Progress, ReportState, ReviewKind, Verdict
from lvheng.steering.items import LONGEST, ItemCode, PlanCode
from lvheng.work.things import Thing, thing_field

UNIT = organisation_field("承办单位", synonyms=("单位", "责任单位"), hint="全称")


class Assignment(Row):
    """A unit answers for an item of the plan, alone or with others, until a day."""

    THREAD = ("unit", "item")
    TITLE = "分工"

    unit = column(UNIT)
    item = column(ItemCode(synonyms=("编号", "任务", "举措", "指标")))
    part = column(
        Choice(
            label="牵头或配合",
            choices=Part,
            synonyms=("分工", "职责"),
            also={"牵头单位": "lead", "配合单位": "cooperating"},
        )
    )
    due = column(Day(label="完成时限", required=False, synonyms=("时限",)))

    class Meta:
        db_table = "steering_assignment"
        constraints = [one_truth("steering_assignment", "unit", "item")]
        indexes = row_indexes("steering_assignment", "unit")


class PlanReview(Thing):
    """A review of a plan, as of the day from which its row holds: readings frozen then, judgements beside them."""

    TITLE = "计划评估"

    plan = column(PlanCode())
    kind = column(Choice(label="评估类别", choices=ReviewKind))

    class Meta:
        db_table = "steering_review"
        constraints = [one_truth("steering_review", "subject")]
        indexes = row_indexes("steering_review", "subject")


REVIEW = thing_field("计划评估", PlanReview)


class FrozenReading(Row):
    """What a figure of an item was on a day, as believed when it was frozen; restated, it has another edition beside it.

    `path` holds the year-ends before it as drawn then, [day, value]; `status` and `reason` what was computed of a target."""

    THREAD = ("review", "item", "figure", "edition")
    TITLE = "冻结读数"

    review = column(REVIEW)
    item = column(ItemCode())
    figure = column(Text(label="指标代码", longest=64))
    edition = column(Whole(label="第几次读数", least=1, most=999))
    day = column(Day(label="数据日期"))
    value = models.DecimalField("数", max_digits=24, decimal_places=6, null=True)
    counted = column(Whole(label="背后记录"))
    total = models.DecimalField("合计", max_digits=24, decimal_places=6)
    whole = models.DecimalField("总体", max_digits=24, decimal_places=6, null=True)
    version = column(Text(label="口径版本", longest=16))
    definition = models.TextField("口径")
    shown = column(Text(label="读数", longest=60))
    digest = column(Text(label="行摘要", longest=64))
    whole_digest = models.CharField("总体摘要", max_length=64, default="")
    path = models.TextField("历年", default="[]")
    aim = models.CharField("目标", max_length=60, default="")
    status = models.CharField("系统判断", max_length=12, default="")
    why = models.TextField("判断理由", default="")
    restated = column(Text(label="重述理由", required=False))
    read_at = models.DateTimeField("所据登记的时刻", null=True)

    class Meta:
        db_table = "steering_frozen_reading"
        constraints = [one_truth("steering_frozen_reading", "review", "item", "figure", "edition")]
        indexes = row_indexes("steering_frozen_reading", "review")

    @property
    def known_at(self) -> datetime:
        """The instant of belief that it tells of; of the first readings that were frozen, just before their act."""
        return self.read_at or self.known_from - timedelta(microseconds=1)


class Judgement(Row):
    """What a person says of an item in a review."""

    THREAD = ("review", "item")
    TITLE = "评定"

    review = column(REVIEW)
    item = column(ItemCode())
    verdict = column(Choice(label="评定", choices=Verdict))
    text = column(Text(label="说明", required=False, longest=1000))

    class Meta:
        db_table = "steering_judgement"
        constraints = [one_truth("steering_judgement", "review", "item")]
        indexes = row_indexes("steering_judgement", "review")


class DispatchRound(Thing):
    """A round in which units are called to report on what they answer for, as of the day from which its row holds."""

    TITLE = "调度"

    plan = column(PlanCode())
    called = column(Choice(label="调度范围", choices=Called))
    due = column(Day(label="报送期限"))

    class Meta:
        db_table = "steering_round"
        constraints = [one_truth("steering_round", "subject")]
        indexes = row_indexes("steering_round", "subject")


ROUND = thing_field("调度", DispatchRound)


class DispatchReport(Row):
    """A unit's report on one item in a round: judgement, problems and evidence, but no number, which the registers tell."""

    THREAD = ("unit", "round", "item")
    TITLE = "调度反馈"

    unit = column(UNIT)
    round = column(ROUND)
    item = column(ItemCode())
    part = column(Choice(label="牵头或配合", choices=Part))
    state = column(Choice(label="状态", choices=ReportState))
    progress = column(Choice(label="进展判断", choices=Progress, required=False))
    text = column(Text(label="进展情况", required=False, longest=1000))
    problem = column(Text(label="存在的问题", required=False, longest=1000))
    filed_on = column(Day(label="报送日期", required=False))
    reason = column(Text(label="退回理由", required=False, longest=500))

    class Meta:
        db_table = "steering_report"
        constraints = [one_truth("steering_report", "unit", "round", "item")]
        indexes = row_indexes("steering_report", "unit")


class ReportDraft(models.Model):
    """What a unit has written of an item and not yet reported, for whoever of the unit goes on. A working table."""

    unit = models.UUIDField("承办单位")
    round = models.UUIDField("调度")
    item = models.CharField("计划条目", max_length=LONGEST)
    progress = models.CharField("进展判断", max_length=12, default="", blank=True)
    text = models.TextField("进展情况", default="", blank=True)
    problem = models.TextField("存在的问题", default="", blank=True)
    files = ArrayField(models.UUIDField(), default=list, blank=True)
    saved_at = models.DateTimeField("保存于", auto_now=True)

    class Meta:
        db_table = "steering_report_draft"
        constraints = [models.UniqueConstraint(fields=["unit", "round", "item"], name="steering_report_draft_one")]


class Problem(Thing):
    """A problem met with in an item of the plan: who sees to it, until when, and how it was resolved."""

    TITLE = "实施中的问题"

    item = column(ItemCode())
    owner = column(organisation_field("责任单位", synonyms=("单位",), hint="全称"))
    due = column(Day(label="解决时限"))
    detail = column(Text(label="问题说明", required=False, longest=1000))
    resolution = column(Text(label="解决情况", required=False, longest=1000))

    class Meta:
        db_table = "steering_problem"
        constraints = [one_truth("steering_problem", "subject")]
        indexes = row_indexes("steering_problem", "subject")


class PolicyPaper(Thing):
    """A policy that the plan wants brought about, with its stage and the departments asked."""

    TITLE = "政策措施"

    item = column(ItemCode())
    stage = column(Choice(label="阶段", choices=PolicyStage))
    departments = column(Text(label="会同部门", required=False))
    document = column(Text(label="文号", required=False, longest=60))

    class Meta:
        db_table = "steering_policy"
        constraints = [one_truth("steering_policy", "subject")]
        indexes = row_indexes("steering_policy", "subject")


class UpwardReport(Thing):
    """A report to a higher organ, drawn from the frozen readings of a review; with the answer and what came of it."""

    TITLE = "上报"

    review = column(REVIEW)
    addressee = column(Text(label="报送机关", longest=120))
    answer = column(Text(label="批示、答复", required=False, longest=1000))
    answered_on = column(Day(label="批示、答复日期", required=False))
    follow_up = column(Text(label="落实情况", required=False, longest=1000))

    class Meta:
        db_table = "steering_upward_report"
        constraints = [one_truth("steering_upward_report", "subject")]
        indexes = row_indexes("steering_upward_report", "subject")


class AlertChoice(models.Model):
    """An account wants to be told of something in a plan; `seen_*`: the moment up to which it has been. A working table."""

    account = models.UUIDField("账号")
    plan = models.CharField("计划", max_length=48)
    rule = models.CharField("何时通知", max_length=8, choices=Alert.choices)
    seen_on = models.DateField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "steering_alert_choice"
        constraints = [models.UniqueConstraint(fields=["account", "plan", "rule"], name="steering_alert_choice_one")]
