"""Reading a plan document: what kind of file it is, and its text. One reader for each kind."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdf
from pypdf.errors import PyPdfError

from .docx_reader import read_docx
from .html_reader import read_html
from .source import SourceText, lines_of, with_spaced_rows
from .unreadable import Unreadable

LARGEST = 20 * 1024 * 1024
MOST_PAGES = 1000
OLE_HEAD = b"\xd0\xcf\x11\xe0"
PAGE_NUMBER = re.compile(r"^[\s\-\u2014\u2013\u00b7\u7b2c]*\d{1,3}[\s\-\u2014\u2013\u00b7\u9875]*(?:/\s*\d+)?\s*$")


def read(path: str | Path) -> SourceText:
    """The text of a docx, html, txt or pdf file, told by its content and not by its name.

    Raises `Unreadable` with a Chinese sentence: what is wrong, and a way out.
    """
    file = Path(path)
    try:
        size = file.stat().st_size
        if size > LARGEST:
            raise Unreadable(f"文件有 {size / 1048576:.1f} MB，超过 20 MB 的上限。请删去图片或只保留正文后再导入。")
        content = file.read_bytes()
    except OSError as error:
        raise Unreadable(f"打不开 {file.name}:{_why(error)}。请检查路径和读取权限。") from error
    if not content.strip():
        raise Unreadable("文件是空的。请选择有正文的计划文件。")
    source = read_content(content)
    if not source.text.strip():
        raise Unreadable("文件里没有文字。请选择有正文的计划文件。")
    return source


def _why(error: OSError) -> str:
    known = {
        FileNotFoundError: "没有这个文件",
        IsADirectoryError: "这是文件夹，不是文件",
        PermissionError: "没有读取权限",
    }
    return next((said for kind, said in known.items() if isinstance(error, kind)), "读取时出错")


def read_content(content: bytes) -> SourceText:
    """The text of a file's bytes, by the kind that its first bytes tell."""
    if content.startswith(b"PK"):
        return read_docx(content)
    if content.startswith(OLE_HEAD):
        raise Unreadable("这是旧版 Word(.doc)或加密的文件。请在 Word 或 WPS 中另存为 .docx 后再导入。")
    if content[:1024].lstrip().startswith(b"%PDF"):
        return read_pdf(content)
    if content.startswith((b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise Unreadable("不认得这种文件。可以导入的是 docx、txt、html 和带文字的 pdf。")
    text = decoded(content)
    if re.match(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|div|p|table|meta|\?xml)\b", text, re.I | re.S):
        return read_html(text)
    return SourceText(text, "txt", tuple(with_spaced_rows(text, lines_of(text))))


def decoded(content: bytes) -> str:
    """Text of bytes in the encodings that Chinese files come in."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        raise Unreadable("不认得这种文件：里面不是文字。可以导入的是 docx、txt、html 和带文字的 pdf。")
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise Unreadable("文件的编码读不出来。请另存为 UTF-8 编码的文本后再导入。")


def read_pdf(content: bytes) -> SourceText:
    """The text layer of a pdf, without page numbers; a scan has none and is refused."""
    try:
        pdf = pypdf.PdfReader(io.BytesIO(content))
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise Unreadable("这个 pdf 有密码。请先去掉密码再导入。")
        if len(pdf.pages) > MOST_PAGES:
            raise Unreadable(f"这个 pdf 有 {len(pdf.pages)} 页，超过 {MOST_PAGES} 页的上限。请只保留计划正文。")
        pages = [page.extract_text() or "" for page in pdf.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, AttributeError) as error:
        raise Unreadable("这个 pdf 已损坏或不合规范，读不出来。请重新导出后再试。") from error
    if sum(len(p.strip()) for p in pages) < 20 * len(pages):
        raise Unreadable("这个 pdf 没有文字层，多半是扫描件。请先做文字识别，或改用 docx、网页导入。")
    kept = [line for page in pages for line in page.split("\n") if not PAGE_NUMBER.match(line)]
    text = "\n".join(line.rstrip() for line in kept)
    return SourceText(text, "pdf", tuple(with_spaced_rows(text, lines_of(text))), wrapped=True)
