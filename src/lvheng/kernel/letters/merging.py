"""What a letter says to one row of a list: every {…} of its template replaced. Pure; nothing of it is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.documents.document import Document, Layout, Paragraph, long_day
from lvheng.kernel.figures.listing import Column, Listing
from lvheng.kernel.letters.models import LetterTemplate
from lvheng.kernel.numbers.licence_number import display_licence_number

SERIAL, ORGAN = "序号", "机构"
OWN = {SERIAL: "第几封", ORGAN: "写信人所在的机构"}
"""What may stand in a template besides the columns of its list."""
BLANK = "＿＿＿＿"
"""What is printed where the register says nothing: to be filled in by hand."""
WRITTEN = ("organ", "number", "heading", "addressee", "text", "signed_by")
"""The parts of a template in which {…} may stand."""
_FIELD = re.compile(r"\{([^{}\n]{1,40})\}")


def fields_in(*texts: str) -> list[str]:
    """The names in {…}, each once, in their order."""
    return list(dict.fromkeys(name.strip() for text in texts for name in _FIELD.findall(text)))


def usable(listing: Listing) -> dict[str, Column]:
    """What may stand in a letter to the rows of a list, by title. Nothing sealed."""
    return {column.title: column for column in listing.columns if column.field_class is not FieldClass.SEALED}


def columns_of(template: LetterTemplate, listing: Listing) -> list[Column]:
    """The columns that the template names. A column that the list no longer has raises KeyError with its title."""
    known = usable(listing)
    names = fields_in(*(getattr(template, part) for part in WRITTEN))
    return [known[name] for name in names if name not in OWN]


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with every field replaced; a blank to write on where its value is empty."""
    return _FIELD.sub(lambda found: values.get(found[1].strip(), "") or BLANK, text)


def word_of(column: Column, value: Any) -> str:
    """A value as it stands in a letter."""
    if value is None or value == "":
        return ""
    match column.kind:
        case "day" if isinstance(value, date):
            return long_day(value)
        case "money":
            return f"{Decimal(value):,.2f}"
        case "licence":
            return display_licence_number(str(value))
    return column.word(value)


def letter(template: LetterTemplate, values: Mapping[str, str], signed_on: date, *, demonstration: bool) -> Document:
    """The letter to one row."""
    part = {name: filled(getattr(template, name), values) for name in WRITTEN}
    return Document(
        title=part["heading"],
        layout=Layout.LETTER,
        organ=part["organ"],
        number=part["number"],
        addressee=part["addressee"].rstrip("：:"),
        blocks=[Paragraph(line.strip()) for line in part["text"].splitlines() if line.strip()],
        signed_by=part["signed_by"],
        signed_on=signed_on,
        demonstration=demonstration,
    )


def strange_fields(text: str, listing: Listing) -> Sequence[str]:
    """The names in {…} that are neither a column of the list nor one of `OWN`; unpaired braces among them."""
    known: Iterable[str] = {*usable(listing), *OWN}
    strange = [f"{{{name}}}" for name in fields_in(text) if name not in known]
    left = _FIELD.sub("", text)
    return [*strange, *(sign for sign in "{}" if sign in left)]
