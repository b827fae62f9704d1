"""Targets in prose: each quantity is taken by the words around it, or not taken for a named reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from . import grammar as g
from .deadline import Deadlines
from .indicator import Taken, said
from .proposal import NotTaken, Target
from .quantities import scan
from .refusals import NO_NAME, refusal
from .source import Passage
from .statements import Told, share_of_whole, statement
from .wordless import wordless


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a passage stands: its heading, the role of its section, and the years that hold where it names none."""

    section: str
    role: str
    due: int | None
    from_year: int | None
    to_year: int | None


@dataclass
class Reader:
    """Reads the targets of one passage."""

    passage: Passage
    setting: Setting
    targets: list[Target] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)

    def read(self) -> None:
        """Take or refuse every quantity of the passage, then the targets stated without one."""
        text, role = self.passage.text, self.setting.role
        quantities, masks = scan(text)
        for mask in masks:
            if mask.reason not in ("日期", "比照单位") and re.search(r"\d", text[mask.start : mask.end]):
                self._refuse(mask.start, mask.end, mask.reason)
        deadlines = Deadlines(text, self.setting.from_year, self.setting.to_year)
        told = Told(text, role, deadlines, quantities, self.setting.due)
        for index, quantity in enumerate(quantities):
            if (told.found and quantity.start < told.found[-1].end) or g.WHOLE.match(text, quantity.start):
                continue
            outcome = self._judge(index, told)
            if not isinstance(outcome, str):
                told.found += outcome
            elif quantity.unit:
                self._refuse(quantity.start, quantity.end, outcome)
        more, weak = wordless(told, masks)
        for start, end, reason in weak:
            self._refuse(start, end, reason)
        found = sorted([*told.found, *more], key=lambda t: t.start)
        for taken in found:
            self._set_down(taken, [t for t in found if t.end <= taken.start], deadlines)

    def _judge(self, index: int, told: Told) -> list[Taken] | str:
        if told.role == "status":
            return "现状、背景一节的数"
        if told.deadlines.past(told.quantities[index].start, told.role):
            return "现状或既往的数"
        around = told.around(index)
        part = share_of_whole(around, told)
        if isinstance(part, Taken):
            return [part]
        return refusal(around, told.role) or statement(index, around, told)

    def _refuse(self, start: int, end: int, reason: str) -> None:
        place = self.passage.span(start, end)
        self.refused.append(NotTaken(self.passage.quote(start, end), reason, self.setting.section, place))

    def _set_down(self, taken: Taken, earlier: list[Taken], deadlines: Deadlines) -> None:
        """Make the target: its indicator in the words of the source, its quote and its year."""
        before = max(earlier, key=lambda t: t.end, default=None)
        taken.said = said(self.passage, taken, before, self.setting.section)
        if len(taken.said) < 2:
            self._refuse(taken.start, taken.end, NO_NAME)
            return
        due = None if taken.rhythm else taken.due or deadlines.of(taken.start, taken.end, self.setting)
        self.targets.append(
            Target(
                taken.said,
                taken.op,
                taken.value,
                taken.unit,
                due,
                self.passage.quote(taken.start, taken.end),
                self.setting.section,
                self.passage.span(taken.start, taken.end),
            )
        )
