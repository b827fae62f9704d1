"""The acts of a register: 登记、变更、终止、更正, made of its declaration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, make_dataclass, replace
from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID, uuid4

from lvheng.kernel.acts.act import Act, AnyAct, Place, Written, act
from lvheng.kernel.acts.fields import Day, Field, Key, Refusal, Whole
from lvheng.kernel.acts.spans import change, end, end_all, free_until, move_bounds, row_on
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.models import SubjectKind
from lvheng.register.acts.corrections import Correction
from lvheng.work.facts import Facts, gather, rows_about
from lvheng.work.shape import YEAR, Entry, Register, Rule, Span, Way
from lvheng.work.things import thing_field

SUBJECT, ROW, UNTIL = "subject", "row", "until"
VERBS = {"enter": "登记", "change": "变更", "end": "终止", "correct": "更正"}
DAYS = {
    ("enter", Span.OPEN): "起始日期",
    ("enter", Span.DAY): "日期",
    ("enter", Span.YEAR): "登记日期",
    ("change", Span.OPEN): "变更日期",
    ("change", Span.YEAR): "变更日期",
    ("end", Span.OPEN): "终止日期",
}
"""What the day of an act is called where the register does not say."""


class RegisterAct(Act[Any, Facts]):
    """What the acts of a register have in common: where they have effect, whom they touch, what the rules are told."""

    register: ClassVar[Register]
    way: ClassVar[Way]

    @classmethod
    def values(cls, given: Any) -> dict[str, Any]:
        """What is given, by column of the table."""
        names = set(cls.register.model.told())
        return {name: getattr(given, name) for name in cls.fields() if name in names}

    @classmethod
    def key(cls, given: Any) -> UUID | None:
        """The first subject; None where it is new."""
        found: UUID | None = getattr(given, SUBJECT if cls.register.is_thing else cls.register.about, None)
        return found

    @classmethod
    def touches(cls, given: Any) -> Iterable[UUID]:
        return [key for key in (cls.key(given),) if key is not None]

    @classmethod
    def reads(cls, given: Any) -> Iterable[UUID]:
        named = (getattr(given, name, None) for name in cls.register.references)
        return [key for key in named if key is not None]

    @classmethod
    def place(cls, given: Any, fact: Facts) -> Place:
        return fact.place

    @classmethod
    def entry(cls, given: Any, fact: Facts, on: date) -> Entry:
        """What the act would make true."""
        raise NotImplementedError

    @classmethod
    def told_of(cls, values: Mapping[str, Any], fact: Facts, on: date, since: date, until: date) -> Entry:
        others = [row for row in fact.rows if row is not fact.row]
        return Entry(
            values=values,
            on=on,
            since=since,
            until=until,
            row=fact.row,
            rows=others,
            people=fact.people,
            organisations=fact.organisations,
            things=fact.things,
            beside=fact.beside,
        )

    @classmethod
    def refused(cls, register: Register, entry: Entry, rules: Sequence[Rule]) -> list[Refusal]:
        """What the first of the rules says that says anything."""
        wrong = [
            Refusal(f"“{register.asked[name].label}”应为{'、'.join(str(kind.label) for kind in kinds)}", name)
            for name, kinds in register.kinds.items()
            if name in entry.organisations and entry.organisations[name].kind() not in kinds
        ]
        return wrong or next((found for rule in rules if (found := rule(entry))), [])

    @classmethod
    def thread(cls, fact: Facts) -> list[Any]:
        return cls.register.thread_of(fact.rows, fact.values)


class Enter(RegisterAct):
    """A new row, and for a thing a new subject."""

    @classmethod
    def facts(cls, many: Sequence[Any], days: Sequence[date]) -> list[Facts]:
        rows = rows_about(cls.register, (cls.key(given) for given in many))
        about = [(rows.get(cls.key(given) or "", []), None) for given in many]
        if cls.register.is_thing:
            about = cls._of_that_name(many)
        return gather(cls.register, [cls.values(given) for given in many], about, days)

    @classmethod
    def _of_that_name(cls, many: Sequence[Any]) -> list[tuple[list[Any], None]]:
        """For a new thing: those that bear its name."""
        names = {given.name for given in many}
        rows = list(cls.register.model.rows.current().filter(name__in=names))
        return [([row for row in rows if row.name == given.name], None) for given in many]

    @classmethod
    def entry(cls, given: Any, fact: Facts, on: date) -> Entry:
        since, until = cls.register.span.of(on, fact.values, getattr(given, UNTIL, None))
        return cls.told_of(fact.values, fact, on, since, until)

    @classmethod
    def rules(cls, given: Any, fact: Facts, on: date) -> list[Refusal]:
        entry, register = cls.entry(given, fact, on), cls.register
        if entry.until <= entry.since:
            return [Refusal(f"“{register.until}”{entry.until} 不晚于{cls.asks_day} {on}", UNTIL)]
        said = set(fact.values) - set(register.at_end)
        for row in fact.rows:
            same = row.valid_from == entry.since and all(getattr(row, name) == fact.values[name] for name in said)
            if same and (row.valid_to > entry.since):
                return [Refusal(f"“{register.name}”已有同样的登记", register.about, already=True)]
        standing = row_on(fact.rows if register.is_thing else cls.thread(fact), entry.since)
        if standing is not None and not (register.replaces and standing.valid_from < entry.since):
            return [Refusal(_standing(register, standing), "name" if register.is_thing else register.about)]
        return cls.refused(register, entry, (*register.rules, *cls.way.rules))

    @classmethod
    def rows(cls, given: Any, fact: Facts, on: date) -> Written:
        register, values = cls.register, dict(fact.values)
        entry = cls.entry(given, fact, on)
        thread = [] if register.is_thing else cls.thread(fact)
        subject, makes = cls.key(given), []
        if register.is_thing:
            subject = subject or uuid4()
            values[SUBJECT], makes = subject, [(subject, SubjectKind.THING)]
        assert subject is not None
        row = register.model(
            valid_from=entry.since, valid_to=min(entry.until, free_until(thread, entry.since)), **values
        )
        standing = row_on(thread, entry.since)
        opened, closed = end(standing, entry.since) if standing else ([], [])
        return Written(subject, [*opened, row], [*closed], makes=makes)


def _standing(register: Register, row: Row) -> str:
    if register.span is Span.YEAR:
        return f"{getattr(row, YEAR)} 年度的“{register.name}”已登记，有误请办理更正"
    also = "，变动请办理变更" if register.change else ""
    return f"当日已有“{register.name}”（自 {row.valid_from} 起）{also}"


class OfRow(RegisterAct):
    """An act on what stands: the row of a thread, or where several may stand the one that the link names."""

    @classmethod
    def facts(cls, many: Sequence[Any], days: Sequence[date]) -> list[Facts]:
        register = cls.register
        about = rows_about(register, (cls.key(given) for given in many))
        rows, values = [], []
        for given, day in zip(many, days, strict=True):
            here = about.get(cls.key(given) or "", [])
            row = cls.found(given, here, day)
            rows.append((here, row))
            told = {name: getattr(row, name) for name in register.model.told()} if row else {}
            values.append(told | {name: value for name, value in cls.values(given).items() if value is not None})
        return gather(register, values, rows, days)

    @classmethod
    def found(cls, given: Any, rows: Sequence[Any], on: date) -> Row | None:
        """The row that is meant, of those about the first subject."""
        if cls.register.several:
            return next((row for row in rows if row.pk == given.row), None)
        day = date(getattr(given, YEAR), 1, 1) if cls.register.span is Span.YEAR else on
        return row_on(cls._thread_meant(given, rows), day)

    @classmethod
    def _thread_meant(cls, given: Any, rows: Sequence[Any]) -> list[Any]:
        values = cls.values(given) | ({SUBJECT: given.subject} if cls.register.is_thing else {})
        return cls.register.thread_of(rows, values)

    @classmethod
    def standing(cls, given: Any, on: date) -> Row | None:
        """The row that would be changed or ended on the day."""
        key = cls.key(given)
        return cls.found(given, rows_about(cls.register, [key]).get(key or "", []), on)

    @classmethod
    def missing(cls, given: Any, fact: Facts, on: date) -> list[Refusal]:
        if fact.row is not None:
            return []
        ended = any(row.valid_to == on for row in cls._thread_meant(given, fact.rows))
        said = "这条记录已被他人取代，请刷新后再办" if cls.register.several else f"{on} 当日没有“{cls.register.name}”"
        return [Refusal(said, ROW if cls.register.several else cls.register.about, already=ended)]


class Change(OfRow):
    """From a day on it is otherwise; what is left empty stays."""

    @classmethod
    def entry(cls, given: Any, fact: Facts, on: date) -> Entry:
        assert fact.row is not None
        since = fact.row.valid_from if cls.register.span is Span.YEAR else on
        return cls.told_of(fact.values, fact, on, since, fact.row.valid_to)

    @classmethod
    def changed(cls, fact: Facts) -> dict[str, Any]:
        return {name: value for name, value in fact.values.items() if getattr(fact.row, name) != value}

    @classmethod
    def rules(cls, given: Any, fact: Facts, on: date) -> list[Refusal]:
        if refused := cls.missing(given, fact, on):
            return refused
        if not cls.changed(fact):
            return [Refusal(f"“{cls.register.name}”没有变化", cls.register.about, already=True)]
        return cls.refused(cls.register, cls.entry(given, fact, on), (*cls.register.rules, *cls.way.rules))

    @classmethod
    def rows(cls, given: Any, fact: Facts, on: date) -> Written:
        assert fact.row is not None
        opened, closed = change(fact.row, cls.entry(given, fact, on).since, **cls.changed(fact))
        return Written(fact.row.thread[0], opened, closed)


class End(OfRow):
    """From a day on it is no more, nor what was planned after it."""

    @classmethod
    def entry(cls, given: Any, fact: Facts, on: date) -> Entry:
        assert fact.row is not None
        return cls.told_of(fact.values, fact, on, fact.row.valid_from, on)

    @classmethod
    def rules(cls, given: Any, fact: Facts, on: date) -> list[Refusal]:
        refused = cls.missing(given, fact, on)
        return refused or cls.refused(
            cls.register, cls.entry(given, fact, on), (*cls.register.end_rules, *cls.way.rules)
        )

    @classmethod
    def rows(cls, given: Any, fact: Facts, on: date) -> Written:
        row = fact.row
        assert row is not None
        opened, closed = end(row, on) if cls.register.several else end_all(cls.thread(fact), on)
        told = {name: fact.values[name] for name in cls.register.at_end}
        return Written(row.thread[0], [each.again(**told) for each in opened], closed)


class Correct(Correction):
    """The row should always have been otherwise; what is left empty stays as it is."""

    register: ClassVar[Register]
    way: ClassVar[Way]

    @classmethod
    def facts(cls, many: Sequence[Any], days: Sequence[date]) -> list[Any]:
        about = rows_about(cls.register, (given.subject for given in many))
        rows, values = [], []
        for given in many:
            here = about.get(given.subject, [])
            row = next((row for row in here if row.pk == given.row), None)
            rows.append((here, row))
            told = {name: getattr(row, name) for name in cls.model.told()} if row else {}
            values.append(told | cls.changed(given))
        return gather(cls.register, values, rows, days)

    @classmethod
    def place(cls, given: Any, fact: Any) -> Place:
        found: Place = fact.place
        return found

    @classmethod
    def as_it_was(cls, given: Any, row: Row) -> Row:
        changed = cls.changed(given)
        since = getattr(given, "valid_from", None) or row.valid_from
        until = getattr(given, "valid_to", None) or row.valid_to
        if cls.register.span is not Span.OPEN:
            since, until = cls.register.span.of(since, {YEAR: changed.get(YEAR) or getattr(row, YEAR, 0)})
        return row.again(valid_from=since, valid_to=until, **changed)

    @classmethod
    def rules(cls, given: Any, fact: Any, on: date) -> list[Refusal]:
        refused = super().rules(given, replace(fact, rows=[fact.row]) if cls.register.several else fact, on)
        if refused:
            return refused
        new = cls.as_it_was(given, fact.row)
        if (standing := cls._in_the_way(fact, new)) is not None:
            return [Refusal(_standing(cls.register, standing), ROW)]
        entry = RegisterAct.told_of(
            {name: getattr(new, name) for name in new.told()}, fact, on, new.valid_from, new.valid_to
        )
        return RegisterAct.refused(cls.register, entry, (*cls.register.rules, *cls.way.rules))

    @classmethod
    def _in_the_way(cls, fact: Any, new: Row) -> Row | None:
        """Days and years make no room for each other: what already stands on those days of the corrected row."""
        if cls.register.several or cls.register.span is Span.OPEN:
            return None
        others = [row for row in fact.rows if row is not fact.row and row.thread == new.thread]
        return row_on(others, new.valid_from)

    @classmethod
    def rows(cls, given: Any, fact: Any, on: date) -> Written:
        new = cls.as_it_was(given, fact.row)
        alone = cls.register.several or cls.register.span is not Span.OPEN
        thread = [fact.row] if alone else [row for row in fact.rows if row.thread == fact.row.thread]
        opened, closed = move_bounds(thread, fact.row, new)
        return Written(given.subject, opened, closed)


BASES: Mapping[str, AnyAct] = {"enter": Enter, "change": Change, "end": End, "correct": Correct}


def acts_of(register: Register) -> dict[str, AnyAct]:
    """The register's acts by verb, each declared to the product."""
    offered = {verb: getattr(register, verb) for verb in BASES}
    return {
        verb: _made(register, verb, way) for verb, way in offered.items() if way is not None and _can(register, verb)
    }


def _can(register: Register, verb: str) -> bool:
    """What happened on a day neither changes nor ends, and a year ends by itself; no change where nothing is left to."""
    if verb == "change":
        still = {*register.model.THREAD, YEAR, *register.at_end, *register.fixed}
        return register.span is not Span.DAY and bool(register.asked.keys() - still)
    return verb != "end" or register.span is Span.OPEN


def _made(register: Register, verb: str, way: Way) -> AnyAct:
    room, _, name = register.code.partition(".")
    title = way.title or f"{VERBS[verb]}{register.name}"
    told = {
        "__doc__": f"{title}（{register.code}）",
        "kind": f"{room}.{verb}_{name}",
        "title": title,
        "law": way.law or (Correction.law if verb == "correct" else register.law),
        "who": register.who if way.who is None else way.who,
        "audience": register.audience,
        "Input": _input(register, verb),
        "tables": (register.model,),
        "needs_second": way.needs_second,
        "asks_day": way.asks_day or DAYS.get((verb, register.span), "更正日期"),
        "register": register,
        "way": way,
        "model": register.model,
    }
    return act(type(f"{verb.title()}{name.title().replace('_', '')}", (BASES[verb],), told))


def _input(register: Register, verb: str) -> type[Any]:
    """The input of one of the acts, as a dataclass."""
    asked = _asked(register, verb)
    members: list[Any] = [
        (name, Annotated[object, one], field(default=None)) if not one.required else (name, Annotated[object, one])
        for name, one in asked.items()
    ]
    if verb == "enter" and register.is_thing:
        members.append((SUBJECT, UUID | None, field(default=None)))
    name = f"{verb.title()}{register.model.__name__}"
    return make_dataclass(name, members, frozen=True, slots=True, kw_only=True)


def _asked(register: Register, verb: str) -> dict[str, Field]:
    """What each act asks for, in order: whose row, then what is told of it."""
    told = {name: asked for name, asked in register.asked.items() if name not in register.at_end}
    free = {name: replace(asked, required=False) for name, asked in told.items()}
    if verb == "enter":
        until = {UNTIL: Day(label=register.until, required=register.until_required)} if register.until else {}
        return told | until
    if verb == "correct":
        whose: dict[str, Field] = {SUBJECT: Key(label="对象"), ROW: Whole(label="记录", most=2**62)}
        more = {name: replace(asked, required=False) for name, asked in register.asked.items()}
        return whose | _bounds(register) | {name: asked for name, asked in more.items() if name != register.about}
    meant = _meant(register)
    if verb == "end":
        return meant | {name: register.asked[name] for name in register.at_end}
    return meant | {name: asked for name, asked in free.items() if name not in (*meant, *register.fixed)}


def _meant(register: Register) -> dict[str, Field]:
    """By what an act names the row that it is about."""
    if register.is_thing:
        model: Any = register.model
        return {SUBJECT: thing_field(register.name, model)}
    if register.several:
        return {register.about: register.asked[register.about], ROW: Whole(label="记录", most=2**62)}
    year = {YEAR: register.asked[YEAR]} if register.span is Span.YEAR else {}
    return {name: register.asked[name] for name in register.model.THREAD} | year


def _bounds(register: Register) -> dict[str, Field]:
    first = Day(label="应自何日起" if register.span is Span.OPEN else "应为何日", required=False)
    last = Day(label="应至何日止", required=False)
    match register.span:
        case Span.OPEN:
            return {"valid_from": first, "valid_to": last}
        case Span.DAY:
            return {"valid_from": first}
    return {}
