"""Spreadsheets on their way in: a working table; what they make true is written by acts."""

from __future__ import annotations

import uuid

from django.db import models


class Intake(models.Model):
    """One file that somebody brings in: its dry run, its acceptance, and where it was when it stopped."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.UUIDField()
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    basis = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=12, default="read")
    report = models.JSONField(default=dict)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "kernel_intake"
