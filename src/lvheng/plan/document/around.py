"""The words around a quantity, read outward from it: operators and verbs before it, the operator after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from . import grammar as g
from .clauses import left_edge, right_edge
from .indicator import trimmed
from .quantities import Quantity

Place = tuple[int, int]


@dataclass(frozen=True)
class Around:
    """A quantity `q` in its clause. `left` is where its own words begin, `stem_end` where they meet the operators and
    the verb; `after` is the operator that follows it (以上), `following` the next quantity of the passage."""

    text: str
    q: Quantity
    left: int
    stem_end: int
    ops: tuple[g.Operator, ...]
    verb: Place | None
    after: str
    after_end: int
    following: Quantity | None

    @cached_property
    def stem(self) -> Place:
        """What stands before the operators, without the words that only lead up to it."""
        return trimmed(self.text, self.left, self.stem_end)

    @cached_property
    def named(self) -> str:
        """The words of the stem."""
        return self.text[slice(*self.stem)]

    @cached_property
    def clause_end(self) -> int:
        """Where the clause ends."""
        return right_edge(self.text, self.after_end)

    @cached_property
    def rest(self) -> str:
        """What follows the quantity in its clause."""
        return self.text[self.after_end : self.clause_end]

    @cached_property
    def clause(self) -> str:
        """The whole clause."""
        return self.text[left_edge(self.text, self.q.start) : self.clause_end]

    @cached_property
    def ends(self) -> bool:
        """Whether the statement ends with the quantity; otherwise the thing counted follows it."""
        return bool(g.ENDS_HERE.match(self.rest))

    @cached_property
    def compares(self) -> bool:
        """Whether an operator of comparison (不少于) stands before the quantity."""
        return any(o.kind == "compare" for o in self.ops)

    @cached_property
    def change(self) -> str:
        """The change that the quantity is an amount of (增长, 下降), or nothing."""
        return next((o.change for o in self.ops if o.kind == "change"), "")

    @cached_property
    def verb_said(self) -> str:
        """The verb directly before the quantity, or nothing."""
        return self.text[slice(*self.verb)] if self.verb else ""

    @cached_property
    def object_start(self) -> int:
        """Where the thing counted begins when it follows the quantity."""
        led = re.match("(?:规模)?的", self.rest)
        return self.after_end + (led.end() if led else 0)

    @cached_property
    def joined(self) -> bool:
        """Whether 、 or 和 stands between the quantity and the next one."""
        return self.following is not None and bool(
            re.search("[、和及]", self.text[self.after_end : self.following.start])
        )

    @cached_property
    def followed(self) -> bool:
        """Whether the next quantity stands in the same clause and does more than qualify a noun (30人以上律所)."""
        if self.following is None or self.following.start >= self.clause_end:
            return False
        if re.search("[年月周天日]$", self.following.unit):
            return False
        return not g.QUALIFIES.match(self.text, self.following.end)

    def operator(self, after: str = "") -> str:
        """The operator that the words before and after the quantity state together."""
        if self.q.high is not None:
            return "range"
        compare = next((o.op for o in self.ops if o.kind == "compare"), "")
        if compare in (">", "<", "<=", ">="):
            return compare
        level = self.ops[0].op if self.ops else ""
        return self.after or after or compare or (">" if self.q.vague else level) or ">="


def read_around(text: str, q: Quantity, following: Quantity | None, taken_end: int) -> Around:
    """The words around a quantity; `taken_end` is where the target before it ends."""
    left = max(left_edge(text, q.start), taken_end)
    joint = g.JOINT.match(text, left, q.start)
    left = joint.end() if joint else left
    at, ops, verb = _before(text, left, q.start)
    if not ops and (turned := _turned(text, left, at)):
        ops, at = [turned], at - 1
    after, after_end = "", q.end
    for pattern, op in g.AFTER:
        if found := pattern.match(text, q.end):
            after, after_end = op, found.end()
            break
    if base := g.BASELINE.search(text, left, at):
        at = base.start()
    return Around(text, q, left, at, tuple(ops), verb, after, after_end, following)


def _before(text: str, left: int, at: int) -> tuple[int, list[g.Operator], Place | None]:
    """Operators, one verb and adverbs, peeled off the words before a quantity."""
    ops: list[g.Operator] = []
    verb: Place | None = None
    if (each := g.EACH.search(text, left, at)) and any(o.pattern.search(text, left, each.start()) for o in g.OPERATORS):
        at = each.start()
    while at > left:
        found = next(((o, m) for o in g.OPERATORS if (m := o.pattern.search(text, left, at))), None)
        if found and not (ops and ops[-1].kind == "change"):
            ops.append(found[0])
            at = found[1].start()
        elif (
            verb is None
            and not ops
            and text[at - 1] == "有"
            and text[at - 2 : at - 1] not in "拥具含占"
            and "每" in text[left:at]
        ):
            verb, at = (at - 1, at), at - 1
        elif verb is None and not ops and (made := g.CREATES.search(text, left, at)):
            verb, at = made.span(), made.start()
        elif (adverb := g.ADVERBS.search(text, left, at)) and adverb.group() not in ("分别", "每年"):
            if verb is not None and adverb.group() in ("重点", "集中", "优先") and verb[0] == adverb.end():
                verb = (adverb.start(), verb[1])
            at = adverb.start()
        else:
            break
    return at, ops, verb


def _turned(text: str, left: int, at: int) -> g.Operator | None:
    """压缩办理时限至7个工作日: the verb stands at the head of the clause, 至 before the number."""
    if at <= left or text[at - 1] not in "至到":
        return None
    head = text[slice(*trimmed(text, left, at - 1))]
    if re.match(g.DOWN, head):
        return g.TURNED_DOWN
    return g.TURNED_UP if re.match(g.UP, head) else None
