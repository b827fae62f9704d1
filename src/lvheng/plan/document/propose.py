"""From the text of a plan to a proposal."""

from __future__ import annotations

from .deadline import Deadlines
from .front import Front, read_front, residue
from .outline import Node, outline
from .proposal import NotTaken, Proposal, Target
from .sections import goals, inherited_role, measures, safeguards, tasks
from .source import Passage, SourceText, passages
from .targets import Reader, Setting


def propose(source: SourceText) -> Proposal:
    """Read a plan's title, days, goals, tasks, safeguards and targets out of its text. Nothing is guessed: what the
    text does not state stays empty."""
    read = passages(source)
    front = read_front(read)
    skipped, annex = residue(read, front.body)
    body = read[front.body : annex] or read
    root = outline(body, {i - front.body for i in skipped})
    found: list[Target] = []
    refused: list[NotTaken] = []
    _targets_under(root, front, found, refused)
    return Proposal(
        source, front.title, front.issuer, _iso(front.passed), _iso(front.issued), front.from_year, front.to_year,
        goals(root), tasks(root), safeguards(root), tuple(found), measures(root), tuple(refused),
    )


def _iso(day: object) -> str | None:
    return day.isoformat() if hasattr(day, "isoformat") else None


def _targets_under(root: Node, front: Front, found: list[Target], refused: list[NotTaken]) -> None:
    for node in root.walk():
        setting = Setting(
            node.heading, inherited_role(node), _due_above(node, front), front.from_year, front.to_year
        )
        for passage in _own(node):
            reader = Reader(passage, setting)
            reader.read()
            found += reader.targets
            refused += reader.refused


def _own(node: Node) -> list[Passage]:
    own = [] if node.kind == "root" else [node.passage]
    return own + [p for p, _, _ in node.body if p is not node.passage]


def _due_above(node: Node, front: Front) -> int | None:
    """The year that the lead text of a section of goals, or its heading, sets for all below it."""
    above: Node | None = node
    while above is not None and above.kind != "root" and inherited_role(above) == "goals":
        lead = [above.title, *(p.text[a:b] for p, a, b in above.body[:1] if above is not node)]
        years = [Deadlines(text, front.from_year, front.to_year).before(len(text)) for text in lead]
        if year := next((y for y in reversed(years) if y), None):
            return year
        above = above.parent
    return None
