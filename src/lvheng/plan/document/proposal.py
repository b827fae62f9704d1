"""What the importer proposes, each item with its words in the source and their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .source import SourceText, Span


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the plan: its heading and the text under it."""

    number: int
    title: str
    text: str
    quote: str
    at: Span


@dataclass(frozen=True, slots=True)
class Safeguard:
    """A safeguard (保障措施)."""

    number: int
    title: str
    text: str
    quote: str
    at: Span


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered task; `section` is the title of the heading above it."""

    number: int
    title: str
    section: str
    text: str
    lead_units: tuple[str, ...]
    cooperating_units: tuple[str, ...]
    quote: str
    at: Span


@dataclass(frozen=True, slots=True)
class Measure:
    """A sentence of a task's text that commits somebody to something."""

    task: int
    text: str
    at: Span


@dataclass(frozen=True, slots=True)
class Target:
    """A target: `value` in `unit` as the text states it (400 in 亿元, 95 in %), a pair for a range, none for growth and
    milestones. `section` is the heading it stands under, with its number."""

    indicator: str
    op: str
    value: int | float | tuple[int | float, int | float] | None
    unit: str
    due_year: int | None
    quote: str
    section: str
    at: Span


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A quantity that is not a target, and by which rule."""

    quote: str
    reason: str
    section: str
    at: Span


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan as read; a person corrects and confirms it beside the source text. Days are ISO strings."""

    source: SourceText
    title: str
    issuer: str | None
    passed: str | None
    issued: str | None
    from_year: int | None
    to_year: int | None
    goals: tuple[Goal, ...]
    tasks: tuple[Task, ...]
    safeguards: tuple[Safeguard, ...]
    targets: tuple[Target, ...]
    measures: tuple[Measure, ...]
    not_taken: tuple[NotTaken, ...]

    def as_json(self) -> dict[str, Any]:
        """The proposal as the command line prints it."""
        return {
            "title": self.title,
            "issuer": self.issuer,
            "passed": self.passed,
            "issued": self.issued,
            "from": self.from_year,
            "to": self.to_year,
            "goals": [{"number": x.number, "title": x.title, "text": x.text} for x in self.goals],
            "tasks": [
                {
                    "number": x.number,
                    "title": x.title,
                    "section": x.section,
                    "text": x.text,
                    "lead_units": list(x.lead_units),
                    "cooperating_units": list(x.cooperating_units),
                }
                for x in self.tasks
            ],
            "safeguards": [{"number": x.number, "title": x.title, "text": x.text} for x in self.safeguards],
            "targets": [
                {
                    "indicator": x.indicator,
                    "op": x.op,
                    "value": list(x.value) if isinstance(x.value, tuple) else x.value,
                    "unit": x.unit,
                    "due_year": x.due_year,
                    "quote": x.quote,
                    "section": x.section,
                }
                for x in self.targets
            ],
            "measures": [{"task": x.task, "text": x.text} for x in self.measures],
        }
