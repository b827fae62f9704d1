"""The keys under which people and organisations are found, and the same normalisation for what is asked.

A subject is found when one of its keys begins with the normalised query. Keys only retrieve: two subjects with the
same key are not thereby the same.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from lvheng.kernel.places.districts import PROVINCES
from lvheng.kernel.search.pinyin import (
    Syllables,
    person_spellings,
    plain_spellings,
    typed_forms,
    word_spellings,
)

KEY_LENGTH = 120
SORT_KEY_LENGTH = 240

# Between the parts of ethnic and foreign names people type any of these.
_DOTS = re.compile(r"[·•・‧∙⋅・.．]")
_BRACKETS = re.compile(r"[(\[〔【].*?[)\]〕】]")
_FIRM_WORDS = re.compile(r"律师事务所|分所")
_PROVINCE = re.compile("|".join(f"{p.name}|{p.short}[省市]?" for p in PROVINCES.values()))


def normalise(query: str) -> str:
    """What is compared: letters, figures and characters only, in full and half width alike, small, without accents.

    So blanks, dots, brackets and hyphens never matter: `北京大成（上海）` is `北京大成上海`, and a licence number may
    be asked for in groups. At most `KEY_LENGTH` characters.
    """
    if query.isalnum() and not query.isascii() and normalize("NFKD", query) == query:
        return query.casefold()[:KEY_LENGTH]
    kept = "".join(c for c in normalize("NFKD", query) if c.isalnum())
    return normalize("NFC", kept).casefold()[:KEY_LENGTH]


def name_keys(name: str) -> list[str]:
    """The keys of a person: the name, its pinyin in every plausible reading, the initials; the name itself first.

    A name of several parts (阿依古丽·买买提) is found by its later parts too.
    """
    whole = normalise(name)
    if not whole:
        return []
    parts = parts_of(name)
    if len(parts) == 1:
        return _listed(whole, typed_forms(person_spellings(whole)))
    tails = ["".join(parts[i:]) for i in range(1, len(parts))]
    spellings = [spelling for text in (whole, *tails) for spelling in plain_spellings(text)]
    return _listed(whole, {*tails, *typed_forms(spellings)})


def organisation_keys(name: str) -> list[str]:
    """The keys of an organisation; the full name first.

    Beside it: the name without its province, and with the province's short name (北京 for 北京市); the core (字号),
    with and without the place of a branch; the core's endings of two characters and more, so that a part is found
    too; and pinyin and initials of the core, with and without the province.
    """
    whole = normalise(name)
    if not whole:
        return []
    province, own, rest = dissected(name)
    core = core_name(name)
    short = own + _FIRM_WORDS.sub("", rest)
    texts = {core, *map(normalise, (short, own + rest, province + own + rest))}
    endings = {core[i:] for i in range(len(core) - 1)}
    return _listed(whole, texts | endings | typed_forms(word_spellings(core) + word_spellings(province + core)))


def word_keys(title: str) -> list[str]:
    """The keys of a title of ours (a figure, an act, a page): itself first, then its pinyin and initials."""
    whole = normalise(title)
    return _listed(whole, typed_forms(word_spellings(whole))) if whole else [""]


def core_name(name: str) -> str:
    """The 字号 of a firm or branch, normalised: 北京市大成（上海）律师事务所 and 北京大成律师事务所上海分所 are 大成.

    Of other organisations the name without its province.
    """
    return normalise(_BRACKETS.sub("", dissected(name)[1]))


def sort_key(name: str) -> str:
    """The key that orders persons by pinyin, then by character. Compare it byte-wise (collation "C")."""
    whole = normalise(name)
    spellings = person_spellings(whole) if len(parts_of(name)) == 1 else plain_spellings(whole)
    return _ordered(spellings[0], whole)[:SORT_KEY_LENGTH]


def organisation_sort_key(name: str) -> str:
    """The key that orders organisations by the pinyin of their core, then by the full name. Compare it byte-wise."""
    core = core_name(name)
    return f"{_ordered(word_spellings(core)[0], core)} {normalise(name)}"[:SORT_KEY_LENGTH]


def parts_of(name: str) -> list[str]:
    return [part for part in map(normalise, _DOTS.split(name)) if part] or [""]


def dissected(name: str) -> tuple[str, str, str]:
    """The short name of the province in front, what follows it, and the rest from 律师事务所 on.

    There is no province where fewer than two characters would follow it (上海律师事务所).
    """
    head, word, tail = "".join(normalize("NFKC", name).split()).partition("律师事务所")
    found = _PROVINCE.match(head)
    if not found or len(normalise(head[found.end() :])) < 2:
        return "", head, word + tail
    province = next(p.short for p in PROVINCES.values() if head.startswith(p.short))
    return province, head[found.end() :], word + tail


def _ordered(spelling: Syllables, text: str) -> str:
    return " ".join(f"{syllable} {character}" for syllable, character in zip(spelling, text, strict=False))


def _listed(first: str, others: set[str]) -> list[str]:
    rest = {key[:KEY_LENGTH] for key in others if key}
    return [first, *sorted(rest - {first})]
