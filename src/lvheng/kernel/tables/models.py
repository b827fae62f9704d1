"""Spreadsheets on their way in: a working table; what they make true is written by acts."""

from __future__ import annotations

import uuid

from django.db import models

from lvheng.kernel.access.sensitive import derived, locked, unlocked

PURPOSE = "intake"


class IntakeState(models.TextChoices):
    """Where a file is: read → (checking →) checked → accepting → done, or stopped on the way, from where it goes on;
    given up if nobody will go on with it."""

    READ = "read", "已读入"
    CHECKING = "checking", "核对中"
    CHECKED = "checked", "已核对"
    ACCEPTING = "accepting", "登记中"
    STOPPING = "stopping", "正在停止"
    STOPPED = "stopped", "已停止"
    DONE = "done", "已完成"
    GIVEN_UP = "given_up", "已放弃"


class Intake(models.Model):
    """One file that somebody brings in: its dry run, its acceptance, and where it was when it stopped.

    `digest` tells content, chosen act and day: files alike in these are one source, whose lines are accepted once.
    `parent` is the source's entry in the ledger, `on` the day of rows without one, `act` the kind if it was chosen.
    `listing` and `asked`: the list whose rows were picked for a bulk act; '' for a file of somebody's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.UUIDField()
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField()  # locked: it holds personal data; `open_content` alone reads it
    basis = models.CharField(max_length=200, default="")
    on = models.DateField(null=True)
    act = models.CharField(max_length=48, default="")
    parent = models.BigIntegerField(null=True)
    state = models.CharField(max_length=12, choices=IntakeState.choices, default=IntakeState.READ)
    report = models.JSONField(default=dict)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    listing = models.CharField(max_length=48, default="")
    asked = models.TextField(default="")
    made_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(null=True)  # when its acceptance last got further

    class Meta:
        db_table = "kernel_intake"

    def lock_content(self, content: bytes) -> None:
        """Keeps the file under a key of the installation, bound to this intake."""
        self.content = locked(derived(PURPOSE), content, self.id.bytes)

    def open_content(self) -> bytes:
        """The file as it was brought in. Raises `cryptography.exceptions.InvalidTag` if it was changed or moved."""
        return unlocked(derived(PURPOSE), bytes(self.content), self.id.bytes)
