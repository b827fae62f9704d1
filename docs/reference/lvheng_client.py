"""律衡接口的 Python 客户端：只用 Python 自带的库，一个文件，拷走即可用。

由接口的说明（OpenAPI）生成，请勿手改。出错时抛 ProblemAnswer，其 told 是问题说明。
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict, cast
from uuid import uuid4

TRIES = 3  # a request whose answer was lost is sent again; the key of an act stays the same, so it is done once


class ProblemAnswer(Exception):
    """The service's answer where it is no good one; `told` is its problem description (RFC 9457)."""

    def __init__(self, told: Problem) -> None:
        super().__init__(told["detail"])
        self.told = told


class Connection:
    """Sends requests to one installation, as the account of a key or, without one, as the public."""

    def __init__(self, here: str, key: str = "", timeout: float = 60) -> None:
        self._here, self._key, self._timeout = here.rstrip("/"), key, timeout

    def _send(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        *,
        raw: bool = False,
    ) -> Any:
        given = {name: value for name, value in (query or {}).items() if value not in (None, "", ())}
        address = f"{self._here}{path}" + (f"?{urllib.parse.urlencode(given, doseq=True)}" if given else "")
        content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(address, content, dict(headers or {}), method=method)  # noqa: S310 - the caller's own address
        if content is not None:
            kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
            request.add_header("Content-Type", kind)
        if self._key:
            request.add_header("Authorization", f"Bearer {self._key}")
        for left in reversed(range(TRIES)):
            try:
                with urllib.request.urlopen(request, timeout=self._timeout) as answer:  # noqa: S310 - as above
                    return answer.read() if raw else json.load(answer)
            except urllib.error.HTTPError as error:
                raise ProblemAnswer(json.load(error)) from None
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                if not left:
                    raise


class Changed(TypedDict):
    table: str
    label: str
    before: str
    after: str


class Difference(TypedDict):
    """一件其间的行为。"""

    entry: int  # 存证编号
    kind: str
    title: str
    at: str
    effective_on: str
    by: str  # 以什么职务办理
    changes: list[Changed]


class Problem(TypedDict):
    """RFC 9457 的问题说明。"""

    type: str
    title: str
    status: int
    detail: str
    refusals: NotRequired[list[Refused]]
    version: NotRequired[int | None]  # 409：现在的版次
    since: NotRequired[list[Difference]]  # 409：其间的行为


class Refused(TypedDict):
    field: str  # 关于哪一项；空为整个请求
    sentence: str  # 为什么
    article: str  # 依据的条文


class ColumnTold(TypedDict):
    name: str
    title: str
    kind: str  # text · day · number · money · licence
    filtered: bool
    options: list[Option]  # 代码与文字；没有代码的栏为空


class ListTold(TypedDict):
    code: str
    title: str
    unit: str
    standard: dict[str, list[str]]  # 不另写时所加的筛选
    columns: list[ColumnTold]


class Option(TypedDict):
    code: str
    title: str


class ListAnswer(TypedDict):
    code: str
    on: str
    known_at: str | None
    total: int  # 恰好多少行
    page: int
    size: int
    filters: dict[str, list[str]]  # 实际用的筛选
    rows: list[Row]


class Row(TypedDict):
    subject: str
    cells: dict[str, str | int | float | bool | None]  # 各栏的值：代码、日期（ISO 8601）、数；金额为文字，以免失去末位
    words: dict[str, str]  # 有代码的栏的文字


class When(TypedDict):
    """从哪一时刻问。"""

    on: NotRequired[str]  # 以哪一天为准，不写为今天
    known_at: NotRequired[str]  # 按那一时刻的登记，不写为现在


class FigureTold(TypedDict):
    code: str
    title: str
    unit: str
    definition: str
    provenance: str  # computed · declared · attested · external
    measure: str  # count · sum · ratio · per_head
    listing: str  # 其名单属于哪份名册
    version: str
    on: str
    begun: bool  # 那时有没有登记；没有则值为空，不是 0
    value: int | float | None
    shown: str
    rows: int | None  # 由多少行构成；不公开名单的，公众看不到


class FigureAnswer(TypedDict):
    code: str
    title: str
    unit: str
    definition: str
    provenance: str  # computed · declared · attested · external
    measure: str  # count · sum · ratio · per_head
    listing: str  # 其名单属于哪份名册
    version: str
    on: str
    begun: bool  # 那时有没有登记；没有则值为空，不是 0
    value: int | float | None
    shown: str
    rows: int | None  # 由多少行构成；不公开名单的，公众看不到
    known_at: str | None
    district: str
    digest: str | None  # 这组记录的 SHA-256 摘要
    whole: int | float | None  # 比的是什么的数
    parts: list[Part]  # 按区；加起来就是总数
    series: list[Point]


class Part(TypedDict):
    district: str
    title: str
    value: int | float | None
    rows: int


class Point(TypedDict):
    on: str
    value: int | float | None


class MovedCause(TypedDict):
    code: str
    title: str
    rows: int


class MovedGroup(TypedDict):
    total: int
    causes: list[MovedCause]  # 各缘由的行数，合计为 total
    rows: list[MovedRow]


class MovedRow(TypedDict):
    subject: str
    cells: dict[str, str | int | float | bool | None]
    cause: NotRequired[str]  # 缘由，见这一组的 causes
    before: int | float | None  # 此前的值；空为不在其中
    after: int | float | None  # 此后的值；空为不在其中


class MovementAnswer(TypedDict):
    code: str
    before: Point
    after: Point
    joined: MovedGroup
    left: MovedGroup
    changed: MovedGroup
    corrected: MovedGroup


class ActTold(TypedDict):
    entry: int
    kind: str
    title: str
    effective_on: str
    at: str
    basis: str
    reverses: int | None


class EventTold(TypedDict):
    on: str
    until: NotRequired[str | None]  # 空为至今
    title: str
    link: NotRequired[str | None]
    link_name: NotRequired[str]
    entry: NotRequired[int | None]  # 由哪条存证而起
    basis: NotRequired[str]


class RecordAnswer(TypedDict):
    subject: str
    listing: str  # 所在的名册
    on: str
    known_at: str | None
    version: int | None  # 有过几件行为；办理时可写为 expected_version
    row: Row | None  # 那一天名册里的一行
    more: dict[str, str | int | float | bool | None]  # 名册以外的登记项
    sections: NotRequired[list[SectionTold]]  # 登记簿各一节；公众看不到
    timeline: list[EventTold]
    acts: list[ActTold]
    offered: list[str]  # 您现在可以对它办理的行为


class SectionRow(TypedDict):
    since: str  # 自哪一天；事件为其日
    until: str | None  # 到哪一天以前；空为至今
    cells: dict[str, str | int | float | bool | None]  # 各栏的值；指人、指机构的为其编号
    words: dict[str, str]  # 各栏的文字
    entry: int  # 由哪条存证而起


class SectionTold(TypedDict):
    """一个登记簿里关于这一对象的行：那一天有效的；事件和年度为到那一天为止的。"""

    code: str  # 登记簿
    title: str
    listing: str  # 全部的行在哪份名册
    total: int  # 恰好多少行；rows 至多 20 行
    rows: list[SectionRow]


class ActDeclared(TypedDict):
    kind: str
    title: str
    law: list[str]
    who: list[str]  # 由谁办理
    mine: bool  # 您的职务可以办理
    asks_day: str  # effective_on 是什么日期
    grave: bool  # 重大行为：演示以外须本人在网页上办理，不能用密钥
    fields: list[FieldTold]


class FieldTold(TypedDict):
    name: str
    label: str
    required: bool
    type: str  # text · day · whole · amount · choice · key · reference
    hint: str
    sensitive: bool
    choices: list[Option]


class Performed(TypedDict):
    entry: int  # 存证编号
    kind: str
    title: str
    subject: str
    version: int  # 这一对象现在的版次
    leaf: str  # RFC 6962 的叶，十六进制


class Order(TypedDict):
    """办理一件行为。"""

    input: dict[str, str | int | float | None]
    effective_on: str
    basis: str  # 文号或事由
    expected_version: NotRequired[int | None]  # 您看到的版次；其间有人办理过则不办，答 409 和差别
    attachments: NotRequired[list[str]]  # 附件：POST /api/v1/files 所答的 id，按所要的次序


class Line(TypedDict):
    line: int  # 第几件，从 1 起
    entry: int | None  # 存证编号；空为没有办
    subject: str | None
    refusals: list[Refused]  # 没有办的，为什么


class PerformedMany(TypedDict):
    parent: int | None  # 这一批的存证编号：来源、件数、摘要；一件也没办成则为空
    kind: str
    done: int
    refused: int
    lines: list[Line]


class Orders(TypedDict):
    """一次办理同一种行为的许多件。"""

    source: str  # 这一批从哪里来
    orders: list[Order]


class AttachmentTold(TypedDict):
    place: int  # 第几份，从 1 起；存证里的 attachment.n
    name: str
    kind: str  # pdf · docx · xlsx · jpg · png · ofd
    size: int  # 字节数
    digest: str  # SHA-256，十六进制
    sensitive: bool  # 含敏感个人信息


class EntryAnswer(TypedDict):
    entry: int
    kind: str
    title: str
    subject: str | None
    effective_on: str
    at: str
    basis: str
    by: str  # 以什么职务办理
    reverses: int | None
    reversed_by: int | None
    body: str  # 所存的字节（UTF-8）
    leaf: str  # RFC 6962 的叶，十六进制
    fields: list[OpenedField]
    attachments: list[AttachmentTold]
    number: int | None  # 在公开的存证日志里的序号；还没有编号为空
    proof: str | None  # 存证证明的全文（C2SP tlog-proof），可存成 .tlog-proof 文件


class OpenedField(TypedDict):
    name: str
    label: str
    value: str | int | float | bool | None  # 敏感项不给
    salt: str | None  # 打开这一项的盐，base64url；敏感项不给


class Uploaded(TypedDict):
    id: str  # 写进行为的 attachments
    name: str
    kind: str  # 按内容认出的格式：pdf · docx · xlsx · jpg · png · ofd
    size: int  # 字节数
    digest: str  # SHA-256，十六进制
    sensitive: bool
    until: str  # 没有行为收下则保留到何时


class Lvheng(Connection):
    """全部操作；每个方法是接口的一个地址。"""

    def lists(
        self,
    ) -> list[ListTold]:
        """有哪些名册，各有哪些栏。
        公众只看到对外公开的名册和栏。"""
        answer = self._send(
            "GET",
            "/api/v1/lists/",
        )
        return cast("list[ListTold]", answer)

    def rows_of_list(
        self,
        code: str,
        *,
        on: str = "",
        known_at: str = "",
        page: int = 1,
        size: int = 50,
        q: str = "",
        sort: str = "",
        column: list[str] | None = None,
        figure: str = "",
        organisation: str | None = None,
        all: str | None = None,
        **filters: str | list[str],
    ) -> ListAnswer:
        """一份名册的一页。
        与网页上的名册是同一个问题：同样的地址参数，同样的行数。"""
        answer = self._send(
            "GET",
            f"/api/v1/lists/{urllib.parse.quote(str(code))}",
            {
                "on": on,
                "known_at": known_at,
                "page": page,
                "size": size,
                "q": q,
                "sort": sort,
                "column": column,
                "figure": figure,
                "organisation": organisation,
                "all": all,
                **filters,
            },
        )
        return cast("ListAnswer", answer)

    def figures(
        self,
        *,
        on: str = "",
        known_at: str = "",
    ) -> list[FigureTold]:
        """全部指标在一天的值。
        值只算您看得到的行；公众看到的是公开指标的全市数，只公开总数的取上月末。"""
        answer = self._send(
            "GET",
            "/api/v1/figures/",
            {
                "on": on,
                "known_at": known_at,
            },
        )
        return cast("list[FigureTold]", answer)

    def one_figure(
        self,
        code: str,
        *,
        on: str = "",
        known_at: str = "",
        district: str = "",
        series: str = "years",
    ) -> FigureAnswer:
        """一个指标。
        值、构成它的行数与摘要、各区的份额、历年（或近 12 个月）的值：都问自同一组记录。"""
        answer = self._send(
            "GET",
            f"/api/v1/figures/{urllib.parse.quote(str(code))}",
            {
                "on": on,
                "known_at": known_at,
                "district": district,
                "series": series,
            },
        )
        return cast("FigureAnswer", answer)

    def figure_movement(
        self,
        code: str,
        *,
        from_: str = "",
        to: str = "",
        from_known_at: str = "",
        known_at: str = "",
        page: int = 1,
        size: int = 50,
    ) -> MovementAnswer:
        """一个指标的变动。
        新进、退出、数值变化，以及对起始日的更正；须有密钥。"""
        answer = self._send(
            "GET",
            f"/api/v1/figures/{urllib.parse.quote(str(code))}/movement",
            {
                "from": from_,
                "to": to,
                "from_known_at": from_known_at,
                "known_at": known_at,
                "page": page,
                "size": size,
            },
        )
        return cast("MovementAnswer", answer)

    def lawyer(
        self,
        subject: str,
        *,
        on: str = "",
        known_at: str = "",
    ) -> RecordAnswer:
        """一位律师。
        名册里的一行、履历、办理过的行为；公众只看到对外公开的栏和履历。"""
        answer = self._send(
            "GET",
            f"/api/v1/lawyers/{urllib.parse.quote(str(subject))}",
            {
                "on": on,
                "known_at": known_at,
            },
        )
        return cast("RecordAnswer", answer)

    def firm(
        self,
        subject: str,
        *,
        on: str = "",
        known_at: str = "",
    ) -> RecordAnswer:
        """一家律所、分所或驻京代表处。
        名册里的一行、履历、办理过的行为；其律师见 /lists/lawyers?organisation=。"""
        answer = self._send(
            "GET",
            f"/api/v1/firms/{urllib.parse.quote(str(subject))}",
            {
                "on": on,
                "known_at": known_at,
            },
        )
        return cast("RecordAnswer", answer)

    def office(
        self,
        subject: str,
        *,
        on: str = "",
        known_at: str = "",
    ) -> RecordAnswer:
        """一家境外机构。
        律所在境外的分支机构：名册里的一行、履历、办理过的行为。须有密钥。"""
        answer = self._send(
            "GET",
            f"/api/v1/offices/{urllib.parse.quote(str(subject))}",
            {
                "on": on,
                "known_at": known_at,
            },
        )
        return cast("RecordAnswer", answer)

    def thing(
        self,
        code: str,
        subject: str,
        *,
        on: str = "",
        known_at: str = "",
    ) -> RecordAnswer:
        """一项有名称的登记。
        协会、委员会、人才计划等自成一项的登记；code 为登记簿，如 association.committee。须有密钥。"""
        answer = self._send(
            "GET",
            f"/api/v1/records/{urllib.parse.quote(str(code))}/{urllib.parse.quote(str(subject))}",
            {
                "on": on,
                "known_at": known_at,
            },
        )
        return cast("RecordAnswer", answer)

    def acts(
        self,
    ) -> list[ActDeclared]:
        """有哪些行为，各要填什么。
        法律依据、办理人和输入项；与网页上的表单、表格的列同出一处。"""
        answer = self._send(
            "GET",
            "/api/v1/acts/",
        )
        return cast("list[ActDeclared]", answer)

    def perform_act(
        self,
        kind: str,
        order: Order,
        idempotency_key: str = "",
    ) -> Performed:
        """办理一件行为。
        同一个 Idempotency-Key、同一个请求再发，得到同样的回答，行为只办一次；24 小时内有效。"""
        answer = self._send(
            "POST",
            f"/api/v1/acts/{urllib.parse.quote(str(kind))}",
            body=order,
            headers={"Idempotency-Key": idempotency_key or str(uuid4())},
        )
        return cast("Performed", answer)

    def perform_acts(
        self,
        kind: str,
        order: Orders,
        idempotency_key: str = "",
    ) -> PerformedMany:
        """一次办理同一种行为的许多件。
        能办的都办，不能办的逐件说明为什么；同在一个事务里，同属一条存证。写了 expected_version 而其间有人办理过的， 整批不办，答 409。"""
        answer = self._send(
            "POST",
            f"/api/v1/acts/{urllib.parse.quote(str(kind))}/many",
            body=order,
            headers={"Idempotency-Key": idempotency_key or str(uuid4())},
        )
        return cast("PerformedMany", answer)

    def entry(
        self,
        entry: int,
    ) -> EntryAnswer:
        """一条存证。
        所存的字节和叶，以及每一项的明文与盐：用《存证》参考页上的算法可自行核对。敏感项不给明文，也不给盐。编号以后另有证明，用 ./lvheng verify 或 /verify/ 离线核对。"""
        answer = self._send(
            "GET",
            f"/api/v1/entries/{urllib.parse.quote(str(entry))}",
        )
        return cast("EntryAnswer", answer)

    def send_file(
        self,
        content: bytes,
        *,
        name: str,
        sensitive: bool = False,
    ) -> Uploaded:
        """上传一份附件。
        正文就是文件的字节。pdf、docx、xlsx、jpg、png、ofd，按内容认，每份不超过 20 MB。回答里的 id 写进行为的 attachments， 24 小时内有效，只有上传的账号能用。"""
        answer = self._send(
            "POST",
            "/api/v1/files",
            {
                "name": name,
                "sensitive": sensitive,
            },
            body=content,
        )
        return cast("Uploaded", answer)

    def attachment_of_entry(
        self,
        entry: int,
        place: int,
    ) -> bytes:
        """一份附件。
        文件的字节；它的 SHA-256 就是存证里的 attachment.n。含敏感个人信息的须在网页上写明用途后查看。"""
        answer = self._send(
            "GET",
            f"/api/v1/entries/{urllib.parse.quote(str(entry))}/attachments/{urllib.parse.quote(str(place))}",
            raw=True,
        )
        return cast("bytes", answer)
