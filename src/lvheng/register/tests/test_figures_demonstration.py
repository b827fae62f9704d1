"""On the demonstration's register: raw rows counted by plain Python, and nobody sees a row outside their scope."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import UUID

import pytest
from django.db import connection

from lvheng.kernel.access.viewer import EVERYTHING, Viewer
from lvheng.kernel.figures.figure import Figure, all_figures, figure_of
from lvheng.kernel.figures.listing import Listing, Question, all_listings, count, export, listing_of, page
from lvheng.kernel.figures.reading import Narrowing, by_district, outside_whole, read
from lvheng.kernel.rows import Moment, Row
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.kernel.time.days import today
from lvheng.register.models import Engagement, FirmLicence, PractisingLicence

pytestmark = pytest.mark.long

LOGINS = ("demo-city", "demo-district", "demo-association", "demo-firm", "demo-lawyer")
DAYS = (date(2018, 12, 31), date(2021, 6, 30), today())
OURS = [figure for figure in all_figures() if figure.room == "register"]
HOME_DISTRICT = "110105"
ViewerAs = Callable[[str], Viewer]
R = TypeVar("R", bound=Row)


def true_on(day: date, rows: Iterable[R]) -> list[R]:
    """The current rows of a table that hold on the day, sorted out by Python, not by the product's queries."""
    return [row for row in rows if row.valid_from <= day < row.valid_to and row.closed_by is None]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_firms_of_a_hundred_by_hand(db: None, day: date) -> None:
    """Head office and branches in Beijing count as one firm; only practising lawyers, only practising firms."""
    practising = {row.person for row in true_on(day, PractisingLicence.rows.all()) if row.state == "practising"}
    organisation = {row.subject: row for row in true_on(day, Organisation.rows.all())}
    district = {row.organisation: row.district for row in true_on(day, Seat.rows.all())}
    staff: Counter[UUID] = Counter()
    for row in true_on(day, Engagement.rows.all()):
        place = organisation.get(row.organisation)
        if row.lawyer in practising and place is not None:
            branch_here = place.kind == "branch" and district.get(place.subject, "").startswith("11")
            staff[place.parent if branch_here and place.parent else place.subject] += 1
    open_firms = {row.organisation for row in true_on(day, FirmLicence.rows.all()) if row.state == "practising"}
    large = {
        key
        for key, lawyers in staff.items()
        if lawyers >= 100 and key in open_firms and key in organisation and organisation[key].kind == "firm"
    }
    figure = figure_of("register.firms_100")
    asked = Question(
        listing=listing_of("firms"), moment=Moment(day), narrowing=Narrowing(), columns=(), rows=figure.rows
    )
    assert {line.subject for line in page(asked, 0, 1_000)} == large
    assert read(figure, Moment(day)).rows == len(large)
    if day == DAYS[-1]:
        assert large, "without a large firm this would prove nothing"


def asked_of(listing: Listing, viewer: Viewer) -> Question:
    return Question(
        listing=listing,
        moment=Moment(today()),
        narrowing=Narrowing(viewer.scope),
        columns=(),
        seen=listing.seen_by(viewer),
    )


def questions(listing: Listing, viewer: Viewer) -> list[Question]:
    """The list itself, each of its figures, two searches, and its standard filters."""
    asked = asked_of(listing, viewer)
    found = [asked, replace(asked, search="bei"), replace(asked, search="1")]
    found += [replace(asked, rows=figure.rows) for figure in OURS if figure.listing == listing.code]
    if listing.standard:
        found.append(replace(asked, filters={name: [value] for name, value in listing.standard.items()}))
    return found


def subjects(asked: Question) -> list[UUID]:
    return [line.subject for line in page(asked, 0, 5_000)]


def visible(asked: Question, viewer: Viewer) -> set[UUID]:
    """The subjects of the set that the viewer may see, told by Python from each row's district and organisation."""
    scope, rows = viewer.scope, (asked.rows or asked.listing.rows)(asked.moment)
    with connection.cursor() as cursor:
        cursor.execute(f"select subject, organisation, district from ({rows}) s", asked.moment.parameters())
        return {
            subject
            for subject, organisation, district in cursor.fetchall()
            if scope.whole
            or district in scope.districts
            or organisation in scope.organisations
            or subject in scope.persons
        }


@pytest.mark.parametrize("listing", all_listings(), ids=lambda listing: listing.code)
@pytest.mark.parametrize("login", [*LOGINS, "public"])
def test_count_page_and_export_see_the_same_rows_and_none_outside(
    viewer_as: ViewerAs, login: str, listing: Listing
) -> None:
    viewer = viewer_as(login)
    for asked in questions(listing, viewer):
        mine = subjects(asked)
        assert count(asked) == len(mine)
        assert len(mine) == len(set(mine)) or not listing.opens, "whoever has several rows is listed as often"
        assert [line.subject for line in export(asked)] == mine
        everybody = subjects(replace(asked, narrowing=Narrowing()))
        assert set(mine) == set(everybody) & visible(asked, viewer)
    if login == "public":
        assert not mine


@pytest.mark.parametrize("listing", all_listings(), ids=lambda listing: listing.code)
def test_the_values_of_a_filter_part_the_list(viewer_as: ViewerAs, listing: Listing) -> None:
    viewer = viewer_as("demo-district")
    asked = replace(asked_of(listing, viewer), columns=listing.seen_by(viewer))
    lines = page(asked, 0, 5_000)
    for place, column in enumerate(asked.columns):
        if column.filtered:
            told = Counter(str(line.cells[place] or "") for line in lines)
            counted = {value: count(replace(asked, filters={column.name: [value]})) for value in told}
            assert counted == told, column.name
            assert count(replace(asked, filters={column.name: list(told)})) == len(lines)


@pytest.mark.parametrize("figure", OURS, ids=lambda figure: figure.code)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_an_officer_s_number_is_the_city_s_part_for_the_district(
    viewer_as: ViewerAs, figure: Figure, day: date
) -> None:
    city, officer = viewer_as("demo-city").scope, viewer_as("demo-district").scope
    assert officer.districts == {HOME_DISTRICT}
    parts = by_district(figure, Moment(day), city)
    whole = read(figure, Moment(day), Narrowing(city))
    mine = read(figure, Moment(day), Narrowing(replace(officer, persons=frozenset())))
    part = parts.get(HOME_DISTRICT)
    assert mine.rows == (part.rows if part else 0)
    assert mine.total == (part.total if part else 0)
    if part is not None and figure.whole is not None:
        assert mine.value == part.value
    assert sum(reading.rows for reading in parts.values()) == whole.rows
    assert sum(reading.total for reading in parts.values()) == whole.total


@pytest.mark.parametrize("login", ["demo-firm", "demo-lawyer", "public"])
def test_who_is_no_staff_sees_the_own_rows_only(viewer_as: ViewerAs, login: str) -> None:
    viewer = viewer_as(login)
    lawyers = read(figure_of("register.lawyers"), Moment(today()), Narrowing(viewer.scope)).rows
    everybody = read(figure_of("register.lawyers"), Moment(today()), Narrowing(EVERYTHING)).rows
    expected = {"demo-lawyer": 1, "public": 0}
    if login in expected:
        assert lawyers == expected[login]
    else:
        assert 1 < lawyers < everybody / 2


@pytest.mark.parametrize("figure", OURS, ids=lambda figure: figure.code)
def test_the_parts_of_a_ratio_lie_in_its_whole(db: None, figure: Figure) -> None:
    for day in DAYS:
        assert outside_whole(figure, Moment(day)) == 0


def test_before_the_first_row_a_figure_is_not_yet_recorded_and_never_nought(db: None) -> None:
    for figure in OURS:
        reading = read(figure, Moment(date(1949, 10, 1)))
        assert (reading.begun, reading.value, reading.shown) == (False, None, "尚未登记")


def test_sets_are_asked_once_a_subject(db: None) -> None:
    """A subject stands once in a set, or movement and lists would tell it twice."""
    for figure in OURS:
        asked = Question(
            listing=listing_of(figure.listing),
            moment=Moment(today()),
            narrowing=Narrowing(),
            columns=(),
            rows=figure.rows,
        )
        subjects = [line.subject for line in page(asked, 0, 5_000)]
        assert len(subjects) == len(set(subjects)) == read(figure, Moment(today())).rows


def test_a_number_of_districts_is_known(db: None) -> None:
    """The demonstration spreads over districts, or the tests of parts would prove little."""
    spread: dict[str, int] = defaultdict(int)
    for district, part in by_district(figure_of("register.lawyers"), Moment(today())).items():
        spread[district] += part.rows
    assert len(spread) > 5
    assert spread[HOME_DISTRICT] > 50
