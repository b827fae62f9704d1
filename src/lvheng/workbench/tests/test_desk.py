"""The desk's pages: what waits leads to where it is done, what is followed is told, lists are saved and shared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import html

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.second import propose
from lvheng.kernel.desk.models import Notice, SavedList, Subscription
from lvheng.kernel.desk.notices import tell
from lvheng.kernel.desk.watch import compare_all
from lvheng.kernel.identity.models import Account
from lvheng.kernel.tables.intake import bring_in, check
from lvheng.kernel.tables.models import Intake, IntakeState
from lvheng.kernel.tables.tests.making import FIRM_HEADINGS, firm, workbook
from lvheng.kernel.time.days import today
from lvheng.register.acts.licences import LeaveOfAbsence, RevokeLicence
from lvheng.register.models import PractisingLicence
from lvheng.register.tests.invented import CITY, do, instant, lawyer
from lvheng.register.tests.invented import firm as new_firm
from lvheng.workbench.templatetags.parts import left

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
ViewerAs = Callable[[str], Viewer]


@pytest.fixture
def city(client_as: ClientAs) -> Client:
    return client_as("demo-city")


def page(client: Client, address: str = "/work/") -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return html.document_fromstring(response.content)


def text(client: Client, address: str = "/work/") -> str:
    return str(page(client, address).text_content())


def links(client: Client, address: str = "/work/") -> set[str]:
    return {str(link.get("href")) for link in page(client, address).iter("a")}


def number(client: Client) -> int:
    return int("".join(sign for sign in client.get("/work/desk/number/").content.decode() if sign.isdigit())[-1:] or 0)


def proposed() -> None:
    licence = PractisingLicence.rows.current().filter(person=lawyer(new_firm()))[0].number
    propose(RevokeLicence, {"lawyer": licence}, proposer=CITY, effective_on=today(), basis="测试", version=None)


def test_an_act_that_wants_a_second_person_waits_for_the_office_and_not_for_others(client_as: ClientAs) -> None:
    proposed()
    assert "吊销执业证：测律" in text(client_as("demo-city"))
    assert "/work/approvals/" in links(client_as("demo-city"))
    for login in ("demo-district", "demo-association", "demo-firm", "demo-lawyer", "demo-audit"):
        assert "吊销执业证" not in text(client_as(login))


def test_who_proposed_it_sees_that_it_waits_for_others(viewer_as: ViewerAs, city: Client) -> None:
    licence = PractisingLicence.rows.current().filter(person=lawyer(new_firm()))[0].number
    me = viewer_as("demo-city")
    before = number(city)
    propose(RevokeLicence, {"lawyer": licence}, proposer=me, effective_on=today(), basis="测试", version=None)
    assert "等别人办的" in text(city)
    assert number(city) == before


def test_an_intake_waits_for_whom_brought_it_until_it_is_done_or_given_up(
    viewer_as: ViewerAs, city: Client, client_as: ClientAs
) -> None:
    viewer = viewer_as("demo-city")
    intake = bring_in(workbook(所=[FIRM_HEADINGS, firm(1)]), "名册.xlsx", actor=viewer, basis="测试")
    check(intake, viewer)
    assert f"/work/import/{intake.pk}/" in links(city)
    assert f"/work/import/{intake.pk}/" not in links(client_as("demo-district"))
    assert client_as("demo-district").post(f"/work/import/{intake.pk}/give-up/").status_code == 404
    assert city.post(f"/work/import/{intake.pk}/give-up/").status_code == 302
    assert f"/work/import/{intake.pk}/" not in links(city)
    intake = Intake.objects.get(pk=intake.pk)
    assert (intake.state, bytes(intake.content)) == (IntakeState.GIVEN_UP, b"")


def test_the_number_counts_what_waits_and_what_is_unread(city: Client, viewer_as: ViewerAs) -> None:
    before = number(city)
    proposed()
    tell(viewer_as("demo-city").id, "k", title="甲")
    assert number(city) == before + 2


def test_a_notice_opens_what_it_is_about_and_is_then_read(
    city: Client, viewer_as: ViewerAs, client_as: ClientAs
) -> None:
    tell(viewer_as("demo-city").id, "k", title="甲事", path="/work/figures/")
    [notice] = Notice.objects.filter(title="甲事")
    assert "1 条未读" in text(city)
    assert client_as("demo-district").post(f"/work/desk/notices/{notice.pk}/").status_code == 404
    assert city.post(f"/work/desk/notices/{notice.pk}/")["Location"] == "/work/figures/"
    assert "条未读" not in text(city)


def test_all_notices_are_read_at_once(city: Client, viewer_as: ViewerAs) -> None:
    tell(viewer_as("demo-city").id, "k", title="甲事")
    city.post("/work/desk/notices/")
    assert "条未读" not in text(city)


def test_a_list_is_saved_found_opened_shared_and_deleted(city: Client, client_as: ClientAs) -> None:
    address = "/work/lists/lawyers/save/?kind=full_time&column=name&column=district&on=2020-12-31"
    assert city.post(address, {"title": "专职", "shared": "yes"}, follow=True).status_code == 200
    [saved] = SavedList.objects.all()
    assert saved.asked == "column=name&column=district&kind=full_time"
    path = f"/work/desk/lists/{saved.pk}/"
    assert path in links(city) & links(city, "/work/desk/") & links(city, "/work/lists/firms/")
    opened = city.get(path, follow=True)
    assert opened.context["current"] == saved
    assert [column.name for column in opened.context["columns"]] == ["name", "district"]
    assert "共享" in text(client_as("demo-audit"), "/work/desk/"), "a colleague of the bureau"
    assert client_as("demo-district").get(path).status_code == 404
    assert client_as("demo-audit").post(f"{path}forget/").status_code == 404
    city.post(f"{path}forget/")
    assert city.get(path).status_code == 404


def test_a_list_without_a_title_is_not_saved_and_told_why(city: Client) -> None:
    assert "请给名单起个名字" in city.post("/work/lists/lawyers/save/", {"title": " "}, follow=True).content.decode()
    assert not SavedList.objects.exists()


def test_a_record_is_followed_from_its_page_told_of_and_left(city: Client) -> None:
    person = lawyer(new_firm())
    record = f"/work/lawyers/{person}/"
    given = {"kind": "record", "of": str(person), "next": record}
    assert city.post("/work/desk/follow/", given)["Location"] == record
    assert "已关注" in text(city, record)
    do(LeaveOfAbsence, today(), lawyer=person)
    compare_all(instant())
    assert "暂停执业" in text(city)
    [subscription] = Subscription.objects.all()
    assert record in links(city, "/work/desk/")
    city.post(f"/work/desk/follow/{subscription.pk}/end/", {"next": record})
    assert "已关注" not in text(city, record)


def test_a_figure_is_followed_from_its_page(city: Client) -> None:
    figure = "/work/figures/register.lawyers/"
    given = {"kind": "figure", "of": "register.lawyers", "rule": "moves", "amount": "２０", "next": figure}
    city.post("/work/desk/follow/", given)
    assert "变动超过 20 人时通知" in " ".join(text(city, figure).split())
    said = city.post("/work/desk/follow/", given | {"rule": "crosses", "amount": "x"}, follow=True).content.decode()
    assert "请填一个数" in said


@pytest.mark.parametrize("of", ["", "x", "1", "00000000-0000-0000-0000-000000000000"])
@pytest.mark.parametrize("kind", ["list", "figure", "record", "other"])
def test_what_there_is_not_is_not_followed(client_as: ClientAs, kind: str, of: str) -> None:
    said = client_as("demo-district").post("/work/desk/follow/", {"kind": kind, "of": of}, follow=True)
    assert said.status_code == 200
    assert not Subscription.objects.exists()


def test_nobody_is_led_to_another_host(city: Client) -> None:
    given = {"kind": "figure", "of": "register.lawyers", "next": "https://example.org/"}
    assert city.post("/work/desk/follow/", given)["Location"] == "/work/desk/"


def test_each_person_chooses_where_mail_goes(city: Client) -> None:
    assert "不像邮箱地址" in city.post("/work/desk/mail/", {"mail": "x"}, follow=True).content.decode()
    city.post("/work/desk/mail/", {"mail": "a@example.cn"})
    assert Account.objects.get(login="demo-city").mail == "a@example.cn"
    city.post("/work/desk/mail/", {"mail": ""})
    assert Account.objects.get(login="demo-city").mail == ""


@pytest.mark.parametrize(
    ("days", "said", "mark"),
    [(-3, "已逾期 3 天", "late"), (0, "今天到期", "due"), (2, "还有 2 天", "due"), (30, "还有 30 天", "soft")],
)
def test_what_is_left_of_a_time_is_said_in_words_and_marked(days: int, said: str, mark: str) -> None:
    day = date(2026, 3, 2)
    assert said in left(day + timedelta(days=days), day)
    assert f'class="{mark}"' in left(day + timedelta(days=days), day)
    assert left(None, day) == ""
