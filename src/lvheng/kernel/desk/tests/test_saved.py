"""A saved list is a question under a name: one's own, or shared with one's office; its rows are always the viewer's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import QueryDict

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.desk import saved as module
from lvheng.kernel.desk.models import SavedList
from lvheng.kernel.desk.saved import ListRefused, forget_list, question_of, same_as, save_list, seen_list, seen_lists
from lvheng.kernel.figures.asked import lasting
from lvheng.kernel.figures.listing import count, listing_of
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today

pytestmark = pytest.mark.django_db
ViewerAs = Callable[[str], Viewer]
LAWYERS = listing_of("lawyers")


def keep(viewer: Viewer, title: str = "专职", asked: str = "kind=full_time", *, shared: bool = False) -> SavedList:
    return save_list(viewer, LAWYERS, QueryDict(asked), title, shared=shared)


def test_a_list_is_seen_by_its_account_alone_until_it_is_shared_with_the_office(viewer_as: ViewerAs) -> None:
    city, audit, district = (viewer_as(f"demo-{who}") for who in ("city", "audit", "district"))
    assert [city.offices[0]] == [*audit.offices], "both hold their first post in one bureau"
    kept = keep(city)
    assert [seen_list(viewer, kept.pk) is not None for viewer in (city, audit, district)] == [True, False, False]
    keep(city, shared=True)
    assert [seen_list(viewer, kept.pk) is not None for viewer in (city, audit, district)] == [True, True, False]


def test_saved_again_under_its_title_it_is_replaced(viewer_as: ViewerAs) -> None:
    city = viewer_as("demo-city")
    keep(city)
    keep(city, asked="kind=part_time")
    assert [each.asked for each in seen_lists(city)] == ["kind=part_time"]


def test_a_colleague_opens_the_same_question_and_sees_his_own_rows(viewer_as: ViewerAs) -> None:
    city, district = viewer_as("demo-city"), viewer_as("demo-district")
    kept = keep(city, asked="all=")
    totals = [count(question_of(kept, viewer, Moment(today()))) for viewer in (city, district)]
    assert totals[0] > totals[1] > 0


def test_who_has_no_office_shares_with_nobody(viewer_as: ViewerAs) -> None:
    with pytest.raises(ListRefused, match="没有任职的单位"):
        keep(viewer_as("demo-lawyer"), shared=True)


@pytest.mark.parametrize("title", ["", "   ", "长" * 61])
def test_a_list_needs_a_title_that_can_be_shown(viewer_as: ViewerAs, title: str) -> None:
    with pytest.raises(ListRefused):
        keep(viewer_as("demo-city"), title)


def test_nobody_fills_the_table(viewer_as: ViewerAs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    keep(viewer_as("demo-city"))
    keep(viewer_as("demo-city"), asked="")
    with pytest.raises(ListRefused, match="最多保存"):
        keep(viewer_as("demo-city"), "另一份")


def test_only_one_s_own_list_is_deleted(viewer_as: ViewerAs) -> None:
    kept = keep(viewer_as("demo-city"), shared=True)
    assert not forget_list(viewer_as("demo-audit"), kept.pk)
    assert forget_list(viewer_as("demo-city"), kept.pk)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("on=2020-12-31&known_at=2024-01-01&page=3&nothing=1", ""),
        ("kind=&q=&all=", "all="),
        (
            "sort=-number&kind=b&kind=a&column=name&column=number",
            "column=name&column=number&kind=b&kind=a&sort=-number",
        ),
        ("figure=register.lawyers&on=2020-12-31", "figure=register.lawyers"),
    ],
)
def test_what_lasts_of_an_address_is_what_it_asks_of_the_list(given: str, kept: str) -> None:
    assert lasting(QueryDict(given), LAWYERS) == kept
    assert lasting(QueryDict(kept), LAWYERS) == kept


def test_an_address_is_known_as_the_list_that_was_saved_of_it(viewer_as: ViewerAs) -> None:
    kept = keep(viewer_as("demo-city"), asked="state=practising&kind=full_time")
    assert same_as([kept], LAWYERS, QueryDict("kind=full_time&state=practising&page=2")) == kept
    assert same_as([kept], LAWYERS, QueryDict("kind=full_time")) is None
    assert same_as([kept], listing_of("firms"), QueryDict(kept.asked)) is None
