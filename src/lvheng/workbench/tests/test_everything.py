"""Search-everything finds pages by their titles too: in Chinese, by pinyin, initials or code; and only what opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from urllib.parse import quote, unquote

import pytest
from django.http import QueryDict
from django.test import Client

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.desk.saved import save_list
from lvheng.kernel.figures.listing import Question, first_pages, listing_of, listings_for, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.workbench.everything import titled
from lvheng.workbench.views.find import MOST_KEPT

pytestmark = [pytest.mark.django_db, pytest.mark.long]
ViewerAs = Callable[[str], Viewer]
ClientAs = Callable[[str], Client]
LOGINS = ("demo-city", "demo-district", "demo-association", "demo-firm", "demo-lawyer", "demo-audit")


def found(viewer: Viewer, words: str) -> dict[str, list[str]]:
    return {kind: [page.title for page in pages] for kind, pages in titled(viewer, words)}


@pytest.mark.parametrize(
    ("words", "kind", "title"),
    [
        ("100名律师", "指标", "100 名律师以上律师事务所"),
        ("register.firms_100", "指标", "100 名律师以上律师事务所"),
        ("变更执业", "行为", "变更执业机构"),
        ("bgzyjg", "行为", "变更执业机构"),
        ("biangengzhiye", "行为", "变更执业机构"),
        ("T4.2", "计划", "100名律师以上律师事务所"),
        ("zhibiao", "页面", "指标"),
        ("zb", "页面", "指标"),
        ("关注", "页面", "关注与通知"),
        ("实习", "名册", "实习人员"),
    ],
)
def test_a_title_is_found_by_part_pinyin_initials_or_code(
    viewer_as: ViewerAs, words: str, kind: str, title: str
) -> None:
    assert title in found(viewer_as("demo-city"), words)[kind]


def test_one_s_saved_lists_are_found_and_nobody_else_s(viewer_as: ViewerAs) -> None:
    city = viewer_as("demo-city")
    save_list(city, listing_of("lawyers"), QueryDict("kind=full_time"), "专职名单甲", shared=False)
    assert found(city, "专职名单")["我的名单"] == ["专职名单甲"]
    assert "我的名单" not in found(viewer_as("demo-audit"), "专职名单")


def test_nobody_is_offered_an_act_that_is_not_his(viewer_as: ViewerAs) -> None:
    assert "变更执业机构" in found(viewer_as("demo-district"), "变更执业机构")["行为"]
    for login in ("demo-association", "demo-firm", "demo-lawyer", "demo-audit"):
        assert "变更执业机构" not in found(viewer_as(login), "变更执业机构").get("行为", [])


@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("words", ["", "a", "律师", "登记", "t", "1"])
def test_whatever_is_found_opens(viewer_as: ViewerAs, client_as: ClientAs, login: str, words: str) -> None:
    client = client_as(login)
    for _, pages in titled(viewer_as(login), words):
        for each in pages:
            path = each.path.partition("#")[0]
            assert client.get(path).status_code in (200, 302), path


def test_the_box_is_answered_with_the_words_that_it_is_an_answer_to(client_as: ClientAs) -> None:
    """So that Enter opens the first result only if it is one of what was typed."""
    answer = client_as("demo-city").post("/work/search/", {"q": " 变更<执业 "}, headers={"HX-Request": "true"})
    assert 'data-found="变更&lt;执业"' in answer.content.decode()


THEN = "2020-12-31"


def picker(page: str) -> dict[str, str]:
    """What the day picker of a page asks, with the day that stands in it."""
    form = re.search(r'<form class="day".*?</form>', page, re.S)
    assert form
    return dict(re.findall(r'<input[^>]*? name="([^"]+)" value="([^"]*)"', form[0]))


def results(page: str) -> list[str]:
    return re.findall(r'<a href="([^"]+)"', page[page.index("data-found") : page.index("</main>")])


@pytest.mark.parametrize("words", ["wang", "百人", "lszx"])
def test_another_day_is_chosen_for_the_same_words(client_as: ClientAs, words: str) -> None:
    client = client_as("demo-city")
    shown = client.post("/work/search/", {"q": words}, follow=True)
    page = shown.content.decode()
    assert f'value="{words}"' in page
    [(address, _)] = shown.redirect_chain
    assert quote(words) not in address, "what was typed stands in no address"
    asked = picker(page) | {"on": THEN}
    then = client.get("/work/search/", asked).content.decode()
    assert f'value="{words}"' in then
    assert picker(then) == asked
    assert f"正在看 <b>{THEN}</b> 的情况" in then


def test_results_open_on_the_day_chosen_and_forms_on_today(client_as: ClientAs) -> None:
    client = client_as("demo-city")
    at = f"on={THEN}&known_at=2021-06-30T12:00"
    page = client.post(f"/work/search/?{at}", {"q": "zh"}, follow=True).content.decode()
    links = [unquote(unescape(link)) for link in results(page)]
    assert {link.split("/")[2] for link in links} >= {"lawyers", "figures"}
    dated = [link for link in links if not link.startswith("/work/acts/") and link != "/"]
    assert [link for link in dated if at not in link] == []
    assert [link for link in links if link not in dated and "on=" in link] == []
    within = client.post(f"/work/search/?{at}", {"q": "zh"}, headers={"HX-Request": "true"}).content.decode()
    assert [link for link in links if link not in unquote(unescape(within))] == [], "the box finds the same"


def test_the_boxes_ask_on_the_day_of_the_page(client_as: ClientAs) -> None:
    page = unescape(client_as("demo-city").get(f"/work/search/?on={THEN}").content.decode())
    assert page.count(f'action="/work/search/?on={THEN}"') == 2, "the page's own and that of Ctrl K"
    assert f'hx-post="/work/search/?on={THEN}"' in page


def test_words_are_kept_for_whom_typed_them_and_the_last_ones_only(client_as: ClientAs) -> None:
    client = client_as("demo-city")
    addresses = [client.post("/work/search/", {"q": f"甲{n}"})["Location"] for n in range(MOST_KEPT + 1)]
    shown = [f'value="甲{n}"' in client.get(address).content.decode() for n, address in enumerate(addresses)]
    assert shown == [False] + [True] * MOST_KEPT
    assert client.post("/work/search/", {"q": f"甲{MOST_KEPT}"})["Location"] == addresses[-1]
    assert "甲1" not in client_as("demo-district").get(addresses[1]).content.decode()


@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("words", ["wang", "b", "1"])
def test_the_lists_asked_together_answer_what_each_answers_alone(viewer_as: ViewerAs, login: str, words: str) -> None:
    viewer, moment = viewer_as(login), Moment(date(2023, 6, 30))
    questions = [
        Question(
            listing=listing,
            moment=moment,
            narrowing=Narrowing(viewer.scope),
            columns=[column for column in listing.seen_by(viewer) if column.name in ("name", "state", "district")],
            search=words,
        )
        for listing in listings_for(viewer)
    ]
    together = first_pages(questions, 5)
    for question, lines in zip(questions, together, strict=True):
        alone = page(question, 0, 5)
        assert [line.subject for line in lines] == [line.subject for line in alone]
        assert [[told or "" for told in line.cells] for line in lines] == [
            ["" if cell is None else str(cell) for cell in line.cells] for line in alone
        ]
    assert any(together) or login != "demo-city"


def test_lists_asked_at_two_moments_are_not_asked_together(viewer_as: ViewerAs) -> None:
    viewer, listing = viewer_as("demo-city"), listing_of("lawyers")
    days = (date(2023, 6, 30), date(2024, 6, 30))
    questions = [
        Question(listing=listing, moment=Moment(day), narrowing=Narrowing(viewer.scope), columns=listing.columns)
        for day in days
    ]
    with pytest.raises(ValueError, match="one moment"):
        first_pages(questions, 5)
