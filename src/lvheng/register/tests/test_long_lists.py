"""A list is answered by its order's index, and by the parts of a reach, as it is by all its rows: same lines, same count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lvheng.kernel.access.viewer import EVERYTHING, Scope
from lvheng.kernel.figures import listing
from lvheng.kernel.figures.listing import Line, Question, count, page_of
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.figures.sizing import sizes
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today
from lvheng.register.lists import LAWYERS
from lvheng.register.models import Engagement, PractisingLicence

pytestmark = [pytest.mark.django_db, pytest.mark.long]

PLAIN = replace(LAWYERS, walk=None)
SIZE = 20


def asked(narrowing: Narrowing, day: date | None = None, **more: Any) -> Question:
    return Question(
        listing=LAWYERS, moment=Moment(day or today()), narrowing=narrowing, columns=LAWYERS.columns[:5], **more
    )


def both(question: Question, number: int) -> list[tuple[list[Line], int]]:
    return [page_of(replace(question, listing=each), number, SIZE) for each in (LAWYERS, PLAIN)]


@pytest.mark.parametrize("first", [20, 90, 500], ids=lambda first: f"first {first}")
@pytest.mark.parametrize(
    "filters", [{}, {"state": ["practising"]}, {"sex": ["female"], "district": ["110105"]}], ids=str
)
def test_a_walked_page_is_the_page(monkeypatch: pytest.MonkeyPatch, first: int, filters: dict[str, list[str]]) -> None:
    monkeypatch.setattr(listing, "WALKED", first)
    monkeypatch.setattr(listing, "MOST_WALKED", 20 * first)
    everything = asked(Narrowing(EVERYTHING), filters=filters)
    last = count(everything) // SIZE + 1
    for number in (1, 2, 5, last, last + 1):
        walked, plain = both(everything, number)
        assert walked == plain
    earlier, plain = both(asked(Narrowing(EVERYTHING), date(2019, 6, 30), filters=filters), 1)
    assert earlier == plain
    assert earlier[0]


def test_a_reach_of_several_parts_holds_each_row_once() -> None:
    """A district, a firm in it and one elsewhere, a lawyer of that firm and one of neither: the parts overlap."""
    here = Engagement.rows.on(today()).order_by("lawyer")
    firms = list(here.values_list("organisation", flat=True).distinct())[:40]
    lawyers = list(PractisingLicence.rows.on(today()).order_by("person").values_list("person", flat=True)[:40])
    some = (
        Scope(districts=frozenset({"110105"})),
        Scope(organisations=frozenset(firms)),
        Scope(persons=frozenset(lawyers)),
    )
    reaches = [*some, some[0] | some[1], some[1] | some[2], some[0] | some[1] | some[2], Scope()]
    for scope in reaches:
        for narrowing in (Narrowing(scope), Narrowing(scope, "110108")):
            question = asked(narrowing)
            whole = sizes(LAWYERS.rows, [today()], None, narrowing.where())[today()].rows
            assert count(question) == whole
            told = [line.subject for line in page_of(question, 1, 5_000)[0]]
            assert len(told) == len(set(told)) == whole
    assert count(asked(Narrowing(reaches[-2]))) > max(count(asked(Narrowing(scope))) for scope in some)
