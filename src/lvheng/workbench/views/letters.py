"""Letters to the rows of a list: the templates there are, what was written from them, and writing."""

from __future__ import annotations

import io
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import act_of
from lvheng.kernel.figures.listing import count, listing_of, listings_for
from lvheng.kernel.identity.selectors import account_names
from lvheng.kernel.letters.acts import WithdrawLetterTemplate, WriteLetterTemplate, listing_titles
from lvheng.kernel.letters.merging import columns_of
from lvheng.kernel.letters.models import LetterForm, LetterTemplate
from lvheng.kernel.letters.selectors import runs, template_on, templates_on, versions_of, written_from
from lvheng.kernel.letters.writing import MOST, LettersRefused, Order, letters_for, may_write, write
from lvheng.kernel.tables.export import narrowed_words
from lvheng.kernel.time.days import DayRefused, parse_day, today
from lvheng.workbench.views.common import members, viewer_of
from lvheng.workbench.views.lists import asked

LARGEST_SERIAL = 99_999


def _staff(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not may_write(viewer):
        raise PermissionDenied("信函由市局、区局、律协工作人员写")
    return viewer


def _may_edit(viewer: Viewer) -> bool:
    return bool(viewer.posts & {kind.code for kind in act_of(WriteLetterTemplate.kind).who})


@members
def letters_page(request: HttpRequest) -> HttpResponse:
    """Every template, and the last runs."""
    viewer = _staff(request)
    templates = [each for each in templates_on(today()) if listing_of(each.listing).is_for(viewer)]
    last = [each for each in runs() if listing_of(each.listing).is_for(viewer)]
    names = account_names({run.account for run in last})
    titles, written = listing_titles(), written_from([each.template for each in templates])
    words = {each.template: each.title for each in templates}
    told = {
        "templates": [(each, titles[each.listing], written.get(each.template, 0)) for each in templates],
        "runs": [
            (run, names.get(run.account, "已注销的账号"), words.get(run.template, "已停用的模板"), titles[run.listing])
            for run in last
        ],
        "lists": listings_for(viewer) if _may_edit(viewer) else [],
        "write": WriteLetterTemplate,
    }
    return render(request, "workbench/letters.html", told)


@members
def letter_template_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """One template: what it says, its versions, and what was written from it."""
    viewer, template = _staff(request), template_on(key, today())
    versions = versions_of(key)
    if not versions:
        raise Http404("没有这份信函模板")
    shown = template or versions[0]
    listing = listing_of(shown.listing)
    if not listing.is_for(viewer):
        raise PermissionDenied("这份模板所用的名册不向您的职务开放")
    last = runs(key)
    names = account_names({run.account for run in last})
    told = {
        "template": shown,
        "withdrawn": template is None,
        "listing": listing,
        "lines": shown.text.splitlines(),
        "versions": versions,
        "runs": [(run, names.get(run.account, "已注销的账号")) for run in last],
        "acts": [WriteLetterTemplate, WithdrawLetterTemplate] if template and _may_edit(viewer) else [],
    }
    return render(request, "workbench/letter_template.html", told)


@members
def list_letters(request: HttpRequest, code: str) -> HttpResponseBase:
    """Writes a letter to every row of the list that the address asks for; before that, shows the first."""
    viewer = _staff(request)
    question, _ = asked(request, code, viewer)
    templates = templates_on(today(), code)
    given = request.POST if request.method == "POST" else request.GET
    chosen = next((each for each in templates if str(each.template) == given.get("template")), None)
    chosen = chosen or next(iter(templates), None)
    refused, preview, order = "", None, Order(signed_on=today())
    try:
        order = _order(request)
        if chosen and request.method == "POST" and "write" in request.POST:
            letters = write(viewer, chosen, question, request.GET.urlencode(), order)
            return FileResponse(io.BytesIO(letters.content), as_attachment=True, filename=letters.name)
        if chosen:
            preview = next(iter(letters_for(viewer, chosen, question, order, most=1)[0]), None)
    except LettersRefused as why:
        refused = str(why)
    told = {
        "listing": question.listing,
        "narrowed": narrowed_words(question),
        "total": count(question),
        "most": MOST,
        "templates": templates,
        "chosen": chosen,
        "order": order,
        "forms": LetterForm.choices,
        "sensitive": _sensitive(chosen) if chosen else [],
        "preview": preview,
        "refused": refused,
        "may_edit": _may_edit(viewer),
    }
    return render(request, "workbench/list_letters.html", told, status=422 if refused else 200)


def _sensitive(template: LetterTemplate) -> list[str]:
    """The sensitive columns that a template names, by title."""
    try:
        columns = columns_of(template, listing_of(template.listing))
    except KeyError:
        return []
    return [column.title for column in columns if column.is_sealed]


def _order(request: HttpRequest) -> Order:
    """How the letters are to be. Raises `LettersRefused` where that cannot be read."""
    given = request.POST
    try:
        signed_on = parse_day(given["signed_on"]) if given.get("signed_on") else today()
    except DayRefused as refused:
        raise LettersRefused(f"成文日期有误：{str(refused).rstrip('。')}") from None
    first = given.get("first", "1").strip() or "1"
    if not (first.isascii() and first.isdigit() and 0 < int(first) <= LARGEST_SERIAL):
        raise LettersRefused(f"起始序号应为 1 至 {LARGEST_SERIAL:,} 的整数")
    form = given.get("form", LetterForm.PDF)
    if form not in LetterForm.values:
        raise LettersRefused("请选择信函的形式")
    return Order(signed_on=signed_on, first=int(first), form=LetterForm(form), purpose=given.get("purpose", ""))
