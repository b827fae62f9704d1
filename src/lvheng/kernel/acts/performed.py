"""What is told, after the commit, to whoever listens: the ground floor does not know who that is."""

from django.dispatch import Signal

performed = Signal()
"""Sent with `kind`, `entries` (their numbers, in order) and `actor` (the account's key), once for every set of acts."""
