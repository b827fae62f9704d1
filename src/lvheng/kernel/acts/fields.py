"""What an act asks for: each input field declares its label and how a cell, a form value or a JSON value is read.

From these declarations come the act's form, its spreadsheet columns, its command line and its error sentences.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from unicodedata import category, normalize
from uuid import UUID

from django.db.models import TextChoices

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.rows import Row
from lvheng.kernel.time.days import DayRefused, parse_day
from lvheng.kernel.together import names_in

SHOWN_OPTIONS = 18


class CellRefused(ValueError):
    """A value that cannot be taken, with the Chinese sentence that says why."""


FORMULA_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
EXACT_BELOW = 10**15  # a spreadsheet keeps 15 figures of a number
MONEY_UNITS = {"千": 1_000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}
_MONEY = re.compile(rf"[¥￥]?(.+?)({'|'.join(MONEY_UNITS)})?元?")
_ROUNDED = re.compile(r"\d(\.\d+)?[Ee]\+\d+")
UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
"""Signs that nobody sees and that come along when text is copied; left out. Joiners stay: some scripts need them."""
_UNFIT = {"Cc": "控制字符", "Cs": "不完整的字符", "Co": "自造字（别的电脑上认不出来）"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One input. `required` means a value must be given; `synonyms` are headings that offices use for the same."""

    label: str
    required: bool = True
    hint: str = ""
    synonyms: tuple[str, ...] = ()
    field_class: FieldClass = FieldClass.INTERNAL

    def read(self, raw: object) -> Any:
        """The value of `raw`, None if it is empty. Raises `CellRefused`."""
        if isinstance(raw, str):
            shown = raw if raw.isprintable() else raw.translate(UNSEEN)
            raw = shown.strip().removeprefix("'")  # with which people make a spreadsheet take a number as text
            if raw in FORMULA_ERRORS:
                raise CellRefused(f"“{self.label}”是公式的错误值 {raw}，请改正公式或直接填写")
        if raw is None or raw == "":
            if self.required:
                raise CellRefused(f"“{self.label}”为必填项，此处为空")
            return None
        return self.value(raw)

    def value(self, raw: object) -> Any:
        raise NotImplementedError

    def show(self, value: Any) -> str:
        return "" if value is None else str(value)


def _written(label: str, raw: object) -> str:
    """A text or number as its figures; refuses one that a spreadsheet has rounded."""
    if isinstance(raw, float):
        rounded = abs(raw) >= EXACT_BELOW
        raw = int(raw) if raw.is_integer() else raw
    else:
        rounded = isinstance(raw, str) and "+" in raw and _ROUNDED.fullmatch(raw) is not None
    if rounded:
        raise CellRefused(
            f"“{label}”在表格中是数字格式（科学计数），只保留了前 15 位，末尾几位已丢失；请把该列设为“文本”格式后重新填写"
        )
    return str(raw)


def _refuse_unfit(label: str, text: str) -> None:
    """Refuses what no register can keep as it was meant; every script is fit."""
    if "\ufffd" in text:
        raise CellRefused(f"“{label}”里有文字已损坏（�），多半是转换编码时丢的，请对照原件重新填写")
    if not text.isprintable():
        for sign in text:
            if why := _UNFIT.get(category(sign)):
                raise CellRefused(f"“{label}”含有{why} U+{ord(sign):04X}，请删去或改写")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    longest: int = 200
    check: Callable[[str], str] | None = None

    def value(self, raw: object) -> str:
        text = " ".join(_written(self.label, raw).replace("\u3000", " ").split())
        if len(text) > self.longest:
            raise CellRefused(f"“{self.label}”不得超过 {self.longest} 个字，此处有 {len(text)} 个字")
        _refuse_unfit(self.label, text)
        if self.check is None:
            return text
        try:
            return self.check(text)
        except ValueError as refused:
            raise CellRefused(str(refused).rstrip("。")) from None


Inserts = Callable[[Mapping[str, str]], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Field):
    """Text of several lines, each a paragraph. `inserts`: words to be put in, which may rest on the rest of the form."""

    longest: int = 4_000
    inserts: Inserts = dataclasses.field(default=lambda given: ())

    def value(self, raw: object) -> str:
        lines = [" ".join(line.replace("\u3000", " ").split()) for line in str(raw).splitlines()]
        text = "\n".join(lines).strip("\n")
        if len(text) > self.longest:
            raise CellRefused(f"“{self.label}”不得超过 {self.longest:,} 个字，此处有 {len(text):,} 个字")
        _refuse_unfit(self.label, text.replace("\n", ""))
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    def value(self, raw: object) -> date:
        try:
            return parse_day(raw)
        except DayRefused as refused:
            raise CellRefused(f"“{self.label}”有误：{str(refused).rstrip('。')}") from None

    def show(self, value: date | None) -> str:
        return value.isoformat() if value else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Field):
    least: int = 0
    most: int = 2_000_000_000

    def value(self, raw: object) -> int:
        number = _decimal(self.label, raw)
        if number != number.to_integral_value():
            raise CellRefused(f"“{self.label}”应为整数，此处为“{raw}”")
        if not self.least <= number <= self.most:
            raise CellRefused(f"“{self.label}”应在 {self.least} 至 {self.most} 之间，此处为“{raw}”")
        return int(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Field):
    """Money in yuan, to the fen, not negative, read from other units too (350万元); `scale` 4 for a plain number of
    statistics."""

    scale: int = 2

    @property
    def is_money(self) -> bool:
        return self.label.endswith("（元）")

    def value(self, raw: object) -> Decimal:
        number = _in_yuan(self.label, raw) if self.is_money else _decimal(self.label, raw)
        if number < 0:
            raise CellRefused(f"“{self.label}”不得为负数，此处为“{raw}”")
        rounded = round(number, self.scale) if number < 10**13 else number  # longer ones cannot be rounded
        if rounded >= 10**13:
            raise CellRefused(f"“{self.label}”超出合理范围，此处为“{raw}”（单位应为元）")
        return rounded

    def show(self, value: Decimal | None) -> str:
        return "" if value is None else f"{value:,.{self.scale}f}"


def _in_yuan(label: str, raw: object) -> Decimal:
    found = _MONEY.fullmatch(normalize("NFKC", str(raw)).strip())
    if found is None or not found[2]:
        return _decimal(label, found[1] if found else raw)
    return _decimal(label, found[1]) * MONEY_UNITS[found[2]]


def _decimal(label: str, raw: object) -> Decimal:
    text = normalize("NFKC", str(raw)).replace(",", "").strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise CellRefused(f"“{label}”应为数字，此处为“{raw}”") from None
    if not number.is_finite():
        raise CellRefused(f"“{label}”应为数字，此处为“{raw}”")
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of a code list; read from its label, its code or a word that offices use for it (`also`)."""

    choices: type[TextChoices]
    also: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def value(self, raw: object) -> str:
        text = str(raw).strip()
        found = _by_word(self.choices).get(text) or self.also.get(text)
        if found is None:
            allowed = "、".join(str(label) for label in self.choices.labels)
            raise CellRefused(f"“{self.label}”没有“{text}”这一项，可填：{allowed}")
        return found

    def show(self, value: str | None) -> str:
        return "" if not value else str(self.choices(value).label)


@cache
def _by_word(choices: type[TextChoices]) -> dict[str, str]:
    return {str(label): str(code) for code, label in choices.choices} | {str(c): str(c) for c in choices.values}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Field):
    """One of a list of codes with labels that is no code list of the law (districts, areas, posts)."""

    options: Callable[[], Mapping[str, str]]

    def value(self, raw: object) -> str:
        text = str(raw).strip()
        options = self.options()
        if text in options:
            return text
        for code, label in options.items():
            if text in (label, label.removesuffix("区"), f"北京市{label}"):
                return code
        titles = list(options.values())
        some = "、".join(titles[:SHOWN_OPTIONS]) + (f"等 {len(titles)} 项" if len(titles) > SHOWN_OPTIONS else "")
        raise CellRefused(f"“{self.label}”没有“{text}”这一项，可填：{some}")

    def show(self, value: str | None) -> str:
        return self.options().get(value, value) if value else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key(Field):
    """A subject by its key, from a link of ours; nobody types it."""

    def value(self, raw: object) -> UUID:
        try:
            return raw if isinstance(raw, UUID) else UUID(str(raw))
        except ValueError:
            raise CellRefused(f"“{self.label}”不是有效的标识") from None


Finder = Callable[[Sequence[str]], Mapping[str, "UUID | str"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Field):
    """A subject, given by its key or by a number or name. `find` answers many at once: key, or a sentence why not.

    `of` tells what it names: `person`, `organisation`, or the table in which the subject is entered; `named_in` is the
    table that has the names."""

    find: Finder
    named_in: type[Row]
    of: str = ""

    def value(self, raw: object) -> UUID | str:
        """A key as it is; any other word is left as text for `resolve`."""
        if isinstance(raw, UUID):
            return raw
        text = _written(self.label, raw).strip()
        if len(text) < 32:
            return text
        try:
            return UUID(text)
        except ValueError:
            return text

    def resolve(self, words: Sequence[str]) -> Mapping[str, UUID | str]:
        return self.find(sorted(set(words)))

    def show(self, value: UUID | None) -> str:
        return "" if value is None else names_in({self.named_in: [value]}).get(value, "")


_declared: dict[type[Any], dict[str, Field]] = {}


def fields_of(declared: type[Any]) -> dict[str, Field]:
    """The declared fields of an input dataclass, in order: `name: Annotated[type, Field]`."""
    if declared not in _declared:
        _declared[declared] = _fields_of(declared)
    return _declared[declared]


def _fields_of(declared: type[Any]) -> dict[str, Field]:
    hints = get_type_hints(declared, include_extras=True)
    found: dict[str, Field] = {}
    for member in dataclasses.fields(declared):
        hint = hints[member.name]
        if get_origin(hint) is Annotated:
            [found[member.name]] = [extra for extra in get_args(hint)[1:] if isinstance(extra, Field)]
    return found


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be: a sentence, the field it is about, and the article that says so."""

    sentence: str
    field: str = ""
    article: str = ""
    already: bool = False  # the register says so already: nothing is wrong, nothing is to do
    forbidden: bool = False  # it is not for this actor to do, whatever the facts are
    shared: bool = False  # not for this actor alone: it may be proposed to another

    def __str__(self) -> str:
        return f"{self.sentence}（{self.article}）" if self.article else self.sentence


def read_many(declared: type[Any], raws: Sequence[Mapping[str, object]]) -> list[Any | list[Refusal]]:
    """Each of `raws` as an input of the declared class, or its refusals. References are looked up once for all."""
    fields = fields_of(declared)
    values: list[dict[str, Any]] = []
    refusals: list[list[Refusal]] = []
    for raw in raws:
        row, refused = _read_one(fields, raw)
        values.append(row)
        refusals.append(refused)
    for name, field in fields.items():
        if isinstance(field, Reference):
            _resolve(name, field, values, refusals)
    return [refused or declared(**row) for row, refused in zip(values, refusals, strict=True)]


def _read_one(fields: Mapping[str, Field], raw: Mapping[str, object]) -> tuple[dict[str, Any], list[Refusal]]:
    row: dict[str, Any] = {}
    refused: list[Refusal] = []
    for name, field in fields.items():
        try:
            row[name] = field.read(raw.get(name))
        except CellRefused as refusal:
            refused.append(Refusal(str(refusal), name))
    return row, refused


def _resolve(name: str, field: Reference, values: Sequence[dict[str, Any]], refusals: Sequence[list[Refusal]]) -> None:
    words = [row[name] for row in values if isinstance(row.get(name), str)]
    if not words:
        return
    found = field.resolve(words)
    for row, refused in zip(values, refusals, strict=True):
        word = row.get(name)
        if not isinstance(word, str):
            continue
        answer = found.get(word, f"没有找到“{word}”")
        if isinstance(answer, UUID):
            row[name] = answer
        else:
            refused.append(Refusal(f"“{field.label}”{answer}", name))
