"""What the API takes and gives, as its OpenAPI description tells it."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, StrictFloat, StrictInt, StrictStr, field_validator

from lvheng.kernel.acts.attached import MOST
from lvheng.kernel.acts.perform import LARGEST_SET

Cell = str | int | float | bool | None
Number = int | float | None


class Refused(Schema):
    field: str = Field(description="关于哪一项；空为整个请求")
    sentence: str = Field(description="为什么")
    article: str = Field(description="依据的条文")


class Changed(Schema):
    table: str
    label: str
    before: str
    after: str


class Difference(Schema):
    """一件其间的行为。"""

    entry: int = Field(description="存证编号")
    kind: str
    title: str
    at: datetime
    effective_on: date
    by: str = Field(description="以什么职务办理")
    changes: list[Changed]


class Problem(Schema):
    """RFC 9457 的问题说明。"""

    type: str
    title: str
    status: int
    detail: str
    refusals: list[Refused] = []
    version: int | None = Field(default=None, description="409：现在的版次")
    since: list[Difference] = Field(default=[], description="409：其间的行为")


class When(Schema):
    """从哪一时刻问。"""

    on: str = Field(default="", max_length=40, description="以哪一天为准，不写为今天", examples=["2020-12-31"])
    known_at: str = Field(
        default="", max_length=40, description="按那一时刻的登记，不写为现在", examples=["2025-03-12T09:30:00+08:00"]
    )


class Paged(When):
    page: int = Field(default=1, ge=1, le=10**6, description="第几页，从 1 起")
    size: int = Field(default=50, ge=1, le=200, description="每页几行，至多 200")


class ListAsked(Paged):
    """怎样问一份名册；各栏的筛选另列。"""

    q: str = Field(default="", max_length=120, description="姓名、名称、拼音、首字母或号码")
    sort: str = Field(default="", max_length=60, description="按哪一栏排；前加 - 为倒序", examples=["-founded_on"])
    column: list[str] = Field(default=[], max_length=40, description="只要哪些栏，可写多次")
    figure: str = Field(
        default="", max_length=64, description="只要构成这一指标数的行", examples=["register.firms_100"]
    )
    organisation: UUID | None = Field(default=None, description="只要这家机构的")
    all: str | None = Field(default=None, max_length=5, description="写 all=1：不加名册平常的筛选（如“执业”）")


class Option(Schema):
    code: str
    title: str


class ColumnTold(Schema):
    name: str
    title: str
    kind: str = Field(description="text · day · number · money · licence")
    filtered: bool
    options: list[Option] = Field(description="代码与文字；没有代码的栏为空")


class ListTold(Schema):
    code: str
    title: str
    unit: str
    standard: dict[str, list[str]] = Field(description="不另写时所加的筛选")
    columns: list[ColumnTold]


class Row(Schema):
    subject: UUID
    cells: dict[str, Cell] = Field(description="各栏的值：代码、日期（ISO 8601）、数；金额为文字，以免失去末位")
    words: dict[str, str] = Field(description="有代码的栏的文字")


class ListAnswer(Schema):
    code: str
    on: date
    known_at: datetime | None
    total: int = Field(description="恰好多少行")
    page: int
    size: int
    filters: dict[str, list[str]] = Field(description="实际用的筛选")
    rows: list[Row]


class FigureTold(Schema):
    code: str
    title: str
    unit: str
    definition: str
    provenance: str = Field(description="computed · declared · attested · external")
    measure: str = Field(description="count · sum · ratio · per_head")
    listing: str = Field(description="其名单属于哪份名册")
    version: str
    on: date
    begun: bool = Field(description="那时有没有登记；没有则值为空，不是 0")
    value: Number
    shown: str
    rows: int | None = Field(description="由多少行构成；不公开名单的，公众看不到")


class Part(Schema):
    district: str
    title: str
    value: Number
    rows: int


class Point(Schema):
    on: date
    value: Number


class FigureAsked(When):
    district: str = Field(default="", max_length=6, description="只要一个区：六位代码", examples=["110105"])
    series: Literal["years", "months", "none"] = Field(default="years", description="历年末、近 12 个月末，或不要")


class FigureAnswer(FigureTold):
    known_at: datetime | None
    district: str
    digest: str | None = Field(description="这组记录的 SHA-256 摘要")
    whole: Number = Field(description="比的是什么的数")
    parts: list[Part] = Field(description="按区；加起来就是总数")
    series: list[Point]


class MovementAsked(Schema):
    """从哪一时刻到哪一时刻。"""

    from_: str = Field(
        default="", alias="from", max_length=40, description="起始日，不写为一年前", examples=["2024-12-31"]
    )
    to: str = Field(default="", max_length=40, description="截止日，不写为今天")
    from_known_at: str = Field(default="", max_length=40, description="起始日按哪一时刻的登记；写了就另列更正")
    known_at: str = Field(default="", max_length=40, description="按哪一时刻的登记，不写为现在")
    page: int = Field(default=1, ge=1, le=10**6)
    size: int = Field(default=50, ge=1, le=200)


class MovedRow(Schema):
    subject: UUID
    cells: dict[str, Cell]
    cause: str = Field(default="", description="缘由，见这一组的 causes")
    before: Number = Field(description="此前的值；空为不在其中")
    after: Number = Field(description="此后的值；空为不在其中")


class MovedCause(Schema):
    code: str
    title: str
    rows: int


class MovedGroup(Schema):
    total: int
    causes: list[MovedCause] = Field(description="各缘由的行数，合计为 total")
    rows: list[MovedRow]


class MovementAnswer(Schema):
    code: str
    before: Point
    after: Point
    joined: MovedGroup
    left: MovedGroup
    changed: MovedGroup
    corrected: MovedGroup


class EventTold(Schema):
    on: date
    until: date | None = Field(default=None, description="空为至今")
    title: str
    link: UUID | None = None
    link_name: str = ""
    entry: int | None = Field(default=None, description="由哪条存证而起")
    basis: str = ""


class ActTold(Schema):
    entry: int
    kind: str
    title: str
    effective_on: date
    at: datetime
    basis: str
    reverses: int | None


class SectionRow(Schema):
    since: date = Field(description="自哪一天；事件为其日")
    until: date | None = Field(description="到哪一天以前；空为至今")
    cells: dict[str, Cell] = Field(description="各栏的值；指人、指机构的为其编号")
    words: dict[str, str] = Field(description="各栏的文字")
    entry: int = Field(description="由哪条存证而起")


class SectionTold(Schema):
    """一个登记簿里关于这一对象的行：那一天有效的；事件和年度为到那一天为止的。"""

    code: str = Field(description="登记簿", examples=["talent.pool_member"])
    title: str
    listing: str = Field(description="全部的行在哪份名册")
    total: int = Field(description="恰好多少行；rows 至多 20 行")
    rows: list[SectionRow]


class RecordAnswer(Schema):
    subject: UUID
    listing: str = Field(description="所在的名册")
    on: date
    known_at: datetime | None
    version: int | None = Field(description="有过几件行为；办理时可写为 expected_version")
    row: Row | None = Field(description="那一天名册里的一行")
    more: dict[str, Cell] = Field(description="名册以外的登记项")
    sections: list[SectionTold] = Field(default=[], description="登记簿各一节；公众看不到")
    timeline: list[EventTold]
    acts: list[ActTold]
    offered: list[str] = Field(description="您现在可以对它办理的行为")


class FieldTold(Schema):
    name: str
    label: str
    required: bool
    type: str = Field(description="text · day · whole · amount · choice · key · reference")
    hint: str
    sensitive: bool
    choices: list[Option]


class ActDeclared(Schema):
    kind: str
    title: str
    law: list[str]
    who: list[str] = Field(description="由谁办理")
    mine: bool = Field(description="您的职务可以办理")
    asks_day: str = Field(description="effective_on 是什么日期")
    grave: bool = Field(description="重大行为：演示以外须本人在网页上办理，不能用密钥")
    fields: list[FieldTold]


class Order(Schema):
    """办理一件行为。"""

    model_config = ConfigDict(extra="forbid")

    input: dict[str, Annotated[StrictStr | StrictInt | StrictFloat | None, Field()]] = Field(max_length=60)
    effective_on: str = Field(max_length=40, examples=["2025-03-12"])
    basis: str = Field(min_length=1, max_length=200, description="文号或事由", examples=["京司审〔2025〕1号"])
    expected_version: int | None = Field(
        default=None, ge=0, le=2**31, description="您看到的版次；其间有人办理过则不办，答 409 和差别"
    )

    attachments: list[UUID] = Field(
        default=[], max_length=MOST, description="附件：POST /api/v1/files 所答的 id，按所要的次序"
    )

    @field_validator("input", "effective_on", "basis")
    @classmethod
    def readable(cls, value: object) -> object:
        """What no name or number contains, and no database takes: control characters, halves of characters."""
        texts = [*value, *value.values()] if isinstance(value, dict) else [value]
        for text in texts:
            if isinstance(text, str) and any((ord(c) < 32 and c != "\n") or "\ud800" <= c <= "\udfff" for c in text):
                raise ValueError("含有无法辨认的字符")
        return value


class Orders(Schema):
    """一次办理同一种行为的许多件。"""

    model_config = ConfigDict(extra="forbid")

    source: str = Field(min_length=1, max_length=200, description="这一批从哪里来", examples=["人事系统 2025 年 3 月"])
    orders: list[Order] = Field(min_length=1, max_length=LARGEST_SET)


class Line(Schema):
    line: int = Field(description="第几件，从 1 起")
    entry: int | None = Field(description="存证编号；空为没有办")
    subject: UUID | None
    refusals: list[Refused] = Field(description="没有办的，为什么")


class PerformedMany(Schema):
    parent: int | None = Field(description="这一批的存证编号：来源、件数、摘要；一件也没办成则为空")
    kind: str
    done: int
    refused: int
    lines: list[Line]


class Performed(Schema):
    entry: int = Field(description="存证编号")
    kind: str
    title: str
    subject: UUID
    version: int = Field(description="这一对象现在的版次")
    leaf: str = Field(description="RFC 6962 的叶，十六进制")


class UploadAsked(Schema):
    """一份文件叫什么。"""

    name: str = Field(min_length=1, max_length=200, description="文件名", examples=["批复.pdf"])
    sensitive: bool = Field(default=False, description="含敏感个人信息（身份证件、病历等）：查看须写明用途")


class AttachmentTold(Schema):
    place: int = Field(description="第几份，从 1 起；存证里的 attachment.n")
    name: str
    kind: str = Field(description="pdf · docx · xlsx · jpg · png · ofd")
    size: int = Field(description="字节数")
    digest: str = Field(description="SHA-256，十六进制")
    sensitive: bool = Field(description="含敏感个人信息")


class Uploaded(Schema):
    id: UUID = Field(description="写进行为的 attachments")
    name: str
    kind: str = Field(description="按内容认出的格式：pdf · docx · xlsx · jpg · png · ofd")
    size: int = Field(description="字节数")
    digest: str = Field(description="SHA-256，十六进制")
    sensitive: bool
    until: datetime = Field(description="没有行为收下则保留到何时")


class OpenedField(Schema):
    name: str
    label: str
    value: Cell = Field(description="敏感项不给")
    salt: str | None = Field(description="打开这一项的盐，base64url；敏感项不给")


class EntryAnswer(Schema):
    entry: int
    kind: str
    title: str
    subject: UUID | None
    effective_on: date
    at: datetime
    basis: str
    by: str = Field(description="以什么职务办理")
    reverses: int | None
    reversed_by: int | None
    body: str = Field(description="所存的字节（UTF-8）")
    leaf: str = Field(description="RFC 6962 的叶，十六进制")
    fields: list[OpenedField]
    attachments: list[AttachmentTold]
    number: int | None = Field(description="在公开的存证日志里的序号；还没有编号为空")
    proof: str | None = Field(description="存证证明的全文（C2SP tlog-proof），可存成 .tlog-proof 文件")
