"""Electronic licences as they were issued, the status list as it was last signed, and how often somebody verified one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ElectronicLicence(models.Model):
    """One issue of the electronic licence of a lawyer or firm, written by the act that made it say something new.

    It says what the registers say of its holder on `day`, as believed at `at`: nothing of that is written twice. `place`
    is its own in the status list (`places.py`) and never given again. An issue with a later one is superseded."""

    ONLY_GROWS: ClassVar[bool] = True

    id = models.BigAutoField(primary_key=True)
    holder = models.UUIDField("持证人")
    place = models.BigIntegerField("在状态名单中的位置")
    entry = models.BigIntegerField("由何行为签发")
    day = models.DateField("签发日")
    at = models.DateTimeField("签发时刻")

    class Meta:
        db_table = "elicence_issue"
        indexes = [models.Index(fields=["holder", "id"], name="elicence_issue_holder")]


class StatusList(models.Model):
    """A status list as it was last signed (`status.py`). `entry` commits to `digest` in the ledger."""

    number = models.IntegerField(primary_key=True)
    bits = models.BinaryField()
    digest = models.CharField(max_length=64)
    entry = models.BigIntegerField()
    act = models.BigIntegerField()  # the last act that it takes account of
    signed_at = models.DateTimeField()
    token = models.TextField()

    class Meta:
        db_table = "elicence_status_list"


class Check(models.Model):
    """How often a holder's licence was verified on line on a day, by what and by whom: a count, no trace of anybody."""

    holder = models.UUIDField("持证人")
    day = models.DateField("日期")
    way = models.CharField("方式", max_length=12)
    who = models.CharField("核验人", max_length=40)
    count = models.IntegerField("次数")

    class Meta:
        db_table = "elicence_check"
        constraints = [models.UniqueConstraint(fields=["holder", "day", "way", "who"], name="elicence_check_one")]
