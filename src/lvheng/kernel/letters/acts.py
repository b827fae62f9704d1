"""Letter templates are written and withdrawn by acts: every version stays, with who wrote it and since when it held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF
from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Key, Listed, Passage, Refusal, Text
from lvheng.kernel.acts.spans import change_for_good, end_all, row_on
from lvheng.kernel.figures.listing import all_listings, listing_of
from lvheng.kernel.letters.merging import OWN, WRITTEN, strange_fields, usable
from lvheng.kernel.letters.models import LetterTemplate
from lvheng.kernel.subjects.models import SubjectKind

HINT = "{…} 可写名册的栏"


def listing_titles() -> dict[str, str]:
    return {listing.code: listing.title for listing in all_listings()}


def insertable(given: Mapping[str, str]) -> list[str]:
    """What may be put into the text of a template, once its list is chosen."""
    code = given.get("listing", "")
    return [f"{{{name}}}" for name in (*usable(listing_of(code)), *OWN)] if code in listing_titles() else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A template as it is to be; without `template` a new one."""

    template: Annotated[UUID | None, Key(label="模板", required=False)] = None
    title: Annotated[str, Text(label="模板名称", longest=60, hint="如“核对登记信息的函”，只给自己人看")]
    listing: Annotated[str, Listed(label="写给哪份名册的人或机构", options=listing_titles)]
    organ: Annotated[
        str | None,
        Text(label="发文机关标志", required=False, longest=60, hint="红字印在最上面；{机构} 即写信人所在的机构"),
    ] = None
    number: Annotated[
        str | None, Text(label="发文字号", required=False, longest=60, hint="如 京司函〔2025〕{序号}号")
    ] = None
    heading: Annotated[str, Text(label="标题", longest=120)]
    addressee: Annotated[str, Text(label="主送", longest=120, hint="如 {名称} 或 {姓名}律师")]
    text: Annotated[str, Passage(label="正文", longest=6_000, hint="一行一段。{…} 可写名册的栏", inserts=insertable)]
    signed_by: Annotated[str, Text(label="署名", longest=60, hint="如 {机构}")]


@dataclass(frozen=True, slots=True)
class Known:
    """The rows of the template that is meant, and other templates of its name for the same list."""

    rows: Sequence[LetterTemplate]
    namesakes: int


@act
class WriteLetterTemplate(Act[Wording, Known]):
    """A new template, or a new version of one: letters written before keep the version they were written from."""

    kind = "kernel.write_letter_template"
    title = "编写信函模板"
    who = (CITY_STAFF, ASSOCIATION_STAFF)
    Input = Wording
    tables = (LetterTemplate,)
    asks_day = "启用日期"

    @classmethod
    def filled(cls, given: Mapping[str, str]) -> dict[str, str]:
        row = current_template(given.get("template", ""))
        return {} if row is None else {name: getattr(row, name) for name in ("title", "listing", *WRITTEN)}

    @classmethod
    def touches(cls, given: Wording) -> Iterable[UUID]:
        return (given.template,) if given.template else ()

    @classmethod
    def facts(cls, many: Sequence[Wording], days: Sequence[date]) -> list[Known]:
        rows = list(LetterTemplate.rows.current().order_by("valid_from"))
        return [
            Known(
                [row for row in rows if row.template == given.template],
                sum(
                    (row.title, row.listing) == (given.title, given.listing)
                    and row.template != given.template
                    and row.valid_to > on
                    for row in rows
                ),
            )
            for given, on in zip(many, days, strict=True)
        ]

    @classmethod
    def place(cls, given: Wording, fact: Known) -> Place:
        return Place()

    @classmethod
    def rules(cls, given: Wording, fact: Known, on: date) -> list[Refusal]:
        standing = row_on(fact.rows, on)
        if given.template and standing is None:
            return [Refusal("没有这份信函模板，或这一天还没有启用", "template")]
        if standing is not None and standing.listing != given.listing:
            return [Refusal("模板写给哪份名册不能改；请为那份名册另写一份", "listing")]
        if standing is not None and _words(given) == {name: getattr(standing, name) for name in _words(given)}:
            return [Refusal("模板没有改动", already=True)]
        if fact.namesakes:
            return [Refusal("这份名册已有同名的模板", "title")]
        listing = listing_of(given.listing)
        return [
            Refusal(f"“{cls.fields()[part].label}”里的 {'、'.join(strange)} 不是“{listing.title}”名册的栏", part)
            for part in WRITTEN
            if (strange := strange_fields(getattr(given, part) or "", listing))
        ]

    @classmethod
    def rows(cls, given: Wording, fact: Known, on: date) -> Written:
        if given.template is None:
            key = uuid4()
            row = LetterTemplate(template=key, listing=given.listing, valid_from=on, **_words(given))
            return Written(key, [row], makes=[(key, SubjectKind.LETTER_TEMPLATE)])
        opened, closed = change_for_good(fact.rows, on, **_words(given))
        return Written(given.template, list(opened), list(closed))


def _words(given: Wording) -> dict[str, str]:
    return {name: value or "" for name, value in asdict(given).items() if name not in ("template", "listing")}


def current_template(key: str) -> LetterTemplate | None:
    """The newest version of a template by its written key; None where there is none."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return LetterTemplate.rows.current().filter(template=wanted).order_by("valid_from").last()


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTemplate:
    template: Annotated[UUID, Key(label="模板")]


@act
class WithdrawLetterTemplate(Act[OneTemplate, Sequence[LetterTemplate]]):
    """No more letters are written from it; what was written stays recorded."""

    kind = "kernel.withdraw_letter_template"
    title = "停用信函模板"
    who = (CITY_STAFF, ASSOCIATION_STAFF)
    Input = OneTemplate
    tables = (LetterTemplate,)
    asks_day = "停用日期"

    @classmethod
    def touches(cls, given: OneTemplate) -> Iterable[UUID]:
        return (given.template,)

    @classmethod
    def facts(cls, many: Sequence[OneTemplate], days: Sequence[date]) -> list[Sequence[LetterTemplate]]:
        rows = list(LetterTemplate.rows.current().filter(template__in=[given.template for given in many]))
        return [[row for row in rows if row.template == given.template] for given in many]

    @classmethod
    def place(cls, given: OneTemplate, fact: Sequence[LetterTemplate]) -> Place:
        return Place()

    @classmethod
    def rules(cls, given: OneTemplate, fact: Sequence[LetterTemplate], on: date) -> list[Refusal]:
        return [] if row_on(fact, on) else [Refusal("没有这份信函模板，或这一天已经停用", "template", already=True)]

    @classmethod
    def rows(cls, given: OneTemplate, fact: Sequence[LetterTemplate], on: date) -> Written:
        opened, closed = end_all(fact, on)
        return Written(given.template, list(opened), list(closed))
