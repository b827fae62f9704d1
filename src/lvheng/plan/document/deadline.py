"""By when a target is due, and whether a clause speaks of the past, told by the years around it."""

from __future__ import annotations

import re
from typing import Protocol

from . import grammar as g
from .clauses import ASIDE, left_edge, right_edge
from .front import FIVE_YEARS


class HasYears(Protocol):
    """What a passage's setting knows of years."""

    @property
    def due(self) -> int | None: ...
    @property
    def role(self) -> str: ...
    @property
    def to_year(self) -> int | None: ...


class Deadlines:
    """The years that a passage names, in order."""

    def __init__(self, text: str, from_year: int | None, to_year: int | None) -> None:
        self.text = text
        self.from_year = from_year
        self.years = [(m.start(), m.end(), year) for m in g.DUE.finditer(text) if (year := self._year(m, to_year))]

    def _year(self, found: re.Match[str], to_year: int | None) -> int | None:
        if found.group("whole"):
            entered = g.ENTERED.search(self.text, left_edge(self.text, found.start()), found.start())
            return None if entered else to_year
        if plan := found.group("plan"):
            span = FIVE_YEARS.get(plan)
            return span[1] if span and (found.group("plan_end") or found.start() == 0) else None
        if found.group("base") in (
            "比",
            "较",
            "与",
            "同",
            "从",
            "由",
            "自",
            "以",
            "相较",
            "相比",
            "对比",
            "比于",
            "较于",
        ):
            return None
        reached = found.group("after") == "的" and self.text[found.start() - 1 : found.start()] in ("到", "至")
        if (found.group("after") and not reached) or re.match(r"\d+号|〕|\)", self.text[found.end() : found.end() + 2]):
            return None
        if self._quoted(found.start()):
            return None
        return int(found.group("year"))

    def _quoted(self, at: int) -> bool:
        before = self.text[:at]
        return before.count("《") > before.count("》")

    def before(self, at: int) -> int | None:
        """The last year named before a place, if it is of the plan's time."""
        year = next((y for _, end, y in reversed(self.years) if end <= at), None)
        return year if year is not None and not self._gone(year) else None

    def _gone(self, year: int) -> bool:
        return self.from_year is not None and year < self.from_year

    def past(self, at: int, role: str) -> bool:
        """Whether what is said at a place is told of the past."""
        sentence = max(self.text.rfind(c, 0, at) for c in "。!?") + 1
        start = sentence if role == "goals" else 0
        last_past = max((m.start() for m in g.PAST.finditer(self.text, start, at)), default=-1)
        gone = max((s for s, e, y in self.years if start <= s and e <= at and self._gone(y)), default=-1)
        coming = max((s for s, e, y in self.years if start <= s and e <= at and not self._gone(y)), default=-1)
        hoped = max((m.start() for m in g.FUTURE.finditer(self.text, max(start, sentence), at)), default=-1)
        last_past = max(last_past, gone)
        if last_past < 0:
            return False
        if last_past < sentence and re.search(r"[。!?]", self.text[last_past:at]):
            return max(coming, hoped) < last_past and not self._acts(sentence, at)
        return max(coming if coming > last_past else -1, hoped) < last_past

    def _acts(self, start: int, at: int) -> bool:
        """Whether a sentence after one of the past begins to state work to be done."""
        return bool(g.CREATES_ANYWHERE.match(self.text, start, at) or g.LEAD.match(self.text, start, at))

    def of(self, start: int, end: int, setting: HasYears) -> int | None:
        """The year by which a target at [start, end) is due, none where the plan names none."""
        part = max(self.text.rfind(c, 0, start) for c in "。!?;") + 1
        holds = [
            y
            for s, e, y in self.years
            if e <= end
            and not self._gone(y)
            and (s >= part or self._heads(s, e))
            and not self._aside(e, start)
            and self._reaches(s, e, start)
        ]
        if holds:
            return holds[-1]
        limit = right_edge(self.text, end)
        aside = ASIDE.match(self.text, limit)
        limit = aside.end() if aside else limit
        later = next((y for s, e, y in self.years if s >= end and e <= limit), None)
        if later is not None:
            return later
        if self.from_year is not None and re.search(
            r"全年|(?<![一二两三四五六七八九十\d])年内|今年", self.text[left_edge(self.text, start) : end]
        ):
            return self.from_year if setting.to_year in (None, self.from_year) else None
        if setting.due is not None:
            return setting.due
        whole = setting.role == "goals" or self.from_year == setting.to_year
        return setting.to_year if whole else None

    def _aside(self, year_end: int, start: int) -> bool:
        """其中2023年新增1000个,…: such a year holds for its own clause only."""
        led = g.OF_WHICH.search(self.text, 0, year_end)
        return led is not None and bool(re.search("[,;。]", self.text[year_end:start].lstrip(",")))

    def _reaches(self, year: int, year_end: int, at: int) -> bool:
        """配备率2022年实现100%,每学期开课…: a year after a subject holds for its own clause only."""
        opens = left_edge(self.text, year)
        return left_edge(self.text, at) <= opens or g.DATES_CLAUSE.fullmatch(self.text, opens, year) is not None

    def _heads(self, start: int, end: int) -> bool:
        """到2025年 that opens a sentence holds for the sentences after it; a year in passing does not."""
        opening = max(self.text.rfind(c, 0, start) for c in "。!?:;") + 1
        led = g.OPENS.fullmatch(self.text, opening, start)
        reached = led is not None and led.group().rstrip("\u201c").endswith(("到", "至"))
        return reached or (led is not None and self.text[end : end + 1] in ",末期")

    def near(self, left: int, at: int) -> bool:
        """Whether a clause that begins at `left`, or the words just before it, name a year of the plan."""
        return any(left - 2 <= e and s < at and not self._gone(y) for s, e, y in self.years)
