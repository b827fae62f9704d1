"""A plan as it was adopted: its items and its numeric targets. Another year or city is other rows."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lvheng.kernel.rows import Row, one_truth, row_indexes


class Plan(Row):
    """One plan document in force."""

    THREAD = ("subject",)
    TITLE = "行动计划"

    subject = models.UUIDField()
    code = models.CharField("代号", max_length=48)
    title = models.CharField("名称", max_length=200)
    issuer = models.CharField("印发机关", max_length=120)
    passed_on = models.DateField("审议通过日", null=True)
    issued_on = models.DateField("印发日", null=True)
    first_year = models.SmallIntegerField("起始年")
    last_year = models.SmallIntegerField("终止年")
    source = models.TextField("原文")

    class Meta:
        db_table = "plan_plan"
        constraints = [one_truth("plan_plan", "subject"), one_truth("plan_plan_code", "code")]
        indexes = row_indexes("plan_plan", "subject")


class PlanItem(Row):
    """A goal, task, measure or safeguard, with its words in the document."""

    THREAD = ("plan", "kind", "number")
    TITLE = "计划条目"

    plan = models.UUIDField()
    kind = models.CharField("类型", max_length=12)
    number = models.CharField("编号", max_length=8)
    parent = models.CharField("所属", max_length=8, default="", blank=True)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("正文", default="", blank=True)
    section = models.CharField("章节", max_length=120, default="", blank=True)
    lead_units = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    cooperating_units = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    room = models.CharField("办理处", max_length=24, default="", blank=True)
    figures = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    position = models.IntegerField(default=0)

    class Meta:
        db_table = "plan_item"
        constraints = [one_truth("plan_item", "plan", "kind", "number")]
        indexes = row_indexes("plan_item", "plan")


class PlanTarget(Row):
    """A number that the plan promises, bound to the figure that tells it."""

    THREAD = ("plan", "number")
    TITLE = "计划指标"

    plan = models.UUIDField()
    number = models.CharField("编号", max_length=8)
    goal = models.CharField("行动目标", max_length=8, default="", blank=True)
    task = models.CharField("主要任务", max_length=8, default="", blank=True)
    indicator = models.CharField("指标", max_length=200)
    shape = models.CharField("类型", max_length=24)
    op = models.CharField("算符", max_length=12)
    value = models.DecimalField("目标值", max_digits=18, decimal_places=4, null=True)
    upper = models.DecimalField("上限", max_digits=18, decimal_places=4, null=True)
    unit = models.CharField("单位", max_length=16, default="", blank=True)
    due = models.CharField("期限", max_length=12, default="", blank=True)
    quote = models.TextField("原文", default="", blank=True)
    counts = models.CharField("口径", max_length=200, default="", blank=True)
    ours = models.BooleanField("读法为本系统所定", default=False)
    advocated = models.BooleanField("倡导性", default=False)
    figure = models.CharField("指标代码", max_length=64, default="", blank=True)
    position = models.IntegerField(default=0)

    class Meta:
        db_table = "plan_target"
        constraints = [one_truth("plan_target", "plan", "number")]
        indexes = row_indexes("plan_target", "plan")

    @property
    def level(self) -> Decimal | None:
        """The number that the whole of its figure is to stand at, to be drawn; what each of many is to have is none."""
        return None if self.op == "each>=" else self.value


class PlanProposal(models.Model):
    """A document being read in, corrected and confirmed by a person. A working table; adopting it is an act."""

    account = models.UUIDField()
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    source = models.TextField()
    proposal = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    adopted_as = models.UUIDField(null=True)

    class Meta:
        db_table = "plan_proposal"
