"""What somebody keeps on the desk: saved lists, what is followed, and the notices that came of it. Working tables."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class SavedList(models.Model):
    """A list as somebody asked for it, under a name. `asked` is the address's query without moment and page; whoever
    opens it sees the rows that are his or hers to see. `office`: the organisation whose staff find it too."""

    account = models.UUIDField("账号")
    office = models.UUIDField("共享给", null=True)
    title = models.CharField("名称", max_length=60)
    listing = models.CharField("名册", max_length=48)
    asked = models.TextField("条件", default="")
    made_at = models.DateTimeField("保存时刻", auto_now_add=True)

    class Meta:
        db_table = "kernel_saved_list"
        constraints = [models.UniqueConstraint(fields=["account", "title"], name="kernel_saved_list_one")]


class Followed(models.TextChoices):
    LIST = "list", "名单"
    FIGURE = "figure", "指标"
    RECORD = "record", "记录"


class Rule(models.TextChoices):
    """When the follower is told; `MOVES` and `CROSSES` need an amount, in the figure's unit."""

    ANY = "any", "有变化"
    MOVES = "moves", "变动超过"
    CROSSES = "crosses", "越过"


class Subscription(models.Model):
    """Something that an account follows. What was last told is not kept: it is asked of the registers as they were at
    (`seen_on`, `seen_at`). `checked_*`: the moment up to which it has been compared."""

    account = models.UUIDField("账号", db_index=True)
    kind = models.CharField("关注什么", max_length=8, choices=Followed.choices)
    of = models.CharField("哪一个", max_length=64)
    rule = models.CharField("何时通知", max_length=8, choices=Rule.choices, default=Rule.ANY)
    amount = models.DecimalField("数", max_digits=24, decimal_places=6, null=True)
    title = models.CharField("名称", max_length=200)
    path = models.CharField("地址", max_length=200)  # of what is followed
    seen_on = models.DateField()
    seen_at = models.DateTimeField()
    checked_on = models.DateField()
    checked_at = models.DateTimeField()

    class Meta:
        db_table = "kernel_subscription"
        constraints = [
            models.UniqueConstraint(fields=["account", "kind", "of", "rule"], name="kernel_subscription_one"),
            models.CheckConstraint(
                condition=Q(rule=Rule.ANY, amount=None) | (~Q(rule=Rule.ANY) & Q(amount__isnull=False)),
                name="kernel_subscription_amount",
            ),
        ]


class Notice(models.Model):
    """Something an account was told once: `key` says what, and is never told twice."""

    account = models.UUIDField("账号")
    key = models.CharField(max_length=120)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("内容", default="")
    path = models.CharField("地址", max_length=300, default="")
    at = models.DateTimeField("时刻")
    read_at = models.DateTimeField("读过", null=True)
    mailed_at = models.DateTimeField("寄出", null=True)

    class Meta:
        db_table = "kernel_notice"
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="kernel_notice_once")]
        indexes = [models.Index(fields=["account", "-at"], name="kernel_notice_account")]
