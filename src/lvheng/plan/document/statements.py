"""The ways in which a plan states a target by a quantity, tried in order; each takes it, refuses it or passes it on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from . import grammar as g
from .around import Around, Place, read_around
from .clauses import left_edge
from .deadline import Deadlines
from .indicator import Pieces, Taken, carried, sharers, shares, trimmed
from .quantities import Quantity
from .refusals import NO_NAME, NO_WORD, PHRASE, before_bracket, is_counted_aside, is_fraction, is_share

Outcome = Taken | str | None


@dataclass
class Told:
    """What a passage has told before the quantity in hand."""

    text: str
    role: str
    deadlines: Deadlines
    quantities: list[Quantity]
    due: int | None = None
    found: list[Taken] = field(default_factory=list)
    sharers: list[Place] = field(default_factory=list)

    def around(self, index: int) -> Around:
        """The words around one of the passage's quantities."""
        following = self.quantities[index + 1] if index + 1 < len(self.quantities) else None
        return read_around(self.text, self.quantities[index], following, self.found[-1].end if self.found else 0)


def statement(index: int, a: Around, told: Told) -> list[Taken] | str:
    """The targets that a quantity states, or the reason why it states none."""
    if a.ops and a.text[a.left : a.stem_end].endswith("分别"):
        return distributed(index, a, told)
    if alike := all_alike(a):
        return alike
    taken = _stated(a, told)
    return taken if isinstance(taken, str) else yearwise(index, taken, told)


def _stated(a: Around, told: Told) -> Taken | str:
    for way in BY_OPERATOR if a.ops else BY_VERB:
        outcome = way(a, told)
        if isinstance(outcome, str):
            return outcome
        if outcome is not None:
            return outcome
    return NO_WORD


def all_alike(a: Around) -> list[Taken]:
    """知晓率、满意率均达到95%: each of the measures, where all of the names are measures."""
    ends = [m.start() for m in re.finditer("[、和与]|及(?![时格])", a.named)]
    if not a.ops or not ends or not a.ends or a.change or a.q.unit != "%":
        return []
    bounds = [-1, *ends, len(a.named)]
    parts = [(a.stem[0] + one + 1, a.stem[0] + other) for one, other in pairwise(bounds)]
    if not all(g.RATE.search(a.text[slice(*part)]) for part in parts):
        return []
    return [replace(take(a, Pieces([part])), start=a.stem[0]) for part in parts]


def yearwise(index: int, first: Taken, told: Told) -> list[Taken]:
    """2024年、2025年分别新增5家、8家, and 各3家: a target for each of the years."""
    quantity = told.quantities[index]
    shared = g.SHARED_YEARS.search(told.text, left_edge(told.text, first.start), quantity.start)
    if shared is None:
        return [first]
    named = years_in(shared.group("years"))
    places = _listed(index, told.quantities, told.text)
    values = [told.quantities[place].value for place in places]
    if shared.group("each").endswith("各") and len(places) == 1:
        values *= len(named)
    if len(values) != len(named):
        return [first]
    end = max(first.end, told.around(places[-1]).after_end) if len(places) > 1 else first.end
    return [replace(first, value=value, due=year, end=end) for value, year in zip(values, named, strict=True)]


def years_in(written: str) -> list[int]:
    """The years of a list: 2023年、2024年和2025年, 2023-2025年."""
    if through := re.fullmatch(r"(20\d{2})年?[-\u2014~至到](20\d{2})年?", written.strip("到至")):
        return list(range(int(through.group(1)), int(through.group(2)) + 1))
    return [int(year) for year in re.findall(r"20\d{2}", written)]


def _listed(index: int, quantities: list[Quantity], text: str) -> list[int]:
    """The quantity and those that follow it in one list of bare numbers."""
    places = [index]
    while places[-1] + 1 < len(quantities):
        one, other = quantities[places[-1]], quantities[places[-1] + 1]
        if not g.NEXT_SHARE.fullmatch(text, one.end, other.start) or g.QUALIFIES.match(text, other.end):
            break
        places.append(places[-1] + 1)
    return places


def take(a: Around, pieces: Pieces, end: int = 0, verb: str = "", op: str = "") -> Taken:
    """A target of a quantity whose indicator is made up of `pieces`."""
    spans = [s for s in pieces.spans if s[0] < s[1]]
    first = a.verb[0] if a.verb else (a.stem_end if a.ops else a.q.start)
    start = min([s[0] for s in spans if a.left <= s[0] <= a.q.start] + [first])
    value = a.q.value if a.q.high is None else (a.q.value, a.q.high)
    each = g.EACH.search(a.text, a.left, a.q.start)
    until = each.start() if each else a.q.start
    round_ = g.REFERENCE.search(a.text, a.left, min(until, a.left + 6) if a.q.unit == "%" else until)
    rhythm = "" if round_ is None else round_.group() if round_.group().startswith("每") else "每年"
    return Taken(
        replace(pieces, spans=spans), op or a.operator(), value, a.q.unit, start, max(end, a.after_end), verb, rhythm
    )


def drawn_from(a: Around) -> Taken | None:
    """安排不低于会费收入10%的资金: a share of the source that the money is drawn from."""
    drawn = g.DRAWN_FROM.search(a.text, a.left, a.q.start)
    thing = g.DRAWN.match(a.rest)
    if drawn is None or thing is None or a.q.unit not in ("%", "‰"):
        return None
    end = a.after_end + thing.end()
    return take(a, Pieces([(a.after_end + 1, end), drawn.span("whole")], "的比例", joint="占"), end, op=">=")


def share_of_whole(a: Around, told: Told) -> Outcome:
    """骨干教师不低于交流总数的20%: a share of a whole that stands between the operator and the number."""
    if drawn := drawn_from(a):
        return drawn
    if a.q.unit == "%" and not a.ops and a.named and a.text[a.stem_end - 1] == "的" and g.SPENT.match(a.rest):
        return take(a, Pieces([a.stem, (a.after_end, a.clause_end)], "的比例"), a.clause_end)
    found = g.SHARE_OF.search(a.text, a.left, a.q.start)
    if a.q.unit not in ("%", "‰", "倍") or a.ops or found is None or not a.ends:
        return None
    start, end = trimmed(a.text, a.left, found.start())
    if start >= end or g.CONDITION.match(a.text, start, end):
        return None
    op = next((o.op for o in g.OPERATORS if o.kind == "compare" and o.pattern.search(found.group("op"))), "")
    if g.RATE.search(a.text[start:end]) or (a.q.unit == "倍" and g.METRIC.search(a.text[start:end])):
        return take(a, Pieces([(start, end)]), op=op)
    if a.q.unit == "倍":
        return None
    return take(a, Pieces([(start, end), found.span("whole")], "的比例", joint="占"), op=op)


def against_base(a: Around, told: Told) -> Outcome:
    """占比达到12%,比2020年提高4个百分点: the second tells the same target against its base."""
    percent = a.q.unit in ("个百分点", "百分点", "%")
    base = g.COMPARED.search(a.text, a.left, a.stem_end)
    told_before = base and a.change and percent and told.found and not a.text[slice(*_before(a, base))]
    return "同一指标与基期相比的说法" if told_before else None


def _before(a: Around, base: re.Match[str] | None) -> Place:
    return trimmed(a.text, a.left, base.start()) if base else a.stem


def fund(a: Around, told: Told) -> Outcome:
    """设立总规模不低于50亿元的产业基金."""
    size = re.search("(?:总规模|规模|总额|总投资)$", a.named)
    if size is None or not a.rest.startswith("的") or not g.CREATES_ANYWHERE.match(a.text, *a.stem):
        return None
    return take(a, Pieces([(a.object_start, a.clause_end), (a.stem[0] + size.start(), a.stem[1])]), a.clause_end)


def share_that_follows(a: Around, told: Told) -> Outcome:
    """将不低于55%的公益金用于养老; 85%以上的幼儿园达到标准."""
    if not (is_share(a) if a.ops else is_fraction(a)):
        return None
    return take(a, Pieces([(a.object_start, a.clause_end)], "的比例"), a.clause_end)


def served(a: Around, told: Told) -> Outcome:
    """为100家企业开展体检, 为不少于100家企业开展体检: 为 leads up to those served."""
    if not a.ops or a.ops[-1].op != "=" or a.ends:
        return None
    if len(a.ops) > 1:
        return with_object(a, told, (a.stem[0], a.stem_end + 1)) if a.text[a.stem_end] == "为" else None
    counts = re.search("(?:家|户|名|所|个|位|人|人次)$", a.q.unit) and a.text[a.q.start - 1] == "为"
    return with_object(a, told, (a.stem[0], a.q.start), ">=") if counts else NO_WORD


def states_object(a: Around, told: Told) -> Outcome:
    """配备不少于2名社工: the thing counted follows its number."""
    return None if a.ends or a.change else with_object(a, told, a.stem)


def states_level(a: Around, told: Told) -> Outcome:
    """覆盖率达到90%, and 达到90% alone after a clause that names the indicator."""
    start, end = _before(a, g.COMPARED.search(a.text, a.left, a.stem_end))
    name = a.text[start:end]
    base = carried(told.found, a.text, a.left)
    if g.ABOVE.fullmatch(name):
        alike = [t.pieces for t in told.found if t.unit == a.q.unit]
        return take(a, alike[-1]) if alike else NO_NAME
    if g.GENERIC.fullmatch(name):
        return take(a, replace(base, spans=[*base.spans, (start, end)])) if base else NO_NAME
    if not a.q.unit and name and not g.METRIC.search(name):
        return "没有单位的数"
    if g.PER_HEAD.fullmatch(name):
        return take(a, replace(base, spans=[*base.spans, (start, end)])) if base else NO_NAME
    if name:
        return take(a, Pieces([(start, end)], "" if a.change and name.endswith(a.change) else a.change))
    if a.verb:
        return take(a, Pieces([a.verb]))
    if base is None:
        return NO_NAME
    kept = "" if base.suffix in g.CHANGES else base.suffix
    return take(a, replace(base, suffix=a.change or kept))


def unitless(a: Around, told: Told) -> Outcome:
    """A bare number after no operator counts nothing."""
    return None if a.q.unit else "没有单位的数"


def in_bracket(a: Around, told: Told) -> Outcome:
    """集聚一批涉外律所(30家以上)."""
    if not is_counted_aside(a):
        return None
    start, end = before_bracket(a)
    verb = re.compile(f"(?:{g.FLOW_VERBS}|{g.STOCK_VERBS})+(?:一批|若干)?").match(a.text, start, end)
    thing = (verb.end() if verb and verb.end() < end else start, end)
    return replace(take(a, Pieces([thing])), start=start)


def for_year(a: Around, told: Told) -> Outcome:
    """改造1200户,其中2023年500户、2024年400户: the same in the years named."""
    before = told.found[-1] if told.found else None
    if before is None or not a.ends or a.verb or before.unit.lstrip("万亿千") != a.q.unit.lstrip("万亿千"):
        return None
    return take(a, before.pieces, verb=before.verb) if g.FOR_YEAR.fullmatch(a.text, before.end, a.q.start) else None


def listed_kinds(a: Around, told: Told) -> Outcome:
    """建立涉外、金融等10个人才库: what is counted follows the list of its kinds."""
    listed = a.named.endswith("等") and not a.verb and not a.ends and g.CREATES_ANYWHERE.match(a.text, *a.stem)
    return with_object(a, told, (a.left, a.left)) if listed else None


def made_object(a: Around, told: Told) -> Outcome:
    """培育10家以上龙头企业."""
    return with_object(a, told, a.stem) if a.verb and not a.ends else None


def wholly(a: Around, told: Told) -> Outcome:
    """村(社区)100%配备法律顾问: a share of those named before."""
    if a.q.value != 100 or a.q.unit != "%" or a.verb or len(a.named) < 2 or not g.WHOLLY.match(a.rest):
        return None
    return take(a, Pieces([a.stem, (a.after_end, a.clause_end)], "的比例"), a.clause_end)


def measured(a: Around, told: Told) -> Outcome:
    """达标率95%: a noun that is a measure, without any operator."""
    if not a.ends or not g.METRIC.search(a.named):
        return None
    whole = re.search("总[量数额]$", a.named)
    firm = a.q.unit in ("%", "‰") or a.after or whole or told.role == "goals" or told.deadlines.before(a.q.start)
    return take(a, Pieces([a.stem])) if firm else None


def counted_noun(a: Around, told: Told) -> Outcome:
    """新增床位5000张: the thing counted stands before its number."""
    made = g.CREATES_ANYWHERE.search(a.named) or a.verb or (_beside(a, told) and told.found[-1].verb) or _part(a, told)
    made = made or a.text[a.left : a.stem[0]].endswith("完成") or _among_goals(a, told)
    if not a.ends or not a.named or not (made or (a.after and told.role == "goals")):
        return None
    if a.q.unit == "%" and not a.after and a.verb_said != "完成":
        return NO_WORD
    start, end = a.stem
    for joint in re.finditer("、|并|和", a.named):
        bare = g.BARE_VERBS.fullmatch(a.named[: joint.start()])
        if not bare and g.CREATES_ANYWHERE.match(a.text, a.stem[0] + joint.end(), end):
            start += joint.end()
            break
    stock = re.match(rf"(?:{g.STOCK_VERBS})(?=..)", a.text[start:end])
    if stock and not a.verb:
        start += stock.end()
    return take(a, Pieces([(start, end), a.verb] if a.verb else [(start, end)]), verb="counted")


def _among_goals(a: Around, told: Told) -> bool:
    """百人所达到20家,涉外律师600人: a further count in a sentence of goals."""
    return told.role == "goals" and bool(told.found) and "。" not in a.text[told.found[-1].end : a.stem[0]]


def _part(a: Around, told: Told) -> bool:
    """达到8000人,其中律师4500人: a part of the whole told just before, in the same unit."""
    if a.q.unit.lstrip("万亿千") not in (t.unit.lstrip("万亿千") for t in told.found[-2:]):
        return False
    between = a.text[told.found[-1].end : a.stem[0]]
    return "。" not in between and bool(re.search(r"(?:^|[,;(])其中[,:]?$", between))


def verb_alone(a: Around, told: Told) -> Outcome:
    """三年改造5000户: the thing is named before, later, or by the heading."""
    if not a.ends or not a.verb:
        return None
    unit = re.escape(a.text[a.q.end - 1])
    later = re.compile(rf"{a.verb_said}[\d.,万千]+{unit}(?:以上|左右)?([^,;。、()]{{2,20}})").search(a.text, a.q.end)
    if later:
        return take(a, Pieces([a.verb, later.span(1)]))
    alike = [t.pieces for t in told.found if t.unit == a.q.unit]
    if alike and g.YEAR_OPENS.search(a.text, 0, a.verb[0]):
        return take(a, alike[-1])
    base = carried(told.found, a.text, a.left)
    if base is None:
        return take(a, Pieces([a.verb], titled=True))
    repeated = any(a.verb_said in a.text[slice(*span)] for span in base.spans)
    return take(a, base if repeated else Pieces([*base.spans, a.verb]))


def beside_another(a: Around, told: Told) -> Outcome:
    """打造1个核心区、3个拓展区: the verb of the first holds for the second."""
    if a.named or a.ends or not _beside(a, told) or not told.found[-1].verb:
        return None
    return with_object(a, told, a.stem)


def _beside(a: Around, told: Told) -> bool:
    if not told.found or a.left <= told.found[-1].end:
        return False
    return bool(g.JOINT.fullmatch(a.text, told.found[-1].end, a.left))


def with_object(a: Around, told: Told, stem: Place, op: str = "") -> Taken | str:
    """The thing counted follows its number."""
    end = _object_end(a, told)
    thing = a.text[a.object_start : end]
    if len(thing) < 2:
        return NO_NAME
    if not a.ops and _phrase(a.q, thing):
        return PHRASE
    if not a.ops and a.q.chinese and g.NAME_HEAD.search(thing):
        return "项目或行动的名称"
    lead = [stem] if stem[0] < stem[1] else []
    if lead and not a.verb and not a.ops and not g.CREATES_ANYWHERE.search(a.text[slice(*stem)]):
        return NO_WORD
    keep = [a.verb] if a.verb and (lead or not g.DROPPED_VERB.search(a.verb_said)) else []
    verb = a.verb_said or (told.found[-1].verb if told.found else "") or "states"
    shared = g.LEVEL_ONLY.search(thing) and g.LEVEL_SHARED.match(a.text, end, a.clause_end)
    tail = [shared.span(1)] if shared else []
    return take(a, Pieces([*lead, *keep, (a.object_start, end), *tail]), end, verb, op)


def _phrase(q: Quantity, thing: str) -> bool:
    """3项制度, 2支队伍: a way of speaking, not a count."""
    abstract = q.unit in ("个", "项", "件", "条", "类", "种", "处") and g.COUNTED_ABSTRACT.search(thing)
    bare = len(thing) <= 2 and q.unit in ("个", "支", "项")
    return q.value <= 12 and bool(abstract or bare)


def _object_end(a: Around, told: Told) -> int:
    """Where the thing counted ends: at the clause's end, or at the 、 before the next quantity."""
    begin = a.object_start
    following = next((x for x in told.quantities if x.start >= begin), None)
    if following is None or following.start >= a.clause_end:
        found = re.search(r"并(?!网|联)|,", a.text[begin : a.clause_end])
        return begin + found.start() if found and found.start() >= 2 else a.clause_end
    joints = list(re.finditer("、|和|及|以及|与|并", a.text[begin : following.start]))
    if joints:
        return begin + joints[-1].start()
    stated = [m.start() for o in g.OPERATORS if (m := o.pattern.search(a.text, begin, following.start))]
    return min(stated, default=a.clause_end)


def distributed(index: int, a: Around, told: Told) -> list[Taken]:
    """甲率、乙率分别达到95%、90%以上: each name with its number."""
    places = _listed(index, told.quantities, a.text)
    last = told.around(places[-1])
    names = _names(a, told, len(places))
    told.sharers = sharers(names) or told.sharers
    opened = g.LISTED_YEARS.search(a.text, max(a.text.rfind(c, 0, a.left) for c in "。;") + 1, a.q.start)
    years = years_in(opened.group()) if opened else []
    by_year = len(years) == len(places) and all(name == names[0] for name in names)
    result = []
    for order, (place, pieces) in enumerate(zip(places, names, strict=True)):
        quantity = told.quantities[place]
        own = replace(a, q=quantity if quantity.unit else replace(quantity, unit=last.q.unit))
        taken = take(own, replace(pieces, suffix=a.change), op=own.operator(last.after))
        due = years[order] if by_year else None
        result.append(replace(taken, start=a.stem[0], end=last.after_end, due=due))
    return result


def _names(a: Around, told: Told, count: int) -> list[Pieces]:
    """The names of a list of numbers; where it names none, those of the targets just before (到2030年,分别达到…)."""
    before = told.found[-count:]
    bare = a.stem[0] >= a.stem[1] or re.fullmatch("年均|同比|年平均", a.named)
    if not bare or len(before) < count or re.search("[。!?]", a.text[before[0].end : a.left]):
        return shares(a.text, *a.stem, count, told.sharers)
    return [taken.pieces for taken in before]


Way = Callable[[Around, Told], Outcome]
BY_OPERATOR: tuple[Way, ...] = (against_base, fund, share_that_follows, served, states_object, states_level)
BY_VERB: tuple[Way, ...] = (
    unitless,
    in_bracket,
    for_year,
    fund,
    listed_kinds,
    made_object,
    share_that_follows,
    wholly,
    measured,
    counted_noun,
    verb_alone,
    beside_another,
)
