"""Declaring a register: its acts, its list and its spreadsheets come of it."""

from __future__ import annotations

from collections.abc import Mapping

from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.figures import listing
from lvheng.kernel.tables import importable
from lvheng.kernel.tables.importable import BASIS, ON, Importable
from lvheng.work import registry
from lvheng.work.acts import acts_of
from lvheng.work.listings import listing_of
from lvheng.work.shape import Register
from lvheng.work.things import find_things

_acts: dict[str, Mapping[str, AnyAct]] = {}


def declare(*registers: Register) -> None:
    """Adds registers to the product, in the order in which their rows depend on each other."""
    for register in registers:
        registry.add(register)
        acts = acts_of(register)
        _acts[register.code] = acts
        begins = (acts["enter"].kind,) if "enter" in acts else ()
        listing.declare(listing_of(register, begins))
        importable.declare(*_importables(register, acts))


def acts_by_verb(register: Register) -> Mapping[str, AnyAct]:
    """The acts of a declared register: enter, change, end, correct, those that it has."""
    return _acts[register.code]


def _importables(register: Register, acts: Mapping[str, AnyAct]) -> list[Importable]:
    """Entering and ending may come from spreadsheets, where the register gives an example row."""
    found = []
    for verb in ("enter", "end"):
        act, way = acts.get(verb), getattr(register, verb)
        if act is None or not register.example or (verb == "end" and register.several):
            continue
        example = {name: word for name, word in register.example.items() if name in (*act.fields(), ON, BASIS)}
        new = verb == "enter" and register.is_thing
        if verb == "end" and register.is_thing:
            example["subject"] = register.example["name"]
        found.append(
            Importable(
                act=act,
                day_synonyms=way.day_synonyms,
                example=example,
                found_by=find_things(register.model) if new else None,
                names=("name",) if new else (),
            )
        )
    return found
