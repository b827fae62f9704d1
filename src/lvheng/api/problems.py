"""What the API answers when it cannot do what was asked: problems of RFC 9457, in Chinese sentences."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from lvheng.api.shapes import Difference, Problem, Refused
from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.once import OtherRequest
from lvheng.kernel.acts.perform import ActRefused
from lvheng.kernel.identity.keys import KeyRefused

MEDIA_TYPE = "application/problem+json"
BUSY = {"40P01", "40001", "55P03", "57014"}  # deadlock, serialization, lock not available, statement timeout
TITLES = {
    400: "请求读不懂",
    401: "须有密钥",
    403: "不对您开放",
    404: "没有找到",
    405: "不能这样请求",
    409: "其间有人办理过",
    413: "请求太大",
    422: "所填有误",
    429: "问得太快",
    500: "系统出了差错",
    503: "系统正忙",
}
_log = logging.getLogger("django.request")


class Invalid(Exception):
    """What was asked or given is wrong; `refusals` say what and why."""

    def __init__(self, *refusals: Refusal) -> None:
        self.refusals = refusals
        super().__init__(refusals)


class KeyMissing(Exception):
    """This is not done without a key."""


class CameBetween(Exception):
    """Somebody acted on the subject before; `since` is the difference, if it may be shown."""

    def __init__(self, sentence: str, version: int, since: Sequence[Difference]) -> None:
        self.sentence, self.version, self.since = sentence, version, since
        super().__init__(sentence)


def refused(refusals: Sequence[Refusal]) -> list[Refused]:
    return [Refused(field=each.field, sentence=each.sentence, article=each.article) for each in refusals]


def problem(
    status: int, detail: str, headers: Mapping[str, str] | None = None, *, code: str = "", **more: Any
) -> HttpResponse:
    """A problem as an answer; `more` are further members of it."""
    told = Problem(
        type=f"urn:lvheng:problem:{code or status}", title=TITLES[status], status=status, detail=detail, **more
    )
    text = json.dumps(told.model_dump(mode="json"), ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=headers)


def invalid(*refusals: Refusal) -> HttpResponse:
    return problem(422, "；".join(map(str, refusals)), refusals=refused(refusals))


WRONG = {
    "missing": "必须给出",
    "string_too_long": "太长",
    "string_pattern_mismatch": "写法不对",
    "less_than_equal": "太大",
    "greater_than_equal": "太小",
    "uuid_parsing": "不是有效的标识",
    "int_parsing": "应为整数",
    "extra_forbidden": "没有这一项",
    "enum": "没有这一种",
    "literal_error": "没有这一种",
}


def _in_chinese(error: Mapping[str, Any]) -> Refusal:
    """One finding of pydantic's; its place without the names that only the code has."""
    place = [str(part) for part in error["loc"] if part not in ("body", "query", "path", "header", "asked", "order")]
    name = place[0] if place else "请求"
    why = WRONG.get(str(error["type"]), "")
    if error["type"] == "value_error":
        why = str(error["msg"]).removeprefix("Value error, ")
    return Refusal(f"“{'.'.join(place) or name}”{why or '不合要求'}", name)


def _refused(request: HttpRequest, exception: ActRefused) -> HttpResponse:
    status = 403 if any(each.forbidden for each in exception.refusals) else 422
    return problem(
        status, "；".join(map(str, exception.refusals)), refusals=refused(exception.refusals), code="refused"
    )


def _unlocked(request: HttpRequest, sentence: str) -> HttpResponse:
    return problem(401, sentence, {"WWW-Authenticate": 'Bearer realm="lvheng"'})


def _http(request: HttpRequest, exception: HttpError) -> HttpResponse:
    if exception.status_code == 401:
        return _unlocked(request, "密钥写在 Authorization 头里：Bearer lv_……")
    return problem(400, "请求的正文不是可以读的 JSON。")


def _operational(request: HttpRequest, exception: OperationalError) -> HttpResponse:
    if getattr(exception.__cause__, "sqlstate", "") not in BUSY:
        return _failed(request, exception)
    return problem(503, "许多人同时在办理，这一次没有办成，什么都没有改变。请用同一个请求再试。", {"Retry-After": "1"})


def _failed(request: HttpRequest, exception: Exception) -> HttpResponse:
    _log.error("API %s", request.method, exc_info=exception)
    return problem(500, "这是我们的错，不是您的。没有任何登记因此改变；请过一会儿再试。")


def _came_between(request: HttpRequest, exception: CameBetween) -> HttpResponse:
    return problem(409, exception.sentence, code="outdated", version=exception.version, since=list(exception.since))


def too_fast(seconds: float) -> HttpResponse:
    """Asked more often than is allowed, for so many seconds yet."""
    whole = ceil(seconds)
    return problem(429, f"请在 {whole} 秒以后再问。", {"Retry-After": str(whole), "Cache-Control": "no-store"})


def tell_problems(api: NinjaAPI) -> None:
    """Lets every exception of an operation become a problem."""
    answers: dict[type[Exception], Any] = {
        ActRefused: _refused,
        BadRequest: lambda request, e: invalid(Refusal(str(e), "on")),
        CameBetween: _came_between,
        Exception: _failed,
        Http404: lambda request, e: problem(404, str(e) or "没有这一条，或者它不对外公开。"),
        HttpError: _http,
        Invalid: lambda request, e: invalid(*e.refusals),
        KeyMissing: lambda request, e: _unlocked(request, "办理行为须有密钥，写在 Authorization 头里：Bearer lv_……"),
        KeyRefused: lambda request, e: _unlocked(request, str(e)),
        OperationalError: _operational,
        OtherRequest: lambda request, e: invalid(
            Refusal("这个 Idempotency-Key 已用于另一个请求，请换一个", "Idempotency-Key")
        ),
        PermissionDenied: lambda request, e: problem(403, str(e) or "您的职务看不到这里。"),
        RequestDataTooBig: lambda request, e: problem(413, "请求的正文超过 5 MB。"),
        ValidationError: lambda request, e: invalid(*map(_in_chinese, e.errors)),
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)
