"""Calls generated from the description: no error of ours, and no answer that the description does not have."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lvheng.api.tests.program import Program
from lvheng.kernel.acts.act import all_acts
from lvheng.kernel.figures.figure import all_figures
from lvheng.kernel.figures.listing import all_listings

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 25  # of each operation, as city staff and as the public: well below a minute together


def known_words(path: str) -> st.SearchStrategy[str]:
    """Now and then a code that there is, so that calls get past the first door."""
    if path.startswith("/api/v1/lists"):
        return st.sampled_from([listing.code for listing in all_listings()])
    if path.startswith("/api/v1/figures"):
        return st.sampled_from([figure.code for figure in all_figures()])
    return st.sampled_from(list(all_acts()))


@pytest.mark.parametrize("login", ["demo-city", "public"])
def test_no_call_is_answered_otherwise_than_described(login: str, program_of: Any) -> None:
    program: Program = program_of(login)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for found in schema.get_all_operations():
        operation = found.ok()
        path = operation.path

        @given(case=operation.as_strategy(), word=st.none() | known_words(path))
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        )
        def called(case: Any, word: str | None) -> None:
            for name in ("code", "kind"):
                if word is not None and name in (case.path_parameters or {}):
                    case.path_parameters[name] = word
            with transaction.atomic():
                case.call_and_validate(headers=program.headers(), checks=CHECKS)
                transaction.set_rollback(True)

        called()
