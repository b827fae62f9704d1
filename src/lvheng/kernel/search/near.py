"""What is nearly spelt or sounds nearly alike: the keys that somebody may have meant who typed another one.

Candidates are made from what was typed and looked up whole, so that the index answers; nothing is compared with every
name there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, product
from string import ascii_lowercase, digits

from lvheng.kernel.search.pinyin import Syllables, person_spellings, word_spellings

LONGEST = 24
"""Letters or characters of what is still varied; longer words have too many neighbours."""
SHORTEST = 4
"""Letters below which every neighbour is another name: initials are not varied."""
MOST = 2_000
"""Keys looked up for one question."""

# Sounds that are confused: 翘舌 and 平舌, 鼻音 and 边音, f and h, 前鼻音 and 后鼻音.
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))
_CONFUSED = re.compile(r"(?<=[zcs])h|(?<=[zcs])(?!h)|(?<=[aei]n)g|(?<=[aei]n)(?!g)|^n|^l|^f|^h")
_SWAPPED = {"n": "l", "l": "n", "f": "h"}


def near_names(asked: str) -> list[str]:
    """Keys of names that sound like `asked` (normalised), or whose pinyin differs from it by one letter."""
    if not asked or len(asked) > LONGEST:
        return []
    if asked.isascii():
        found = [*_misspelt(asked, ascii_lowercase), *_misheard(asked)] if len(asked) >= SHORTEST else []
    else:
        found = list(_sounding(asked))
    return list(dict.fromkeys(key for key in found if key != asked))[:MOST]


def near_numbers(asked: str) -> list[str]:
    """Numbers that differ from `asked` (normalised) by one sign: another one, one missing, one too many, two swapped."""
    if len(asked) > LONGEST:
        return []
    signs = digits if asked.isdigit() else digits + ascii_lowercase
    return [key for key in dict.fromkeys(_misspelt(asked, signs)) if key != asked][:MOST]


def _sounding(name: str) -> Iterator[str]:
    """Every reading of a name in characters, with up to two of its syllables confused."""
    spellings: Iterable[Syllables] = dict.fromkeys([*person_spellings(name), *word_spellings(name)])
    for spelling in spellings:
        yield "".join(spelling)
    for spelling in spellings:
        for count in (1, 2):
            for places in combinations(range(len(spelling)), count):
                others = [_alike(spelling[place]) for place in places]
                for chosen in product(*others):
                    changed = dict(zip(places, chosen, strict=True))
                    yield "".join(changed.get(place, syllable) for place, syllable in enumerate(spelling))


def _alike(syllable: str) -> list[str]:
    """Syllables that are taken for this one."""
    found = []
    for one, other in [*_INITIALS, *(pair[::-1] for pair in _INITIALS)]:
        rest = syllable[len(one) :]
        if syllable.startswith(one) and not (len(one) == 1 and rest.startswith("h")):
            found.append(other + rest)
    for one, other in [*_FINALS, *(pair[::-1] for pair in _FINALS)]:
        if syllable.endswith(one):
            found.append(syllable[: -len(one)] + other)
    return found


def _misheard(pinyin: str) -> Iterator[str]:
    """Pinyin with two of its sounds confused; one is a misspelling already."""
    marks = list(_CONFUSED.finditer(pinyin))
    for first, second in combinations(marks, 2):
        yield _confused(_confused(pinyin, second), first)


def _confused(pinyin: str, mark: re.Match[str]) -> str:
    """A sign that is there goes or is swapped; where one is missing it is added."""
    here = mark[0]
    before, after = pinyin[: mark.start()], pinyin[mark.end() :]
    if not here:
        return f"{before}{'g' if before.endswith('n') else 'h'}{after}"
    if mark.start() == 0:
        return f"{_SWAPPED.get(here, 'f')}{after}"
    return before + after


def _misspelt(text: str, signs: str) -> Iterator[str]:
    """One sign swapped with the next, too many, another, or missing."""
    for at in range(len(text)):
        before, after = text[:at], text[at + 1 :]
        if after:
            yield f"{before}{after[0]}{text[at]}{after[1:]}"
        yield before + after
        for sign in signs:
            yield before + sign + after
            yield before + sign + text[at:]
    for sign in signs:
        yield text + sign
