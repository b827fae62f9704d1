"""Tables of a plan: tables of indicators give targets, tables of the division of labour give tasks and their units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import grammar as g
from .around import read_around
from .proposal import NotTaken, Target
from .quantities import MULTIPLES, Number, Quantity, scan, tidy_unit
from .responsible import split_units, units_of_cell
from .source import Passage

NAME = re.compile(
    r"(?:主要|具体|核心|考核|发展|规划|量化|绩效|重点|预期|[一二三]级|分项)*(?:指标)(?:名称|内容|项目|体系)?|(?:目标|考核)(?:名称|项目)|名称"
)
UNIT_COLUMN = re.compile(r"(?:计量|指标)?单位")
SKIPPED_COLUMN = re.compile(
    r".*(?:序号|编号|属性|性质|类型|类别|分类|领域|备注|说明|来源|责任|牵头|部门|配合|维度|方向)|号|一级指标"
)
BASE_COLUMN = re.compile(r"基期|现状|完成(?!目标)|实际|现值|当前|基准|基础值|上年|已有")
AIM_COLUMN = re.compile(r"目标|规划值|预期值|计划值|达到|指标值|20\d{2}年?")
GROWTH_COLUMN = re.compile(r"年均|累计|增速|增长|增幅|\[")
YEAR = re.compile(r"20\d{2}")
EMPTY = re.compile(r"[-\u2014/\\*]*")
LESS_IS_BETTER = re.compile(
    r"浓度|死亡率|发生率|投诉率|能耗|排放量|时限|时间|用水量|强度|差错率|返修率|辍学率|失业率|超员|大班额|事故|负担|投诉量|案件比|发病率|用水总量|消费总量"
)
FALLS = re.compile(r"(?:降低|下降|减少|压减|降幅|削减)(?:率|比例|幅度|量)?(?:\([^()]*\))?$")
TASK = re.compile(r".*(?:任务|举措|措施|工作内容|事项|项目|工作要点|目标与任务|内容).*")
LEAD_COLUMN = re.compile(r".*(?:牵头|责任|主责|负责|主办|承办).*|单位|部门")
WITH_COLUMN = re.compile(r".*(?:配合|协办|参与|参加|协同|协助).*")
GROWING = re.compile(r"(?:逐年|稳步|持续|不断|明显|进一步|有所)?(?:增长|提高|提升|增加|上升|改善|扩大)|稳中有升")
CHANGE = re.compile(
    r"(?:较|比)?(?:20\d{2}年|上年|基期)?(?P<word>年均增长|年均提高|累计增长|累计下降|累计降低|增长|提高|提升|增加|下降|降低|减少)"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table of indicators holds what; `aims` are (column, year)."""

    name: int
    unit: int | None
    base: int | None
    aims: tuple[tuple[int, int | None], ...]
    growth: int | None
    first_row: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the division of labour: a task with its units."""

    number: int
    title: str
    section: str
    text: str
    lead: tuple[str, ...]
    cooperating: tuple[str, ...]
    passage: Passage
    due: int | None = None


def cell(row: Passage, index: int | None) -> str:
    """The folded text of a cell, empty where the row has none."""
    if index is None or index >= len(row.cells):
        return ""
    start, end = row.cells[index]
    return row.text[start:end]


def cells(row: Passage) -> list[str]:
    """All cells of a row, folded."""
    return [cell(row, i) for i in range(len(row.cells))]


def groups(passages: list[Passage]) -> Iterator[list[Passage]]:
    """Tables, each as its rows."""
    table: list[Passage] = []
    for passage in passages:
        if table and passage.table != table[-1].table:
            yield table
            table = []
        if passage.cells:
            table.append(passage)
    if table:
        yield table


def columns(rows: list[Passage], from_year: int | None, to_year: int | None) -> Columns | None:
    """The columns of a table of indicators, none where the table is of another kind."""
    for index, row in enumerate(rows[:4]):
        heads = cells(row)
        names = [i for i, h in enumerate(heads) if NAME.fullmatch(h)]
        if not names:
            continue
        first = index + 1
        while first < len(rows) and _heads_too(cells(rows[first]), heads):
            below = _padded(cells(rows[first]), len(heads))
            heads = [a if a == b else a + b for a, b in zip(heads, below, strict=False)]
            first += 1
        return _columns(heads, names, first, from_year, to_year)
    return None


def _padded(row: list[str], length: int) -> list[str]:
    return row + [""] * (length - len(row))


def _heads_too(row: list[str], above: list[str]) -> bool:
    """Whether a second row still heads the columns (2023年 2024年 2025年 under 目标值)."""
    own = [c for c, a in zip(row, above, strict=False) if c and c != a]
    return bool(own) and all(
        re.fullmatch(r"20\d{2}年?(?:末|底)?.{0,6}|目标值?|现状值?|累计.{0,4}|年均.{0,8}|基期值?", c) for c in own
    )


def _columns(
    heads: list[str], names: list[int], first: int, from_year: int | None, to_year: int | None
) -> Columns | None:
    unit = next((i for i, h in enumerate(heads) if UNIT_COLUMN.fullmatch(h)), None)
    valued = [
        i
        for i, h in enumerate(heads)
        if i not in names
        and i != unit
        and not SKIPPED_COLUMN.fullmatch(h)
        and (AIM_COLUMN.search(h) or BASE_COLUMN.search(h))
        and not (GROWTH_COLUMN.search(h) and not YEAR.search(h))
    ]
    years = {i: int(y.group()) for i in valued if (y := YEAR.search(heads[i]))}
    bases = [i for i in valued if BASE_COLUMN.search(heads[i]) and "目标" not in heads[i]]
    if from_year is not None:
        bases += [i for i, y in years.items() if y < from_year]
    elif len(set(years.values())) > 1 and not bases:
        bases = [min(years, key=lambda i: years[i])]
    aims = tuple((i, years.get(i, to_year)) for i in valued if i not in bases)
    growth = next((i for i, h in enumerate(heads) if i not in (*valued, *names) and GROWTH_COLUMN.search(h)), None)
    if not aims and growth is None:
        return None
    return Columns(names[-1], unit, bases[-1] if bases else None, aims, growth, first)


def indicator_targets(
    rows: list[Passage], held: Columns, section: str, to_year: int | None
) -> tuple[list[Target], list[NotTaken]]:
    """The targets of a table of indicators, and the cells that state none."""
    targets: list[Target] = []
    refused: list[NotTaken] = []
    for row in rows[held.first_row :]:
        name, unit = _named(row, held)
        if not name or re.match("注[::]?", name):
            continue
        place = row.span(0, len(row.text))
        quote = row.quote(0, len(row.text))
        taken = False
        for index, year in held.aims:
            found = read_cell(cell(row, index), name, unit, _number(cell(row, held.base)))
            if found:
                targets.append(Target(name + found[3], *found[:3], year, quote, section, place))
                taken = True
            elif not EMPTY.fullmatch(cell(row, index)):
                refused.append(NotTaken(quote, f"{name}的目标值“{cell(row, index)}”不是数", section, place))
        if not taken and held.growth is not None and (found := read_cell(cell(row, held.growth), name, unit, None)):
            targets.append(Target(name + found[3], *found[:3], to_year, quote, section, place))
    return targets, refused


def _named(row: Passage, held: Columns) -> tuple[str, str]:
    start, end = row.cells[held.name] if held.name < len(row.cells) else (0, 0)
    text = row.text[start:end]
    if not text and held.name:
        start, end = row.cells[held.name - 1]
        text = row.text[start:end]
    if numbered := re.match(r"\d{1,2}[.、](?!\d)|\(\d{1,2}\)|[\u2460-\u2473]", text):
        start, text = start + numbered.end(), text[numbered.end() :]
    unit = cell(row, held.unit)
    known = g.UNIT_TAIL.search(text)
    inner = known or re.search(rf"\(((?:{MULTIPLES})?[^()]{{1,10}})\)$", text)
    if inner and (known or not unit or inner.group(1) == unit):
        unit = unit if unit and not EMPTY.fullmatch(unit) else inner.group(1)
        end = start + inner.start()
    return re.sub("^其中[:：]?", "", row.raw[start:end]).strip(" *#[]"), tidy_unit(
        "" if EMPTY.fullmatch(unit) else unit
    )


def _number(text: str) -> Number | None:
    quantities, _ = scan(text.strip("[]"))
    return quantities[0].value if quantities else None


Value = Number | tuple[Number, Number] | None


def read_cell(text: str, name: str, unit: str, base: Number | None) -> tuple[str, Value, str, str] | None:
    """Operator, value, unit and the change it measures (提高, 下降, or nothing), none where the cell states no target."""
    text = re.sub(r"[*#①②③]+$|^[*]", "", text)
    summed = bool(re.fullmatch(r"[\[(].*[\])]", text))
    text = text.strip("[]")
    text = re.sub(r"^\(([^()]*)\)$", r"\1", text)
    text = re.sub(r"(?<=.)\([^()]*\)$", "", text)
    if not text or EMPTY.fullmatch(text):
        return None
    if g.FULL.search(text):
        return ">=", 100, "%", "" if name.endswith("率") else ("率" if name.endswith("覆盖") else "覆盖率")
    if GROWING.fullmatch(text):
        return "grows", None, "", ""
    if re.fullmatch(r"(?:全面|全部|如期)?(?:完成|建成|实现|建立|投用)", text):
        return "milestone", None, "", text
    if times := g.TIMES.fullmatch(re.sub(r"^[较比]?(?:20\d{2}年|上年|基期)?", "", text)):
        return ">=", g.times(times), "倍", ""
    change = CHANGE.match(text)
    if change and re.match("[到至]", text[change.end() :]):
        change = None
    rest = text[change.end() :] if change else re.sub(r"^(?:提高|提升|增加|增长|扩大)[到至]", "", text)
    quantities, _ = scan(rest)
    if len(quantities) != 1:
        return None
    q = quantities[0]
    a = read_around(rest, q, None, 0)
    if a.named or a.after_end != len(rest):
        return None
    word = change.group("word") if change else ""
    op = a.operator() if a.ops or a.after or q.high is not None else _direction(q, name, base, summed or bool(word))
    value: Value = q.value if q.high is None else (q.value, q.high)
    return op, value, _unit(q, unit), {"年均增长": "年均增速", "年均提高": "年均提高"}.get(word, word)


def _unit(q: Quantity, unit: str) -> str:
    return (
        q.unit
        if not unit or q.unit in ("个百分点", "%", "倍") or (q.unit and q.unit.endswith(unit))
        else (q.unit + unit if q.unit in ("万", "亿") else unit)
    )


def _direction(q: Quantity, name: str, base: Number | None, amount: bool) -> str:
    """Which way a bare number points: an amount of change or a sum over years up, a level away from its base."""
    if amount or FALLS.search(name):
        return ">="
    if base is not None and base != q.value:
        return "<=" if q.value < base else (">=" if not name.endswith(("用水总量", "消费总量")) else "<=")
    return "<=" if base is None and LESS_IS_BETTER.search(name) else ">="


def division(rows: list[Passage]) -> list[Row]:
    """The rows of a division of labour, empty where the table is of another kind."""
    for index, head in enumerate(rows[:3]):
        heads = cells(head)
        tasks = [i for i, h in enumerate(heads) if TASK.fullmatch(h) and not LEAD_COLUMN.fullmatch(h)]
        lead = next(
            (
                i
                for i, h in enumerate(heads)
                if LEAD_COLUMN.fullmatch(h)
                and not WITH_COLUMN.fullmatch(h)
                and ("牵头" in h or not any("牵头" in x for x in heads))
                and i not in tasks
            ),
            None,
        )
        if tasks and lead is not None:
            beside = [
                i
                for i, h in enumerate(heads)
                if i not in (*tasks, lead)
                and (WITH_COLUMN.fullmatch(h) or re.search("(?:责任|负责).*(?:单位|部门)", h))
            ]
            below = rows[index + 1 :]
            firsts = [x for row in below if (x := cell(row, tasks[0]))]
            due = next((i for i, h in enumerate(heads) if re.search("时限|时间|期限|完成", h) and i not in tasks), None)
            grouped = len(tasks) > 1 and len(set(firsts)) < len(firsts)
            found = [_row(row, tasks, lead, beside, due, grouped, n) for n, row in enumerate(below, 1)]
            return [r for r in found if r is not None]
    return []


def _row(
    row: Passage, tasks: list[int], lead: int, beside: list[int], due: int | None, grouped: bool, number: int
) -> Row | None:
    named = [i for i in tasks if cell(row, i)]
    if not named or not any(re.search("[\u4e00-\u9fff]", cell(row, i)) for i in named):
        return None
    main = named[1] if grouped and len(named) > 1 else named[0]
    start, end = row.cells[main]
    if found := re.match(r"(?:\d{1,3}[.、]|\(\d{1,3}\)|[一二三四五六七八九十]{1,3}、)(?!\d)", row.text[start:end]):
        start += found.end()
    first = re.search(r"[。:]", row.text[start:end])
    title_end = start + first.start() if first and first.start() <= 45 else end
    stated = re.fullmatch(r"(\d{1,3})[.、]?", cell(row, 0))
    chief, with_chief = units_of_cell(cell(row, lead))
    units = with_chief + [u for i in beside for u in split_units(cell(row, i))]
    section = row.said(*row.cells[named[0]]) if named[0] != main else ""
    text = "\n".join(row.said(*row.cells[i]) for i in named if i > main) or row.said(title_end, end).lstrip("。: ")
    year = YEAR.search(cell(row, due))
    return Row(
        int(stated.group(1)) if stated else number,
        row.said(start, title_end).rstrip("。"),
        section,
        text,
        tuple(chief),
        tuple(dict.fromkeys(units)),
        row,
        int(year.group()) if year else None,
    )
