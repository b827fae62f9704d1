"""Who is in the Party is told to the Party's own staff and to the person, and to nobody else: no list, record, entry,
figure's rows, small total, search or public page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import QueryDict

from lvheng.kernel.access.viewer import Scope, Viewer
from lvheng.kernel.figures.asked import ask, listing_asked
from lvheng.kernel.figures.figure import Face, all_figures, figure_of
from lvheng.kernel.figures.kept import series_of
from lvheng.kernel.figures.listing import Question, listing_of
from lvheng.kernel.figures.reading import LEAST, Narrowing, by_district, read
from lvheng.kernel.ledger.models import ActLine, LedgerEntry
from lvheng.kernel.rows import Moment
from lvheng.party.models import PartyMember, Representative
from lvheng.party.registers.common import AUDIENCE
from lvheng.party.tests.staged import PARTY_OFFICER, member, organisation, party_officer
from lvheng.register.references import PERSON
from lvheng.register.tests.invented import ASSOCIATION, CHAOYANG, CITY, NOBODY, head_of, lawyer_as, officer
from lvheng.register.tests.who_may import ON, Stage
from lvheng.work.policies import may_open_entry
from lvheng.work.record import said_of
from lvheng.work.registry import all_registers
from lvheng.work.tests.declared import LATER

pytestmark = pytest.mark.django_db
TODAY = date(2025, 12, 31)
EYES = frozenset(kind.code for kind in AUDIENCE)
OF_PERSONS = [each for each in all_registers() if each.audience]


def others(stage: Stage) -> dict[str, Viewer]:
    return {
        "city": CITY,
        "district": officer(),
        "association": ASSOCIATION,
        "head": head_of(stage.firm),
        "another lawyer": lawyer_as(stage.other),
        "public": NOBODY,
    }


def test_every_register_of_this_room_that_names_lawyers_has_the_partys_staff_as_its_audience() -> None:
    naming = [
        each
        for each in all_registers()
        if each.model._meta.app_label == "party" and any(asked.of == PERSON for asked in each.references.values())
    ]
    assert {each.code for each in naming} >= {"party.member", "united_front.representative", "united_front.pair"}
    assert {each.code for each in naming if each.audience != AUDIENCE} == set()


def test_record_list_and_entry_are_for_the_partys_staff_and_the_member(stage: Stage) -> None:
    member(stage.lawyer, organisation(stage.firm, "甲支部"))
    line = ActLine.objects.filter(kind="party.enter_member", subject=stage.lawyer).latest("pk")
    for who, viewer in others(stage).items():
        told = said_of([stage.lawyer], PERSON, Moment(LATER), viewer)
        assert not told.sections, who
        assert not told.events, who
        assert not may_open_entry(viewer, line), who
        for register in OF_PERSONS:
            with pytest.raises(PermissionDenied):
                listing_asked(register.list_code, viewer)
    for viewer in (PARTY_OFFICER, party_officer(), lawyer_as(stage.lawyer)):
        assert said_of([stage.lawyer], PERSON, Moment(LATER), viewer).sections
        assert may_open_entry(viewer, line)


def test_pages_and_the_api_do_not_tell(client_as: Callable[[str], Any], viewer_as: Callable[[str], Viewer]) -> None:
    """For the head of a firm, about a member of it; and for the public, about everybody."""
    m = Moment(TODAY)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select p.lawyer from {m.asof(PartyMember)} p join register_engagement e on e.lawyer = p.lawyer"
            " where e.organisation = %(firm)s and e.known_to > now() and e.valid_to > %(day)s limit 1",
            m.parameters() | {"firm": viewer_as("demo-firm").offices[0]},
        )
        [one] = cursor.fetchone()
    words = ("党员组织关系", "党支部", "支部委员会", "正式党员", "party.enter_member", "party.member")
    for login in ("demo-firm", "demo-association"):
        client = client_as(login)
        for path in ("", "?tab=history", "?tab=evidence"):
            page = client.get(f"/work/lawyers/{one}/{path}")
            assert page.status_code == 200
            assert [word for word in words if word in page.content.decode()] == [], (login, path)
        for register in OF_PERSONS:
            assert client.get(f"/work/lists/{register.list_code}/").status_code == 403
            assert client.get(f"/work/lists/{register.list_code}/export.csv").status_code == 403
    public = client_as("public")
    for path in ("/", "/figures/", f"/lawyers/{one}/", "/api/v1/figures/"):
        body = public.get(path, follow=True).content.decode()
        assert [word for word in words if word in body] == [], path


def test_no_figure_of_the_room_has_a_public_face() -> None:
    found = [figure for figure in all_figures() if figure.room in ("party", "united_front")]
    assert found
    assert {figure.face for figure in found} == {Face.NONE}
    for figure in found:
        if {PartyMember, Representative} & set(figure.sources) and figure.code != "united_front.contacts_per_leader":
            assert figure.audience == EYES, figure.code


def test_small_totals_and_parts_are_withheld_from_everybody_else() -> None:
    figure, m = figure_of("united_front.representatives"), Moment(TODAY)
    inside, outside = (Narrowing(Scope(whole=True, posts=posts)) for posts in (EYES, frozenset({"city_staff"})))
    parts = by_district(figure, m, inside.scope)
    assert sum(part.rows for part in parts.values()) == read(figure, m, inside).rows >= LEAST
    assert by_district(figure, m, outside.scope) == {}
    assert read(figure, m, outside).value == read(figure, m, inside).value, "the city's total is not small"
    small = [code for code, part in parts.items() if code and 0 < part.rows < LEAST]
    assert small, "the demonstration has a district with few"
    for code in small:
        for posts, told in ((EYES, False), (frozenset({"district_staff"}), True)):
            scope = Scope(districts=frozenset({code}), posts=posts)
            for reading in (
                read(figure, m, Narrowing(scope)),
                series_of({figure: [TODAY]}, scope=scope)[figure.code][TODAY],
            ):
                assert reading.withheld is told
                assert (reading.value is None, reading.rows == 0, reading.whole is None) == (told, told, True)


def test_a_ratio_that_leaves_but_few_out_is_withheld_too() -> None:
    figure, m = figure_of("party.required_coverage"), Moment(TODAY)
    reading = read(figure, m, Narrowing(Scope(whole=True, posts=EYES)))
    assert reading.whole
    rest = reading.whole - reading.rows
    told = read(figure, m, Narrowing(Scope(whole=True, posts=frozenset({"association_staff"}))))
    assert told.withheld is (0 < rest < LEAST)


def test_the_rows_of_such_a_figure_do_not_open() -> None:
    listing = listing_of("firms")
    question = Question(listing=listing, moment=Moment(TODAY), narrowing=Narrowing(CITY.scope), columns=listing.columns)
    with pytest.raises(PermissionDenied, match=r"的名单由.*党组织工作人员.*查看"):
        ask(QueryDict("figure=party.required_coverage"), question)


def test_the_public_log_holds_no_name_of_a_member(stage: Stage) -> None:
    member(stage.lawyer, organisation(stage.firm, "甲支部", ON))
    entry = LedgerEntry.objects.latest("id")
    leaf = bytes(entry.leaf) + bytes(entry.body)
    for told in (str(stage.lawyer), stage.lawyer.hex, "member", "甲支部", CHAOYANG):
        assert told.encode() not in leaf
