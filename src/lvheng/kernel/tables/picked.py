"""A bulk act on rows of a list: the rows picked and the form filled once become a sheet, and the sheet comes in as any.

So a bulk act is rehearsed, accepted, stopped and resumed as an intake is; nothing of it is written twice, and what was
refused is told by row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct, act_of
from lvheng.kernel.acts.fields import Key, Reference
from lvheng.kernel.figures.listing import Listing, Question, count, export
from lvheng.kernel.tables.importable import BASIS, ON, importable_of
from lvheng.kernel.tables.intake import bring_in
from lvheng.kernel.tables.models import Intake
from lvheng.kernel.tables.sheet import TableRefused, open_table

MOST = 20_000
PICKED = "所选记录"  # the column that says in words whom a row is about; no act asks for one of this name
TOLD_BY = 2  # so many of a list's first columns say it: name and number


def bulk_acts(listing: Listing, viewer: Viewer) -> list[AnyAct]:
    """The acts that the viewer's posts may perform on many rows of this list."""
    return [act for act in map(act_of, listing.bulk) if viewer.posts & {kind.code for kind in act.who}]


def subject_field(act: AnyAct) -> str:
    """The input by which the act names whom it is about: its first that names a subject."""
    return next(name for name, field in act.fields().items() if isinstance(field, Key | Reference))


def fits_many(act: AnyAct) -> bool:
    """Whether one form can be filled for many: nothing in it belongs to one alone, nothing must not wait in a table,
    and no second person is asked for."""
    sensitive = any(field.field_class.value >= FieldClass.SENSITIVE.value for field in act.fields().values())
    return not (act.alone or act.needs_second or sensitive)


def pick(
    question: Question, act: AnyAct, given: Mapping[str, str], *, actor: Viewer, on: date, basis: str, asked: str
) -> Intake:
    """The rows that `question` asks for and the form's `given` words as an intake of `act`. Raises `TableRefused`."""
    number = count(question)
    if not number:
        raise TableRefused("没有选中任何一行。")
    if number > MOST:
        raise TableRefused(f"选中了 {number:,} 行，一次最多办 {MOST:,} 行。请用筛选分几次办。")
    listing = question.listing
    content = _sheet(question, act, given, on, basis)
    name = f"{act.title}（{listing.title} {number:,} {listing.unit}）"
    intake = bring_in(content, name, actor=actor, basis=basis, on=on, act=act.kind)
    intake.listing, intake.asked = listing.code, asked
    intake.save(update_fields=["listing", "asked"])
    return intake


def _sheet(question: Question, act: AnyAct, given: Mapping[str, str], on: date, basis: str) -> bytes:
    """One line for each row. In the order of the list, so that the same picks and words are the same source."""
    columns, about = importable_of(act.kind).columns, subject_field(act)
    filled = {name: given[name] for name in columns if name not in (about, ON, BASIS) and given.get(name)}
    target = io.StringIO()
    lines = csv.writer(target, quoting=csv.QUOTE_ALL)
    lines.writerow([PICKED, *(columns[name].label for name in (about, *filled, ON, BASIS))])
    shown = question.listing.columns[:TOLD_BY]
    for line in export(replace(question, columns=shown)):
        words = " ".join(filter(None, (column.word(cell) for column, cell in zip(shown, line.cells, strict=True))))
        lines.writerow([words, line.subject, *filled.values(), on.isoformat(), basis])
    return target.getvalue().encode()


def picked(intake: Intake, wanted: Iterable[int]) -> dict[int, tuple[UUID, str]]:
    """Whom these lines of the sheet are about: key and words, by line; nothing once the sheet has been forgotten."""
    lines = set(wanted)
    if not lines or not intake.content:
        return {}
    with open_table(intake.open_content(), intake.name) as table:
        rows = table.rows(table.sheets[0])
        return {number: (UUID(str(row[1])), str(row[0])) for number, row in rows if number in lines}
