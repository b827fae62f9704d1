"""What people are by conviction is told to the Party's own staff and to the person: on no list, filter, record or entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from lvheng.kernel.access.posts import DISTRICT_PARTY_STAFF, DISTRICT_STAFF, PARTY_STAFF, FieldClass
from lvheng.kernel.access.viewer import EVERYTHING, Scope, Viewer
from lvheng.kernel.figures.asked import ask
from lvheng.kernel.figures.listing import Question, count
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.ledger.selectors import evidence_of
from lvheng.kernel.rows import Moment
from lvheng.register.acts.enter_lawyer import EnterLawyer
from lvheng.register.acts.people import ChangePerson
from lvheng.register.convictions import TOLD_OF_CONVICTIONS
from lvheng.register.lists import LAWYERS
from lvheng.register.models import Engagement, Person
from lvheng.register.policies import may_see_convictions
from lvheng.register.record import lawyer_record
from lvheng.register.tests.invented import (
    ASSOCIATION,
    CHAOYANG,
    CITY,
    HAIDIAN,
    NOBODY,
    SYSTEM,
    _viewer,
    do,
    head_of,
    lawyer_as,
    officer,
)
from lvheng.register.tests.who_may import ON, Stage

pytestmark = pytest.mark.django_db
PARTY = _viewer(21, "市律师行业党委", EVERYTHING, PARTY_STAFF)
DISTRICT_PARTY = _viewer(23, "区律师行业党组织", Scope(districts=frozenset({CHAOYANG})), DISTRICT_PARTY_STAFF)


def divided() -> Viewer:
    """Staff of one district's bureau who does the Party's work of another."""
    here, there = Scope(districts=frozenset({CHAOYANG})), Scope(districts=frozenset({HAIDIAN}))
    whole = _viewer(24, "兼职", here | there, DISTRICT_STAFF, DISTRICT_PARTY_STAFF)
    return replace(whole, reaches=((DISTRICT_STAFF.code, here), (DISTRICT_PARTY_STAFF.code, there)))


def told(stage: Stage) -> dict[str, tuple[Viewer, bool]]:
    return {
        "city": (CITY, False),
        "district": (officer(), False),
        "association": (ASSOCIATION, False),
        "head": (head_of(stage.firm), False),
        "the public": (NOBODY, False),
        "Party work elsewhere": (divided(), False),
        "party": (PARTY, True),
        "district party": (DISTRICT_PARTY, True),
        "system": (SYSTEM, True),
    }


def asked(viewer: Viewer) -> Question:
    question = Question(
        listing=LAWYERS,
        moment=Moment(date(2025, 12, 31)),
        narrowing=Narrowing(viewer.scope),
        columns=LAWYERS.seen_by(viewer),
    )
    return ask(QueryDict("political_status=party_member&all=1"), question)[0]


def test_no_list_shows_it_or_filters_by_it_but_to_the_party_s_staff(stage: Stage) -> None:
    column = LAWYERS.column("political_status")
    assert column is not None
    assert (column.field_class, column.audience) == (FieldClass.SENSITIVE, TOLD_OF_CONVICTIONS)
    for who, (viewer, may) in told(stage).items():
        assert (column in LAWYERS.seen_by(viewer)) is may, who
        question = asked(viewer)
        everybody = count(replace(question, filters={}))
        assert (count(question) < everybody) is (may and everybody > 0), f"{who}: a total would tell what a list hides"


def test_whose_record_tells_it(stage: Stage) -> None:
    for who, (viewer, may) in told(stage).items():
        assert may_see_convictions(viewer, stage.lawyer, ON) is may, who
    assert may_see_convictions(lawyer_as(stage.lawyer), stage.lawyer, ON)
    assert not may_see_convictions(lawyer_as(stage.other), stage.lawyer, ON)
    assert not may_see_convictions(
        replace(DISTRICT_PARTY, scope=Scope(districts=frozenset({HAIDIAN}))), stage.lawyer, ON
    )


def test_pages_files_and_the_api_tell_it_to_nobody_else(
    client_as: Callable[[str], Client], viewer_as: Callable[[str], Viewer]
) -> None:
    """For the head of a firm about a colleague, and for the association about everybody."""
    [firm, *_] = viewer_as("demo-firm").offices
    of_firm = Engagement.rows.current().filter(organisation=firm).values_list("lawyer", flat=True)
    one = Person.rows.current().filter(subject__in=list(of_firm), political_status="party_member")[0].subject
    for login in ("demo-firm", "demo-association"):
        client = client_as(login)
        for path in (f"/work/lawyers/{one}/", f"/work/lawyers/{one}/?tab=history", "/work/lists/lawyers/"):
            page = client.get(path).content.decode()
            assert [word for word in ("政治面貌", "中共党员", "political_status") if word in page] == [], (login, path)
        sheet = b"".join(client.get("/work/lists/lawyers/export.csv?column=political_status")).decode("utf-8-sig")
        assert "政治面貌" not in sheet
        answer = client.get(f"/api/v1/lawyers/{one}").content.decode()
        assert "party_member" not in answer
    shown = client_as("demo-city").get(f"/work/lawyers/{one}/").content.decode()
    assert "中共党员" in shown, "he does the Party's work too"


def test_an_entry_commits_to_it_without_saying_it(stage: Stage) -> None:
    done = do(ChangePerson, ON, person=stage.lawyer, political_status="party_member")
    fields: dict[str, Any] = evidence_of(done.entry).fields
    assert "party_member" not in str(fields)
    assert len(bytes.fromhex(fields["input.political_status"])) >= 16
    assert EnterLawyer.fields()["political_status"].field_class is FieldClass.SENSITIVE


def test_a_record_is_read_without_it_for_whom_it_is_not_told(stage: Stage) -> None:
    """Not blanked afterwards: it never leaves the database, neither in a row nor in the line of what was true when."""
    do(ChangePerson, ON, person=stage.lawyer, political_status="party_member")
    told, untold = (lawyer_record(stage.lawyer, Moment(ON), convictions=told) for told in (True, False))
    assert told is not None
    assert untold is not None
    assert told.on(Person).political_status == "party_member"
    assert {row.political_status for row in untold.rows[Person]} == {""}
    assert [event.title for event in told.events if "政治面貌" in event.title]
    assert not [event.title for event in untold.events if "政治面貌" in event.title]
    assert untold.on(Person).born_on == told.on(Person).born_on
