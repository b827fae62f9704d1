"""The program that opens a workbook, run apart from the product with little memory: `python -m … .reader`.

A sheet of two cells at opposite corners makes the reading library ask for 500 GB and abort. So it does it here.
Standard input: the workbook's length and bytes, then numbers of sheets, one a line. Standard output: pickles; first the
heads of all sheets or a `str` that refuses, then for each number lists of rows and an empty list.
"""

from __future__ import annotations

import io
import pickle
import re
import resource
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

MEMORY = 2 << 30
SECONDS = 120
HEAD_ROWS = 80
CHUNK = 1_000
ENCRYPTED = "这个文件设了打开密码，读不出来。请在 Excel 或 WPS 中取消密码、另存后再导入。"
BROKEN = "这个文件已损坏或不是完整的电子表格，读不出来。请用 Excel 或 WPS 打开、另存为 .xlsx 后再导入。"

Row = list[Any]
Head = tuple[str, bool, int, int, int, list[Row]]  # name, visible, first line, rows, columns, the first rows

# The library reads a formula's error as an empty cell, so errors are looked for in the sheet's own text.
_ERROR_CELL = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>.*?<v>([^<]*)</v>', re.DOTALL)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    content = sys.stdin.buffer.read(int(sys.stdin.buffer.readline()))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        wrong = _errors(content)
    except PasswordError:
        return _say(ENCRYPTED)
    except (CalamineError, zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError):
        return _say(BROKEN)
    shown = [about.visible == SheetVisibleEnum.Visible for about in book.sheets_metadata]
    _say([_head(sheet, visible) for sheet, visible in zip(sheets, shown, strict=True)])
    for line in sys.stdin.buffer:
        sheet = sheets[int(line)]
        for chunk in _chunks(sheet, wrong.get(sheet.name, {})):
            _say(chunk)
        _say([])


def _say(answer: object) -> None:
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()


def _head(sheet: CalamineSheet, visible: bool) -> Head:
    first = sheet.start[0] + 1 if sheet.start else 1
    rows = next(_chunks(sheet, {}, HEAD_ROWS), [])
    return sheet.name, visible, first, sheet.height, sheet.width, rows


def _chunks(sheet: CalamineSheet, wrong: dict[int, dict[int, str]], size: int = CHUNK) -> Iterator[list[Row]]:
    """The rows from the first that holds anything; a cell merged over several rows stands in each of them."""
    if sheet.start is None:
        return
    top, left = sheet.start
    spans = _merged_down(sheet)
    held: dict[int, Any] = {}
    chunk: list[Row] = []
    for number, row in enumerate(sheet.iter_rows()):
        if number < top:  # the library begins at the sheet's first row, but at the first column that holds anything
            continue
        for column, is_first in spans.get(number, ()):
            if is_first:
                held[column] = row[column - left]
            row[column - left] = held.get(column, "")
        for column, error in wrong.get(number, {}).items():
            if left <= column < left + len(row):
                row[column - left] = error
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _merged_down(sheet: CalamineSheet) -> dict[int, list[tuple[int, bool]]]:
    """Row → the columns of cells merged over several rows that reach it, and whether it is their first row."""
    found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    assert sheet.start is not None
    assert sheet.end is not None
    (top, left), (bottom, right) = sheet.start, sheet.end
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        if first < last and top <= first and left <= column <= right:
            for row in range(first, min(last, bottom) + 1):
                found[row].append((column, row == first))
    return found


def _errors(content: bytes) -> dict[str, dict[int, dict[int, str]]]:
    """Sheet → row → column → what is written there, of every cell of an .xlsx that holds a formula's error."""
    found: dict[str, dict[int, dict[int, str]]] = {}
    if not content.startswith(b"PK"):
        return found
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return found
        for name, path in _sheet_paths(archive).items():
            text = archive.read(path)
            if b't="e"' in text:
                cells: dict[int, dict[int, str]] = defaultdict(dict)
                for letters, row, error in _ERROR_CELL.findall(text):
                    cells[int(row) - 1][_column(letters)] = error.decode()
                found[name] = cells
    return found


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - no entity is expanded here, and this program is confined
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter()  # noqa: S314 - the same
    paths = {sheet.get("name", ""): targets.get(sheet.get(_RELATION)) or "" for sheet in sheets if sheet.get(_RELATION)}
    known = set(archive.namelist())
    full = {name: path.lstrip("/") if path.startswith("/") else f"xl/{path}" for name, path in paths.items()}
    return {name: path for name, path in full.items() if path in known}


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


if __name__ == "__main__":
    main()
