"""The people of offices from abroad in Beijing, and of Beijing firms' offices abroad."""

from __future__ import annotations

from django.db import models

from lvheng.kernel.rows import CURRENT, Row, one_truth, row_indexes


class OfficeMember(Row):
    """A representative of a representative office, or a lawyer posted to an office abroad."""

    THREAD = ("person", "office")
    TITLE = "代表处、境外机构人员"

    person = models.UUIDField("人员")
    office = models.UUIDField("机构")
    position = models.CharField("职务", max_length=24)
    country = models.CharField("执业资格取得地", max_length=2, default="", blank=True)
    practised_since = models.SmallIntegerField("在中国境外执业起始年", null=True)

    class Meta:
        db_table = "register_office_member"
        constraints = [one_truth("register_office_member", "person", "office")]
        indexes = [
            *row_indexes("register_office_member", "person"),
            models.Index(fields=["office"], name="register_member_office", condition=CURRENT),
        ]
