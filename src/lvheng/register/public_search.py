"""How a citizen finds a lawyer or firm: by name, pinyin, initials, number, and by firm, district and kind.

What was typed is read in several ways, the plainest first; the first that finds anything counts, and the page says
which it was. Where none does, what is spelt or sounds nearly alike is offered, never taken for granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from unicodedata import category, normalize

from lvheng.kernel.access.viewer import Scope
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.search.find import subjects_called
from lvheng.kernel.search.keys import name_keys, normalise, organisation_keys
from lvheng.kernel.search.models import SearchKey
from lvheng.kernel.search.near import near_names, near_numbers
from lvheng.kernel.subjects.models import Organisation
from lvheng.register import public_lists as policies
from lvheng.register.public_lists import OPEN, PublicList
from lvheng.register.public_reads import FEW, WITH_PAGE, Found, PublicRow, find

LONGEST = 60
"""Signs of a question; nobody's name or number is longer."""
MOST_FIRMS = 200
"""How many firms the words for a firm may mean before they are too few."""
_TITLE = re.compile(r"(?<=..)(律师|先生|女士|主任|老师)$")
_FIRM = re.compile(r"(?<=..)(律师所|律所|事务所|律师楼)$")
_LATIN = re.compile(r"[A-Za-z]+")
NUMBER_LENGTHS = (12, 17)


def tidy(words: str) -> str:
    """What was typed, without signs that cannot be seen and might turn the text around or end it; blanks made one."""
    seen = "".join(" " if category(sign) in ("Zs", "Zl", "Zp") else sign for sign in normalize("NFC", words))
    return " ".join("".join(sign for sign in seen if not category(sign).startswith("C")).split())


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what was typed: a name or number, and the firm of the person so called."""

    words: str
    firm: str = ""


def readings(words: str) -> Iterator[Reading]:
    """As it stands; without what people put behind a name; as a name in Western order; as a person and a firm."""
    yield Reading(words)
    plain = _FIRM.sub("", _TITLE.sub("", words))
    if plain != words:
        yield Reading(plain)
    parts = words.split()
    if len(parts) == 2 and all(normalise(part) for part in parts):
        first, second = parts
        if all(_LATIN.fullmatch(part) for part in parts):
            yield Reading(f"{second} {first}")
        yield Reading(_TITLE.sub("", first), _FIRM.sub("", second))
        yield Reading(_TITLE.sub("", second), _FIRM.sub("", first))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a citizen asks: words, and on a list chosen also the firm, the district and the codes of columns."""

    words: str = ""
    firm: str = ""
    district: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    with_ended: bool = False

    @property
    def is_asked(self) -> bool:
        return bool(normalise(self.words) or self.firm or self.district or any(self.codes.values()))


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, by list, and how the words were read; `too_many_firms`: the firm's words mean too many."""

    pieces: Sequence[Found]
    read: Reading
    too_many_firms: bool = False

    @property
    def total(self) -> int:
        return sum(piece.total for piece in self.pieces)


def search_list(shown: PublicList, wanted: Wanted, day: date, number: int = 1) -> Answer:
    """One list: page `number` of what fits everything asked."""
    answer = Answer([], Reading(wanted.words))
    for read in readings(wanted.words):
        firm = wanted.firm or read.firm
        narrowing = _narrowing(firm, wanted.district, day)
        if narrowing is None and wanted.firm:
            return Answer([], read, too_many_firms=True)
        if narrowing is None:
            continue
        found = _found(shown, wanted, read, day, narrowing, number)
        answer = Answer([found], read)
        if found.total:
            break
    return answer if answer.total else Answer(answer.pieces, Reading(wanted.words))


def search_all(wanted: Wanted, day: date) -> Answer:
    """Every list that has anything, a few rows of each."""
    for read in readings(wanted.words):
        narrowing = _narrowing(read.firm, "", day)
        lists = (policies.LAWYERS,) if read.firm else policies.SEARCHED
        found = [] if narrowing is None else [_found(each, wanted, read, day, narrowing, 1, FEW) for each in lists]
        if any(piece.total for piece in found):
            return Answer([piece for piece in found if piece.total], read)
    return Answer([], Reading(wanted.words))


def _found(
    shown: PublicList, wanted: Wanted, read: Reading, day: date, narrowing: Narrowing, number: int, size: int = 50
) -> Found:
    filters = {name: [code] for name, code in wanted.codes.items() if code}
    return find(
        shown,
        day,
        search=read.words,
        with_ended=wanted.with_ended,
        narrowing=narrowing,
        filters=filters,
        number=number,
        size=size,
    )


def _narrowing(firm: str, district: str, day: date) -> Narrowing | None:
    """To the lawyers of firms that the words mean, and to a district; None if the words mean too many firms."""
    if not normalise(firm):
        return Narrowing(OPEN.scope, district)
    begin = SearchKey.objects.filter(key__startswith=normalise(firm)).values("subject")
    firms = Organisation.rows.on(day).filter(kind__in=WITH_PAGE, subject__in=begin)
    meant = list(firms.values_list("subject", flat=True)[: MOST_FIRMS + 1])
    if len(meant) > MOST_FIRMS:
        return None
    return Narrowing(Scope(organisations=frozenset(meant)), district)


def found_as_former(row: PublicRow, words: str) -> bool:
    """Whether the row was found by what it is called or numbered no longer."""
    asked, values = normalise(words), row.values
    name = str(values["name"])
    if not asked or asked in normalise(name):
        return False
    numbers = [str(values[column]) for column in ("number", "credit_code") if values.get(column)]
    keys = [*(name_keys(name) if "number" in values else organisation_keys(name)), *map(normalise, numbers)]
    return not any(key.startswith(asked) for key in keys)


@dataclass(frozen=True, slots=True)
class Nearly:
    """What might have been meant: rows whose name or number is almost the one typed, or a beginning that some have."""

    pieces: Sequence[Found]
    beginning: str = ""
    count: int = 0


def nearest(words: str, day: date) -> Nearly:
    """What is nearly spelt or sounds like the words; else how many are called by a beginning of them."""
    asked = normalise(_FIRM.sub("", _TITLE.sub("", words)))
    if not asked:
        return Nearly([])
    keys = near_numbers(asked) if is_number(asked) else near_names(asked)
    subjects = subjects_called(keys)
    if subjects:
        found = [find(shown, day, subjects=subjects, size=FEW) for shown in policies.SEARCHED]
        if pieces := [piece for piece in found if piece.total]:
            return Nearly(pieces)
    for length in range(len(asked) - 1, 1, -1) if not is_number(asked) else ():
        count = find(policies.LAWYERS, day, search=asked[:length], size=1).total
        if count:
            return Nearly([], asked[:length], count)
    return Nearly([])


def is_number(asked: str) -> bool:
    """Whether the words are rather a number than a name."""
    return asked.isascii() and sum(sign.isdigit() for sign in asked) >= 6


def figures_written(words: str) -> int:
    """How many figures were written where a licence number is meant that has neither 12 nor 17 of them; else 0."""
    asked = normalise(words)
    return len(asked) if asked.isascii() and asked.isdigit() and 6 <= len(asked) not in NUMBER_LENGTHS else 0
