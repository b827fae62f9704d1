"""Posts that people hold in organisations, the one table of sensitive values, and who looked at them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lvheng.kernel.rows import CURRENT, Row, one_truth, row_indexes


class Post(Row):
    """A person holds a kind of post in an organisation from a day to a day. Rooms declare the kinds (`posts.py`)."""

    THREAD = ("holder", "organisation", "kind")
    TITLE = "职务"

    holder = models.UUIDField("任职人")
    organisation = models.UUIDField("机构")
    kind = models.CharField("职务", max_length=32)

    class Meta:
        db_table = "kernel_post"
        constraints = [one_truth("kernel_post", "holder", "organisation", "kind")]
        indexes = [
            *row_indexes("kernel_post", "holder"),
            models.Index(fields=["organisation"], name="kernel_post_organisation", condition=CURRENT),
        ]


class SubjectKey(models.Model):
    """The wrapped key under which one subject's sensitive values are encrypted; destroying it is the erasure."""

    subject = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()

    class Meta:
        db_table = "kernel_subject_key"


class SensitiveValue(models.Model):
    """One encrypted value by subject and field, with a blind index for exact look-up. Outside the two-time rows."""

    subject = models.UUIDField()
    field = models.CharField(max_length=32)
    ciphertext = models.BinaryField()
    blind = models.BinaryField()
    opened_by = models.BigIntegerField()

    class Meta:
        db_table = "kernel_sensitive_value"
        constraints = [
            models.UniqueConstraint(fields=["subject", "field"], name="kernel_sensitive_value_one"),
            models.UniqueConstraint(fields=["field", "blind"], name="kernel_sensitive_value_blind"),
        ]


class Viewing(models.Model):
    """Somebody looked at sensitive values of a subject, and why: written before they left (`viewings.py`).

    A log of its own, append-only and private, of entries in the ledger's form: it stands beside the register's ledger, so
    that who looked never shows in what was done. Row-level security shows nothing to whom nothing was opened."""

    at = models.DateTimeField("时刻")
    actor = models.UUIDField("查看人")
    organisation = models.CharField("机构", max_length=120)
    post = models.CharField("职务", max_length=120)
    subject = models.UUIDField("被查看人")
    fields = ArrayField(models.CharField(max_length=32), verbose_name="字段")
    purpose = models.CharField("用途", max_length=200)
    mark = models.CharField("标记", max_length=12)
    body = models.BinaryField()
    leaf = models.BinaryField()
    secret = models.BinaryField()

    class Meta:
        db_table = "kernel_view"
        indexes = [
            models.Index(fields=["subject", "id"], name="kernel_view_subject"),
            models.Index(fields=["actor", "at"], name="kernel_view_actor"),
        ]
