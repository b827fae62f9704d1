"""The API's first version: its operations, its description, and what it answers where there is none."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from ninja import NinjaAPI, Swagger
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import BaseRenderer
from pydantic_core import to_jsonable_python

from lvheng.api import acts, entries, figures, files, lists, records
from lvheng.api.entrance import Key
from lvheng.api.problems import MEDIA_TYPE, problem, tell_problems
from lvheng.api.strict import refuse_unknown

PROBLEM = "#/components/schemas/Problem"
DESCRIPTION = (
    "名册、指标、登记、行为与存证。没有密钥时看到的与公众页面相同；有密钥时看到的与密钥所属账号在网页上看到的相同。"
    "密钥由系统管理员用 ./lvheng key 开立，写在 Authorization 头里。出错时回答 RFC 9457 的问题说明。"
)


class Exact(BaseRenderer):
    """JSON as people read it, and instants to the microsecond: a `known_at` cut short would ask of an earlier belief."""

    media_type = "application/json"

    def render(self, request: HttpRequest, answer: Any, *, response_status: int) -> str:
        return json.dumps(answer, default=to_jsonable_python, ensure_ascii=False)


class Service(NinjaAPI):
    """Ninja's description, told as it is: problems have their own media type, and a key is not always asked for."""

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**where)
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                if method == "get":
                    operation["security"] = [*operation["security"], {}]
                for answer in operation["responses"].values():
                    content = answer["content"]
                    if content.get("application/json", {}).get("schema") == {"$ref": PROBLEM}:
                        answer["content"] = {MEDIA_TYPE: content["application/json"]}
        return schema


def make() -> Service:
    """The service with all its operations."""
    made = Service(
        title="律衡 API",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api-v1",
        auth=Key(),
        renderer=Exact(),
        docs=Swagger({"validatorUrl": None}),
    )
    made.add_decorator(refuse_unknown, mode="view")
    for prefix, router in (
        ("/lists", lists.router),
        ("/figures", figures.router),
        ("", records.router),
        ("/acts", acts.router),
        ("", entries.router),
        ("", files.router),
    ):
        made.add_router(prefix, router)
    tell_problems(made)
    return made


service = make()


KEPT = 60  # seconds that others may keep what the public is answered


def answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Says how long an answer may be kept, and of a method that is not offered says so in our words."""

    @wraps(view)
    def told(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        answer = view(request, *given, **named)
        if answer.status_code == 405:
            answer = problem(405, f"这里可以用 {answer['Allow']}。", {"Allow": answer["Allow"]})
        if answer.status_code == 200 and "Authorization" not in request.headers:
            patch_cache_control(answer, public=True, max_age=KEPT)
        else:
            patch_cache_control(answer, private=True, no_store=True)
        patch_vary_headers(answer, ["Authorization"])
        return answer

    return told


def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """For every address below the API that is none of its own."""
    return problem(404, f"接口没有“/{rest[:100]}”这个地址，全部地址见 /api/v1/docs。")
