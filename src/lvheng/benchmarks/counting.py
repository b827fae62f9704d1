"""All live figures, read from the rows with nothing kept: on one day, and on thirty-six month-ends."""

from __future__ import annotations

from datetime import date

from django.db import connection

from lvheng.benchmarks.measured import Measured, timed
from lvheng.kernel.figures.figure import all_figures
from lvheng.kernel.figures.reading import read, series
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import month_ends, today
from lvheng.register.models import Engagement

MONTHS = 36
FLOOR_TITLE = "手写的百人所查询 × 同样次数"


def counting(size: str) -> Measured:
    moment, figures = Moment(today()), all_figures()
    for figure in figures:
        read(figure, moment)
    return Measured(
        name="figures",
        title=f"某一天的全部 {len(figures)} 个指标",
        unit="秒",
        found=timed(lambda: [read(figure, moment) for figure in figures]),
        goal=1,
        floor=timed(lambda: [_by_hand(today()) for _ in figures]),
        floor_title=FLOOR_TITLE,
    )


def counting_months(size: str) -> Measured:
    days, figures = month_ends(today().replace(year=today().year - 4, day=1), today())[-MONTHS:], all_figures()
    return Measured(
        name="months",
        title=f"{len(days)} 个月末的全部 {len(figures)} 个指标",
        unit="秒",
        found=timed(lambda: [series(figure, days) for figure in figures]),
        goal=15,
        floor=timed(lambda: [_by_hand(day) for day in days for _ in figures]),
        floor_title=FLOOR_TITLE,
    )


def _by_hand(day: date) -> int:
    """How many firms have a hundred or more engaged: the query of `kernel.md` §3."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select count(*) from (select organisation from {Moment(day).asof(Engagement)} e"
            " group by 1 having count(*) >= 100) g",
            Moment(day).parameters(),
        )
        return int(cursor.fetchone()[0])
