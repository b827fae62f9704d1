"""Letter templates, whose versions are rows in two times, and the runs in which letters were written from them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lvheng.kernel.rows import Row, one_truth, row_indexes


class LetterForm(models.TextChoices):
    """As what the letters of a run come out."""

    PDF = "pdf", "一份 PDF，每封另起一页"
    DOCX = "docx", "一份 Word 文件，每封另起一页"
    PDFS = "pdf.zip", "每封一份 PDF，打成压缩包"
    DOCXS = "docx.zip", "每封一份 Word 文件，打成压缩包"


class LetterTemplate(Row):
    """What a letter to the rows of one list says; {…} stands for a column of the list (`merging.py`)."""

    THREAD = ("template",)
    TITLE = "信函模板"

    template = models.UUIDField()
    title = models.CharField("名称", max_length=60)
    listing = models.CharField("名册", max_length=48)
    organ = models.CharField("发文机关标志", max_length=60, default="", blank=True)
    number = models.CharField("发文字号", max_length=60, default="", blank=True)
    heading = models.CharField("标题", max_length=120)
    addressee = models.CharField("主送", max_length=120)
    text = models.TextField("正文")
    signed_by = models.CharField("署名", max_length=60)

    class Meta:
        db_table = "kernel_letter_template"
        constraints = [one_truth("kernel_letter_template", "template")]
        indexes = row_indexes("kernel_letter_template", "template")


class LetterRun(models.Model):
    """Somebody wrote letters: from which version of which template, to the rows of which list, and the file's digest.

    Append-only. The letters themselves are not kept: a file that turns up is known by its digest."""

    ONLY_GROWS = True

    at = models.DateTimeField("时刻")
    account = models.UUIDField("谁写的")
    template = models.UUIDField("模板")
    version = models.BigIntegerField("模板的哪一版")
    listing = models.CharField("名册", max_length=48)
    asked = models.TextField("怎样筛选")
    on = models.DateField("以何日为准")
    known_at = models.DateTimeField("登记截至")
    signed_on = models.DateField("成文日期")
    count = models.IntegerField("封数")
    form = models.CharField("形式", max_length=8, choices=LetterForm.choices)
    sensitive = ArrayField(models.CharField(max_length=32), verbose_name="用了哪些敏感字段", default=list)
    purpose = models.CharField("用途", max_length=200, default="")
    digest = models.CharField("SHA-256", max_length=64)

    class Meta:
        db_table = "kernel_letter_run"
        indexes = [models.Index(fields=["template", "id"], name="kernel_letter_run_template")]
