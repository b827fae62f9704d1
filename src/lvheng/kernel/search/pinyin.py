"""How names are read in pinyin without tones: surnames by their own readings, every plausible reading once."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, product
from pathlib import Path

import yaml
from pypinyin import lazy_pinyin

Syllables = tuple[str, ...]

_table = yaml.safe_load((Path(__file__).parent / "readings.yaml").read_text(encoding="utf-8"))
SURNAMES: dict[str, list[str]] = _table["surnames"]
COMPOUND_SURNAMES: dict[str, list[str]] = _table["compound_surnames"]
GIVEN: dict[str, list[str]] = _table["given"]
TWO_CHARACTERS: frozenset[str] = frozenset(_table["two_characters"]) | COMPOUND_SURNAMES.keys()

# A name of several doubtful characters would multiply; the usual readings come first, so that these suffice.
_MOST_SPELLINGS = 12


def person_spellings(name: str) -> list[Syllables]:
    """The ways to read a Chinese person's name (normalised, surname first), the usual one first; at most twelve."""
    readings = [_readings(name[0], SURNAMES), *(_readings(c, GIVEN) for c in name[1:])] if name else []
    spellings = list(islice(product(*readings), _MOST_SPELLINGS))
    if compound := COMPOUND_SURNAMES.get(name[:2]):
        given = product(*(_readings(c, GIVEN) for c in name[2:]))
        spellings = [(*compound, *rest) for rest in islice(given, _MOST_SPELLINGS)] + spellings
    return spellings


def plain_spellings(name: str) -> list[Syllables]:
    """The ways to read a name that has no surname, such as 阿依古丽, the usual one first; at most twelve."""
    return list(islice(product(*(_readings(c, GIVEN) for c in name)), _MOST_SPELLINGS))


def word_spellings(words: str) -> list[Syllables]:
    """The ways to read an organisation's name: by its words (重庆 chongqing), and as if a surname stood first."""
    by_words = tuple(_typed(syllable) for syllable in lazy_pinyin(words))
    by_characters = person_spellings(words)
    # Letters and figures come back as one run; such a name is read by its characters alone.
    return [by_words, *by_characters] if len(by_words) == len(words) else by_characters


def typed_forms(spellings: list[Syllables]) -> set[str]:
    """What people may type for these spellings: all syllables joined, and their initials; ü as v, u or yu."""
    found = set()
    for spelling in spellings:
        whole = "".join(spelling)
        found |= {whole, "".join(syllable[:1] for syllable in spelling)}
        if "v" in whole:
            found |= {whole.replace("v", "u"), whole.replace("v", "yu")}
    return found


def _readings(character: str, special: dict[str, list[str]]) -> list[str]:
    return special.get(character) or _common_reading(character)


@lru_cache(maxsize=30_000)
def _common_reading(character: str) -> list[str]:
    return [_typed(lazy_pinyin(character)[0])]


def _typed(syllable: str) -> str:
    return syllable.casefold()
