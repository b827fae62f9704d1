"""The plan's pages: who sees them, that each number opens its own list, and a document's way in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from lvheng.plan.models import Plan, PlanItem, PlanProposal, PlanTarget

pytestmark = pytest.mark.django_db
NOTARY = Path(__file__).parents[1] / "document" / "tests" / "plans" / "notary.txt"
CODE = "bj-lawyers-2023-2025"
PAGES = [
    "/work/plan/",
    f"/work/plan/{CODE}/",
    f"/work/plan/{CODE}/targets/T4.2/",
    f"/work/plan/{CODE}/targets/T2.1/",
    f"/work/plan/{CODE}/tasks/14/",
    f"/work/plan/{CODE}/tasks/S1/",
    f"/work/plan/{CODE}/text/",
    f"/work/plan/{CODE}/moved/",
    "/work/plan/import/",
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("login", ["demo-city", "demo-district", "demo-association"])
def test_staff_see_every_page(login: str, address: str, client_as: Callable[[str], Any]) -> None:
    assert client_as(login).get(address, {"on": "2024-06-30"}).status_code == 200


@pytest.mark.parametrize(
    ("login", "to"), [("public", "/account/login/"), ("demo-firm", "/plan/"), ("demo-lawyer", "/plan/")]
)
def test_others_are_led_elsewhere(login: str, to: str, client_as: Callable[[str], Any]) -> None:
    answer = client_as(login).get("/work/plan/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(to)


@pytest.mark.parametrize(
    "address", [f"/work/plan/{CODE}/targets/T9.9/", "/work/plan/no-such-plan/", "/work/plan/import/99/"]
)
def test_what_is_not_there_is_not_found(address: str, client_as: Callable[[str], Any]) -> None:
    assert client_as("demo-city").get(address).status_code == 404


@pytest.mark.parametrize("address", [address for address in PAGES if "import" not in address])
def test_a_past_belief_is_told_with_the_plan_that_was_adopted_since(
    address: str, client_as: Callable[[str], Any]
) -> None:
    client = client_as("demo-city")
    then = client.get(address, {"on": "2020-12-31", "known_at": "2021-03-01T18:00"}).content.decode()
    if "moved" not in address and "text" not in address:
        assert "那一时刻还没有采纳这份计划，条目和绑定按现在的" in then
        assert "您看的是<b>当时的登记</b>" in then
    assert "那一时刻还没有采纳" not in client.get(address, {"on": "2020-12-31"}).content.decode()


@pytest.mark.parametrize("login", ["demo-city", "demo-district"])
def test_a_number_is_the_length_of_the_list_it_opens(login: str, client_as: Callable[[str], Any]) -> None:
    client = client_as(login)
    page = html.fromstring(client.get("/work/plan/", {"on": "2025-12-31"}).content)
    for number in ("T3.5", "T3.6", "T4.2", "T4.3"):
        [row] = [row for row in page.iter("tr") if row.get("id") == number]
        [link] = [link for link in row.iter("a") if link.get("class") == "figure"]
        told = int(re.sub(r"\D", "", str(link.text)))
        listed = client.get(str(link.get("href"))).context["pages"].total
        assert told == listed, number


def test_the_public_sees_totals_and_nothing_behind_them(client_as: Callable[[str], Any]) -> None:
    answer = client_as("public").get("/plan/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "一图读懂" in text
    assert "/work/lists/" not in text
    assert "max-age=60" in answer.headers["Cache-Control"]


def _proposed(client: Any) -> tuple[str, dict[str, str]]:
    document = SimpleUploadedFile("notary.txt", NOTARY.read_bytes())
    address = client.post("/work/plan/import/", {"document": document}).headers["Location"]
    page = html.document_fromstring(client.get(address).content)
    forms = [form for form in page.iter("form") if isinstance(form, html.FormElement)]
    [form] = [form for form in forms if "title" in form.fields]
    return address, {str(name): str(value) for name, value in form.form_values()}


def test_a_document_becomes_a_plan_after_a_person_has_corrected_it(client_as: Callable[[str], Any]) -> None:
    client = client_as("demo-city")
    address, written = _proposed(client)
    rows = sum(name.endswith("-indicator") for name in written)
    read = sum(bool(value) for name, value in written.items() if name.endswith("-indicator"))
    written |= {
        "targets-0-indicator": "全省执业公证员人数",
        "targets-0-figure": "register.lawyers",
        "targets-1-out": "on",
        f"targets-{rows - 1}-indicator": "补上的一项",
        f"targets-{rows - 1}-op": ">=",
        f"targets-{rows - 1}-value": "12",
    }
    answer = client.post(address, {**written, "do": "adopt"})
    assert answer.status_code == 302
    plan = Plan.rows.current().exclude(code=CODE).get()
    targets = {target.indicator: target for target in PlanTarget.rows.current().filter(plan=plan.subject)}
    assert len(targets) == read
    assert targets["全省执业公证员人数"].figure == "register.lawyers"
    assert targets["补上的一项"].value == 12
    assert PlanItem.rows.current().filter(plan=plan.subject, kind="task").exists()
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_task_takes_the_units_that_a_person_writes(client_as: Callable[[str], Any]) -> None:
    client = client_as("demo-city")
    address, written = _proposed(client)
    written |= {"tasks-0-lead_units": "市司法局、市财政局", "tasks-0-cooperating_units": "各公证处"}
    client.post(address, {**written, "do": "adopt"})
    plan = Plan.rows.current().exclude(code=CODE).get()
    task = PlanItem.rows.current().get(plan=plan.subject, kind="task", number=written["tasks-0-number"])
    assert (task.lead_units, task.cooperating_units) == (["市司法局", "市财政局"], ["各公证处"])


def test_what_was_not_taken_stands_there_with_its_reason_and_its_place(client_as: Callable[[str], Any]) -> None:
    client = client_as("demo-city")
    address, _ = _proposed(client)
    answer = client.get(address)
    page = html.document_fromstring(answer.content)
    left = [link for link in page.iter("a") if (link.get("href") or "").startswith("#left-")]
    assert left
    assert "不是指标" in answer.content.decode()
    named = {link.get("href", "")[1:] for link in page.iter("a") if link.get("data-beside") is not None}
    assert named <= {place.get("id") for place in page.iter("mark", "span")}


def test_saving_keeps_what_was_written_and_adopts_nothing(client_as: Callable[[str], Any]) -> None:
    client = client_as("demo-city")
    address, written = _proposed(client)
    client.post(address, {**written, "title": "改过的名称", "do": "save"})
    assert PlanProposal.objects.get().proposal["title"] == "改过的名称"
    assert Plan.rows.current().count() == 1


def test_what_cannot_be_adopted_yet_says_why(client_as: Callable[[str], Any]) -> None:
    client = client_as("demo-city")
    address, written = _proposed(client)
    answer = client.post(address, {**written, "issuer": "", "targets-0-value": "很多", "do": "adopt"})
    assert answer.status_code == 422
    assert "没有写明印发机关" in answer.content.decode()
    assert "“很多”不是合理的数字" in answer.content.decode()


def test_only_city_staff_adopt(client_as: Callable[[str], Any]) -> None:
    client = client_as("demo-district")
    address, written = _proposed(client)
    answer = client.post(address, {**written, "do": "adopt"})
    assert answer.status_code == 422
    assert "由市局工作人员办理" in answer.content.decode()


def test_anothers_proposal_is_not_shown(client_as: Callable[[str], Any]) -> None:
    address, _ = _proposed(client_as("demo-city"))
    assert client_as("demo-district").get(address).status_code == 404


def test_a_file_that_is_no_plan_is_refused_in_words(client_as: Callable[[str], Any]) -> None:
    document = SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    answer = client_as("demo-city").post("/work/plan/import/", {"document": document})
    assert answer.status_code == 422
    assert "不认得这种文件" in answer.content.decode()
