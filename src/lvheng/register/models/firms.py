"""Firms and branches by their licence, offices abroad and from abroad, and what firms declare each year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lvheng.kernel.rows import CURRENT, Row, one_truth, row_indexes
from lvheng.kernel.search.keys import normalise


class FirmLicence(Row):
    """The licence of a firm or branch: its number, form and state. A merger ends it and names the successor."""

    THREAD = ("organisation",)
    TITLE = "律师事务所执业许可证"
    FOUND_AS = "number"

    organisation = models.UUIDField()
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    form = models.CharField("组织形式", max_length=24)
    state = models.CharField("状态", max_length=16)
    founded_on = models.DateField("设立日期")
    successor = models.UUIDField("承继机构", null=True)
    capital = models.DecimalField("设立资产（元）", max_digits=16, decimal_places=2, null=True)
    approval_number = models.CharField("批准文号", max_length=60, default="", blank=True)

    class Meta:
        db_table = "register_firm_licence"
        constraints = [one_truth("register_firm_licence", "organisation")]
        indexes = [
            *row_indexes("register_firm_licence", "organisation"),
            models.Index(fields=["credit_code"], name="register_firm_credit_code", condition=CURRENT),
            models.Index(
                fields=["successor"], name="register_firm_successor", condition=CURRENT & Q(successor__isnull=False)
            ),
        ]

    def search_keys(self) -> list[str]:
        return [normalise(self.credit_code)]


class OverseasOffice(Row):
    """An office that a Beijing firm keeps abroad (境外分支机构、办事机构)."""

    THREAD = ("subject",)
    TITLE = "境外分支机构"

    subject = models.UUIDField()
    firm = models.UUIDField("律师事务所")
    name = models.CharField("名称", max_length=120)
    country = models.CharField("国家或地区", max_length=2)
    city = models.CharField("城市", max_length=60)
    kind = models.CharField("设立方式", max_length=24)

    class Meta:
        db_table = "register_overseas_office"
        constraints = [one_truth("register_overseas_office", "subject")]
        indexes = row_indexes("register_overseas_office", "subject")


class RepresentativeOffice(Row):
    """A Beijing office of a foreign, Hong Kong or Macau firm; its name and seat stand with the organisation."""

    THREAD = ("organisation",)
    TITLE = "驻京代表处"

    organisation = models.UUIDField()
    home_firm = models.CharField("所属律师事务所", max_length=120)
    country = models.CharField("国家或地区", max_length=2)

    class Meta:
        db_table = "register_representative_office"
        constraints = [one_truth("register_representative_office", "organisation")]
        indexes = row_indexes("register_representative_office", "organisation")


class YearlyReturn(Row):
    """What a firm declares of one calendar year; valid on that year's days. Money in yuan."""

    THREAD = ("organisation",)
    TITLE = "年度业务报表"

    organisation = models.UUIDField()
    year = models.SmallIntegerField("年度")
    revenue = models.DecimalField("业务收入（元）", max_digits=16, decimal_places=2)
    tax = models.DecimalField("纳税总额（元）", max_digits=16, decimal_places=2)
    matters = models.IntegerField("办理业务（件）")

    class Meta:
        db_table = "register_yearly_return"
        constraints = [one_truth("register_yearly_return", "organisation")]
        indexes = row_indexes("register_yearly_return", "organisation")


class OutsideStatistic(Row):
    """A number that somebody else counts, by area and year end, with its source. Valid until the next year end."""

    THREAD = ("series", "area")
    TITLE = "外部统计数"

    series = models.CharField("统计项", max_length=32)
    area = models.CharField("地区", max_length=6)
    year = models.SmallIntegerField("年末")
    value = models.DecimalField("数值", max_digits=18, decimal_places=4)
    unit = models.CharField("单位", max_length=12)
    source = models.CharField("出处", max_length=200)
    verified = models.BooleanField("已核对原文", default=False)

    class Meta:
        db_table = "register_outside_statistic"
        constraints = [one_truth("register_outside_statistic", "series", "area")]
        indexes = [
            *row_indexes("register_outside_statistic", "series"),
            models.Index(fields=["series", "year"], name="register_statistic_year", condition=CURRENT),
        ]
