"""The kinds of file that may be given with an act. Each can be read without the program that made it."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """Told by a file's content (`checking.py`), never by its name. Source: GB/T 33190 (OFD), GB/T 23286 (PDF/A)."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word 文档"
    XLSX = "xlsx", "Excel 表格"
    JPG = "jpg", "照片"
    PNG = "png", "图片"
    OFD = "ofd", "OFD 版式文件"


MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.JPG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.OFD: "application/ofd",
}
ENDINGS = {"jpeg": Kind.JPG, "jpe": Kind.JPG, **{kind.value: kind for kind in Kind}}
"""What a name may end in; a name that ends in none of these says nothing of the kind."""
