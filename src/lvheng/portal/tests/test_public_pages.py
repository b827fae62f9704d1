"""What the public finds, and what it never sees."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.test import Client

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.numbers.licence_number import display_licence_number
from lvheng.portal.tests.conftest import IDENTITY_NUMBER, Little
from lvheng.register import public_lists as policies
from lvheng.register.models import FirmLicence, PractisingLicence

INSIDE = (IDENTITY_NUMBER, "1985-03-04", "中共党员", "博士研究生", "A20111101059999", "party_member")


def page(address: str, status: int = 200) -> str:
    response = Client().get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_only_columns_of_the_public_class_are_ever_named() -> None:
    """A policy that names a column of another class gets a list without it, and a test that says so."""
    for shown in policies.PUBLIC_LISTS.values():
        assert [column.name for column in shown.columns] == list(shown.names)
        assert all(column.field_class is FieldClass.PUBLIC for column in shown.columns)


def test_what_firms_declare_is_no_public_list() -> None:
    assert "returns" not in policies.PUBLIC_LISTS
    assert not any(policies.shows_rows(one) for one in policies.public_figures() if one.listing == "returns")


def test_nothing_internal_is_on_any_public_page(little: Little) -> None:
    """Identity number, birth, party, education and qualification stay inside, wherever the lawyer appears."""
    addresses = (
        f"/lawyers/{little.shan}/",
        f"/firms/{little.firm}/",
        "/search?q=单雩桐",
        "/search?in=lawyers&q=单雩",
        "/figures/register.lawyers/?page=1",
        "/figures/register.overseas_offices/",
    )
    for address in addresses:
        text = page(address)
        assert not [word for word in INSIDE if word in text], address


def test_a_lawyer_is_found_by_name_pinyin_initials_and_number(little: Little) -> None:
    """单 as a surname is read shan; the number is found in groups as well as in one piece."""
    number = PractisingLicence.rows.current().filter(person=little.shan).values_list("number", flat=True)[0]
    for words in ("单雩桐", "shanyutong", "syt", number, display_licence_number(number)):
        assert f"/lawyers/{little.shan}/" in page(f"/search?q={words}"), words
    assert f"/lawyers/{little.shan}/" not in page("/search?q=danyutong")


def test_a_firm_is_found_by_its_core_and_its_pinyin(little: Little) -> None:
    for words in ("雩衡石", "北京雩衡石律师事务所", "yuhengshi"):
        assert f"/firms/{little.firm}/" in page(f"/search?q={words}"), words


def test_a_firm_is_found_by_its_code_however_its_letters_are_typed(little: Little) -> None:
    code = FirmLicence.rows.current().filter(organisation=little.firm).values_list("credit_code", flat=True)[0]
    assert code != code.lower()
    for words in (code, code.lower()):
        assert f"/firms/{little.firm}/" in page(f"/search?q={words}"), words


def test_signs_alone_ask_nothing(little: Little) -> None:
    """Not everybody, as an empty beginning of a name would."""
    for words in ("%25%25", "·", "'--"):
        assert "/lawyers/" not in page(f"/search?q={words}"), words


def test_those_who_left_practice_are_found_only_when_asked_for(little: Little) -> None:
    assert f"/lawyers/{little.cancelled}/" not in page("/search?q=雩远山")
    assert f"/lawyers/{little.cancelled}/" in page("/search?q=雩远山&ended=1")
    assert "注销" in page(f"/lawyers/{little.cancelled}/")


def test_whatever_is_chosen_next_the_words_and_the_conditions_stay(little: Little) -> None:
    """In the links that widen or narrow a search and in the form that asks again; the day is always today."""
    asked = {"in": "lawyers", "q": "雩", "district": "110105", "kind": "full_time"}
    shown = unescape(page(f"/search?{urlencode(asked)}"))
    form = shown[shown.index('<form role="search"') :].partition("</form>")[0]
    boxes = dict(re.findall(r'<input[^>]*? name="(\w+)" value="([^"]*)"', form))
    chosen = re.findall(r'<select id="(\w+)".*?<option value="(\w+)" selected', form)
    assert boxes | dict(chosen) == asked | {"firm": ""}
    [wider] = re.findall(r'<a href="([^"]+)">也查已注销', shown)
    assert dict(parse_qsl(wider.partition("?")[2])) == asked | {"ended": "1"}
    again = unescape(page(f"/search{wider}"))
    assert '<input type="hidden" name="ended" value="1">' in again
    [everywhere] = re.findall(r'<a href="([^"]+)">在全部名册里查', again)
    assert dict(parse_qsl(everywhere.partition("?")[2])) == {"q": "雩", "ended": "1"}


def test_a_history_tells_where_but_not_a_penalty_that_is_over(little: Little) -> None:
    """Moves are public with the names of their day; disclosure of a penalty has a term and is not this page's."""
    moved = page(f"/lawyers/{little.shan}/")
    history = moved.split("执业经历")[1]
    assert history.index("转入") < history.index("执业于") < history.index("首次执业")
    assert f"/firms/{little.first_firm}/" in moved
    assert "2021-03-01" in moved
    suspended = page(f"/lawyers/{little.once_suspended}/")
    assert "停止执业" not in suspended
    assert "2017-03-01" not in suspended


def test_a_firm_lists_its_people_branches_and_offices(little: Little) -> None:
    text = page(f"/firms/{little.firm}/")
    assert "雩石大街 8 号 12 层" in text
    assert "单雩桐" in text
    assert "雩衡石东京办事处" in text
    assert f"/firms/{little.branch}/" in text
    assert f"/firms/{little.firm}/" in page(f"/firms/{little.branch}/")


def test_a_unit_has_no_public_page(little: Little) -> None:
    """An in-house lawyer's unit is named, but it is no firm."""
    assert "北京市雩某局" in page(f"/lawyers/{little.inhouse}/")
    assert str(little.unit) not in page(f"/lawyers/{little.inhouse}/")
    page(f"/firms/{little.unit}/", 404)


@pytest.mark.django_db
def test_what_there_is_not_is_not_found() -> None:
    for address in (f"/lawyers/{uuid4()}/", f"/firms/{uuid4()}/", "/figures/register.nothing/", "/nowhere/"):
        assert "没有找到" in page(address, 404)


def test_a_lawyer_is_no_firm(little: Little) -> None:
    page(f"/firms/{little.shan}/", 404)
    page(f"/lawyers/{little.firm}/", 404)


def test_a_figure_with_a_public_total_shows_no_rows(little: Little) -> None:
    assert 'class="stack"' not in page("/figures/register.lawyers_per_10k/")
    assert 'class="stack"' in page("/figures/register.lawyers/")


def test_a_figures_number_is_the_size_of_its_list(little: Little) -> None:
    """Also within a district: the number on the button is the number over the list."""
    from lvheng.kernel.figures.figure import figure_of
    from lvheng.kernel.figures.reading import read
    from lvheng.kernel.rows import Moment
    from lvheng.kernel.time.days import today

    figure = figure_of("register.lawyers")
    whole = read(figure, Moment(today()))
    part = read(figure, Moment(today()), policies.open_in("110105"))
    assert f"名单 {whole.rows:,} 名" in page("/figures/register.lawyers/")
    assert f"朝阳区 · 名单 {part.rows:,} 名" in page("/figures/register.lawyers/?district=110105")
    assert 0 < part.rows <= whole.rows


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/search?q=单雩桐", 5), ("lawyer", 7), ("firm", 15)],
)
def test_a_page_asks_a_fixed_number_of_queries(
    little: Little, address: str, queries: int, django_assert_num_queries: Any
) -> None:
    """However many rows it shows; three more count who asks, and make and release the request's savepoint."""
    named = {"lawyer": f"/lawyers/{little.shan}/", "firm": f"/firms/{little.firm}/"}
    client = Client()
    client.get("/")
    with django_assert_num_queries(queries + 3):
        client.get(named.get(address, address))


@pytest.mark.django_db
def test_the_picture_is_made_of_readings_that_are_kept(django_assert_max_num_queries: Any) -> None:
    """However many figures it has: their readings, whether they still hold, who asks, and the savepoint."""
    client = Client()
    client.get("/")
    caches["pages"].clear()
    with django_assert_max_num_queries(6):
        client.get("/")
