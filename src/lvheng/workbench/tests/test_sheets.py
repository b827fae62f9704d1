"""Lines of a list's table: escaped, in the column's own way, with the box and the link where they belong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from lvheng.kernel.figures.listing import Column
from lvheng.kernel.time.days import OPEN_DAY
from lvheng.workbench.sheets import Row, cell, lines, options

SOMEBODY = UUID(int=7)
NAME = Column(name="name", title="姓名", sql="")
SHARE = Column(name="share", title="份额", sql="", kind="money")


def written(*rows: Row, ticked: bool = False, columns: tuple[Column, ...] = (NAME, SHARE)) -> str:
    return lines(columns, rows, keep=lambda path: f"{path}?on=2020-12-31&known_at=2021", ticked=ticked)


def test_the_first_cell_leads_to_the_record_with_what_the_page_is_asked() -> None:
    line = written(Row("/work/lawyers/7/", SOMEBODY, ("方一", Decimal("1234.5"))))
    assert '<th scope="row" class="lead"><a data-open href="/work/lawyers/7/?on=2020-12-31&amp;known_at=2021">' in line
    assert '<td data-title="份额" class="n">1,234.50</td>' in line
    assert "checkbox" not in line


def test_a_row_without_a_page_has_no_link() -> None:
    assert "<a " not in written(Row("", SOMEBODY, ("方一", None)))


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{% load x %}"])
def test_no_value_becomes_markup(evil: str) -> None:
    titled = Column(name="t", title=evil, sql="")
    line = written(Row(evil, SOMEBODY, (evil, evil)), ticked=True, columns=(NAME, titled))
    told = [line, options([(evil, evil)])]
    assert not any(tag in each for each in told for tag in ("<script", "<img"))


def test_a_line_to_pick_says_whom_it_picks() -> None:
    line = written(Row("", SOMEBODY, ("方一", None)), ticked=True)
    assert f'name="subject" value="{SOMEBODY}" form="bulk" aria-label="勾选方一"' in line


def test_a_telephone_shows_the_first_six_columns() -> None:
    many = tuple(Column(name=f"c{n}", title=f"列{n}", sql="") for n in range(8))
    line = written(Row("", SOMEBODY, tuple("abcdefgh")), columns=many)
    assert [name for name in "abcdefgh" if f' minor">{name}<' in line] == ["g", "h"]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [("day", date(2020, 1, 2), "2020-01-02"), ("day", OPEN_DAY, "至今"), ("number", 1200, "1,200"), ("text", None, "")],
)
def test_each_kind_is_shown_in_its_own_way(kind: str, value: object, shown: str) -> None:
    assert cell(value, Column(name="x", title="某", sql="", kind=kind)) == shown


def test_what_was_chosen_stays_chosen() -> None:
    assert options([("a", "甲"), ("b", "乙")], ["b"]) == (
        '<option value="a">甲</option><option value="b" selected>乙</option>'
    )
