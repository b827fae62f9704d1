"""A program at the API, as tests need it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client


@dataclass
class Program:
    key: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def headers(self, more: dict[str, str] | None = None) -> dict[str, str]:
        return ({"Authorization": f"Bearer {self.key}"} if self.key else {}) | (more or {})

    def ask(self, path: str, **query: Any) -> Any:
        """The raw answer to GET /api/v1/`path`."""
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers())

    def get(self, path: str, **query: Any) -> Any:
        """The JSON of a good answer."""
        answer = self.ask(path, **query)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def act(self, kind: str, idempotency_key: str, order: Any) -> Any:
        """The raw answer to an act."""
        return self.client.post(
            f"/api/v1/acts/{kind}",
            data=order if isinstance(order, str | bytes) else json.dumps(order),
            content_type="application/json",
            headers=self.headers({"Idempotency-Key": idempotency_key}),
        )


def moved_to(firm: str, address: str, **more: Any) -> dict[str, Any]:
    """An order that moves a firm within 朝阳区: it may be given again and again with other addresses."""
    given = {"firm": firm, "district": "110105", "address": address}
    return {"input": given, "effective_on": "2026-01-05", "basis": "测试〔2026〕1号"} | more
