"""The answers that every operation may give beside its own."""

from typing import Any

from lvheng.api.shapes import Problem

Responses = dict[int, Any]

READING: Responses = dict.fromkeys((401, 403, 404, 422, 429), Problem)
ACTING: Responses = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429, 503), Problem)
