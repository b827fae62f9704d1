"""Unsafe settings as Django's system checks: `django check` names each as an error."""

from __future__ import annotations

import os
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from lvheng.operation.safety import WAY_OUT, unsafe


@register(Tags.security)
def production_is_safe(**_: Any) -> list[CheckMessage]:
    """One error for each unsafe value of production."""
    return [Error(sentence, hint=WAY_OUT, id="lvheng.E001") for sentence in unsafe(os.environ)]
