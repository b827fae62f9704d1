"""Files given with acts: the bytes once by their digest, who brought them, and which act took them.

They stand in PostgreSQL and in no folder: an act and its files are one transaction, and one backup holds both
(docs/adr/0006-files-in-the-database.md)."""

from __future__ import annotations

import uuid

from django.db import models

from lvheng.kernel.documents.kinds import Kind


class StoredFile(models.Model):
    """The bytes of one file, encrypted under a key of its own, which is wrapped. Never edited."""

    digest = models.CharField("SHA-256", max_length=64, primary_key=True)
    kind = models.CharField("格式", max_length=4, choices=Kind.choices)
    size = models.IntegerField("字节数")
    wrapped = models.BinaryField()
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "kernel_file"


class Upload(models.Model):
    """Somebody brought a file and an act may take it. A working table: what no act or proposal took is forgotten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.UUIDField()
    file = models.ForeignKey(StoredFile, models.RESTRICT, db_column="digest")
    name = models.CharField("文件名", max_length=120)
    sensitive = models.BooleanField("含敏感个人信息", default=False)
    until = models.DateTimeField("保留到", db_index=True)

    class Meta:
        db_table = "kernel_upload"
        indexes = [models.Index(fields=["account"], name="kernel_upload_account")]


class Attachment(models.Model):
    """An act took a file: the `place`-th of its entry, which commits to the digest. Only erasure takes it away."""

    entry = models.BigIntegerField("存证")
    place = models.SmallIntegerField("第几份")
    file = models.ForeignKey(StoredFile, models.RESTRICT, db_column="digest")
    name = models.CharField("文件名", max_length=120)
    sensitive = models.BooleanField("含敏感个人信息", default=False)

    class Meta:
        db_table = "kernel_attachment"
        constraints = [models.UniqueConstraint(fields=["entry", "place"], name="kernel_attachment_place")]
