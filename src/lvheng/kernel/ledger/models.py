"""The ledger: one entry for every act, its opening apart, and the act's own line for reading."""

from __future__ import annotations

from django.db import models


class LedgerEntry(models.Model):
    """What is committed for ever: canonical bytes and their RFC 6962 leaf. Append-only (see `entry.py`)."""

    id = models.BigAutoField(primary_key=True)
    body = models.BinaryField()
    leaf = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = "kernel_ledger_entry"


class LedgerOpening(models.Model):
    """What opens an entry's commitments: its secret and its fields. Emptied only by the erasure act."""

    entry = models.BigIntegerField(primary_key=True, db_column="entry_id")
    secret = models.BinaryField()
    text = models.TextField()

    class Meta:
        db_table = "kernel_ledger_opening"


class ActLine(models.Model):
    """An act as pages and figures read it: who did what to whom, with effect from when, on what ground."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=48)
    subject = models.UUIDField(null=True)
    actor = models.UUIDField()
    effective_on = models.DateField()
    at = models.DateTimeField()
    basis = models.CharField(max_length=200)
    district = models.CharField(max_length=6, default="")
    parent = models.BigIntegerField(null=True)
    line = models.IntegerField(null=True)
    reverses = models.BigIntegerField(null=True)

    class Meta:
        db_table = "kernel_act"
        indexes = [models.Index(fields=["subject", "id"], name="kernel_act_subject")]
        constraints = [
            models.UniqueConstraint(fields=["parent", "line"], name="kernel_act_once_a_line"),
            models.UniqueConstraint(fields=["reverses"], name="kernel_act_reversed_once"),
        ]
