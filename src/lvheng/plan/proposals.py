"""A plan document on its way in: what was read, as a person corrects it, and at last as a plan to adopt. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.time.days import DayRefused, parse_day
from lvheng.plan.acts.adopt import Adopted, NewItem, NewTarget
from lvheng.plan.binding import Offered, suggested
from lvheng.plan.document.proposal import Proposal
from lvheng.plan.document.responsible import split_units

Draft = dict[str, Any]
OPS = {
    ">=": "达到（≥）",
    ">": "突破（>）",
    "~": "左右",
    "<=": "不超过（≤）",
    "<": "低于（<）",
    "=": "等于",
    "range": "区间",
    "grows_yearly": "逐年增长",
    "milestone": "办成",
}
WITHOUT_VALUE = ("grows_yearly", "milestone")
HEAD = ("title", "issuer", "passed", "issued", "from", "to")
LISTS = {
    "goals": ("number", "title"),
    "tasks": ("number", "title", "section"),
    "safeguards": ("number", "title"),
    "targets": ("indicator", "op", "value", "upper", "unit", "due", "figure"),
}
"""The lists of a draft with what a person may write in them; what else a row holds stays as it was read."""
UNITS = ("lead_units", "cooperating_units")
"""What a person writes of a task in one line, set apart by 、."""
LEFT = "left"
"""The quantities that are no targets, each with its reason, for the person who looks for what was missed."""


def draft_of(proposal: Proposal, figures: Mapping[str, Offered]) -> Draft:
    """What the importer read, ready to be corrected; targets are bound to the figure of one measure that is most alike."""
    told = proposal.as_json()
    draft: Draft = {name: told[name] or "" for name in HEAD}
    for kind in ("goals", "tasks", "safeguards"):
        parts = getattr(proposal, kind)
        draft[kind] = [{**row, "at": [x.at.start, x.at.end]} for row, x in zip(told[kind], parts, strict=True)]
    draft["targets"] = [_target_row(row, figures) for row in told["targets"]]
    for row, target in zip(draft["targets"], proposal.targets, strict=True):
        row["at"] = [target.at.start, target.at.end]
    draft["measures"] = told["measures"]
    draft[LEFT] = [
        {"quote": x.quote, "reason": x.reason, "section": x.section, "at": [x.at.start, x.at.end]}
        for x in proposal.not_taken
    ]
    return draft


def _target_row(row: Mapping[str, Any], figures: Mapping[str, Offered]) -> Draft:
    value = row["value"]
    low, high = value if isinstance(value, list) else (value, None)
    return {
        "indicator": row["indicator"],
        "op": "grows_yearly" if row["op"] == "grows" else row["op"],
        "value": "" if low is None else str(low),
        "upper": "" if high is None else str(high),
        "unit": row["unit"] or "",
        "due": str(row["due_year"] or ""),
        "figure": suggested(row["indicator"], row["unit"] or "", figures),
        "quote": row["quote"],
        "section": row["section"],
    }


def corrected(draft: Draft, written: Mapping[str, str]) -> Draft:
    """The draft with what a person wrote over it: `title`, `targets-3-value`, …; `-out` strikes a row, new rows follow."""
    changed = {**draft, **{name: written.get(name, str(draft[name])).strip() for name in HEAD}}
    for kind, columns in LISTS.items():
        rows: list[Draft] = []
        n = 0
        while f"{kind}-{n}-{columns[0]}" in written:
            row = draft[kind][n] if n < len(draft[kind]) else {}
            told: Draft = {column: written.get(f"{kind}-{n}-{column}", "").strip() for column in columns}
            if kind == "tasks":
                told |= {x: split_units(written.get(f"tasks-{n}-{x}", "、".join(row.get(x, ())))) for x in UNITS}
            named = told["indicator" if kind == "targets" else "title"]
            if named and f"{kind}-{n}-out" not in written:
                rows.append({**row, **told})
            n += 1
        changed[kind] = rows
    return changed


def adopted_from(draft: Draft, source: str) -> tuple[Adopted | None, date | None, list[Refusal]]:
    """The plan that a draft describes and the day it is in force from, or why it is not one yet."""
    refused: list[Refusal] = []
    years = [_year(draft[name], label, refused) for name, label in (("from", "起始年"), ("to", "终止年"))]
    passed, issued = (
        _day(draft[name], label, refused) for name, label in (("passed", "审议通过日"), ("issued", "印发日"))
    )
    if not draft["title"]:
        refused.append(Refusal("没有写明计划名称", "title"))
    if not draft["issuer"]:
        refused.append(Refusal("没有写明印发机关", "issuer"))
    targets = [_target(n, row, draft, refused) for n, row in enumerate(draft["targets"], 1)]
    if refused:
        return None, None, refused
    given = Adopted(
        code=f"{years[0]}-{years[1]}-{sha256((draft['title'] + source).encode()).hexdigest()[:8]}",
        title=draft["title"],
        issuer=draft["issuer"],
        passed_on=passed,
        issued_on=issued,
        first_year=years[0],
        last_year=years[1],
        source=source,
        items=tuple(_items(draft)),
        targets=tuple(target for target in targets if target),
    )
    return given, issued or date(years[0], 1, 1), []


def _items(draft: Draft) -> list[NewItem]:
    kinds = (("goals", "goal"), ("tasks", "task"), ("safeguards", "safeguard"))
    items = [
        NewItem(
            kind=kind,
            number=("S" if kind == "safeguard" else "") + str(row["number"])[:7],
            title=row["title"][:200],
            text=row.get("text", ""),
            section=row.get("section", "")[:120],
            lead_units=tuple(unit[:60] for unit in row.get("lead_units", ())),
            cooperating_units=tuple(unit[:60] for unit in row.get("cooperating_units", ())),
        )
        for name, kind in kinds
        for row in draft[name]
    ]
    kept = {str(row["number"]) for row in draft["tasks"]}
    counted: dict[str, int] = {}
    for row in draft["measures"]:
        task = str(row["task"])
        if task in kept:
            counted[task] = counted.get(task, 0) + 1
            number = f"{task}.{counted[task]}"
            items.append(NewItem(kind="measure", number=number, parent=task, title=row["text"][:200], text=row["text"]))
    return items


def _target(n: int, row: Draft, draft: Draft, refused: list[Refusal]) -> NewTarget | None:
    where, op = f"targets-{n - 1}", row["op"]
    if op not in OPS:
        refused.append(Refusal(f"第 {n} 项指标没有选比较方式", f"{where}-op"))
        return None
    value, upper = (_number(row.get(name, ""), n, f"{where}-{name}", refused) for name in ("value", "upper"))
    if value is None and op not in WITHOUT_VALUE:
        refused.append(Refusal(f"第 {n} 项指标“{row['indicator']}”没有目标值", f"{where}-value"))
    section = row.get("section", "")
    goal = next((str(g["number"]) for g in draft["goals"] if g["title"] and g["title"] in section), "")
    task = next((str(t["number"]) for t in draft["tasks"] if t["title"] and t["title"] in section), "")
    return NewTarget(
        number=f"T{n}",
        indicator=row["indicator"][:200],
        shape=shape_of(op, row.get("unit", ""), value, row["indicator"]),
        op=op,
        value=value,
        upper=upper,
        unit=row.get("unit", "")[:16],
        due=row.get("due") or "standing",
        goal=goal,
        task="" if goal else task,
        quote=row.get("quote", ""),
        figure=row.get("figure", ""),
    )


def shape_of(op: str, unit: str, value: Decimal | None, indicator: str) -> str:
    """How such a target is judged; `other` for what none of our shapes judges (upper limits, ranges, equalities)."""
    match op:
        case "grows_yearly":
            return "rising"
        case "milestone":
            return "milestone"
        case "~":
            return "about"
        case ">=" | ">" if unit == "%":
            return "full_ratio" if value == 100 else "ratio"
        case ">=" | ">" if unit.endswith("元"):
            return "sum"
        case ">=" | ">":
            return "per_head" if indicator.startswith(("每万人", "每千人", "每十万人", "人均")) else "reach"
    return "other"


def _year(written: object, label: str, refused: list[Refusal]) -> int:
    text = str(written)
    if text.isascii() and text.isdigit() and 1949 <= int(text) <= 2199:
        return int(text)
    refused.append(Refusal(f"{label}应是四位年份，此处为“{text}”", label))
    return 0


def _day(written: str, label: str, refused: list[Refusal]) -> date | None:
    try:
        return parse_day(written) if written else None
    except DayRefused as wrong:
        refused.append(Refusal(f"{label}：{wrong}", label))
        return None


def _number(written: str, n: int, where: str, refused: list[Refusal]) -> Decimal | None:
    if not written:
        return None
    try:
        number = Decimal(written.replace(",", ""))
        if number.is_finite() and abs(number) < 10**13:
            return round(number, 4)
    except InvalidOperation:
        pass
    refused.append(Refusal(f"第 {n} 项指标的数“{written}”不是合理的数字", where))
    return None


def _outside(at: Sequence[int], quoted: Sequence[Sequence[int]]) -> tuple[int, int]:
    """Where a place is marked: one inside the quote of a target only points to where that begins, or it would cut it."""
    around = next((start for start, end in quoted if start <= at[0] < end), None)
    return (at[0], at[1]) if around is None else (around, around)


def marked(source: str, draft: Draft) -> Sequence[tuple[str, str]]:
    """The source in stretches, each with the name of the item that it is the quote of ('' for none)."""
    quoted = [row["at"] for row in draft["targets"] if row.get("at")]
    places = sorted(
        (*_outside(row["at"], quoted if kind == LEFT else ()), f"{kind}-{n}")
        for kind in (*LISTS, LEFT)
        for n, row in enumerate(draft.get(kind, ()))
        if row.get("at")
    )
    found: list[tuple[str, str]] = []
    done = 0
    for place, (start, end, name) in enumerate(places):
        if start < done:  # several targets of one row of a table: the later ones are found where the first is
            found.append(("", name))
            continue
        following = places[place + 1][0] if place + 1 < len(places) else end
        stop = following if start < following < end else end  # a goal's text holds the quotes of its targets
        found += [(source[done:start], ""), (source[start:stop], name)]
        done = stop
    return [stretch for stretch in (*found, (source[done:], "")) if any(stretch)]
