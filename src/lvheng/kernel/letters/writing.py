"""Writing letters: one to each row of a list, from a template. Every run is recorded before its file leaves.

A sensitive field obeys its class: only who may view it writes such letters, says what for, and every person named is
told so in the log of views."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from lvheng.kernel.access.posts import STAFF
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.access.viewings import may_view, reveal_many
from lvheng.kernel.documents.document import Document
from lvheng.kernel.documents.typesetting import pdf, pdfs
from lvheng.kernel.documents.word import word
from lvheng.kernel.figures.listing import Column, Question, count, page
from lvheng.kernel.figures.snapshot import one_snapshot
from lvheng.kernel.letters.merging import ORGAN, SERIAL, columns_of, letter, word_of
from lvheng.kernel.letters.models import LetterForm, LetterRun, LetterTemplate
from lvheng.kernel.time.clock import now

MOST = 500  # letters of one run: 3 s as PDF, 5 s as Word on two cores
LONGEST_NAME = 60
_NOT_IN_NAMES = dict.fromkeys(map(ord, '/\\:*?"<>|'))


class LettersRefused(Exception):
    """No letter is written; its text is the Chinese sentence why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How the letters are to be: dated when, counted from where, as what file, and what for if something is sensitive."""

    signed_on: date
    first: int = 1
    form: LetterForm = LetterForm.PDF
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Letters:
    """What was written: the file with its name, and how the run is recorded."""

    content: bytes
    name: str
    run: LetterRun


def may_write(viewer: Viewer) -> bool:
    """Letters are written by the staff of bureaus and associations."""
    return bool(viewer.posts & {kind.code for kind in STAFF})


def letters_for(
    viewer: Viewer, template: LetterTemplate, question: Question, order: Order, most: int = MOST
) -> tuple[list[Document], list[str], datetime]:
    """The letters to the first `most` rows of the list, what each file would be called, and as of which instant.

    Sensitive values are left blank: `write` alone opens them. Raises `LettersRefused`."""
    columns = _columns(viewer, template, question)
    with one_snapshot() as taken_at:
        rows = _rows(question, columns, most)
    return *_merged(viewer, template, columns, rows, {}, order), taken_at


def write(viewer: Viewer, template: LetterTemplate, question: Question, asked: str, order: Order) -> Letters:
    """Writes the letters and records the run. `asked`: the list as its address asks for it. Raises `LettersRefused`."""
    columns = _columns(viewer, template, question)
    with one_snapshot() as taken_at:
        total = count(question)
        if not total:
            raise LettersRefused("名单是空的，没有信要写")
        if total > MOST:
            raise LettersRefused(
                f"名单有 {total:,} {question.listing.unit}，一次至多写 {MOST} 封。请用筛选分几次写，如按区"
            )
        rows = _rows(question, columns, MOST)
    sensitive = [column.name for column in columns if column.is_sealed]
    revealed = _revealed(viewer, rows, sensitive, order.purpose)
    documents, names = _merged(viewer, template, columns, rows, revealed, order)
    content = _file(documents, names, order.form)
    run = LetterRun.objects.create(
        at=now(),
        account=viewer.id,
        template=template.template,
        version=template.pk,
        listing=question.listing.code,
        asked=asked,
        on=question.moment.on,
        known_at=question.moment.known_at or taken_at,
        signed_on=order.signed_on,
        count=len(documents),
        form=order.form,
        sensitive=sensitive,
        purpose=order.purpose if sensitive else "",
        digest=hashlib.sha256(content).hexdigest(),
    )
    return Letters(content, f"{template.title} {order.signed_on}.{order.form.rpartition('.')[2]}", run)


Row = tuple[UUID, str, Mapping[str, str]]
"""Of a row of the list: its subject, what it is called, and the values by title."""


def _columns(viewer: Viewer, template: LetterTemplate, question: Question) -> list[Column]:
    """The columns that the template names, if the viewer may use them. Raises `LettersRefused`."""
    if not may_write(viewer):
        raise LettersRefused("信函由市局、区局、律协工作人员写")
    if template.listing != question.listing.code:
        raise LettersRefused("这份模板是写给另一份名册的")
    try:
        columns = columns_of(template, question.listing)
    except KeyError as gone:
        raise LettersRefused(f"名册里已没有“{gone.args[0]}”这一栏，请先修改模板") from None
    hidden = [c.title for c in columns if not c.is_for(viewer) and not _may_reveal(viewer, c)]
    if hidden:
        raise LettersRefused(f"这份模板要用“{'、'.join(hidden)}”，由市局、区局工作人员因公使用")
    return columns


def _may_reveal(viewer: Viewer, column: Column) -> bool:
    return column.is_sealed and may_view(viewer)


def _rows(question: Question, columns: Sequence[Column], most: int) -> list[Row]:
    shown = [column for column in columns if not column.is_sealed]
    called = question.listing.column("name")
    wanted = [*shown, *([called] if called else [])]
    asked = replace(question, columns=wanted, seen=question.seen or question.columns)
    found: list[Row] = []
    for line in page(asked, limit=most):
        values = {column.title: word_of(column, cell) for column, cell in zip(shown, line.cells, strict=False)}
        found.append((line.subject, str(line.cells[-1] or "") if called else "", values))
    return found


def _revealed(
    viewer: Viewer, rows: Sequence[Row], fields: Sequence[str], purpose: str
) -> Mapping[UUID, dict[str, str]]:
    if not fields:
        return {}
    from lvheng.kernel.access.viewings import ViewRefused

    try:
        return reveal_many(viewer, {subject: name for subject, name, _ in rows}, tuple(fields), purpose)
    except ViewRefused as refused:
        raise LettersRefused(str(refused)) from None


def _merged(
    viewer: Viewer,
    template: LetterTemplate,
    columns: Sequence[Column],
    rows: Sequence[Row],
    revealed: Mapping[UUID, Mapping[str, str]],
    order: Order,
) -> tuple[list[Document], list[str]]:
    documents, names = [], []
    sensitive = [column for column in columns if column.is_sealed]
    for number, (subject, name, shown) in enumerate(rows, order.first):
        opened = {column.title: revealed.get(subject, {}).get(column.name, "") for column in sensitive}
        values: dict[str, Any] = {**shown, **opened, SERIAL: str(number), ORGAN: viewer.organisation}
        documents.append(letter(template, values, order.signed_on, demonstration=settings.DEMONSTRATION))
        names.append(f"{number:03d} {name}"[:LONGEST_NAME].strip())
    return documents, names


def _file(documents: Sequence[Document], names: Sequence[str], form: LetterForm) -> bytes:
    match form:
        case LetterForm.PDF:
            return pdf(documents)
        case LetterForm.DOCX:
            return word(documents)
        case LetterForm.PDFS:
            return _zipped(zip(names, pdfs(documents), strict=True), "pdf")
    return _zipped(((name, word([each])) for name, each in zip(names, documents, strict=True)), "docx")


def _zipped(files: Iterator[tuple[str, bytes]], ending: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(f"{name.translate(_NOT_IN_NAMES)}.{ending}", content)
    return target.getvalue()
