"""Finding subjects by a name, number, pinyin or initials that somebody typed."""

from __future__ import annotations

from lvheng.kernel.search.keys import normalise


def key_prefix(words: str) -> str:
    """The LIKE pattern of keys that begin with what was typed; signs with a meaning in patterns stand for themselves."""
    key = normalise(words)[:120]
    for sign in ("\\", "%", "_"):
        key = key.replace(sign, "\\" + sign)
    return key + "%"
