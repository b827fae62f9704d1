"""From the text of a plan to a proposal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from . import tables
from .deadline import Deadlines
from .front import Front, read_front, residue
from .outline import Node, outline
from .proposal import NotTaken, Proposal, Target, Task
from .sections import goals, inherited_role, measures, safeguards, tasks
from .source import Passage, SourceText, folded, passages
from .targets import Reader, Setting

# (责任单位:…;完成时限:2024年底)
LIMIT = re.compile(r"(?:完成|办理)?(?:时限|时间|期限)[:：]\s*(?:20\d{2}年?[-\u2014~至到]+)?(?P<year>20\d{2})年")


@dataclass
class Found:
    """What reading the passages has yielded so far."""

    front: Front
    targets: list[Target] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)
    rows: list[tables.Row] = field(default_factory=list)

    def prose(self, passage: Passage, setting: Setting) -> None:
        """Take the targets of a paragraph or a cell."""
        reader = Reader(passage, setting)
        reader.read()
        self.take(reader.targets, reader.refused)

    def take(self, targets: list[Target], refused: list[NotTaken]) -> None:
        """Add targets that have not been stated before."""
        self.refused += refused
        for target in targets:
            if not any(_same(target, known) for known in self.targets):
                self.targets.append(target)

    def table(self, rows: list[Passage], setting: Setting) -> None:
        """Take the targets of a table, and its tasks if it divides the labour."""
        front = self.front
        if setting.role == "status":
            return
        if held := tables.columns(rows, front.from_year, front.to_year):
            self.take(*tables.indicator_targets(rows, held, setting.section, front.to_year))
            return
        divided = tables.division(rows)
        self.rows += divided
        named = {r.passage.line: r for r in divided}
        for row in rows:
            for start, end in row.cells:
                if end - start >= 8:
                    known = named.get(row.line)
                    own = replace(setting, section=f"{known.number}.{known.title}", due=known.due) if known else setting
                    self.prose(_cut(row, start, end), own)


def propose(source: SourceText) -> Proposal:
    """Read a plan's title, days, goals, tasks, safeguards and targets out of its text. Nothing is guessed: what the
    text does not state stays empty."""
    read = passages(source)
    front = read_front(read)
    skipped, annex = residue(read, front.body)
    body = read[front.body : annex] or read
    root = outline(body, {i - front.body for i in skipped})
    found = Found(front)
    for node in root.walk():
        _under(node, found)
    plain = Setting("", "annex", None, front.from_year, front.to_year)
    for table in tables.groups(read[annex:]):
        found.table(table, replace(plain, section=_caption(read, table[0])))
    return Proposal(
        source,
        front.title,
        front.issuer,
        _iso(front.passed),
        _iso(front.issued),
        front.from_year,
        front.to_year,
        goals(root),
        _with_rows(tasks(root), found.rows),
        safeguards(root),
        tuple(found.targets),
        measures(root),
        tuple(found.refused),
    )


def _iso(day: object) -> str | None:
    return day.isoformat() if hasattr(day, "isoformat") else None


def _under(node: Node, found: Found) -> None:
    front = found.front
    heading = node.parent.heading if node.kind == "box" and node.parent else node.heading
    setting = Setting(heading, inherited_role(node), _due_above(node, front), front.from_year, front.to_year)
    root = node.kind == "root"
    own = [] if root else [node.passage]
    own += [p for p, _, _ in node.body if root or p is not node.passage]
    for passage in own:
        if not passage.cells:
            found.prose(passage, setting)
    for table in tables.groups(own):
        found.table(table, setting)


def _due_above(node: Node, front: Front) -> int | None:
    """The year that the lead text of a section of goals, or its heading, or a task's 完成时限 sets for all below it."""
    if node.kind != "root" and (limit := LIMIT.search(node.text)):
        return int(limit.group("year"))
    above: Node | None = node
    while above is not None and above.kind != "root" and inherited_role(above) == "goals":
        lead = [above.title, *(p.text[a:b] for p, a, b in above.body[:1] if above is not node)]
        years = [Deadlines(text, front.from_year, front.to_year).before(len(text)) for text in lead]
        if year := next((y for y in reversed(years) if y), None):
            return year
        above = above.parent
    return None


def _same(one: Target, other: Target) -> bool:
    """Whether two statements are of the same target: in prose, and again in a table."""
    listed = "\t" in one.quote or "|" in one.quote
    if (one.value, one.due_year) != (other.value, other.due_year):
        return False
    if one.unit != other.unit and not (listed and not other.unit):
        return False
    if one.op != other.op and not listed:
        return False
    a, b = folded(one.indicator), folded(other.indicator)
    few = not isinstance(one.value, int | float) or one.value < 100
    if len(a) <= 4 and few and one.section != other.section and not listed:
        return False
    return a == b or ((one.section != other.section or listed) and (a.endswith(b) or b.endswith(a)))


def _cut(row: Passage, start: int, end: int) -> Passage:
    return replace(row, text=row.text[start:end], raw=row.raw[start:end], at=row.at[start:end], cells=(), table=0)


def _caption(read: list[Passage], row: Passage) -> str:
    """The line above a table."""
    index = read.index(row)
    above = read[index - 1] if index else row
    return above.said(0, len(above.text)) if not above.cells and len(above.text) <= 45 else ""


def _with_rows(found: tuple[Task, ...], rows: list[tables.Row]) -> tuple[Task, ...]:
    """The tasks with the units that a table of the division of labour gives them; where the prose has no tasks, the
    rows are the tasks."""
    if not found:
        return tuple(
            Task(
                row.number,
                row.title,
                row.section,
                row.text,
                row.lead,
                row.cooperating,
                row.passage.quote(0, len(row.passage.text)),
                row.passage.span(0, len(row.passage.text)),
            )
            for row in rows
        )
    return tuple(_with_units(task, rows) for task in found)


def _with_units(task: Task, rows: list[tables.Row]) -> Task:
    title = folded(task.title)
    for row in rows:
        named = folded(row.title)
        same = bool(title) and (named in title or title in folded(row.text))
        if same and row.lead and not task.lead_units:
            return replace(task, lead_units=row.lead, cooperating_units=row.cooperating)
    return task
