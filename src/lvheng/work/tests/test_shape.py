"""What no room need be asked for: events, results of years, things in places, and registers with an audience.

Their tables are temporary and their declarations forgotten after each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import TextChoices
from django.test.utils import isolate_apps

from lvheng.kernel.access.posts import CITY_STAFF, DISTRICT_STAFF
from lvheng.kernel.acts import act as acts
from lvheng.kernel.acts.fields import Amount, Choice, Listed, Text, Whole
from lvheng.kernel.acts.perform import ActRefused, perform
from lvheng.kernel.figures import listing
from lvheng.kernel.figures.asked import listing_asked
from lvheng.kernel.figures.columns import column
from lvheng.kernel.figures.listing import Question, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.places.listed import district_titles
from lvheng.kernel.rows import Moment, Row, one_truth, row_indexes
from lvheng.kernel.tables import importable
from lvheng.register.references import PERSON, lawyer_field, organisation_field
from lvheng.register.tests.invented import ASSOCIATION, BASIS, CITY, HAIDIAN, do, lawyer_as, officer
from lvheng.register.tests.who_may import ON, Stage
from lvheng.work import registers, registry, sets
from lvheng.work.policies import may_open_entry, may_open_subject
from lvheng.work.record import said_of
from lvheng.work.registers import acts_by_verb, declare
from lvheng.work.rules import practises, stands
from lvheng.work.shape import Register, Span, Way
from lvheng.work.tests.declared import LATER, Declared
from lvheng.work.things import Thing, thing_field

pytestmark = pytest.mark.django_db
LAW, WHO = ("PLAN-27",), (CITY_STAFF, DISTRICT_STAFF)


class Kind(TextChoices):
    TALK = "talk", "座谈"
    VISIT = "visit", "走访"


with isolate_apps("lvheng.work"):

    class Contact(Row):
        """Somebody was met on a day: there may be many."""

        THREAD = ("lawyer",)
        TITLE = "试验联系"

        lawyer = column(lawyer_field())
        kind = column(Choice(label="方式", choices=Kind))
        hours = column(Amount(label="时长", scale=1))
        note = column(Text(label="纪要", required=False, longest=100))

        class Meta:
            app_label = "work"
            db_table = "work_test_contact"
            indexes = row_indexes("work_test_contact", "lawyer")

    class Result(Row):
        """A result of a year: one for each."""

        THREAD = ("firm",)
        TITLE = "试验年度结果"

        firm = column(organisation_field("律师事务所"))
        year = column(Whole(label="年度", least=2000, most=2100))
        score = column(Whole(label="得分", most=100))

        class Meta:
            app_label = "work"
            db_table = "work_test_result"
            constraints = [one_truth("work_test_result", "firm")]
            indexes = row_indexes("work_test_result", "firm")

    class Group(Thing):
        """A thing of a firm, or of a district where it has none."""

        TITLE = "试验小组"

        firm = column(organisation_field("律师事务所", required=False))
        district = column(Listed(label="所在区", options=district_titles, required=False))

        class Meta:
            app_label = "work"
            db_table = "work_test_group"
            constraints = [one_truth("work_test_group", "subject")]
            indexes = row_indexes("work_test_group", "subject")

    class Member(Row):
        """Who is in a group, which not everybody may know."""

        THREAD = ("lawyer", "group")
        TITLE = "试验成员"

        lawyer = column(lawyer_field())
        group = column(thing_field("小组", Group))

        class Meta:
            app_label = "work"
            db_table = "work_test_member"
            constraints = [one_truth("work_test_member", "lawyer", "group")]
            indexes = row_indexes("work_test_member", "lawyer")


CONTACTS = Register(
    code="work.contact",
    model=Contact,
    room="试验",
    unit="次",
    law=LAW,
    who=WHO,
    span=Span.DAY,
    several=True,
    rules=(practises("lawyer"),),
    example={"lawyer": "1", "kind": "座谈", "hours": "1.5", "note": "谈"},
)
RESULTS = Register(
    code="work.result",
    model=Result,
    room="试验",
    unit="份",
    law=LAW,
    who=WHO,
    span=Span.YEAR,
    rules=(stands("firm"),),
    example={"firm": "样例所", "year": "2019", "score": "90"},
)
GROUPS = Register(
    code="work.group",
    model=Group,
    room="试验",
    unit="个",
    law=LAW,
    who=WHO,
    place=("firm", "district"),
    example={"name": "样例小组", "district": "朝阳区"},
)
MEMBERS = Register(
    code="work.member",
    model=Member,
    room="试验",
    unit="名",
    law=LAW,
    who=WHO,
    place=("group",),
    audience=(CITY_STAFF,),
    until="任期至",
    end=Way(asks_day="离组日期"),
    example={"lawyer": "1", "group": "样例小组"},
)


@pytest.fixture(autouse=True)
def declared(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The four registers, with temporary tables, for one test."""
    for holder, name in (
        *((acts, "_acts"), (listing, "_listings"), (importable, "_importables")),
        *((registry, "_registers"), (registers, "_acts")),
    ):
        monkeypatch.setattr(holder, name, dict(getattr(holder, name)))
    with connection.cursor() as cursor:
        cursor.execute("set local search_path = pg_temp, public")
    with connection.schema_editor() as editor:
        for model in (Contact, Result, Group, Member):
            editor.create_model(model)
    declare(CONTACTS, RESULTS, GROUPS, MEMBERS)
    yield
    with connection.schema_editor() as editor:
        for model in (Contact, Result, Group, Member):
            editor.delete_model(model)


class TestEvents(Declared):
    register = CONTACTS
    allowed = ("city", "district")
    corrected: ClassVar[dict[str, Any]] = {"hours": Decimal("2.5")}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"lawyer": stage.lawyer, "kind": "talk", "hours": Decimal("1.5"), "note": "谈"}


class TestYears(Declared):
    register = RESULTS
    allowed = ("city", "district")
    changed: ClassVar[dict[str, Any]] = {"score": 91}
    corrected: ClassVar[dict[str, Any]] = {"year": 2018}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"firm": stage.firm, "year": 2019, "score": 90}


class TestThings(Declared):
    register = GROUPS
    allowed = ("city", "district")
    changed: ClassVar[dict[str, Any]] = {"name": "新小组"}
    corrected: ClassVar[dict[str, Any]] = {"name": "对小组"}

    def sample(self, stage: Stage) -> dict[str, Any]:
        return {"name": "试验小组", "firm": stage.firm, "district": None}


class TestMembers(Declared):
    register = MEMBERS
    allowed = ("city", "district")

    def sample(self, stage: Stage) -> dict[str, Any]:
        held = Group.rows.current().first()
        group = held.subject if held else enter(GROUPS, ON, name="成员小组", firm=stage.firm)
        return {"lawyer": stage.lawyer, "group": group, "until": date(2024, 5, 6)}


def enter(register: Register, on: date, **given: Any) -> Any:
    return do(acts_by_verb(register)["enter"], on, **given).subject


def test_events_are_many_and_neither_change_nor_end(stage: Stage) -> None:
    assert set(acts_by_verb(CONTACTS)) == {"enter", "correct"}
    for hours in ("1.0", "2.0"):
        enter(CONTACTS, ON, lawyer=stage.lawyer, kind="visit", hours=Decimal(hours))
    enter(CONTACTS, LATER, lawyer=stage.lawyer, kind="visit", hours=Decimal(1))
    assert len(listed(CONTACTS, ON)) == 2
    assert len(listed(CONTACTS, LATER)) == 3, "what has been by the day"
    row = Contact.rows.current().get(valid_from=LATER)
    do(acts_by_verb(CONTACTS)["correct"], LATER, subject=stage.lawyer, row=row.pk, valid_from=ON, kind="talk")
    days = Contact.rows.current().values_list("valid_from", "valid_to").distinct()
    assert list(days) == [(ON, date(2020, 5, 7))]


def listed(register: Register, on: date, **more: Any) -> list[Any]:
    found = listing.listing_of(register.list_code)
    question = Question(
        listing=found, moment=Moment(on), narrowing=Narrowing(CITY.scope), columns=found.columns, **more
    )
    return page(question)


def test_events_of_a_year_are_those_begun_in_it(stage: Stage) -> None:
    for day in (date(2019, 12, 31), date(2020, 1, 1), ON):
        enter(CONTACTS, day, lawyer=stage.lawyer, kind="visit", hours=Decimal(1))
    this_year = listed(
        CONTACTS,
        ON,
        rows=sets.standing(CONTACTS, of=sets.this_years(Contact), value="t.hours"),
    )
    assert [line.value for line in this_year] == [1, 1]


def test_a_year_has_one_result_which_may_be_corrected_to_another_year(stage: Stage) -> None:
    enter(RESULTS, ON, firm=stage.firm, year=2018, score=80)
    enter(RESULTS, ON, firm=stage.firm, year=2019, score=90)
    with pytest.raises(ActRefused, match="2019 年度的“试验年度结果”已登记，有误请办理更正"):
        enter(RESULTS, ON, firm=stage.firm, year=2019, score=91)
    row = Result.rows.current().get(year=2018)
    with pytest.raises(ActRefused, match="2019 年度的“试验年度结果”已登记"):
        do(acts_by_verb(RESULTS)["correct"], ON, subject=stage.firm, row=row.pk, year=2019)
    do(acts_by_verb(RESULTS)["correct"], ON, subject=stage.firm, row=row.pk, year=2017)
    spans = Result.rows.current().order_by("year").values_list("year", "valid_from", "valid_to")
    assert [(year, first.year, last.year) for year, first, last in spans] == [(2017, 2017, 2018), (2019, 2019, 2020)]
    assert all((first.month, first.day) == (last.month, last.day) == (1, 1) for _, first, last in spans)


def test_a_thing_without_a_firm_lies_in_its_own_district(stage: Stage) -> None:
    act, given = acts_by_verb(GROUPS)["enter"], {"name": "区小组", "district": HAIDIAN}
    with pytest.raises(ActRefused, match="不在您的管辖范围内"):
        perform(act, act.Input(**given), actor=officer(), effective_on=ON, basis=BASIS)
    done = perform(act, act.Input(**given), actor=officer(HAIDIAN), effective_on=ON, basis=BASIS)
    assert may_open_subject(officer(HAIDIAN), done.subject)
    assert not may_open_subject(officer(), done.subject)
    enter(MEMBERS, ON, lawyer=stage.lawyer, group=done.subject)
    [line] = listed(MEMBERS, ON)
    names = [each.name for each in listing.listing_of(MEMBERS.list_code).columns]
    assert line.cells[names.index("district")] == HAIDIAN, "as its group"


def test_two_things_of_one_name_cannot_be_told_apart_by_it(stage: Stage) -> None:
    enter(GROUPS, ON, name="同名小组", firm=stage.firm)
    with pytest.raises(ActRefused, match="当日已有“试验小组”"):
        enter(GROUPS, LATER, name="同名小组", firm=stage.other)


def test_only_the_audience_and_the_person_see_the_rows(stage: Stage) -> None:
    group = enter(GROUPS, ON, name="成员小组", firm=stage.firm)
    given = {"lawyer": stage.lawyer, "group": group, "until": None}
    done = do(acts_by_verb(MEMBERS)["enter"], ON, **given)
    from lvheng.kernel.ledger.models import ActLine

    line = ActLine.objects.get(pk=done.entry)
    seen = {"city": CITY, "person": lawyer_as(stage.lawyer), "association": ASSOCIATION, "district": officer()}
    found = {who: bool(said_of([stage.lawyer], PERSON, Moment(LATER), viewer).sections) for who, viewer in seen.items()}
    assert found == {"city": True, "person": True, "association": False, "district": False}
    assert {who: may_open_entry(viewer, line) for who, viewer in seen.items()} == found
    assert listing_asked(MEMBERS.list_code, CITY)
    with pytest.raises(PermissionDenied, match="“试验成员”由市局工作人员查看"):
        listing_asked(MEMBERS.list_code, officer())


def test_what_ends_on_a_day_known_beforehand_ends_by_itself(stage: Stage) -> None:
    group = enter(GROUPS, ON, name="成员小组", firm=stage.firm)
    with pytest.raises(ActRefused, match="“任期至”2020-05-06 不晚于起始日期 2020-05-06"):
        enter(MEMBERS, ON, lawyer=stage.lawyer, group=group, until=ON)
    enter(MEMBERS, ON, lawyer=stage.lawyer, group=group, until=LATER)
    assert listed(MEMBERS, ON)
    assert not listed(MEMBERS, LATER)
    enter(MEMBERS, LATER, lawyer=stage.lawyer, group=group, until=None)
    assert listed(MEMBERS, LATER)
