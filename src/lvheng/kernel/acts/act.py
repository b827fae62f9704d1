"""An act is declared: title, law, subject, input, who may, what must hold, the rows it opens and closes.

`perform.py` does the rest. Acts are written for many at once: `facts(many) → rules(one, pure) → rows(one, pure)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from lvheng.kernel.access.posts import FieldClass, PostKind
from lvheng.kernel.access.sensitive import Sealed, blind
from lvheng.kernel.acts.fields import Field, Refusal, fields_of
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import SubjectKind


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act has its effect, to tell whether it lies within somebody's reach."""

    district: str = ""
    organisation: UUID | None = None
    person: UUID | None = None
    beside: tuple[Place, ...] = ()  # further places that it bears on: all must be in reach, or two people share it
    who: tuple[PostKind, ...] | None = None  # narrower than the act's own, where what it undoes was for fewer to do
    there: tuple[PostKind, ...] = ()  # posts that count only where they are held in that very organisation
    needs_second: bool = False  # as of the act


@dataclass(slots=True)
class Written:
    """What one act makes true: rows opened and closed, subjects made, values sealed.

    `erases`: subjects whose sealed values, their keys and whatever opens their entries are destroyed for ever.
    `found_by`: search keys (subject, kind, keys) beyond those that the rows give. `finds`: what the act found and nobody
    gave, by the name under which its entry commits to it (a frozen reading).
    """

    subject: UUID
    opens: list[Row] = field(default_factory=list)
    closes: list[Row] = field(default_factory=list)
    makes: list[tuple[UUID, SubjectKind]] = field(default_factory=list)
    seals: list[Sealed] = field(default_factory=list)
    found_by: list[tuple[UUID, str, list[str]]] = field(default_factory=list)
    reverses: int | None = None
    erases: list[UUID] = field(default_factory=list)
    finds: dict[str, object] = field(default_factory=dict)

    def add(self, *changes: tuple[Sequence[Row], Sequence[Row]]) -> None:
        """Writes further rows opened and closed, as `spans.py` answers them."""
        for opened, closed in changes:
            self.opens += opened
            self.closes += closed


I = TypeVar("I")  # noqa: E741 - the input
F = TypeVar("F")


class Act(Generic[I, F]):
    """The base of every act. Subclasses are never instantiated."""

    kind: ClassVar[str]
    title: ClassVar[str]
    law: ClassVar[tuple[str, ...]] = ()
    who: ClassVar[tuple[PostKind, ...]] = ()
    audience: ClassVar[
        tuple[PostKind, ...]
    ] = ()  # whose posts may know that it was done; empty: whoever sees its subject
    Input: ClassVar[type[Any]]
    tables: ClassVar[tuple[type[Row], ...]] = ()
    asks_day: ClassVar[str] = "生效日"
    alone: ClassVar[tuple[str, ...]] = ()  # input fields of which no two subjects may have the same value
    grave: ClassVar[bool] = False
    final: ClassVar[bool] = False  # cannot be taken back: what it destroys is gone
    within: ClassVar[str] = ""  # the limit (`kernel/clocks/limits.yaml`) in which its effective day must be entered
    freezes: ClassVar[bool] = False  # its own instant is settled: it waits for the acts under way, and they for it
    looks_back: ClassVar[bool] = False  # reads figures for good, as of an instant settled before it began (`facts_at`)
    needs_second: ClassVar[bool] = False  # one person proposes it, another approves (`second.py`)

    @classmethod
    def filled(cls, given: Mapping[str, str]) -> Mapping[str, str]:
        """What its form holds at first, of what the registers know of that which the link names."""
        return {}

    @classmethod
    def touches(cls, given: I) -> Iterable[UUID]:
        """The subjects that this act changes: locked, and never twice in one set."""
        return ()

    @classmethod
    def reads(cls, given: I) -> Iterable[UUID]:
        """The subjects whose state it relies on: locked against change."""
        return ()

    @classmethod
    def facts(cls, many: Sequence[I], days: Sequence[date]) -> Sequence[F]:
        """What the rules need to know of each, fetched for all at once."""
        raise NotImplementedError

    @classmethod
    def facts_at(cls, many: Sequence[I], days: Sequence[date], settled: datetime | None) -> Sequence[F]:
        """The same of an act that looks back: as believed at `settled`, after which acts go on meanwhile."""
        return cls.facts(many, days)

    @classmethod
    def place(cls, given: I, fact: F) -> Place:
        raise NotImplementedError

    @classmethod
    def rules(cls, given: I, fact: F, on: date) -> list[Refusal]:
        """Why this may not be; empty if it may. Pure."""
        return []

    @classmethod
    def rows(cls, given: I, fact: F, on: date) -> Written:
        """What it makes true. Pure but for keys newly drawn."""
        raise NotImplementedError

    @classmethod
    def told(cls, given: I) -> dict[str, object]:
        """The input as the ledger commits to it: no sensitive value in clear."""
        out: dict[str, object] = {}
        for name, called, sensitive in _committed(cls.Input):
            value = getattr(given, name)
            if value is None or value == "":
                continue
            if sensitive:
                value = blind(name, str(value)).hex()
            out[called] = value if type(value) is str or isinstance(value, bool | int) else str(value)
        return out

    @classmethod
    def fields(cls) -> dict[str, Field]:
        return fields_of(cls.Input)


AnyAct = type[Act[Any, Any]]
_acts: dict[str, AnyAct] = {}
_names: dict[type[Any], tuple[tuple[str, str, bool], ...]] = {}


def _committed(declared: type[Any]) -> tuple[tuple[str, str, bool], ...]:
    """Each input field, the name under which the ledger commits to it, and whether only as its blind index."""
    if declared not in _names:
        _names[declared] = tuple(
            (name, f"input.{name}", field.field_class.value >= FieldClass.SENSITIVE.value)
            for name, field in fields_of(declared).items()
        )
    return _names[declared]


def act(declared: type[Act[I, F]]) -> type[Act[I, F]]:
    """Adds an act to the product's list. A kind stands for one act only."""
    if _acts.setdefault(declared.kind, declared) is not declared:
        raise ValueError(f"act declared twice: {declared.kind}")
    return declared


def act_of(kind: str) -> AnyAct:
    """The act of that kind. Raises KeyError."""
    return _acts[kind]


def all_acts() -> dict[str, AnyAct]:
    return dict(sorted(_acts.items()))
