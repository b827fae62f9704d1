"""Search keys follow the rows: whoever's name or number changes is found by what is now believed of any day.

So a corrected number, and a correction taken back, are found without an act saying so. Called by `perform.py` alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.backends.utils import CursorWrapper

from lvheng.kernel.acts.act import Written
from lvheng.kernel.acts.copy import copy_in
from lvheng.kernel.rows import Row
from lvheng.kernel.search.models import SearchKey

Keys = dict[UUID, set[str]]


def find_by(cursor: CursorWrapper, many: Sequence[Written]) -> None:
    """Writes the keys of new subjects, and renews those of subjects whose rows now give others."""
    found = [(subject, kind, key) for what in many for subject, kind, keys in what.found_by for key in keys]
    models = {type(row) for what in many for row in what.opens + what.closes if row.FOUND_AS}
    for model in models:
        opened = _keys(row for what in many for row in what.opens if type(row) is model)
        closed = _keys(row for what in many for row in what.closes if type(row) is model)
        renewed = sorted(subject for subject, keys in closed.items() if opened.get(subject) != keys)
        if renewed:
            cursor.execute(
                "delete from kernel_search_key where kind = %s and subject = any(%s)", [model.FOUND_AS, renewed]
            )
            opened |= _keys(model.rows.current().filter(**{f"{model.THREAD[0]}__in": renewed}))
        for subject in [*renewed, *(opened.keys() - closed.keys())]:
            found += [(subject, model.FOUND_AS, key) for key in sorted(opened.get(subject, ()))]
    if found:
        copy_in(cursor, SearchKey._meta.db_table, ("subject", "kind", "key"), found)


def _keys(rows: Iterable[Row]) -> Keys:
    found: Keys = defaultdict(set)
    for row in rows:
        found[getattr(row, row.THREAD[0])].update(row.search_keys())
    return found
