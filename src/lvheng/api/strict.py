"""No parameter is passed over in silence: one that an operation does not know would seem to have been obeyed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja.operation import Operation

from lvheng.api.problems import invalid
from lvheng.kernel.acts.fields import Refusal

Run = Callable[..., HttpResponseBase]


def query_names(operation: Operation) -> set[str]:
    """The query parameters that an operation declares, those of `openapi_extra` included."""
    declared = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    names = {name for model in declared for name in getattr(model, "__ninja_flatten_map__", {})}
    more = (operation.openapi_extra or {}).get("parameters", [])
    return names | {each["name"] for each in more if each["in"] == "query"}


def refuse_unknown(run: Run) -> Run:
    """Wraps an operation's `run`: unknown query parameters are answered with 422."""
    operation: Any = getattr(run, "__self__", None)
    known = query_names(operation)

    def strict(request: HttpRequest, **path: Any) -> HttpResponseBase:
        unknown = sorted(set(request.GET) - known)
        if unknown:
            return invalid(*(Refusal(f"没有“{name[:60]}”这个参数", name[:60]) for name in unknown[:20]))
        return run(request, **path)

    return strict
