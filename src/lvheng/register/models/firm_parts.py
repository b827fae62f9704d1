"""What a firm consists of beside its licence: shares, charter, premises, insurance, staff; and what it was divided into."""

from __future__ import annotations

from django.db import models

from lvheng.kernel.rows import CURRENT, Row, one_truth, row_indexes


class PartnerShare(Row):
    """What a partner has put into a firm, in yuan, and the share in it, in per cent."""

    THREAD = ("firm", "partner")
    TITLE = "合伙人出资"

    firm = models.UUIDField("律师事务所")
    partner = models.UUIDField("合伙人")
    contribution = models.DecimalField("出资额（元）", max_digits=16, decimal_places=2)
    share = models.DecimalField("份额（%）", max_digits=5, decimal_places=2)

    class Meta:
        db_table = "register_partner_share"
        constraints = [one_truth("register_partner_share", "firm", "partner")]
        indexes = [
            *row_indexes("register_partner_share", "firm"),
            models.Index(fields=["partner"], name="register_share_partner", condition=CURRENT),
        ]


class Charter(Row):
    """The charter in force: when it was adopted, and whether it has the clause on the Party organisation."""

    THREAD = ("firm",)
    TITLE = "章程"

    firm = models.UUIDField("律师事务所")
    adopted_on = models.DateField("通过日期")
    party_clause = models.BooleanField("载明党组织事项")

    class Meta:
        db_table = "register_charter"
        constraints = [one_truth("register_charter", "firm")]
        indexes = row_indexes("register_charter", "firm")


class Premises(Row):
    """How a firm holds the rooms of its seat. Area in square metres."""

    THREAD = ("firm",)
    TITLE = "办公场所"

    firm = models.UUIDField("律师事务所")
    tenure = models.CharField("使用方式", max_length=16)
    floor_area = models.DecimalField("建筑面积（平方米）", max_digits=10, decimal_places=2)
    held_until = models.DateField("使用期限至", null=True)

    class Meta:
        db_table = "register_premises"
        constraints = [one_truth("register_premises", "firm")]
        indexes = row_indexes("register_premises", "firm")


class ProfessionalInsurance(Row):
    """A policy against professional liability, valid on the days it covers. Amount in yuan."""

    THREAD = ("firm", "policy")
    TITLE = "执业责任保险"

    firm = models.UUIDField("律师事务所")
    policy = models.CharField("保单号", max_length=40)
    insurer = models.CharField("保险人", max_length=60)
    amount = models.DecimalField("保险金额（元）", max_digits=16, decimal_places=2)

    class Meta:
        db_table = "register_insurance"
        constraints = [one_truth("register_insurance", "firm", "policy")]
        indexes = row_indexes("register_insurance", "firm")


class FirmStaff(Row):
    """How many people of a kind who are no lawyers a firm employs."""

    THREAD = ("firm", "kind")
    TITLE = "聘用的非律师人员"

    firm = models.UUIDField("律师事务所")
    kind = models.CharField("人员类别", max_length=16)
    count = models.IntegerField("人数")

    class Meta:
        db_table = "register_firm_staff"
        constraints = [one_truth("register_firm_staff", "firm", "kind")]
        indexes = row_indexes("register_firm_staff", "firm")


class FirmDivision(Row):
    """A firm was divided, and this is one of those that carry on a part of it."""

    THREAD = ("firm", "successor")
    TITLE = "分立"

    firm = models.UUIDField("被分立律师事务所")
    successor = models.UUIDField("承继律师事务所")
    manner = models.CharField("分立方式", max_length=16)

    class Meta:
        db_table = "register_firm_division"
        constraints = [one_truth("register_firm_division", "firm", "successor")]
        indexes = [
            *row_indexes("register_firm_division", "firm"),
            models.Index(fields=["successor"], name="register_division_successor", condition=CURRENT),
        ]
