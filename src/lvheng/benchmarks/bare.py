"""The web as it would be without a ledger: the floor beside which the ledger's cost to an act is measured. Never served.

An act writes its rows and its line for reading, but no entry, no opening and no hash; everything else is the product.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any


def application() -> Any:
    """The WSGI application, for a server that asks for it by calling."""
    from lvheng.config import wsgi

    without_ledger()
    return wsgi.application


def without_ledger() -> None:
    """Takes the ledger out of this program, in which Django is set up."""
    from lvheng.kernel.acts import perform

    vars(perform)["_write_entries"] = only_lines


def only_lines(wanted: Any, acts: Sequence[tuple[Any, Any, Any]], ids: Sequence[int], at: datetime) -> list[Any]:
    """In place of `perform._write_entries`: the lines of the acts alone."""
    from lvheng.kernel.acts.copy import write_together
    from lvheng.kernel.acts.perform import Done
    from lvheng.kernel.ledger.models import ActLine

    names = [f.column for f in ActLine._meta.concrete_fields if f.column]
    lines = [
        (entry, wanted.act.kind, what.subject, wanted.actor.id, item.on, at, basis, place.district, *rest)
        for (item, what, place), entry in zip(acts, ids, strict=True)
        for basis, rest in [(item.basis or wanted.basis, (wanted.parent, item.line, what.reverses))]
    ]
    write_together(wanted.cursor, [(ActLine._meta.db_table, names, lines)])
    return [Done(entry, what.subject) for (_, what, _), entry in zip(acts, ids, strict=True)]
