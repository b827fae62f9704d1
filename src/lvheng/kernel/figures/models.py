"""Readings that may be kept: served again only if nothing in their registers has changed since."""

from __future__ import annotations

from django.db import models


class KeptReading(models.Model):
    """A reading with the instant at which it was taken (`kernel.md` §1.5). A working table: losing it loses nothing."""

    figure = models.CharField(max_length=64)
    version = models.CharField(max_length=16)
    scope = models.CharField(max_length=64)
    day = models.DateField()
    taken_at = models.DateTimeField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    rows = models.IntegerField()
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "kernel_kept_reading"
        constraints = [
            models.UniqueConstraint(fields=["figure", "version", "scope", "day"], name="kernel_kept_reading_one")
        ]
