"""Finding subjects by a name, number, pinyin or initials that somebody typed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from lvheng.kernel.search.keys import normalise
from lvheng.kernel.search.models import SearchKey


def key_prefix(words: str) -> str:
    """The LIKE pattern of keys that begin with what was typed; signs with a meaning in patterns stand for themselves."""
    key = normalise(words)[:120]
    for sign in ("\\", "%", "_"):
        key = key.replace(sign, "\\" + sign)
    return key + "%"


def subjects_called(keys: Sequence[str], most: int = 100) -> list[UUID]:
    """The subjects that have one of these keys, whole."""
    found = SearchKey.objects.filter(key__any_of=keys).order_by("subject").values_list("subject", flat=True)
    return list(found.distinct()[:most]) if keys else []
