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


class LogHead(models.Model):
    """How far a log has come: `size` entries are numbered, and `checkpoint` is the last note that was published.

    Written by the sequencer alone, as are the three tables below (`rights.py`)."""

    log = models.CharField(primary_key=True, max_length=16)
    origin = models.CharField(max_length=200, default="")
    size = models.BigIntegerField(default=0)
    checkpoint = models.TextField(default="")
    cosigned = models.TextField(default="")  # the last one that enough witnesses signed too; '' where none are asked
    drained_at = models.DateTimeField(null=True)  # when the sequencer last saw nothing that had no number
    confirmed_at = models.DateTimeField(null=True)  # when it last found log and checkpoint to agree
    witnessed = models.IntegerField(null=True)  # how many witnesses have cosigned of late; None where none is asked
    trouble = models.TextField(default="")  # Chinese sentence; '' if all is well

    class Meta:
        db_table = "kernel_log_head"


class LogNumber(models.Model):
    """The number of an entry in a log: 0, 1, 2 … in the order in which the sequencer saw them committed."""

    pk = models.CompositePrimaryKey("log", "number")
    log = models.CharField(max_length=16)
    number = models.BigIntegerField()
    entry = models.BigIntegerField()

    class Meta:
        db_table = "kernel_log_number"
        constraints = [models.UniqueConstraint(fields=["log", "entry"], name="kernel_log_number_once")]


class LogTile(models.Model):
    """Up to 256 hashes of a log's tree (`tiles.py`); it grows until it is full and is never changed otherwise."""

    pk = models.CompositePrimaryKey("log", "level", "number")
    log = models.CharField(max_length=16)
    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        db_table = "kernel_log_tile"


class LogCheckpoint(models.Model):
    """Every head that was ever signed."""

    log = models.CharField(max_length=16)
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "kernel_log_checkpoint"
        indexes = [models.Index(fields=["log", "size"], name="kernel_log_checkpoint_size")]
