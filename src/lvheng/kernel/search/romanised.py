"""Names in pinyin, for those who do not read them. A rendering of ours: nobody's registered name.

GB/T 28039-2011 中国人名汉语拼音字母拼写规则: surname first, both parts with a capital, the given name in one word.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from lvheng.kernel.search.keys import dissected, parts_of
from lvheng.kernel.search.pinyin import TWO_CHARACTERS, Syllables, person_spellings, plain_spellings, word_spellings

_BRACKETED = re.compile(r"[((\[〔【](.*?)[))\]〕】]")
_FIRM = "律师事务所"
_TAILS = (("代表处", "Representative Office"), ("办事处", "Office"), ("分所", "Branch"))


def person_romanised(name: str) -> str:
    """Ouyang Xiu for 欧阳修; a name of several parts part by part; '' for what is not in characters."""
    parts = parts_of(name)
    if not all(parts) or any(part.isascii() for part in parts):
        return ""
    if len(parts) > 1:
        return " ".join(_word(plain_spellings(part)[0]) for part in parts)
    [whole] = parts
    spelling = person_spellings(whole)[0]
    surname = 2 if whole[:2] in TWO_CHARACTERS and len(whole) > 2 else 1
    return " ".join(_word(part) for part in (spelling[:surname], spelling[surname:]) if part)


def firm_romanised(name: str) -> str:
    """Beijing Yuhengshi Law Firm for 北京雩衡石律师事务所; '' for an organisation that is no firm or firm's office."""
    if _FIRM not in name:
        return ""
    province, own, rest = dissected(name)
    where = [_words(inner) for inner in _BRACKETED.findall(normalize("NFKC", own))]
    core = _words(_BRACKETED.sub("", normalize("NFKC", own)))
    told = " ".join(word for word in (_words(province), core, *(f"({place})" for place in where), "Law Firm") if word)
    tail = rest.removeprefix(_FIRM)
    for ending, word in _TAILS:
        if tail.endswith(ending):
            return f"{told}, {_words(tail.removesuffix(ending).removeprefix('驻'))} {word}".replace(",  ", ", ")
    return told


def _words(text: str) -> str:
    """A word in characters; what is Latin already stays."""
    kept = "".join(sign for sign in text if sign.isalnum())
    if not kept or kept.isascii():
        return kept
    return _word(word_spellings(kept)[0])


def _word(spelling: Syllables) -> str:
    """Syllables as one word, parted by an apostrophe where the next begins with a vowel (GB/T 16159 隔音符号)."""
    text = "".join(f"'{each}" if at and each[0] in "aoe" else each for at, each in enumerate(spelling))
    return text.replace("v", "ü")[:1].upper() + text.replace("v", "ü")[1:]
