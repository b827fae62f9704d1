"""How a page says things in its language: labels translated, names as they are registered, with their pinyin beside."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lvheng.kernel.access.language import is_english, unit_said
from lvheng.kernel.figures.listing import Column, Listing
from lvheng.kernel.search.romanised import firm_romanised, person_romanised
from lvheng.kernel.time.days import SHANGHAI
from lvheng.register.public_reads import Event, PublicRow
from lvheng.register.public_search import found_as_former

register = template.Library()
_CHARACTERS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_PEOPLE, _ORGANISATIONS = {"head"}, {"organisation", "parent", "firm"}


@register.filter
def own(text: str) -> str | SafeString:
    """A text that is not translated, such as an address: on an English page it is marked as Chinese, for voices to read."""
    if is_english() and _CHARACTERS.search(text):
        return format_html('<span lang="zh-CN">{}</span>', text)
    return text


def _beside(text: str, pinyin: str) -> str | SafeString:
    if not (is_english() and pinyin):
        return own(text)
    return format_html('{} <span class="pinyin" lang="zh-Latn-pinyin">{}</span>', own(text), pinyin)


@register.filter
def person(name: str) -> str | SafeString:
    """A person's name; on an English page with its pinyin."""
    return _beside(name, person_romanised(name) if is_english() else "")


@register.filter
def organisation(name: str) -> str | SafeString:
    """An organisation's name; on an English page with its pinyin."""
    return _beside(name, firm_romanised(name) if is_english() else "")


@register.filter
def latin(name: str) -> str:
    """A name for the title of a window, where nothing can be marked as Chinese: on an English page its pinyin alone."""
    return (firm_romanised(name) or person_romanised(name) or name) if is_english() else name


@register.filter
def said(text: str) -> str | SafeString:
    """A label in the language of the page; what has no translation stays as it is, marked."""
    translated = gettext(text) if text else ""
    return own(text) if translated == text else translated


@register.filter
def unit(of: str) -> str:
    """A unit in the language of the page; nothing where English needs none."""
    return unit_said(of)


@register.simple_tag
def told(value: Any, column: Column, listing: Listing) -> str | SafeString:
    """A cell of a public list that holds text: a code in words, a name, or a text as it is."""
    if not value:
        return ""
    if column.titles:
        return said(column.word(value))
    is_name = column.name == "name"
    if column.name in _PEOPLE or (is_name and listing.record == "lawyer"):
        return person(str(value))
    if column.name in _ORGANISATIONS or is_name:
        return organisation(str(value))
    return said(str(value))


@register.simple_tag
def happened(event: Event) -> SafeString:
    """The sentence of an event, with what it names."""
    names = {name: said(value) for name, value in event.names.items()}
    return format_html(gettext(event.text), **names) if names else conditional_escape(said(event.text))


@register.filter
def former(row: PublicRow, words: str) -> bool:
    """Whether the row was found by what it is called no longer."""
    return found_as_former(row, words)


@register.filter
def to_the_second(instant: datetime) -> str:
    """2026-11-22 21:05:09, in Beijing."""
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
