"""Targets in prose: each quantity is taken by the words around it, or not taken for a named reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from . import grammar as g
from .clauses import left_edge, right_edge
from .deadline import Deadlines
from .indicator import Pieces, carried, shares, trimmed
from .proposal import NotTaken, Target
from .quantities import Number, Quantity, scan
from .source import Passage


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a passage stands: its heading, the role of its section, and the years that hold where it names none."""

    section: str
    role: str
    due: int | None
    from_year: int | None
    to_year: int | None


@dataclass(slots=True)
class Taken:
    """A target as found, before it is set down: the pieces of its indicator and where its words begin and end."""

    pieces: Pieces
    op: str
    value: Number | tuple[Number, Number] | None
    unit: str
    start: int
    end: int
    verb: str = ""
    yearly: bool = False
    stem: str = ""
    due: int | None = None


@dataclass(slots=True)
class Around:
    """The words around a quantity: operators and verbs before it, the operator after it, and the rest of its clause."""

    left: int
    stem_end: int
    ops: list[g.Operator]
    verb: tuple[int, int] | None
    after: str
    after_end: int
    clause_end: int
    baseline: int | None = None


@dataclass
class Reader:
    """Reads the targets of one passage."""

    passage: Passage
    setting: Setting
    targets: list[Target] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = self.passage.text
        self.quantities, self.masks = scan(self.text)
        self.deadlines = Deadlines(self.text, self.setting.from_year, self.setting.to_year)
        self.found: list[Taken] = []

    def read(self) -> None:
        """Take or refuse every quantity of the passage, then the targets stated without one."""
        for mask in self.masks:
            if mask.reason not in ("日期", "比照单位") and re.search(r"\d", self.text[mask.start : mask.end]):
                self.refuse(mask.start, mask.end, mask.reason)
        done = -1
        for index, quantity in enumerate(self.quantities):
            if quantity.start < done:
                continue
            outcome = self.judge(index, quantity)
            if isinstance(outcome, str):
                if quantity.unit:
                    self.refuse(quantity.start, quantity.end, outcome)
                continue
            for taken in outcome:
                done = max(done, taken.end)
                self.found.append(taken)
        self.found += wordless(self)
        for taken in sorted(self.found, key=lambda t: t.start):
            self.set_down(taken)

    def refuse(self, start: int, end: int, reason: str) -> None:
        """Note why something that looks like a target is none."""
        place = self.passage.span(start, end)
        self.refused.append(NotTaken(self.passage.quote(start, end), reason, self.setting.section, place))

    def judge(self, index: int, q: Quantity) -> list[Taken] | str:
        """The targets that a quantity states (several after 分别), or the reason why it states none."""
        if self.setting.role == "status":
            return "现状、背景一节的数"
        if self.deadlines.past(q.start, self.setting.role):
            return "现状或既往的数"
        around = self.around(index, q)
        if reason := self.excluded(index, q, around):
            return reason
        if around.ops and self.text[around.left : around.stem_end].endswith("分别"):
            return self.distributed(index, around)
        if self.setting.role == "steps" and not around.ops:
            return "工作步骤里的数,没有表示目标的词语"
        taken = self.by_operator(q, around) if around.ops else self.by_verb(q, around)
        return taken if isinstance(taken, str) else [taken]

    def around(self, index: int, q: Quantity) -> Around:
        """The words around a quantity, read outward from it."""
        text = self.text
        left = max(left_edge(text, q.start), self.found[-1].end if self.found else 0)
        left = g.JOINT.match(text, left, q.start).end()  # type: ignore[union-attr]  # the pattern fits anywhere
        at, ops, verb = q.start, [], None
        while at > left:
            found = next(((o, m) for o in g.OPERATORS if (m := o.pattern.search(text, left, at))), None)
            if found and not (ops and ops[-1].kind == "change"):
                ops.append(found[0])
                at = found[1].start()
                continue
            if verb is None and (not ops) and (made := g.CREATES.search(text, left, at)):
                verb = made.span()
                at = made.start()
            elif (adverb := g.ADVERBS.search(text, left, at)) and adverb.group() not in ("分别", "每年"):
                at = adverb.start()
                if verb is not None and adverb.group() in ("重点", "集中", "优先") and verb[0] == adverb.end():
                    verb = (at, verb[1])
            else:
                break
        if not ops and (turned := self.turned(left, at)):
            ops, at = [turned], at - 1
        after, after_end = "", q.end
        for pattern, op in g.AFTER:
            if found_after := pattern.match(text, q.end):
                after, after_end = op, found_after.end()
                break
        baseline = None
        if start := re.search(r"(?:从|由)[^,;:。]*\d[^,;:。]*$", text[left:at]):
            baseline, at = left + start.start(), left + start.start()
        return Around(left, at, ops, verb, after, after_end, right_edge(text, after_end), baseline)

    def turned(self, left: int, at: int) -> g.Operator | None:
        """压缩办理时限至7个工作日: the verb stands at the head of the clause, 至 before the number."""
        if at <= left or self.text[at - 1] not in "至到":
            return None
        start, end = trimmed(self.text, left, at - 1)
        if re.match(g.DOWN, self.text[start:end]):
            return g.TURNED_DOWN
        return g.TURNED_UP if re.match(g.UP, self.text[start:end]) else None

    def excluded(self, index: int, q: Quantity, a: Around) -> str:
        """The reason by which a quantity is no target whatever stands before it."""
        text = self.text
        before, rest = text[a.left : q.start], text[a.after_end : a.clause_end]
        clause = text[left_edge(text, q.start) : a.clause_end]
        compares = any(o.kind == "compare" for o in a.ops)
        if re.search(r"(?:从|由)[^,;:]{0,40}$", before) and re.match(rf"(?:的)?(?:{g.UP}|{g.DOWN})[到至]", rest):
            return "基期的数,不是要达到的数"
        if g.MONEY_UNIT.search(q.unit) and g.SUBSIDY.search(clause):
            return "奖励、补助或收费的标准"
        if q.chinese and q.value == 1 and not (compares or (re.search("每", before) and a.verb)):
            return "泛指的“一”"
        if not a.after and g.AFTER_NAME.match(rest) and not a.ops:
            return "名称或提法中的数字"
        if g.DURATION.search(q.unit) and (not a.ops or g.STANDING_TIME.search(clause)) and not self.is_work(q, a):
            return "时间长度或年龄,不是指标值"
        if re.match(r"以[上下](?=[^,;:。、)和及])", text[q.end : q.end + 3]) and not a.ops and a.verb is None:
            return "限定条件,不是指标值" if not self.is_fraction(q, a) else ""
        if self.is_condition(index, q, a, rest):
            return "限定条件,不是指标值"
        if self.setting.role == "safeguards" and q.unit in ("次", "场", "轮") and g.MEETINGS.search(clause):
            return "开会、报告的频次,不是指标值"
        return ""

    def is_work(self, q: Quantity, a: Around) -> bool:
        """Hours of training or service done are an amount of work, not a length of time."""
        return q.unit in ("小时", "学时", "课时") and (a.verb is not None or bool(a.ops) or bool(a.after))

    def is_fraction(self, q: Quantity, a: Around) -> bool:
        """80%以上的县达到标准: a share of what follows."""
        if q.unit != "%" or a.ops or a.verb:
            return False
        start, end = trimmed(self.text, a.left, q.start)
        lead = self.text[start:end]
        return (not lead or bool(re.fullmatch("全[市省区县国州]", lead))) and a.clause_end - a.after_end >= 4

    def is_share(self, q: Quantity, a: Around) -> bool:
        """将不低于55%的公益金用于养老: a share of what follows, too."""
        start, end = trimmed(self.text, a.left, a.stem_end)
        compares = any(o.kind == "compare" for o in a.ops)
        return q.unit == "%" and compares and start >= end and self.text.startswith("的", a.after_end) and (
            bool(re.search("用于|实现|达到|纳入|完成|建立|通过|开展|配备", self.text[a.after_end : a.clause_end]))
        )

    def is_condition(self, index: int, q: Quantity, a: Around, rest: str) -> bool:
        """Whether the quantity only tells which things another one counts."""
        before = self.text[a.left : a.stem_end]
        following = self.quantities[index + 1] if index + 1 < len(self.quantities) else None
        within = following is not None and following.start < a.clause_end
        joined = following is not None and bool(re.search("[、和及]", self.text[a.after_end : following.start]))
        if g.REQUIRED.search(self.text, a.left, q.start):
            return True
        if self.is_share(q, a):
            return False
        if a.after and not g.ENDS_HERE.match(rest) and (text_below(self.text, q) or (within and not joined)):
            return True
        if a.verb and a.after and not g.ENDS_HERE.match(rest) and g.REMOVES.search(self.text[a.verb[0] : a.verb[1]]):
            return True
        if following is not None and within and not g.ENDS_HERE.match(rest):
            between = self.text[a.after_end : following.start]
            states = any(o.pattern.search(between) for o in g.OPERATORS if o.kind != "change")
            if states and not joined:
                return True
        if re.match("的.*基金", rest) and re.search("规模$|总额$", before):
            return False
        if rest.startswith("的") and a.ops and a.verb is None and not g.CREATES.search(before):
            return not g.ENDS_HERE.match(rest)
        start, end = trimmed(self.text, a.left, a.stem_end)
        conditional = bool(g.CONDITION.match(self.text, start, end))
        return conditional and not (a.ops and g.ENDS_HERE.match(rest) and g.METRIC.search(self.text[start:end]))

    def by_operator(self, q: Quantity, a: Around) -> Taken | str:
        """A quantity after 达到, 不少于 and the like."""
        text, op = self.text, operator(a, q)
        start, end = trimmed(text, a.left, a.stem_end)
        compared = g.COMPARED.search(text, a.left, a.stem_end)
        if compared:
            start, end = trimmed(text, a.left, compared.start())
        change = next((o.change for o in a.ops if o.kind == "change"), "")
        if change and q.unit in ("个百分点", "百分点", "%") and compared and start >= end and self.found:
            return "同一指标与基期相比的说法"
        rest = text[a.after_end : a.clause_end]
        if fund := re.search("(?:总规模|规模|总额|总投资)$", text[start:end]):
            if text.startswith("的", a.after_end) and g.CREATES_ANYWHERE.match(text, start, end):
                spans = [(a.after_end + 1, a.clause_end), (start + fund.start(), end)]
                return self.taken(q, a, op, Pieces(spans), a.clause_end)
        if self.is_share(q, a):
            return self.taken(q, a, op, Pieces([(a.after_end + 1, a.clause_end)], "的比例"), a.clause_end)
        serves = len(a.ops) == 1 and a.ops[0].op == "=" and not g.ENDS_HERE.match(rest)
        if serves:
            served = not a.after and bool(re.match("[家户名所个位]", q.unit)) and text[q.start - 1] == "为"
            return self.with_object(q, a, ">=", (start, q.start)) if served else "没有表示目标的词语"
        if not g.ENDS_HERE.match(rest) and not change:
            return self.with_object(q, a, op, (start, end))
        if start < end or a.verb:
            pieces = Pieces([(start, end)], change if not text[start:end].endswith(change or "\0") else "")
        elif (base := carried(self.found, text, a.left)) is not None:
            pieces = replace(base, suffix=change or base.suffix)
        else:
            return "没有说明是什么指标"
        if g.PER_HEAD.fullmatch(text, start, end) and (base := carried(self.found, text, a.left)):
            pieces = replace(base, spans=[*base.spans, (start, end)])
        if a.verb and start >= end:
            pieces = Pieces([a.verb])
        if not q.unit and not g.METRIC.search(text[start:end]):
            return "没有单位的数"
        return self.taken(q, a, op, pieces)

    def by_verb(self, q: Quantity, a: Around) -> Taken | str:
        """A quantity without an operator: after a verb (培育10家…), after a measure (达标率95%), or beside another."""
        text, rest = self.text, self.text[a.after_end : a.clause_end]
        ends = bool(g.ENDS_HERE.match(rest))
        op = operator(a, q)
        start, end = trimmed(text, a.left, a.stem_end)
        if not q.unit:
            return "没有单位的数"
        if a.verb and not ends:
            return self.with_object(q, a, op, (start, end))
        if self.is_fraction(q, a):
            return self.taken(q, a, op, Pieces([(a.after_end + rest.startswith("的"), a.clause_end)], "的比例"), a.clause_end)
        beside = bool(self.found) and g.JOINT.fullmatch(text, self.found[-1].end, a.left) and a.left - self.found[-1].end > 0
        if ends and start < end:
            stem = text[start:end]
            if g.METRIC.search(stem) and (q.unit in ("%", "‰") or a.after or self.setting.role == "goals" or self.deadlines.before(q.start)):
                return self.taken(q, a, op, Pieces([(start, end)]))
            made = g.CREATES_ANYWHERE.search(stem)
            if made or a.verb or (beside and self.found[-1].verb) or (a.after and self.setting.role == "goals"):
                return self.counted_noun(q, a, op, start, end)
        if ends and a.verb:
            base = carried(self.found, text, a.left)
            word, unit = text[a.verb[0] : a.verb[1]], re.escape(text[q.end - 1])
            if later := re.compile(rf"{word}[\d.,万千]+{unit}(?:以上|左右)?([^,;。、()]{{2,20}})").search(text, q.end):
                base = Pieces([later.span(1)])
                return self.taken(q, a, op, Pieces([a.verb, *base.spans]))
            if base and any(word in text[x:y] for x, y in base.spans):
                return self.taken(q, a, op, base)
            return self.taken(q, a, op, Pieces([*base.spans, a.verb]) if base else Pieces([a.verb], titled=True))
        if beside and start >= end and not ends and self.found[-1].verb:
            return self.with_object(q, a, op, (start, end))
        return "没有表示目标的词语"

    def counted_noun(self, q: Quantity, a: Around, op: str, start: int, end: int) -> Taken | str:
        """新增床位5000张: the thing counted stands before its number."""
        text = self.text
        for joint in re.finditer("、|并|和", text[start:end]):
            bare = re.fullmatch(f"(?:全[市省区县国州])?(?:{g.FLOW_VERBS}|{g.STOCK_VERBS})+", text[start : start + joint.start()])
            if not bare and g.CREATES_ANYWHERE.match(text, start + joint.end(), end):
                start += joint.end()
                break
        spans = [(start, end), a.verb] if a.verb else [(start, end)]
        stock = re.match(rf"(?:{g.STOCK_VERBS})(?=..)", text[start:end])
        if stock and not a.verb:
            spans = [(start + stock.end(), end)]
        if q.unit in ("%",) and not a.after:
            return "没有表示目标的词语"
        return self.taken(q, a, op, Pieces([s for s in spans if s]), verb="counted")

    def with_object(self, q: Quantity, a: Around, op: str, stem: tuple[int, int]) -> Taken | str:
        """培育10家以上龙头企业: the thing counted follows its number."""
        text = self.text
        begin = a.after_end + (text[a.after_end : a.after_end + 1] == "的")
        end = self.object_end(q, begin, a.clause_end)
        thing = text[begin:end]
        if len(thing) < 2:
            return "没有说明是什么指标"
        if q.unit in ("个", "项", "件", "条", "类", "种", "处", "") and q.value <= 12 and not a.ops and g.COUNTED_ABSTRACT.search(thing):
            return "提法中的数字,不是可数的指标"
        if len(thing) <= 2 and q.value <= 10 and q.unit in ("个", "支", "项") and not a.ops:
            return "提法中的数字,不是可数的指标"
        if q.chinese and g.NAME_HEAD.search(thing) and not a.ops:
            return "项目或行动的名称"
        lead = [stem] if stem[0] < stem[1] else []
        if lead and not g.CREATES_ANYWHERE.search(text[stem[0] : stem[1]]) and not a.verb and not a.ops:
            return "没有表示目标的词语"
        keep = a.verb is not None and (bool(lead) or not g.DROPPED_VERB.search(text[a.verb[0] : a.verb[1]]))
        spans = [*lead, *([a.verb] if keep and a.verb else []), (begin, end)]
        verb = text[a.verb[0] : a.verb[1]] if a.verb else (self.found[-1].verb if self.found else "")
        return self.taken(q, a, op, Pieces(spans), end, verb or "states")

    def object_end(self, q: Quantity, begin: int, clause_end: int) -> int:
        """Where the thing counted ends: at the clause's end, or at the 、 before the next quantity."""
        following = next((x for x in self.quantities if x.start >= begin), None)
        if following is None or following.start >= clause_end:
            found = re.search(r"并(?!网|联)|,", self.text[begin:clause_end])
            return begin + found.start() if found and found.start() >= 2 else clause_end
        joints = list(re.finditer("、|和|及|以及|与|并", self.text[begin : following.start]))
        return begin + joints[-1].start() if joints else clause_end

    def distributed(self, index: int, a: Around) -> list[Taken]:
        """甲率、乙率分别达到95%、90%以上: each name with its number."""
        text = self.text
        row = [self.quantities[index]]
        for q in self.quantities[index + 1 :]:
            between = text[row[-1].end : q.start]
            if not re.fullmatch(r"(?:(?:及)?以[上下内]|左右)?(?:[、,]|和|及|与|以及)(?:达到|不低于|超过)?", between):
                break
            row.append(q)
        last = self.around(index + len(row) - 1, row[-1])
        start, end = trimmed(text, a.left, a.stem_end)
        names = shares(text, start, end, len(row))
        after = a.after or last.after
        change = next((o.change for o in a.ops if o.kind == "change"), "")
        result = []
        years = re.findall(r"(20\d{2})年?(?=[、,和及])", text[left_edge(text, max(a.left - 1, 0)) : a.left])
        for place, (q, pieces) in enumerate(zip(row, names, strict=True)):
            op = operator(replace(a, after=after), q)
            taken = self.taken(q, a, op, replace(pieces, suffix=change))
            result.append(replace(taken, start=start, end=last.after_end))
            if len(years) == len(row) and all(p == names[0] for p in names):
                result[-1].due = int(years[place])
        return result

    def taken(self, q: Quantity, a: Around, op: str, pieces: Pieces, end: int = 0, verb: str = "") -> Taken:
        """A target of a quantity."""
        spans = [s for s in pieces.spans if s[0] < s[1]]
        first = a.verb[0] if a.verb else (a.stem_end if a.ops else q.start)
        start = min([s[0] for s in spans if a.left <= s[0] <= q.start] + [first])
        value = q.value if q.high is None else (q.value, q.high)
        yearly = bool(g.REFERENCE.search(self.text, max(a.left, 0), q.start))
        stem = replace(pieces, spans=spans)
        return Taken(stem, op, value, q.unit, start, max(end, a.after_end), verb, yearly)

    def set_down(self, taken: Taken) -> None:
        """Make the target: its indicator in the words of the source, its quote and its year."""
        from .indicator import said

        earlier = [t for t in self.found if t.end <= taken.start and t is not taken]
        before = max(earlier, key=lambda t: t.end, default=None)
        indicator = said(self.passage, taken, before, self.setting.section)
        taken.stem = indicator
        if len(indicator) < 2:
            self.refuse(taken.start, taken.end, "没有说明是什么指标")
            return
        due = None if taken.yearly else taken.due or self.deadlines.of(taken.start, taken.end, self.setting)
        quote = self.passage.quote(taken.start, taken.end)
        place = self.passage.span(taken.start, taken.end)
        self.targets.append(
            Target(indicator, taken.op, taken.value, taken.unit, due, quote, self.setting.section, place)
        )


def text_below(text: str, q: Quantity) -> bool:
    """10人以下小微律师事务所: 以下 before a noun tells of which, not how many."""
    return bool(re.match("(?:及|或)?以下", text[q.end : q.end + 3]))


def operator(a: Around, q: Quantity) -> str:
    """The operator that the words before and after a quantity state together."""
    if q.high is not None:
        return "range"
    compare = next((o.op for o in a.ops if o.kind == "compare"), "")
    if compare in (">", "<", "<=", ">="):
        return compare
    level = next((o.op for o in a.ops), "")
    return a.after or compare or (">" if q.vague else level) or ">="


def wordless(reader: Reader) -> list[Taken]:
    """Targets stated without a number: full coverage, growth year by year, doubling, things completed."""
    from .wordless import find

    return find(reader)
