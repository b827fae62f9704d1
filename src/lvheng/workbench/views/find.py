"""Search everything (Ctrl K), and the options of a field that names somebody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from secrets import token_urlsafe
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html_join

from lvheng.kernel.access.sensitive import holders
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.access.viewings import as_viewing, may_view
from lvheng.kernel.asked import moment_of
from lvheng.kernel.figures.listing import Line, Listing, Question, first_pages, listing_of
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.numbers.identity_number import check_identity_number
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today
from lvheng.register.acts.enter_lawyer import IDENTITY_NUMBER
from lvheng.register.policies import may_open_lawyer, may_open_subject
from lvheng.register.references import ORGANISATION, PERSON, lawyer_names
from lvheng.register.retired import LedOn, led_on
from lvheng.work.registry import all_registers, of_table
from lvheng.workbench.everything import titled
from lvheng.workbench.views.acts import record_of
from lvheng.workbench.views.common import members, viewer_of
from lvheng.workbench.views.lists import record_path

EACH = 8
KEPT, MOST_KEPT = "asked", 20
LEAST_DIGITS = 8  # of what is looked for as a number
SEARCHED = ("lawyers", "firms", "branches", "representative_offices", "associations")
SHOWN = {"lawyers": ("name", "number", "organisation", "state")}
SHOWN_ELSE = ("name", "state", "district", "country")


@members
def find_page(request: HttpRequest) -> HttpResponse:
    """What the words find. The search boxes post them: what was typed stands in no address and no log of addresses.

    The whole page is then asked for by a number that stands for them, so that another day can be chosen for it."""
    words = (request.POST.get("q") or request.GET.get("q") or _kept(request).get(request.GET.get(KEPT, ""), "")).strip()
    if is_identity_number(words):
        return _by_identity_number(request, words)
    if request.method == "POST" and not request.headers.get("HX-Request"):
        return redirect(_address_of(request, words))
    template = "workbench/found.html" if request.headers.get("HX-Request") else "workbench/find.html"
    return render(
        request,
        template,
        {
            "words": words,
            "led_on": _led_on(request, words),
            "groups": _found(request, words) if words else [],
            "titled": titled(viewer_of(request), words),
        },
    )


def _kept(request: HttpRequest) -> dict[str, str]:
    """What was last looked for in this session, by the number that stands for it in addresses."""
    found: dict[str, str] = request.session.get(KEPT, {})
    return found


def _address_of(request: HttpRequest, words: str) -> str:
    """The page of what these words find at the moment asked for, without the words."""
    kept, asked = _kept(request), request.GET.copy()
    asked.pop(KEPT, None)
    if words:
        number = next((number for number, same in kept.items() if same == words), token_urlsafe(6))
        request.session[KEPT] = dict([*kept.items(), (number, words)][-MOST_KEPT:])
        asked[KEPT] = number
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def _led_on(request: HttpRequest, words: str) -> list[tuple[str, LedOn]]:
    """Where a retired number leads, each with the address of the record, if it is open to the viewer."""
    viewer, number = viewer_of(request), "".join(words.split()).upper()
    numberlike = number.isalnum() and number.isascii() and sum(sign.isdigit() for sign in number) >= LEAST_DIGITS
    found = led_on(number, moment_of(request).on) if numberlike else []
    return [(record_of(each.subject), each) for each in found if may_open_subject(viewer, each.subject)]


def _named_lists(viewer: Viewer) -> list[Listing]:
    """The lists of whatever has a name: people, firms, associations, and the things of other registers."""
    things = [register.list_code for register in all_registers() if register.is_thing]
    return [listing for code in (*SEARCHED, *things) if (listing := listing_of(code)).is_for(viewer)]


def is_identity_number(words: str) -> bool:
    try:
        return bool(check_identity_number(words))
    except ValueError:
        return False


def _by_identity_number(request: HttpRequest, number: str) -> HttpResponse:
    """The lawyer who holds exactly this number, by its blind index; only for whom may see such numbers."""
    viewer = viewer_of(request)
    told: dict[str, Any] = {
        "words": "",
        "holder": None,
        "said": "没有登记持有这一身份号码的律师，或不在您的管辖范围内。",
    }
    if request.method != "POST":
        told["said"] = "身份号码不要写进地址里。请在搜索框里输入。"
    elif not may_view(viewer):
        told["said"] = "身份号码只能由市局、区局工作人员查找。"
    else:
        holder = holders(IDENTITY_NUMBER, [check_identity_number(number)]).get(check_identity_number(number))
        if holder and may_open_lawyer(as_viewing(viewer, holder), holder, today()):
            told["holder"] = (holder, lawyer_names([holder]).get(holder, ""))
    template = "workbench/found.html" if request.headers.get("HX-Request") else "workbench/find.html"
    return render(request, template, told)


def _asked(viewer: Viewer, listing: Listing, names: Collection[str], moment: Moment, words: str) -> Question:
    """Which rows of a list the words find at a moment: those of the list that the viewer may see, some of its columns."""
    columns = [column for column in listing.seen_by(viewer) if column.name in names]
    narrowing = Narrowing(viewer.scope)
    return Question(listing=listing, moment=moment, narrowing=narrowing, columns=columns, search=words)


def _found(request: HttpRequest, words: str) -> list[tuple[Listing, list[tuple[str, list[str]]]]]:
    """By list the rows that the words find, each as the address of its record and the words of its columns."""
    viewer, moment = viewer_of(request), moment_of(request)
    questions = [
        _asked(viewer, listing, SHOWN.get(listing.code, SHOWN_ELSE), moment, words) for listing in _named_lists(viewer)
    ]
    return [
        (asked.listing, _rows(asked, lines))
        for asked, lines in zip(questions, first_pages(questions, EACH), strict=True)
        if lines
    ]


def _rows(asked: Question, lines: Sequence[Line]) -> list[tuple[str, list[str]]]:
    return [
        (
            record_path(asked.listing, line),
            [column.word(value) for column, value in zip(asked.columns, line.cells, strict=True)],
        )
        for line in lines
    ]


def _searched(kind: str) -> tuple[tuple[str, str], ...]:
    """Lists in which a field's words are looked for, each with the column that the field takes."""
    if kind == PERSON:
        return (("lawyers", "number"),)
    if kind in ("", ORGANISATION):
        return (("firms", "credit_code"), ("branches", "credit_code"), ("associations", "name"))
    try:
        return ((of_table(kind).list_code, "name"),)
    except KeyError:
        return ()


@members
def options(request: HttpRequest) -> HttpResponse:
    """Options for a datalist: the number or name that a reference field takes, with words to know it by."""
    of = request.GET.get("of", "")
    words = request.GET.get(of, "").strip()
    found: list[tuple[str, str]] = []
    kinds = _searched(request.GET.get("kind", "")) if words else ()
    questions = [
        _asked(viewer_of(request), listing_of(code), ("name", number, "organisation"), moment_of(request), words)
        for code, number in kinds
    ]
    for (_, number), asked, lines in zip(kinds, questions, first_pages(questions, EACH), strict=True):
        for line in lines:
            cells = dict(zip((c.name for c in asked.columns), line.cells, strict=True))
            beside = " ".join(str(value) for name, value in cells.items() if value and name != number)
            found.append((cells[number] or "", beside))
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', found))
