"""What the registers say of one subject: sections of its record page, lines of its timeline, and the page of a thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.fields import Field, Reference
from lvheng.kernel.rows import Moment, Row
from lvheng.kernel.time.days import OPEN_DAY
from lvheng.kernel.together import Asked, names_in, written
from lvheng.register.record import Record, believed, known_rows, told, with_events
from lvheng.register.references import ORGANISATION, PERSON
from lvheng.register.timeline import Event
from lvheng.work import registry
from lvheng.work.registers import acts_by_verb
from lvheng.work.shape import YEAR, Register, Span

SHOWN = 20  # rows of a section; the list has all
PAGES = {PERSON: "lawyers", ORGANISATION: "firms"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value in words, with the address of whom it names ('' for none)."""

    title: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    row: Row
    since: str
    cells: Sequence[Cell]
    acts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one register that name a subject: those of the day, or for events and years those until then."""

    register: Register
    asked: Mapping[str, Field]
    lines: Sequence[Line]
    total: int
    enter: str

    @property
    def titles(self) -> list[str]:
        return [asked.label for asked in self.asked.values()]

    @property
    def of_years(self) -> bool:
        return self.register.span is Span.YEAR

    @property
    def has_acts(self) -> bool:
        return any(line.acts for line in self.lines)


@dataclass(frozen=True, slots=True)
class Said:
    """All that the registers say of a subject: sections, the rows behind them, and the acts that begin new ones."""

    sections: Sequence[Section]
    events: Sequence[Event]
    begin: Sequence[tuple[str, str, str]]  # room, title, address


def naming(of: str) -> Iterator[tuple[Register, tuple[str, ...]]]:
    """The registers that name subjects of a kind (`person`, `organisation`, a table), with the columns that do."""
    for register in registry.all_registers():
        columns = tuple(name for name, asked in register.references.items() if asked.of == of)
        if columns:
            yield register, columns


def may_see(viewer: Viewer, register: Register, subject: UUID) -> bool:
    """Rows of a register with an audience are shown to that audience, and to the person concerned."""
    posts = {kind.code for kind in register.audience} | {"system"}
    return not register.audience or bool(viewer.posts & posts) or viewer.person == subject


def said_of(subjects: Sequence[UUID], of: str, moment: Moment, viewer: Viewer, kind: str = "") -> Said:
    """What the registers say of a subject, whose first key is its own and the others those merged into it.

    `kind`: for an organisation, which. One query for all rows, and one for all names."""
    seen = [(register, columns) for register, columns in naming(of) if may_see(viewer, register, subjects[0])]
    found = _rows_naming(seen, subjects, moment)
    names = names_told(found)
    sections, events, offered = [], [], []
    for register, columns in seen:
        begin = _begin(register, columns[0], subjects[0], viewer, kind) if moment.known_at is None else ""
        if begin:
            offered.append((register.room, acts_by_verb(register)["enter"].title, begin))
        rows = found[register]
        shown = [row for row in rows if _is_shown(register, row, moment)]
        shown.sort(key=lambda row: row.valid_from, reverse=register.span is not Span.OPEN)
        told = _columns(register, shown, columns, viewer, subjects)
        lines = [_line(register, row, told, names, viewer, moment) for row in shown[:SHOWN]]
        if lines:
            sections.append(Section(register, told, lines, len(shown), begin))
        events += list(told_as_events(register, rows, columns, names))
    return Said(sections, events, offered)


def _rows_naming(
    seen: Sequence[tuple[Register, tuple[str, ...]]], subjects: Sequence[UUID], moment: Moment
) -> dict[Register, list[Any]]:
    """The rows of each register that name one of the subjects, as believed at the moment: one query over all tables."""
    asked = [Asked(each.model, columns, subjects, each.condition("t")) for each, columns in seen]
    return {each: believed(rows, moment) for (each, _), rows in zip(seen, written(asked), strict=True)}


def names_told(said: Mapping[Register, Iterable[Any]]) -> dict[UUID, str]:
    """The names of whom the rows of the registers name; one query."""
    keys: dict[type[Row], set[UUID]] = defaultdict(set)
    for register, rows in said.items():
        for name, asked in register.references.items():
            keys[asked.named_in].update(key for row in rows if (key := getattr(row, name)) is not None)
    return names_in(keys)


def _is_shown(register: Register, row: Row, moment: Moment) -> bool:
    past = register.span is not Span.OPEN
    return row.valid_from <= moment.on and (past or row.valid_to > moment.on)


def address_of(asked: Reference, key: UUID) -> str:
    """The record page of whom a reference names."""
    return f"/work/{page_of(asked)}/{key}/"


def page_of(asked: Reference) -> str:
    return PAGES.get(asked.of) or f"records/{registry.of_table(asked.of).code}"


def _columns(
    register: Register, rows: Sequence[Any], columns: Sequence[str], viewer: Viewer, subjects: Sequence[UUID]
) -> dict[str, Field]:
    """The columns that a section shows: all but whom the page is about, that the viewer may see and some row fills."""
    return {
        name: asked
        for name, asked in register.asked.items()
        if (not _names_only(name, rows, columns, subjects) and not (register.span is Span.YEAR and name == YEAR))
        and viewer.may_see(asked.field_class)
        and any(getattr(row, name) not in (None, "") for row in rows)
    }


def _names_only(name: str, rows: Sequence[Any], columns: Sequence[str], subjects: Sequence[UUID]) -> bool:
    """Whether a column says in every row whom the page is about: where two columns may name it, neither goes unsaid."""
    return name in columns and all(getattr(row, name) in subjects for row in rows)


def _line(
    register: Register, row: Any, told: Mapping[str, Field], names: Mapping[UUID, str], viewer: Viewer, moment: Moment
) -> Line:
    cells = [_cell(asked, getattr(row, name), names) for name, asked in told.items()]
    since = str(getattr(row, YEAR)) if register.span is Span.YEAR else row.valid_from.isoformat()
    return Line(row, since, cells, _acts_on(register, row, viewer) if moment.known_at is None else ())


def _cell(asked: Field, value: Any, names: Mapping[UUID, str]) -> Cell:
    if isinstance(asked, Reference) and value is not None:
        return Cell(asked.label, names.get(value, ""), address_of(asked, value))
    return Cell(asked.label, "" if value is None else asked.show(value))


def _offered(act: AnyAct, viewer: Viewer) -> bool:
    return bool(viewer.posts & {kind.code for kind in act.who})


def _acts_on(register: Register, row: Any, viewer: Viewer) -> list[tuple[str, str]]:
    acts = {verb: act for verb, act in acts_by_verb(register).items() if verb != "enter" and _offered(act, viewer)}
    words = {"change": "变更", "end": "终止", "correct": "更正"}
    found = []
    for verb, act in acts.items():
        if verb == "correct":
            named = {"subject": row.thread[0], "row": row.pk}
        elif register.is_thing:
            named = {"subject": row.thread[0]}
        elif register.several:
            named = {register.about: row.thread[0], "row": row.pk}
        else:
            year = (YEAR,) if register.span is Span.YEAR else ()
            named = {name: getattr(row, name) for name in (*register.model.THREAD, *year)}
        found.append((words[verb], f"/work/acts/{act.kind}/?{urlencode(named)}"))
    return found


def _begin(register: Register, column: str, subject: UUID, viewer: Viewer, kind: str) -> str:
    """The address of the form by which a new row about the subject begins; '' if not open to the viewer."""
    act = acts_by_verb(register).get("enter")
    right = not kind or kind in register.kinds.get(column, (kind,))
    if act is None or not right or not _offered(act, viewer):
        return ""
    return f"/work/acts/{act.kind}/?{urlencode({column: subject})}"


def told_as_events(
    register: Register, rows: Sequence[Any], columns: Sequence[str], names: Mapping[UUID, str]
) -> Iterator[Event]:
    """The rows as lines of the timeline, without whom the page is about."""
    correct = acts_by_verb(register).get("correct")
    other = next((name for name in register.references if name not in columns), "")
    for _thread, same in groupby(
        sorted(rows, key=lambda row: (str(row.thread), row.valid_from)), lambda row: row.thread
    ):
        before: Any = None
        for row in same:
            moved = not register.several and before is not None and before.valid_to == row.valid_from
            key = getattr(row, other) if other else None
            yield Event(
                row.valid_from,
                row.valid_to if register.span is Span.OPEN else OPEN_DAY,
                _title(register, row, {*columns, other}, names, changed=moved),
                row,
                key,
                names.get(key, "") if key else "",
                page_of(register.references[other]) if other else "",
                correct=correct.kind if correct else "",
            )
            before = row


def _title(register: Register, row: Any, without: set[str], names: Mapping[UUID, str], *, changed: bool) -> str:
    if register.tells is not None:
        return register.tells(row, names)
    open_to_all = {n: a for n, a in register.asked.items() if a.field_class.value < FieldClass.SENSITIVE.value}
    shown = {name: asked for name, asked in open_to_all.items() if name not in without}
    words = [cell.text for name, asked in shown.items() if (cell := _cell(asked, getattr(row, name), names)).text]
    return f"{register.name}{'变更' if changed else ''}{'：' if words else ''}{'，'.join(words)}"


def extended(record: Record, of: str, viewer: Viewer, kind: str = "") -> tuple[Record, Said]:
    """A record of the register with what the registers of this shape say of its subject."""
    subjects = [record.subject, *(alias.duplicate for alias in record.merged)]
    said = said_of(subjects, of, record.moment, viewer, kind)
    return with_events(record, said.events), said


def thing_record(register: Register, subject: UUID, moment: Moment, viewer: Viewer) -> tuple[Record, Said] | None:
    """The record of a thing; None if there was none at that instant of belief."""
    rows = known_rows(register.model, moment, subject=subject)
    if not rows:
        return None
    names = names_told({register: rows})
    record = told(Record(subject, moment, {register.model: rows}, names), told_as_events(register, rows, (), names))
    said = said_of([subject], register.model._meta.db_table, moment, viewer)
    return with_events(record, said.events), said


def thing_cells(register: Register, row: Any, names: Mapping[UUID, str], viewer: Viewer) -> list[Cell]:
    """What a thing's own row says, in words."""
    told = {
        name: asked for name, asked in register.asked.items() if name != "name" and viewer.may_see(asked.field_class)
    }
    return [cell for name, asked in told.items() if (cell := _cell(asked, getattr(row, name), names)).text]


def thing_acts(register: Register, row: Any, viewer: Viewer) -> list[tuple[AnyAct, str]]:
    """The acts on a thing's own row that are open to the viewer."""
    by_kind = {f"/work/acts/{act.kind}/": act for act in acts_by_verb(register).values()}
    return [(by_kind[href.partition("?")[0]], href) for _, href in _acts_on(register, row, viewer)]
