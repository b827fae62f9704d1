"""指标：值、构成、按区、历年与变动。"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from ninja import Query, Router

from lvheng.api import cells
from lvheng.api.entrance import viewer_asking
from lvheng.api.lists import only_today
from lvheng.api.problems import Invalid
from lvheng.api.responses import READING
from lvheng.api.shapes import (
    FigureAnswer,
    FigureAsked,
    FigureTold,
    MovedCause,
    MovedGroup,
    MovedRow,
    MovementAnswer,
    MovementAsked,
    Part,
    Point,
    When,
)
from lvheng.kernel.access.viewer import EVERYTHING, Viewer
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.asked import moment_of
from lvheng.kernel.figures.asked import figure_asked, listing_asked, rows_asked
from lvheng.kernel.figures.figure import Figure, all_figures
from lvheng.kernel.figures.listing import Column, page
from lvheng.kernel.figures.movement import Account, Movement, Way, account
from lvheng.kernel.figures.reading import Narrowing, Reading, by_district, digest, read, series
from lvheng.kernel.places.listed import place_titles
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import DayRefused, month_ends, parse_day, parse_instant, today
from lvheng.register.public_figures import for_public, public_day, public_readings
from lvheng.register.public_lists import public_figures, shows_rows

router = Router(tags=["指标"])
FIRST_YEAR = 2016
NAMING = ("name", "organisation", "firm", "district")
AMOUNTS = [Column(name=name, title="", sql=f"s.{name}") for name in ("before", "after")]


def _narrowing(viewer: Viewer, district: str = "") -> Narrowing:
    return Narrowing(EVERYTHING if viewer.is_public else viewer.scope, district)


def _seen(viewer: Viewer, code: str) -> Figure:
    figure = figure_asked(code)
    if viewer.is_public and figure not in public_figures():
        raise Http404(f"“{figure.title}”不对外公开")
    return figure


def _seen_by(viewer: Viewer, reading: Reading) -> Reading:
    return for_public(reading) if viewer.is_public else reading


def _opens_rows(viewer: Viewer, figure: Figure) -> bool:
    return not viewer.is_public or shows_rows(figure)


def _told(viewer: Viewer, reading: Reading) -> FigureTold:
    figure = reading.figure
    return FigureTold(
        code=figure.code,
        title=figure.title,
        unit=figure.unit,
        definition=figure.definition,
        provenance=figure.provenance.name.lower(),
        measure=figure.measure.value,
        listing=figure.listing,
        version=figure.version,
        on=reading.on,
        begun=reading.begun,
        value=cells.number(reading.value),
        shown=reading.shown,
        rows=reading.rows if _opens_rows(viewer, figure) else None,
    )


@router.get("/", response=READING | {200: list[FigureTold]}, summary="全部指标在一天的值")
def figures(request: HttpRequest, asked: Query[When]) -> list[FigureTold]:
    """值只算您看得到的行；公众看到的是公开指标的全市数，只公开总数的取上月末。"""
    viewer, moment = viewer_asking(request), moment_of(request)
    only_today(viewer, moment)
    if viewer.is_public:
        return [_told(viewer, reading) for reading in public_readings(public_figures(), moment.on)]
    return [_told(viewer, read(figure, moment, _narrowing(viewer))) for figure in all_figures()]


@router.get("/{code}", response=READING | {200: FigureAnswer}, summary="一个指标")
def one_figure(request: HttpRequest, code: str, asked: Query[FigureAsked]) -> FigureAnswer:
    """值、构成它的行数与摘要、各区的份额、历年（或近 12 个月）的值：都问自同一组记录。"""
    viewer, moment = viewer_asking(request), moment_of(request)
    figure = _seen(viewer, code)
    only_today(viewer, moment)
    if asked.district and asked.district not in place_titles():
        raise Invalid(Refusal(f"没有代码为“{asked.district}”的区", "district"))
    if asked.district and not _opens_rows(viewer, figure):
        raise PermissionDenied(f"“{figure.title}”只公开全市的总数，分区的须有密钥")
    if viewer.is_public:
        moment = replace(moment, on=public_day(figure, moment.on))
    narrowing = _narrowing(viewer, asked.district)
    reading = _seen_by(viewer, read(figure, moment, narrowing))
    parts = by_district(figure, moment, narrowing.scope) if _opens_rows(viewer, figure) else {}
    return FigureAnswer(
        **_told(viewer, reading).model_dump(),
        known_at=moment.known_at,
        district=asked.district,
        digest=None if viewer.is_public else digest(figure, moment, narrowing),
        whole=cells.number(reading.whole),
        parts=[
            Part(district=district, title=_title(district), value=cells.number(part.value), rows=part.rows)
            for district, part in sorted(parts.items())
            if asked.district in ("", district)
        ],
        series=[
            Point(on=each.on, value=cells.number(_seen_by(viewer, each).value))
            for each in series(figure, _days(asked.series, moment.on), moment.known_at, narrowing)
        ],
    )


def _title(district: str) -> str:
    return place_titles().get(district, district) if district else "未定（无执业机构或机构无住所）"


def _days(wanted: str, last: date) -> Sequence[date]:
    if wanted == "months":
        return month_ends(last.replace(year=last.year - 1, day=1), last)[-12:]
    return [] if wanted == "none" else [*(date(year, 12, 31) for year in range(FIRST_YEAR, last.year)), last]


@router.get("/{code}/movement", response=READING | {200: MovementAnswer}, summary="一个指标的变动")
def figure_movement(request: HttpRequest, code: str, asked: Query[MovementAsked]) -> MovementAnswer:
    """新进、退出、数值变化，以及对起始日的更正；须有密钥。"""
    viewer = viewer_asking(request)
    figure = _seen(viewer, code)
    if viewer.is_public:
        raise PermissionDenied("变动涉及过去的登记，须有密钥")
    columns = [column for column in listing_asked(figure.listing, viewer).seen_by(viewer) if column.name in NAMING]
    before, after = _moments(asked)
    moved = Movement(rows_asked(figure, viewer.scope), before, after, _narrowing(viewer))
    told = account(moved)
    first, last = (
        Point(on=moment.on, value=cells.number(reading.value))
        for moment, reading in ((before, told.first), (after, told.last))
    )
    groups = {way.value: _group(moved, told, way, columns, asked) for way in moved.ways}
    nobody = MovedGroup(total=0, causes=[], rows=[])
    return MovementAnswer(
        code=code, before=first, after=last, **dict.fromkeys((way.value for way in Way), nobody) | groups
    )


def _moments(asked: MovementAsked) -> tuple[Moment, Moment]:
    field = "to"
    try:
        last = parse_day(asked.to) if asked.to else today()
        field = "from"
        first = parse_day(asked.from_) if asked.from_ else last - timedelta(days=365)
        field = "known_at"
        known = parse_instant(asked.known_at) if asked.known_at else None
        field = "from_known_at"
        first_known = parse_instant(asked.from_known_at) if asked.from_known_at else known
    except DayRefused as refused:
        raise Invalid(Refusal(str(refused), field)) from None
    if first > last:
        raise Invalid(Refusal(f"起始日 {first} 晚于截止日 {last}", "from"))
    return Moment(first, first_known), Moment(last, known)


def _group(moved: Movement, told: Account, way: Way, columns: Sequence[Column], asked: MovementAsked) -> MovedGroup:
    """A page of those who moved one way, by name and cause: the same list that the page opens."""
    question = moved.question(way, [*columns, *AMOUNTS])
    lines = page(question, (asked.page - 1) * asked.size, asked.size) if told.rows(way) else []
    names = [column.name for column in question.columns]
    rows = []
    for line in lines:
        by_name = dict(zip(names, line.cells, strict=True))
        rows.append(
            MovedRow(
                subject=line.subject,
                cells={name: cell for name, cell in cells.by_name(question.columns, line).items() if name in NAMING},
                cause=by_name.get("cause", ""),
                before=cells.number(by_name["before"]),
                after=cells.number(by_name["after"]),
            )
        )
    causes = [MovedCause(code=flow.cause, title=flow.title, rows=flow.rows) for flow in told.of(way)]
    return MovedGroup(total=told.rows(way), causes=causes, rows=rows)
