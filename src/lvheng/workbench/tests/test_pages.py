"""Every page of the workbench as everybody: who gets in, what is said to who does not, and that looking writes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lvheng.association.models import Committee
from lvheng.kernel.access.viewer import SYSTEM_VIEWER, Viewer
from lvheng.kernel.acts.perform import BULK, perform
from lvheng.kernel.figures.listing import all_listings
from lvheng.kernel.identity.models import Account
from lvheng.kernel.ledger.models import ActLine, LedgerEntry
from lvheng.kernel.rows import Row
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.kernel.tables import export
from lvheng.kernel.time.days import today
from lvheng.register.acts.offices import EnterOverseasOffice, NewOverseasOffice
from lvheng.register.models import Engagement
from lvheng.workbench.urls import urlpatterns

pytestmark = pytest.mark.long

ClientAs = Callable[[str], Client]
ViewerAs = Callable[[str], Viewer]
LOGINS = ("demo-city", "demo-district", "demo-association", "demo-firm", "demo-lawyer")
PLAN = "bj-lawyers-2023-2025"
BUREAU = organisation_key("district_bureau:110105")
STEERING = ("units/", f"units/{BUREAU}/", "reviews/", "dispatch/", "alerts/")
ALL, STAFF, NONE = (200,) * 5, (200, 200, 200, 403, 403), (404,) * 5
PARTY = (200, 200, 403, 403, 403)

PAGES: dict[str, tuple[int, ...]] = {
    "/work/": ALL,
    "/work/desk/": ALL,
    "/work/desk/number/": ALL,
    "/work/desk/looked-at/": ALL,
    # who is no staff reads the public's plan
    **{
        f"/work/plan/{rest}": (200, 200, 200, 302, 302)
        for rest in (
            "",
            *(f"{PLAN}/{part}" for part in ("", "targets/T4.2/", "tasks/14/", "text/", "moved/", *STEERING)),
            "import/",
        )
    },
    # the Party's lists are for its own staff, which 市局 and 区局 of the demonstration are beside
    **{f"/work/lists/{each.code}/": PARTY if each.posts else ALL for each in all_listings()},
    f"/work/plan/{PLAN}/units/{organisation_key('district_bureau:110108')}/": (200, 403, 200, 302, 302),
    f"/work/plan/{PLAN}/units/{organisation_key('nobody')}/": (404, 404, 404, 302, 302),
    "/work/lists/lawyers/?figure=register.lawyers&on=2020-12-31": ALL,
    "/work/lists/firms/?figure=register.firms_100&on=2020-12-31&known_at=2021-01-31": ALL,
    "/work/lists/lawyers/?q=wang&sort=-first_practised_on&page=2": ALL,
    "/work/lists/lawyers/bulk/?act=register.leave_of_absence&everything=yes": (200, 200, 403, 403, 403),
    "/work/lists/lawyers/bulk/?act=register.leave_of_absence": (302, 302, 403, 403, 403),  # nobody is picked
    "/work/lists/lawyers/bulk/?act=register.revoke_licence&everything=yes": NONE,  # it wants a second person
    "/work/lists/lawyers/bulk/?act=register.leave_of_absence&subject=x": (400, 400, 403, 403, 403),
    "/work/lists/lawyers/export.csv": ALL,
    "/work/lists/firms/export.xlsx?on=2020-12-31": ALL,
    "/work/lists/firms/export.pdf?district=110105": ALL,
    "/work/letters/": (200, 200, 200, 403, 403),
    "/work/letters/{nobody}/": (404, 404, 404, 403, 403),
    "/work/lists/firms/letters/?district=110105": (200, 200, 200, 403, 403),
    "/work/acts/kernel.write_letter_template/?listing=firms": (200, 403, 200, 403, 403),
    "/work/lawyers/{own_lawyer}/": ALL,
    "/work/lawyers/{own_lawyer}/?tab=history": ALL,
    "/work/lawyers/{own_lawyer}/?tab=evidence": ALL,
    "/work/lawyers/{colleague}/": (200, 200, 200, 200, 403),
    "/work/lawyers/{other_lawyer}/": (200, 403, 200, 403, 403),
    "/work/licences/{own_lawyer}/": (200, 200, 403, 403, 200),
    "/work/licences/{other_lawyer}/": (200, 403, 403, 403, 403),
    "/work/licences/{own_firm}/": (200, 200, 403, 200, 403),
    "/work/licences/{own_lawyer}/licence.sd-jwt": (200, 200, 403, 403, 200),
    "/work/licences/{own_lawyer}/licence.nothing": NONE,
    "/work/firms/{own_firm}/": (200, 200, 200, 200, 403),
    "/work/firms/{own_firm}/?tab=history": (200, 200, 200, 200, 403),
    "/work/firms/{other_firm}/": (200, 403, 200, 403, 403),
    "/work/records/association.committee/{committee}/": (200, 403, 200, 403, 403),
    "/work/records/association.committee/{nobody}/": (404, 403, 404, 403, 403),
    "/work/records/association.nothing/{nobody}/": NONE,
    "/work/records/association.term/{nobody}/": NONE,
    "/work/acts/association.change_committee/?subject={committee}": (200, 403, 200, 403, 403),
    "/work/offices/{other_office}/": (200, 403, 200, 403, 403),
    "/work/figures/": ALL,
    "/work/figures/register.lawyers/": ALL,
    "/work/figures/register.revenue/?on=2020-12-31": ALL,
    "/work/figures/register.lawyers_per_10k/?on=2021-06-30": ALL,
    "/work/figures/register.firms/movement/?from=2019-12-31&on=2020-12-31": ALL,
    "/work/figures/register.revenue/movement/?from=2019-12-31&on=2020-12-31&from_known_at=2020-06-30": ALL,
    "/work/lists/firms/?figure=register.firms&moved=joined&from=2019-12-31&on=2020-12-31": ALL,
    "/work/lists/returns/export.csv?figure=register.revenue&moved=changed&from=2019-12-31&on=2020-12-31": ALL,
    "/work/lists/lawyers/?figure=register.lawyers&part=size.to_10": ALL,
    "/work/acts/register.transfer/": (200, 200, 403, 403, 403),
    "/work/acts/register.transfer/?lawyer={own_lawyer}": (200, 200, 403, 403, 403),
    "/work/acts/register.enter_firm/": (200, 200, 403, 403, 403),
    "/work/acts/register.revoke_licence/": (200, 403, 403, 403, 403),
    "/work/acts/register.file_return/": (200, 200, 403, 200, 403),
    "/work/approvals/": (200, 200, 403, 403, 403),
    "/work/entries/{own_entry}/": ALL,
    "/work/entries/{other_entry}/": (200, 403, 200, 403, 403),
    "/work/entries/{bulk_entry}/": (200, 403, 200, 403, 403),
    "/work/entries/{own_entry}/proof/": ALL,
    "/work/entries/{other_entry}/proof/": (200, 403, 200, 403, 403),
    "/work/entries/{own_entry}/reverse/": (200, 200, 403, 403, 403),
    "/work/entries/{other_entry}/reverse/": (200, 403, 403, 403, 403),
    "/work/import/": ALL,
    "/work/import/templates/register.enter_lawyer/": (200, 200, 404, 404, 404),
    "/work/search/?q=beijing": ALL,
    "/work/options/?of=lawyer&q=w": ALL,
    "/work/lists/nothing/": NONE,
    "/work/lists/lawyers/?figure=register.firms": NONE,
    "/work/lists/lawyers/?figure=register.nothing": NONE,
    "/work/lists/lawyers/export.docx": NONE,
    "/work/figures/register.nothing/": NONE,
    "/work/figures/register.nothing/movement/": NONE,
    "/work/lists/firms/?figure=register.firms&moved=gone": NONE,
    "/work/lists/lawyers/?figure=register.lawyers&part=size.huge": NONE,
    "/work/lists/lawyers/?figure=register.lawyers&part=colour.to_10": NONE,
    "/work/figures/register.firms/movement/?from=2021-12-31&on=2020-12-31": (400,) * 5,
    "/work/acts/register.nothing/": NONE,
    "/work/entries/999999999/": NONE,
    "/work/import/{nobody}/": NONE,
    "/work/import/{nobody}/rejected/": NONE,
    "/work/lawyers/{nobody}/": (404, 403, 404, 403, 403),
    "/work/firms/{nobody}/": (404, 403, 404, 403, 403),
    "/work/lists/lawyers/?on=2020-13-01": (400,) * 5,
    "/work/lists/lawyers/?known_at=gestern": (400,) * 5,
    "/work/figures/?on=99999": (400,) * 5,
    "/work/figures/register.firms/movement/?from=x": (400,) * 5,
    "/work/import/{nobody}/accept/": (405,) * 5,
    "/work/import/{nobody}/stop/": (405,) * 5,
    "/work/import/{nobody}/check/": (405,) * 5,
    "/work/approvals/1/": (405,) * 5,
    "/work/import/{nobody}/give-up/": (405,) * 5,
    "/work/lists/lawyers/save/": (405,) * 5,
    **{f"/work/desk/{rest}": (405,) * 5 for rest in ("mail/", "notices/", "notices/1/", "follow/", "follow/1/end/")},
    "/work/desk/lists/1/forget/": (405,) * 5,
    "/work/desk/lists/1/": NONE,
}
"""Address → what GET answers to each of `LOGINS`."""

ELSEWHERE = {
    *("work_sensitive", "work_viewings", "work_elevate", "work_elevations"),  # test_sensitive_pages.py
    *("work_approvals", "work_approval"),  # test_approvals.py
    *("work_attachment", "work_proposed_file"),  # test_attachments.py
    *("work_jobs", "work_job"),  # test_jobs.py
}
"""Pages of which other tests speak."""


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the addresses name: the demonstration's own lawyer and firm, and some of another district."""

    own_lawyer: UUID
    colleague: UUID
    other_lawyer: UUID
    own_firm: UUID
    other_firm: UUID
    own_entry: int
    other_entry: int
    bulk_entry: int
    nobody: UUID
    committee: UUID

    def address(self, path: str) -> str:
        names = {name: getattr(self, name) for name in self.__dataclass_fields__}
        # Opened only where it is asked for: after an act of its own transaction no page keeps its readings.
        office = open_abroad(self.other_firm) if "{other_office}" in path else ""
        return path.format(**names, other_office=office)


def open_abroad(firm: UUID) -> UUID:
    """An office abroad of that firm; the demonstration has few."""
    given = NewOverseasOffice(firm=firm, name="测试所新加坡分所", country="SG", city="新加坡", office_kind="branch")
    return perform(EnterOverseasOffice, given, actor=SYSTEM_VIEWER, effective_on=today(), basis="测试").subject


def known_now() -> Known:
    """Those of the demonstration that is in the database at hand."""
    day, mine = today(), Account.objects.get(login="demo-lawyer").person
    assert mine is not None
    here = Engagement.rows.on(day).get(lawyer=mine).organisation
    head = Account.objects.get(login="demo-firm").person
    staff = Engagement.rows.on(day).filter(organisation=here).exclude(lawyer__in=[mine, head])
    elsewhere = list(Seat.rows.on(day).exclude(district="110105").values_list("organisation", flat=True))
    firms = Organisation.rows.on(day).filter(kind="firm", subject__in=elsewhere).order_by("sort_key")
    others = Engagement.rows.on(day).filter(organisation__in=[row.subject for row in firms]).order_by("id")
    other = others[0]
    return Known(
        own_lawyer=mine,
        colleague=staff.order_by("id")[0].lawyer,
        other_lawyer=other.lawyer,
        own_firm=here,
        other_firm=other.organisation,
        own_entry=ActLine.objects.filter(subject=mine).order_by("id")[0].pk,
        other_entry=ActLine.objects.filter(subject=other.lawyer).order_by("id")[0].pk,
        bulk_entry=ActLine.objects.filter(kind=BULK).order_by("id")[0].pk,
        nobody=uuid4(),
        committee=Committee.rows.on(day).order_by("name")[0].subject,
    )


@pytest.fixture
def known(db: None) -> Known:
    return known_now()


def written() -> list[int]:
    """How much stands in the ledger and in every register, superseded rows included."""
    return [LedgerEntry.objects.count(), *(model.rows.count() for model in Row.everyone())]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_as_everybody(client_as: ClientAs, known: Known, path: str) -> None:
    address, before = known.address(path), written()
    answered = tuple(_get(client_as(login), address) for login in LOGINS)
    assert answered == PAGES[path]
    assert written() == before, "looking writes nothing"


def _get(client: Client, address: str) -> int:
    response = client.get(address)
    _body(response)  # a file is read to its end, as a browser does
    return response.status_code


def _body(response: Any) -> bytes:
    """What is sent, files that are streamed included."""
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


@pytest.mark.parametrize("path", [path for path, answers in PAGES.items() if answers != (405,) * 5])
def test_the_public_is_led_to_the_door(client_as: ClientAs, known: Known, path: str) -> None:
    response = client_as("public").get(known.address(path))
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/?next=/work/")


def test_every_address_of_the_workbench_is_in_the_table(known: Known) -> None:
    from django.urls import resolve

    spoken_of = {resolve(known.address(path).partition("?")[0]).url_name for path in PAGES}
    named = {getattr(pattern, "name", None) for pattern in urlpatterns} - {None}
    assert named - ELSEWHERE <= spoken_of


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/work/lawyers/{other_lawyer}/", "这位律师不在您的管辖范围内，由其所在区的司法局或市司法局查看"),
        ("/work/firms/{other_firm}/", "这家机构不在您的管辖范围内，由其所在区的司法局或市司法局查看"),
        ("/work/entries/{other_entry}/", "这条存证的对象不在您的管辖范围内"),
        ("/work/entries/{other_entry}/reverse/", "这条存证的对象不在您的管辖范围内"),
        ("/work/acts/register.revoke_licence/", "“吊销执业证”由市局工作人员办理"),
    ],
)
def test_who_may_not_is_told_why_and_who_may(client_as: ClientAs, known: Known, path: str, said: str) -> None:
    response = client_as("demo-district").get(known.address(path))
    assert response.status_code == 403
    assert said in response.content.decode()


def test_another_s_name_is_on_no_page_of_the_officer(client_as: ClientAs, known: Known) -> None:
    """Not in a refusal, a search, the options of a field, or a list asked for by that very number."""
    from lvheng.register.models import Person, PractisingLicence

    number = PractisingLicence.rows.current().filter(person=known.other_lawyer)[0].number
    name = Person.rows.current().filter(subject=known.other_lawyer)[0].name
    client = client_as("demo-district")
    for address in (
        f"/work/search/?q={number}",
        f"/work/options/?of=lawyer&q={number}",
        f"/work/lists/lawyers/?q={number}",
        f"/work/lists/lawyers/export.csv?q={number}",
        f"/work/lawyers/{known.other_lawyer}/",
    ):
        response = client.get(address)
        assert name not in _body(response).decode(), address


def test_a_correction_shows_no_row_of_another_district(client_as: ClientAs, known: Known) -> None:
    row = Engagement.rows.current().filter(lawyer=known.other_lawyer)[0]
    address = f"/work/acts/register.correct_engagement/?subject={known.other_lawyer}&row={row.pk}"
    assert client_as("demo-district").get(address).status_code == 403


def test_an_act_is_posted_only_by_who_may(client_as: ClientAs, known: Known) -> None:
    before = written()
    given = {"lawyer": str(known.other_lawyer), "effective_on": today().isoformat(), "basis": "测试"}
    for login, status in (("demo-district", 422), ("demo-association", 403), ("demo-firm", 403), ("public", 302)):
        assert client_as(login).post("/work/acts/register.leave_of_absence/", given).status_code == status
    assert written() == before
    assert client_as("demo-city").post("/work/acts/register.leave_of_absence/", given).status_code == 302
    assert written() != before


def test_pages_are_kept_by_nobody_on_the_way(client_as: ClientAs) -> None:
    response = client_as("demo-city").get("/work/figures/")
    assert {"private", "no-store"} <= {part.strip() for part in response["Cache-Control"].split(",")}


COUNTS = Path(__file__).with_name("query_counts.yaml")
PINNED: dict[str, int] = yaml.safe_load(COUNTS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PINNED)
def test_a_page_asks_the_database_as_often_as_is_written_down(client_as: ClientAs, known: Known, path: str) -> None:
    """The second look at a page, as 市局: a number that grows with the rows, or by oversight, is seen here."""
    client, address = client_as("demo-city"), known.address(path)
    _get(client, address)
    with CaptureQueriesContext(connection) as asked:
        _get(client, address)
    assert len(asked) == PINNED[path], "\n".join(query["sql"][:160] for query in asked.captured_queries)


def test_every_list_record_and_page_is_counted() -> None:
    """Whoever adds a page writes its number down: run the test above with any number, it tells the right one."""
    opened = {path for path, answers in PAGES.items() if answers[0] == 200 and "export" not in path}
    assert set(PINNED) == opened


def test_a_list_too_long_for_paper_is_told_so_on_a_page(client_as: ClientAs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST_PRINTED", 1)
    response = client_as("demo-city").get("/work/lists/firms/export.pdf")
    assert response.status_code == 422
    assert "请用筛选缩小范围，或导出为 xlsx 或 csv。" in response.content.decode()


def test_a_search_form_sent_with_choices_left_open_finds_what_the_search_finds(client_as: ClientAs) -> None:
    client = client_as("demo-city")
    everything, left_open = (
        client.get(f"/work/lists/lawyers/?{query}").context["pages"].total for query in ("all=", "all=&q=&kind=&sex=")
    )
    assert left_open == everything > 0


def test_the_page_of_a_task_says_which_task_it_is(client_as: ClientAs) -> None:
    """`block` is a name of the templates' own: a page that was given a thing of that name showed nothing of it."""
    page = client_as("demo-city").get(f"/work/plan/{PLAN}/tasks/14/").content.decode()
    assert re.search(r"<h1>14 \S+", page)
    assert "没有列出举措" not in page
