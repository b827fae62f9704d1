"""Invented trainees for tests, and supervisors who may have them."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from lvheng.kernel.acts.perform import perform
from lvheng.kernel.numbers.trainee_number import demo_trainee_number
from lvheng.register.acts.trainees import EnterTrainee, NewTrainee
from lvheng.register.tests.invented import BASIS, CITY, lawyer

BEGAN = date(2022, 3, 1)
_serials = count(9_000)


def supervisor(firm: UUID, first: date = date(2016, 9, 5)) -> UUID:
    return lawyer(firm, first)


def new_trainee(firm: UUID, by: UUID, **more: Any) -> NewTrainee:
    serial = next(_serials)
    sex, kind = more.get("sex", "female"), more.get("kind", "full_time")
    values = {
        "name": f"测实{serial}",
        "sex": sex,
        "number": demo_trainee_number(2022, 3, sex, kind, serial),
        "kind": kind,
        "firm": firm,
        "supervisor": by,
        **more,
    }
    return NewTrainee(**values)


def trainee(firm: UUID, by: UUID, on: date = BEGAN, **more: Any) -> UUID:
    """A new trainee in `firm`, supervised `by` a lawyer of it, from `on`."""
    return perform(EnterTrainee, new_trainee(firm, by, **more), actor=CITY, effective_on=on, basis=BASIS).subject
