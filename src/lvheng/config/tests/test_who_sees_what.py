"""Every address of the product, walked as every kind of person: the answers are those of docs/reference/who-sees-what.yaml.

An address that the table does not name fails; so does a line of it that no address has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import yaml
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lvheng.association.models import Committee
from lvheng.kernel.access.models import SubjectKey
from lvheng.kernel.access.posts import ADMINISTRATORS
from lvheng.kernel.access.sensitive import opened
from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.organisations import AppointStaff, NewStaff
from lvheng.kernel.acts.perform import perform
from lvheng.kernel.acts.tests.attaching import attach
from lvheng.kernel.figures.figure import Face, all_figures
from lvheng.kernel.identity.keys import make_key
from lvheng.kernel.identity.models import Account
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.subjects.keys import organisation_key
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.kernel.time.days import today
from lvheng.plan.models import Plan, PlanItem, PlanTarget
from lvheng.register.models import Engagement, OverseasOffice, Person
from lvheng.steering.models import DispatchRound, PlanReview

pytestmark = [pytest.mark.django_db, pytest.mark.long]

TABLE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "who-sees-what.yaml"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DEMONSTRATORS = {k: f"demo-{k}" for k in ("lawyer", "firm", "association", "district", "city")}
KINDS = ("public", *DEMONSTRATORS, *(kind.code.removesuffix("_administrator") for kind in ADMINISTRATORS))
SHOWN = ("nothing", "public", "internal")
"""The classes of field that a page may show; above them nothing is shown without a purpose. `nothing`: no row at all."""
MEANT = {
    301: "moved",
    400: "unreadable",
    401: "unknown",
    403: "refused",
    404: "absent",
    405: "post only",
    422: "asked again",
}
TOLD_FIRST = ("page", "of", "method")
ROW = re.compile(r"/(lawyers|firms)/[0-9a-f]{8}-")
"""The address of a row's record."""


@cache
def written() -> list[dict[str, Any]]:
    return list(yaml.safe_load(TABLE.read_text(encoding="utf-8"))["pages"])


def addresses(patterns: Any = None, before: str = "") -> Iterator[str]:
    """The pattern of every address there is."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            yield route


def test_the_table_names_every_address_and_no_other() -> None:
    assert sorted({line["page"] for line in written()}) == sorted(set(addresses()))


def test_the_table_speaks_of_every_kind_of_person_once() -> None:
    for line in written():
        told = [kind for answer, kinds in line.items() if answer not in TOLD_FIRST for kind in kinds]
        assert sorted(told) == sorted(KINDS), line["page"]


def samples() -> Mapping[str, dict[str, str]]:
    """What stands in the variable parts of an address, by the words of the table."""
    plan = Plan.rows.on(today())[0]
    lawyer = Account.objects.get(login="demo-lawyer").person
    head = Account.objects.get(login="demo-firm").person
    assert lawyer
    assert head
    firm = Engagement.rows.on(today()).get(lawyer=head).organisation
    near = set(Seat.rows.on(today()).filter(district="110105").values_list("organisation", flat=True))
    firms = (
        Organisation.rows.on(today()).filter(kind="firm").exclude(subject__in=near).values_list("subject", flat=True)
    )
    other = Engagement.rows.on(today()).filter(organisation__in=firms).order_by("lawyer")[0]
    abroad = OverseasOffice.rows.on(today()).filter(firm__in=near).order_by("subject")[0]
    committee = Committee.rows.on(today()).order_by("name")[0].subject
    entry = ActLine.objects.filter(subject=lawyer).order_by("id")[0].id
    beyond = ActLine.objects.filter(subject=other.lawyer).order_by("id")[0].id
    return {
        "": {},
        "本人": {"subject": str(lawyer)},
        "本人的二维码": {"subject": str(lawyer), "ending": "txt"},
        "外区的律师": {"subject": str(other.lawyer)},
        "本所": {"subject": str(firm)},
        "外区的律所": {"subject": str(other.organisation)},
        "本区律所的境外机构": {"subject": str(abroad.subject)},
        "市律协的委员会": {"code": "association.committee", "subject": str(committee)},
        "本人的行为": {"entry": str(entry)},
        "外区的行为": {"entry": str(beyond)},
        "无人": {"subject": str(uuid4()), "key": str(uuid4()), "number": "9", "pk": "9", "entry": "999999999"},
        "律师名册": {"code": "lawyers", "kind": "csv"},
        "律所名册": {"code": "firms", "kind": "csv"},
        "公开名单的指标": {"code": figure_shown(Face.ROWS)},
        "只公开总数的指标": {"code": figure_shown(Face.TOTAL)},
        "登记律师": {"kind": "register.enter_lawyer"},
        "计划": {
            "code": plan.code,
            "number": PlanItem.rows.on(today()).filter(plan=plan.subject, kind="task")[0].number,
        },
        "计划的指标": {"code": plan.code, "number": PlanTarget.rows.on(today()).filter(plan=plan.subject)[0].number},
        "朝阳区的单位": {"code": plan.code, "unit": str(organisation_key("district_bureau:110105"))},
        "两份计划": {"code": plan.code, "other": plan.code},
        "计划的图": {"code": plan.code, "kind": "svg"},
        "计划评估": {"code": plan.code, "review": str(PlanReview.rows.current()[0].subject), "kind": "docx"},
        "调度": {
            "code": plan.code,
            "called": str(DispatchRound.rows.current().order_by("valid_from")[0].subject),
            "unit": str(organisation_key("district_bureau:110105")),
        },
        "市统一身份认证": {"provider_id": "city"},
        "存证日志的检查点": {"path": "acts/checkpoint"},
        "存证日志的条目": {"path": "acts/tile/entries/000"},
        "查看日志的条目": {"path": "views/tile/entries/000"},
        "没有的地址": {"rest": "nothing/here"},
        "网站地图的律所": {"section": "firms"},
    }


ATTACHED = {
    "本人的附件": ("本人的行为", False),
    "本人的敏感附件": ("本人的行为", True),
    "外区的附件": ("外区的行为", False),
    "外区的敏感附件": ("外区的行为", True),
}


def sample(of: str) -> dict[str, str]:
    """One of `samples`, or a file given just now to one of the acts among them."""
    if of not in ATTACHED:
        return samples()[of]
    act, sensitive = ATTACHED[of]
    found = samples()[act]
    attach(int(found["entry"]), sensitive=sensitive)
    return {**found, "place": "1"}


def figure_shown(face: Face) -> str:
    return next(figure.code for figure in all_figures() if figure.face is face)


def walked(line: Mapping[str, Any]) -> str:
    path = str(line["page"]).replace("/^", "/")
    for name, value in sample(line.get("of", "")).items():
        path = re.sub(rf"<(\w+:)?{name}>|\(\?P<{name}>\[\^/\]\+\)", value, path)
    assert "<" not in path, f"{line['page']}: the table must say of what"
    return f"/{path}"


def clients() -> dict[str, Client]:
    """One browser for each kind of person; those who have an account carry a key for the API too."""
    found = {"public": Client()}
    for kind in KINDS[1:]:
        account = Account.objects.get(login=DEMONSTRATORS[kind]) if kind in DEMONSTRATORS else administrator(kind)
        _, key = make_key(account, "测试")
        found[kind] = Client(headers={"Authorization": f"Bearer {key}"})
        found[kind].force_login(account, backend=BACKEND)
    return found


def administrator(kind: str) -> Account:
    person = uuid4()
    given = NewStaff(organisation=organisation_key("city_bureau"), post=f"{kind}_administrator", holder=person)
    perform(AppointStaff, given, actor=SYSTEM_VIEWER, effective_on=today(), basis="测试")
    return Account.objects.create_user(f"matrix-{kind}", None, name="某管理员", person=person, demonstration=True)


def posted(client: Client, path: str) -> HttpResponseBase:
    """The answer to an empty form, or for the API to an act whose input is empty."""
    if not path.startswith("/api/"):
        return client.post(path, {})
    body: object = {"effective_on": today().isoformat(), "basis": "测试", "input": {}}
    if path.endswith("/many"):
        body = {"source": "测试", "orders": [body]}
    headers = {"Idempotency-Key": str(uuid4())}
    return client.post(path, body, content_type="application/json", headers=headers)


def text_of(response: HttpResponseBase) -> str:
    streaming = getattr(response, "streaming_content", None)
    content = b"".join(streaming) if streaming is not None else getattr(response, "content", b"")
    return content.decode("utf-8", "replace")


def answer(response: HttpResponseBase) -> str:
    """What the table would call it, but for the class of what is shown."""
    to = response.headers.get("Location", "")
    if response.status_code == 302:
        return (
            "login" if to.startswith("/account/login/") else "elevate" if to.startswith("/work/elevate/") else "moved"
        )
    return MEANT.get(response.status_code, str(response.status_code))


@pytest.fixture(scope="module")
def numbers(django_db_setup: None, django_db_blocker: Any) -> set[str]:
    """The identity numbers of the people of the samples, in clear."""
    with django_db_blocker.unblock():
        people = {UUID(samples()[of]["subject"]) for of in ("本人", "外区的律师")}
        assert SubjectKey.objects.filter(subject__in=people).count() == 2
        return {opened(person)["identity_number"] for person in people}


def internal_marks() -> set[str]:
    """Words that only what is internal says of the people of the samples: their days of birth."""
    people = [samples()[of]["subject"] for of in ("本人", "外区的律师")]
    days = Person.rows.current().filter(subject__in=people).values_list("born_on", flat=True)
    return {day.isoformat() for day in days if day}


@pytest.mark.parametrize(
    "line", written(), ids=lambda line: " ".join(str(line.get(name, "")) for name in TOLD_FIRST).strip()
)
def test_everybody_is_answered_as_the_table_says(line: dict[str, Any], numbers: set[str]) -> None:
    path, marks = walked(line), internal_marks()
    said = {kind: name for name, kinds in line.items() if name not in TOLD_FIRST for kind in kinds}
    found = {}
    for kind, client in clients().items():
        response = posted(client, path) if line.get("method") == "post" else client.get(path)
        found[kind] = answer(response)
        body = text_of(response)
        assert not any(number in body for number in numbers), f"{kind} sees an identity number"
        if found[kind] == "200":
            found[kind] = said[kind] if said[kind] in SHOWN else "shown"
            if said[kind] == "nothing":
                assert not ROW.search(body), f"{kind} sees a row"
            if said[kind] != "internal":
                assert not any(mark in body for mark in marks), f"{kind} sees a day of birth"
    assert found == said


def test_the_marks_of_what_is_internal_are_seen_by_whom_they_concern() -> None:
    page = text_of(clients()["city"].get(f"/work/lawyers/{samples()['本人']['subject']}/"))
    assert any(mark in page for mark in internal_marks()), "or the test above could not fail"


def test_the_samples_lie_where_the_table_says() -> None:
    near, far = (samples()[of]["subject"] for of in ("本所", "外区的律所"))
    assert Organisation.rows.on(today()).filter(subject__in=[near, far]).count() == 2
    assert Seat.rows.on(today()).get(organisation=near).district == "110105"
    assert Seat.rows.on(today()).get(organisation=far).district != "110105"
