"""A spreadsheet file as sheets of rows: .xlsx, .xls and .ods by a confined reader, .csv here.

Nothing of a file is trusted: its kind is told by its content, and its sizes are checked before and while it is read.
"""

from __future__ import annotations

import csv
import io
import pickle
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Self

from lvheng.kernel.tables.reader import ENCRYPTED, HEAD_ROWS
from lvheng.kernel.tables.reader import Row as Row

LARGEST_FILE = 50 << 20
LARGEST_CONTENT = 1 << 30
LARGEST_DIRECTORY = 1 << 20  # bytes in which an archive names its parts: a workbook has some dozens of them
LONGEST_LINE = 1 << 20  # signs of a csv
MOST_COLUMNS = 1_000
MOST_ROWS = 300_000
_READER = "lvheng.kernel.tables.reader"
_SOURCE = str(Path(__file__).resolve().parents[3])
_AS_TABLE = "请用 Excel 或 WPS 打开、另存为 .xlsx 后再导入。"
_TOO_MUCH = "这个文件展开后过大，读不出来。请删去多余的行、列和图片，或拆成几个文件后再导入。"
_DELIMITERS = ",\t;"
_MACROS = (b"xl/vbaProject.bin", "_VBA_PROJECT_CUR".encode("utf-16-le"))


class TableRefused(ValueError):
    """A file or sheet that cannot be taken; its text is a Chinese sentence with a way out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `first` is the line on which its rows begin, `head` its first rows, `height` how many rows it has."""

    number: int
    name: str
    visible: bool
    first: int
    height: int
    head: list[Row]


class Table:
    """A file opened for reading; to be closed (`with`). Its rows may be read any number of times."""

    sheets: list[Sheet]
    aside: tuple[tuple[str, str], ...] = ()  # what else is in the file and is not read, with the reason

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, Row]]:
        """Every row with its line in the file, in order; cells are text, numbers, days, instants, booleans."""
        raise NotImplementedError

    def close(self) -> None:
        """Ends what reads it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def refuse_size(size: int) -> None:
    """Refuses a file of so many bytes unread, if they are too many. Raises `TableRefused`."""
    if size > LARGEST_FILE:
        raise TableRefused(f"文件有 {size / (1 << 20):.0f} MB，超过 50 MB 的上限。请拆成几个文件后再导入。")


def open_table(content: bytes, name: str) -> Table:
    """The spreadsheet of these bytes. Raises `TableRefused`."""
    refuse_size(len(content))
    if not content.strip():
        raise TableRefused("文件是空的。请选择有内容的电子表格。")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        _refuse_other_office_files(content)
        book = Workbook(content)
        if any(mark in content for mark in _MACROS):
            book.aside = (("宏（VBA）", "只读单元格，宏没有运行，也不会保存到登记簿"),)
        return book
    text = _decoded(content)
    if re.match(r"\s*<(!doctype html|html|table|\?xml)", text[:200], re.IGNORECASE):
        raise TableRefused(f"“{name}”其实是网页或 XML，不是电子表格。{_AS_TABLE}")
    return Lines(text)


def _refuse_other_office_files(content: bytes) -> None:
    if content.startswith(b"\xd0\xcf"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise TableRefused(ENCRYPTED)
        if "WordDocument".encode("utf-16-le") in content:
            raise TableRefused(f"这是 Word 文档，不是电子表格。请把其中的表格复制到 Excel 或 WPS 表格，{_AS_TABLE[2:]}")
        return
    _refuse_many_parts(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {entry.filename for entry in archive.infolist()}
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise TableRefused(f"这个文件已损坏或没有下载完整。{_AS_TABLE}") from None
    if size > LARGEST_CONTENT:
        raise TableRefused(f"这个文件展开后有 {size / (1 << 30):.1f} GB，超过 1 GB 的上限，像是异常文件，未予读取。")
    if "word/document.xml" in names:
        raise TableRefused(f"这是 Word 文档，不是电子表格。请把其中的表格复制到 Excel 或 WPS 表格，{_AS_TABLE[2:]}")
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise TableRefused(f"这是压缩包或别的文件，不是电子表格（.xlsx、.xls、.ods、.csv）。{_AS_TABLE}")


def _refuse_many_parts(content: bytes) -> None:
    """An archive may name a million parts in 50 MB; listing them would take more memory than reading a workbook does."""
    end = content.rfind(b"PK\x05\x06")
    if end >= 0 and int.from_bytes(content[end + 12 : end + 16], "little") > LARGEST_DIRECTORY:
        raise TableRefused(f"这个文件里的部件多得异常，不像电子表格，未予读取。{_AS_TABLE}")


class Workbook(Table):
    """A workbook, read by a program of its own (`reader.py`) that may die of it without harm."""

    def __init__(self, content: bytes) -> None:
        self._reader = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", _READER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": _SOURCE},
        )
        try:
            self._tell(f"{len(content)}\n".encode(), content)
            heads = self._answer()
            if isinstance(heads, str):
                raise TableRefused(heads)
            self.sheets = [
                Sheet(number, name, visible, first, height, head)
                for number, (name, visible, first, height, width, head) in enumerate(heads)
                if _within(name, height, width)
            ]
        except BaseException:
            self.close()
            raise

    def _tell(self, *parts: bytes) -> None:
        assert self._reader.stdin is not None
        with suppress(BrokenPipeError):  # it has died, which its silence will tell
            self._reader.stdin.writelines(parts)
            self._reader.stdin.flush()

    def _answer(self) -> Any:
        assert self._reader.stdout is not None
        try:
            return pickle.load(self._reader.stdout)  # noqa: S301 - what our own program answers
        except (EOFError, pickle.UnpicklingError):
            raise TableRefused(_TOO_MUCH) from None

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, Row]]:
        self._tell(f"{sheet.number}\n".encode())
        line = sheet.first
        chunk = self._answer()
        try:
            while chunk:
                for row in chunk:
                    yield line, row
                    line += 1
                chunk = self._answer()
        finally:  # whoever stops early must not leave the rest for the next who asks
            with suppress(TableRefused):
                while chunk:
                    chunk = self._answer()

    def close(self) -> None:
        self._reader.kill()
        for stream in (self._reader.stdin, self._reader.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
        self._reader.wait()


def _within(name: str, height: int, width: int) -> bool:
    if width > MOST_COLUMNS:
        raise TableRefused(
            f"工作表“{name}”有 {width:,} 列，超过 {MOST_COLUMNS:,} 列的上限。请删去表格右侧多余的列后再导入。"
        )
    if height > MOST_ROWS:
        raise TableRefused(f"工作表“{name}”有 {height:,} 行，超过 {MOST_ROWS:,} 行的上限。请拆成几个文件后再导入。")
    return True


class Lines(Table):
    """A .csv file: one sheet."""

    def __init__(self, text: str) -> None:
        self._text = text
        lines = re.sub(r'"[^"]*"', "", text).splitlines()  # what is quoted parts nothing
        counted = {sign: sum(line.count(sign) for line in lines[:20]) for sign in _DELIMITERS}
        self._delimiter = max(counted, key=lambda sign: counted[sign])
        longest = max(lines, key=len, default="")
        if len(longest) > LONGEST_LINE:  # its cells would take more memory than a table does
            _within("csv", len(lines), longest.count(self._delimiter) + 1)
        self._checked()

    def _checked(self) -> None:
        height = 0
        try:
            for row in self._read():
                height += 1
                if len(row) > MOST_COLUMNS or height > MOST_ROWS:
                    _within("csv", height, len(row))
            head = list(islice(self._read(), HEAD_ROWS))
        except csv.Error:
            raise TableRefused(f"这个文件不是完整的 csv 表格，多半是引号没有成对。{_AS_TABLE}") from None
        self.sheets = [Sheet(0, "csv", True, 1, height, head)]

    def _read(self) -> Iterator[list[str]]:
        return csv.reader(io.StringIO(self._text, newline=""), delimiter=self._delimiter)

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, Row]]:
        yield from enumerate(self._read(), 1)


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it (Excel's “Unicode 文本”), or GB 18030."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content[:8192]:
        raise TableRefused(f"不认识的文件。可以导入 .xlsx、.xls、.ods、.csv。{_AS_TABLE}")
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise TableRefused(f"文件的文字编码认不出来（应为 UTF-8 或 GB18030）。{_AS_TABLE}")
