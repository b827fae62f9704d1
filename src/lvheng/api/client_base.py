"""律衡接口的 Python 客户端：只用 Python 自带的库，一个文件，拷走即可用。

由接口的说明（OpenAPI）生成，请勿手改。出错时抛 ProblemAnswer，其 told 是问题说明。
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any, TypedDict

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


class Problem(TypedDict):
    """RFC 9457 的问题说明。"""

    detail: str
