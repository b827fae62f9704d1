"""Code lists of electronic licences."""

from __future__ import annotations

from enum import IntEnum

from django.db.models import TextChoices


class Status(IntEnum):
    """The two bits of a place in the status list. Source: 律师和律师事务所执业证书管理办法 arts. 13, 15 (扣缴、收缴、注销)."""

    VALID = 0
    SUSPENDED = 1
    CANCELLED = 2
    REVOKED = 3


TITLES = {
    Status.VALID: "有效",
    Status.SUSPENDED: "停止执业",
    Status.CANCELLED: "注销",
    Status.REVOKED: "吊销",
}


class Way(TextChoices):
    """How a licence came to whoever verified it. Source: this product."""

    CODE = "code", "扫码"
    FILE = "file", "文件"
    NUMBER = "number", "证号"
    PROGRAM = "program", "接口"
