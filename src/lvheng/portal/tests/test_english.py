"""The English pages are in English: what is in Chinese on them is a name or a text of the register, and marked as such."""

from __future__ import annotations

import gettext
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import polib
import pytest
from django.test import Client
from django.utils.translation import gettext as translated
from django.utils.translation import override
from lxml import html

from lvheng.kernel.access import public_pages
from lvheng.kernel.access.pace import Pace
from lvheng.kernel.figures.figure import Figure, Provenance
from lvheng.kernel.subjects.models import Organisation
from lvheng.kernel.time.days import today
from lvheng.portal.tests.conftest import Little
from lvheng.register import public_lists as policies
from lvheng.register.models import Engagement

CATALOGUE = Path(__file__).parents[1] / "locale" / "en" / "LC_MESSAGES"
SOURCE, READ = Path(__file__).parents[2], {".py", ".html", ".yaml"}
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
SPOKEN = ("title", "alt", "aria-label", "placeholder", "data-title", "data-names", "content")
"""The attributes whose words people see or hear."""
PAGES = (
    "/",
    "/search",
    "/search?q=z",
    "/search?q=%E5%BC%A0&ended=1",
    "/search?q=nobodyiscalledthis",
    "/search?q=12345678",
    f"/search?q={'x' * 200}",
    "/search?q=%2A%2A",
    *(f"/search?in={shown.code}&page=2" for shown in policies.SEARCHED),
    "/search?in=lawyers&firm=b",
    "/search?in=lawyers&q=zz&district=110105&kind=company",
    "/figures/",
    "/plan/",
    "/log/",
)


def untranslated(page: str) -> list[str]:
    """Chinese that is not marked as Chinese."""
    tree: Any = html.fromstring(page)
    for marked in tree.xpath("//*[starts-with(@lang, 'zh')] | //script"):
        marked.drop_tree()
    spoken = [tree.text_content(), *(value for name in SPOKEN for value in tree.xpath(f"//@{name}"))]
    return [found for text in spoken for found in CHINESE.findall(text)]


def shown(client: Client, address: str, status: int = 200) -> str:
    response = client.get(f"/en{address}")
    assert response.status_code == status, address
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_no_label_is_left_in_chinese(address: str) -> None:
    page = shown(Client(), address)
    assert '<html lang="en"' in page
    assert untranslated(page) == []


@pytest.mark.django_db
@pytest.mark.parametrize("figure", policies.public_figures(), ids=lambda figure: figure.code)
def test_every_public_figure_is_told_in_english(figure: Figure) -> None:
    assert untranslated(shown(Client(), f"/figures/{figure.code}/")) == []


@pytest.mark.django_db
def test_the_records_of_the_demonstration_are_told_in_english() -> None:
    """Lawyers who moved, firms with branches, offices and former names."""
    moved = Engagement.rows.current().filter(valid_to__lt=today()).values_list("lawyer", flat=True)[:10]
    firms = Organisation.rows.on(today()).filter(kind__in=["firm", "branch"]).order_by("subject")
    with_parts = Organisation.rows.on(today()).filter(parent__isnull=False, kind="branch").values_list("parent")[:5]
    client = Client()
    addresses = [f"/lawyers/{key}/" for key in moved]
    addresses += [
        f"/firms/{key}/" for key in (*firms.values_list("subject", flat=True)[:10], *(k for (k,) in with_parts))
    ]
    for address in addresses:
        assert untranslated(shown(client, address)) == [], address


def test_a_name_stays_chinese_with_its_pinyin_beside(little: Little) -> None:
    lawyer, firm = (
        shown(Client(), f"/{kind}/{key}/") for kind, key in (("lawyers", little.shan), ("firms", little.firm))
    )
    assert '<span lang="zh-CN">单雩桐</span> <span class="pinyin" lang="zh-Latn-pinyin">Shan Yutong</span>' in lawyer
    assert "Beijing Yuhengshi Law Firm" in firm
    assert '<span lang="zh-CN">雩石大街 8 号 12 层</span>' in firm
    assert "<title>Shan Yutong, lawyer · Lvheng</title>" in lawyer


def test_links_stay_in_the_language_and_the_other_is_one_step_away(little: Little) -> None:
    page: Any = html.fromstring(shown(Client(), f"/lawyers/{little.shan}/?a=b"))
    inner = {link for link in page.xpath("//a/@href") if link.startswith("/")}
    assert {link for link in inner if not link.startswith("/en/")} == {
        f"/lawyers/{little.shan}/?a=b",
        "/enter/",
        "/verify/",  # a page to keep and use off line; it is in Chinese only
    }
    alternates = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate']")}
    assert alternates == {
        "zh": f"http://testserver/lawyers/{little.shan}/?a=b",
        "en": f"http://testserver/en/lawyers/{little.shan}/?a=b",
    }


@pytest.mark.django_db
def test_errors_are_told_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    for address in ("/nowhere/", f"/lawyers/{UUID(int=5)}/", "/figures/register.nothing/"):
        page = shown(client, address, 404)
        assert "Not found" in page
        assert untranslated(page) == []
    monkeypatch.setattr(public_pages, "PACE", Pace("test", rate=0.1, size=1))
    shown(client, "/search?q=a")
    page = shown(client, "/search?q=b", 429)
    assert "Please try again in" in page
    assert untranslated(page) == []


@pytest.mark.django_db
def test_the_root_is_chinese_whatever_the_browser_prefers() -> None:
    """An address is one page, or it could not be kept for everybody; /english is no page of either."""
    client = Client()
    page = client.get("/", headers={"Accept-Language": "en"})
    assert '<html lang="zh-CN">' in page.content.decode()
    assert page["Vary"] == "Cookie"
    assert client.get("/english").status_code == 404
    assert client.get("/en").headers["Location"] == "/en/"


def labels() -> set[str]:
    """Every label that a public page may show, whether the demonstration has a row for it or not."""
    found = {provenance.value for provenance in Provenance}
    for listed in policies.PUBLIC_LISTS.values():
        found |= {listed.listing.title, *(column.title for column in listed.columns)}
        found |= {word for column in listed.columns if column.titles for word in column.titles().values()}
    for figure in policies.public_figures():
        found |= {figure.title, figure.unit, figure.definition, figure.whole_title}
    return found - {""}


def test_every_label_has_its_english() -> None:
    """What is missing is to be added to locale/en/LC_MESSAGES/django.po (CONTRIBUTING.md)."""
    with override("en"):
        assert sorted(label for label in labels() if CHINESE.search(translated(label))) == []


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    """Else: msgfmt -o django.mo django.po"""
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    text = polib.pofile(str(CATALOGUE / "django.po"))
    assert {entry.msgid: compiled.gettext(entry.msgid) for entry in text} == {each.msgid: each.msgstr for each in text}


def test_a_translation_names_what_its_original_names_and_no_chinese() -> None:
    named = re.compile(r"%\(\w+\)s|{\w+}")
    for entry in polib.pofile(str(CATALOGUE / "django.po")):
        assert sorted(named.findall(entry.msgid)) == sorted(named.findall(entry.msgstr)), entry.msgid
        assert entry.msgstr, entry.msgid
        assert not CHINESE.search(entry.msgstr), entry.msgid


def test_every_entry_is_still_said_somewhere() -> None:
    """What nothing says any more goes. Cities are typed by hand: theirs stand below `cities` in the catalogue."""
    files = [file for file in SOURCE.rglob("*") if file.suffix in READ and "tests" not in file.parts]
    text = "".join(file.read_text(encoding="utf-8") for file in files) + "".join(labels())
    for entry in polib.pofile(str(CATALOGUE / "django.po")):
        plain = re.sub(r"%\((\w+)\)s", r"{{ \1 }}", entry.msgid)
        assert entry.msgid in text or plain in text or entry.comment == "cities", entry.msgid
