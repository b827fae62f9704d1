"""A sweep over many days answers what each day answers alone: for every figure of every room, on the demonstration.

The register's own figures are tried so on generated histories (`register/tests/test_sweeps.py`).
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lvheng.kernel.access.viewer import EVERYTHING, Scope
from lvheng.kernel.figures.figure import Figure, all_figures, figure_of
from lvheng.kernel.figures.reading import Narrowing, in_full, read, series
from lvheng.kernel.figures.standing import Standing, Summed
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.days import SHANGHAI, month_ends

pytestmark = [pytest.mark.django_db, pytest.mark.long]

DAYS = [
    date(2022, 12, 30),
    date(2022, 12, 31),
    date(2023, 1, 1),
    *month_ends(date(2023, 5, 1), date(2023, 12, 31)),
    date(2024, 1, 1),
    *month_ends(date(2024, 11, 1), date(2025, 2, 28)),
]
"""Turns of the year are among them: what is counted anew every year begins there."""
DAY_BY_DAY = {"party.theme_education_rate"}
"""What it counts turns on the last theme education of each day, which is no span of any row."""
OTHERS = [figure.code for figure in all_figures() if figure.room != "register"]


def test_every_figure_is_swept() -> None:
    assert {code for code in OTHERS if not isinstance(figure_of(code).rows, Standing | Summed)} == DAY_BY_DAY


@pytest.mark.parametrize("code", OTHERS)
def test_a_sweep_is_its_days_one_by_one(code: str) -> None:
    figure: Figure = figure_of(code)
    somewhere = Narrowing(Scope(districts=frozenset({"110105", "110108"})))
    for known_at in (None, datetime(2024, 2, 1, tzinfo=SHANGHAI)):
        for narrowing in (Narrowing(EVERYTHING), somewhere, Narrowing(EVERYTHING, "110102")):
            swept = series(figure, DAYS, known_at, narrowing)
            assert swept == [read(figure, Moment(day, known_at), narrowing) for day in DAYS]


@pytest.mark.parametrize("days", [DAYS[:1], DAYS], ids=["one day", "many days"])
def test_figures_asked_together_are_each_as_asked_alone(days: list[date]) -> None:
    figures = all_figures()
    for narrowing in (Narrowing(EVERYTHING), Narrowing(Scope(districts=frozenset({"110105"})))):
        together = in_full(dict.fromkeys(figures, days), None, narrowing)
        assert together == {figure: in_full({figure: days}, None, narrowing)[figure] for figure in figures}
