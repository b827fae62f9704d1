"""The name of any subject: person, organisation or thing."""

from __future__ import annotations

from uuid import UUID

from lvheng.register import references
from lvheng.register.record import record_kind
from lvheng.work import registry


def subject_name(key: UUID) -> str:
    """The name of a subject, '' for what has none."""
    if known := references.subject_name(key):
        return known
    register = registry.thing_register(key)
    names = register.model.rows.current().filter(subject=key).order_by("-valid_from") if register else ()
    return next((row.name for row in names), "")


def record_address(subject: UUID) -> str:
    """The address of a subject's record page, '' if it has none."""
    kind = record_kind(subject)
    if kind:
        return f"/work/{kind}s/{subject}/"
    register = registry.thing_register(subject)
    return f"/work/records/{register.code}/{subject}/" if register else ""
