"""名册：同一个问题，同样的行数。"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from ninja import Query, Router

from lvheng.api import cells
from lvheng.api.entrance import viewer_asking
from lvheng.api.problems import Invalid
from lvheng.api.responses import READING
from lvheng.api.shapes import ColumnTold, ListAnswer, ListAsked, ListTold, Option
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.asked import moment_of
from lvheng.kernel.figures.asked import MOVED, ask, figure_asked, listing_asked
from lvheng.kernel.figures.figure import Figure, SetSql
from lvheng.kernel.figures.listing import Column, Question, all_listings, count, listings_for, page
from lvheng.kernel.figures.reading import Narrowing
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import today
from lvheng.register.public_lists import OPEN, PUBLIC_LISTS, shows_rows

router = Router(tags=["名册"])
NOT_IN_THE_PAST = "公众只能看今天的登记；过去的日子和当时的登记须有密钥"


def filter_parameters() -> list[Mapping[str, Any]]:
    """The filters of all lists as parameters of OpenAPI."""
    found: dict[str, Mapping[str, Any]] = {}
    for listing in all_listings():
        for column in listing.columns:
            if column.filtered:
                found[column.name] = {
                    "in": "query",
                    "name": column.name,
                    "required": False,
                    "schema": {"type": "array", "items": {"type": "string"}},
                    "description": f"按“{column.title}”筛选：代码，可写多次；空为未填的",
                }
    return [found[name] for name in sorted(found)]


def columns_for(viewer: Viewer, code: str) -> Sequence[Column]:
    """The columns of a list that somebody may see. Raises Http404 where the public has no such list."""
    listing = listing_asked(code, viewer)
    if not viewer.is_public:
        return listing.seen_by(viewer)
    if code not in PUBLIC_LISTS:
        raise Http404(f"“{listing.title}”名册不对外公开")
    return PUBLIC_LISTS[code].columns


def only_today(viewer: Viewer, moment: Moment) -> None:
    """The public sees the register of today: past states are disclosed for a term only. Raises PermissionDenied."""
    if viewer.is_public and (moment.on != today() or moment.known_at is not None):
        raise PermissionDenied(NOT_IN_THE_PAST)


@router.get("/", response=READING | {200: list[ListTold]}, summary="有哪些名册，各有哪些栏")
def lists(request: HttpRequest) -> list[ListTold]:
    """公众只看到对外公开的名册和栏。"""
    viewer = viewer_asking(request)
    codes = [each.code for each in listings_for(viewer) if not viewer.is_public or each.code in PUBLIC_LISTS]
    return [_told(viewer, code) for code in codes]


def _told(viewer: Viewer, code: str) -> ListTold:
    listing = listing_asked(code, viewer)
    standard = {name: [value] for name, value in listing.standard.items()}
    return ListTold(
        code=code,
        title=listing.title,
        unit=listing.unit,
        standard=dict(_public_states(code)) if viewer.is_public else standard,
        columns=[
            ColumnTold(
                name=column.name,
                title=column.title,
                kind=column.kind,
                filtered=column.filtered,
                options=[Option(code=c, title=t) for c, t in column.titles().items()] if column.titles else [],
            )
            for column in columns_for(viewer, code)
        ],
    )


def _public_states(code: str, *, with_ended: bool = False) -> Mapping[str, list[str]]:
    return {name: list(states) for name, states in PUBLIC_LISTS[code].filters(with_ended=with_ended).items()}


@router.get(
    "/{code}",
    response=READING | {200: ListAnswer},
    summary="一份名册的一页",
    openapi_extra={"parameters": filter_parameters()},
)
def rows_of_list(request: HttpRequest, code: str, asked: Query[ListAsked]) -> ListAnswer:
    """与网页上的名册是同一个问题：同样的地址参数，同样的行数。"""
    viewer = viewer_asking(request)
    question = _question(request, viewer, code, asked)
    lines = page(question, (asked.page - 1) * asked.size, asked.size)
    return ListAnswer(
        code=code,
        on=question.moment.on,
        known_at=question.moment.known_at,
        total=count(question),
        page=asked.page,
        size=asked.size,
        filters={name: list(values) for name, values in question.filters.items()},
        rows=cells.rows(question.columns, lines),
    )


def _question(request: HttpRequest, viewer: Viewer, code: str, asked: ListAsked) -> Question:
    columns, moment = columns_for(viewer, code), moment_of(request)
    only_today(viewer, moment)
    _refuse_wrong(request, columns, asked)
    narrowing = OPEN if viewer.is_public else Narrowing(viewer.scope)
    everything = Question(listing=listing_asked(code, viewer), moment=moment, narrowing=narrowing, columns=columns)
    question, figure = ask(request.GET, everything)
    if viewer.is_public:
        if request.GET.get(MOVED):
            raise PermissionDenied(NOT_IN_THE_PAST)
        question = _for_public(request, question, figure, with_ended=asked.all is not None)
    if asked.organisation:
        question = replace(question, rows=_of(question.rows or question.listing.rows, asked.organisation.hex))
    return question


def _of(rows: SetSql, organisation: str) -> SetSql:
    """Of a set, what belongs to one organisation; the key is of hexadecimal figures only."""
    return lambda moment: f"select * from ({rows(moment)}) w where w.organisation = '{organisation}'::uuid"


def _for_public(request: HttpRequest, question: Question, figure: Figure | None, *, with_ended: bool) -> Question:
    """The public's states instead of the standard filters; of states that the address names, only public ones."""
    if figure:
        if not shows_rows(figure):
            raise Http404(f"“{figure.title}”只公开总数")
        return question
    filters = {name: values for name, values in question.filters.items() if name in request.GET}
    code = question.listing.code
    for name, states in _public_states(code, with_ended=with_ended).items():
        asked = request.GET.getlist(name)
        if closed := set(asked) - set(_public_states(code, with_ended=True)[name]):
            raise Invalid(Refusal(f"“{'、'.join(sorted(closed))}”状态的不对外公开", name))
        filters[name] = asked or states
    return replace(question, filters=filters)


def _refuse_wrong(request: HttpRequest, columns: Sequence[Column], asked: ListAsked) -> None:
    """What a page would pass over in silence: columns that the list has not, and words that are no codes of it."""
    known = {column.name: column for column in columns}
    wanted = [*asked.column, *([asked.sort.removeprefix("-")] if asked.sort else [])]
    wrong = [Refusal(f"这份名册没有“{name}”这一栏", name) for name in wanted if name not in known]
    for name in {each["name"] for each in filter_parameters()} & set(request.GET):
        column = known.get(name)
        if column is None or not column.filtered:
            wrong.append(Refusal(f"这份名册不能按“{name}”筛选", name))
            continue
        titles = column.titles() if column.titles else {}
        strange = [value for value in request.GET.getlist(name) if value and value not in titles]
        wrong += [Refusal(f"“{column.title}”没有“{value[:40]}”这个代码", name) for value in strange]
    if wrong:
        raise Invalid(*wrong)
    if asked.figure:
        figure_asked(asked.figure)
