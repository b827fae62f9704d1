"""Search-everything finds pages by their titles too: in Chinese, by pinyin, initials or code; and only what opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.desk.saved import save_list
from lvheng.kernel.figures.listing import Question, first_pages, listing_of, listings_for, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.workbench.everything import titled

pytestmark = pytest.mark.django_db
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
