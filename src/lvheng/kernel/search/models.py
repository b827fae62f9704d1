"""The keys under which names and numbers are found. Derived from rows; may be built anew at any time."""

from __future__ import annotations

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F


class SearchKey(models.Model):
    """One normalised key of one subject; a query finds the subjects whose key begins with it."""

    subject = models.UUIDField()
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=120)

    class Meta:
        db_table = "kernel_search_key"
        indexes = [
            models.Index(OpClass(F("key"), name="varchar_pattern_ops"), name="kernel_search_key_prefix"),
            models.Index(fields=["subject"], name="kernel_search_key_subject"),
        ]
