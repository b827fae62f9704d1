"""A template is read by what reads files: as a sheet for its act, without any row."""

from __future__ import annotations

import io
import zipfile

import pytest

from lvheng.kernel.tables.heading import passed_over
from lvheng.kernel.tables.importable import Importable, all_importables
from lvheng.kernel.tables.matching import match
from lvheng.kernel.tables.sheet import open_table
from lvheng.kernel.tables.template import template


@pytest.mark.parametrize("importable", all_importables(), ids=lambda each: each.act.kind)
def test_every_template_is_a_sheet_for_its_act_with_all_columns_and_no_row(importable: Importable) -> None:
    with open_table(template(importable), "模板.xlsx") as table:
        [part], left = match(table.sheets, on=None)
        rows = [row for line, row in table.rows(part.sheet) if line > part.header]
    assert part.importable is importable
    assert set(part.columns) == set(importable.columns)
    assert part.unmatched == ()
    assert [passed_over(row, part.headings) for row in rows] == ["示例行"]
    assert left == [("选项", "隐藏的工作表")]


def test_choices_are_offered_as_drop_downs() -> None:
    from lvheng.kernel.tables.importable import importable_of

    content = template(importable_of("register.enter_firm"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<dataValidation ") == 3  # form, district, area
