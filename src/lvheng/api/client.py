"""The Python client on docs/reference/lvheng_client.py, written from the service's own OpenAPI description."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lvheng.api.v1 import service

BASE = Path(__file__).with_name("client_base.py")
NAMED = {"integer": "int", "number": "float", "boolean": "bool", "string": "str", "null": "None"}
RESERVED = {"from": "from_"}
FILTERED = "lists/{code}"  # its filters are the columns of whichever list: they are passed on by name

IMPORTS = (
    "from typing import Any, TypedDict\n",
    "from typing import Any, NotRequired, TypedDict, cast\nfrom uuid import uuid4\n",
)
"""What the base imports, and what shapes and operations need besides."""

_FILE = "application/octet-stream"
QUERY = "Asked"  # the shapes of queries: here they are a method's arguments

Schema = Mapping[str, Any]


def client() -> str:
    """The client's whole text."""
    described = json.loads(json.dumps(service.get_openapi_schema(), default=str))
    base = BASE.read_text(encoding="utf-8").partition("class Problem(TypedDict)")[0].replace(*IMPORTS)
    told = described["components"]["schemas"].items()
    shapes = [_shape(name, schema) for name, schema in told if not name.endswith(QUERY)]
    operations = [
        _operation(path, method, told)
        for path, methods in described["paths"].items()
        for method, told in methods.items()
    ]
    service_class = 'class Lvheng(Connection):\n    """全部操作；每个方法是接口的一个地址。"""\n\n'
    return base + "\n\n\n".join(shapes) + "\n\n\n" + service_class + "\n\n".join(operations) + "\n"


def _shape(name: str, schema: Schema) -> str:
    """A TypedDict; what need not be given is said so."""
    told = schema.get("properties", {})
    needed = set(schema.get("required", ()))
    lines = [f'    """{text}"""\n' for text in [schema.get("description", "")] if text]
    for field, each in told.items():
        kind = _annotation(each)
        comment = f"  # {each['description']}" if "description" in each else ""
        lines.append(f"    {field}: {kind if field in needed else f'NotRequired[{kind}]'}{comment}")
    return "\n".join([f"class {name}(TypedDict):", *(lines or ["    pass"])])


def _annotation(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_annotation(each) for each in schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        return "str"
    if schema.get("type") == "array":
        return f"list[{_annotation(schema.get('items', {}))}]"
    if schema.get("type") == "object":
        more = schema.get("additionalProperties")
        return f"dict[str, {_annotation(more)}]" if isinstance(more, Mapping) else "dict[str, Any]"
    return NAMED.get(str(schema.get("type")), "Any")


def _operation(path: str, method: str, told: Schema) -> str:
    parameters = [each for each in told["parameters"] if each["in"] != "header"]
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    sends_file = _FILE in told.get("requestBody", {}).get("content", {})
    given = next(r["content"] for code, r in told["responses"].items() if code.startswith("2"))
    answers = _annotation(given["application/json"]["schema"]) if "application/json" in given else "bytes"
    filtered = path.endswith(FILTERED)
    if filtered:
        parameters = [each for each in parameters if not each.get("description", "").startswith("按“")]
    head = [f"    def {told['operationId'].rpartition('lvheng_api_')[2].partition('_')[2]}(", "        self,"]
    head += [f"        {_name(each)}: {_annotation(each['schema'])}," for each in parameters if each["in"] == "path"]
    head += ["        content: bytes,"] if sends_file else []
    head += ["        *,"] if len(parameters) > path.count("{") and not body else []
    head += [f"        {_name(each)}: {_optional(each)}," for each in parameters if each["in"] == "query"]
    head += [f"        order: {_annotation(body)},", '        idempotency_key: str = "",'] if body else []
    head += ["        **filters: str | list[str],"] if filtered else []
    address = re.sub(r"{(\w+)}", r"{urllib.parse.quote(str(\1))}", path)
    sent = [f'"{method.upper()}"', f'{"f" if "{" in address else ""}"{address}"']
    query = [f'"{each["name"]}": {_name(each)},' for each in parameters if each["in"] == "query"]
    query += ["**filters,"] if filtered else []
    sent += ["\n                ".join(["{", *query]) + "\n            }"] if query else []
    sent += ["body=content"] if sends_file else []
    sent += ["raw=True"] if answers == "bytes" else []
    sent += ["body=order", 'headers={"Idempotency-Key": idempotency_key or str(uuid4())}'] if body else []
    says = "\n        ".join(_said(told))
    return "\n".join(
        [
            *head,
            f"    ) -> {answers}:",
            f'        """{says}"""',
            "        answer = self._send(",
            *[f"            {each}," for each in sent],
            "        )",
            f'        return cast("{answers}", answer)',
        ]
    )


def _said(told: Schema) -> Iterator[str]:
    yield told["summary"].rstrip("。") + "。"
    if told.get("description"):
        yield " ".join(str(told["description"]).split())


def _name(parameter: Schema) -> str:
    return RESERVED.get(parameter["name"], str(parameter["name"]))


def _optional(parameter: Schema) -> str:
    schema = parameter["schema"]
    default = schema.get("default")
    kind = _annotation(schema)
    if kind.startswith("list["):
        return f"{kind} | None = None"
    if parameter.get("required"):
        return kind
    return (
        f"{kind} = {json.dumps(default) if isinstance(default, str) else default}"
        if default is not None
        else f"{kind.removesuffix(' | None')} | None = None"
    )
