"""Calls generated from the description: no error of ours, and no answer that the description does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lvheng.api.tests.program import Program
from lvheng.kernel.acts.act import act_of, all_acts
from lvheng.kernel.acts.tests.attaching import attach
from lvheng.kernel.documents.tests.making import paper
from lvheng.kernel.figures.figure import all_figures
from lvheng.kernel.figures.listing import all_listings
from lvheng.kernel.ledger.models import ActLine

pytestmark = [pytest.mark.django_db, pytest.mark.long]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 40  # of each operation, as city staff and as the public: well below a minute together


WORDS = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["2025-01-01", "110105"]),
)


@dataclass(frozen=True)
class Known:
    """What there is: calls of invented names alone would never get past the first door."""

    listings: list[str]
    figures: list[str]
    kinds: list[str]
    subjects: list[str]
    committees: list[str]
    offices: list[str]
    entry: int  # one that has a file

    def lead_in(self, case: Any, draw: Callable[[Any], Any]) -> None:
        """Puts known names in the place of most of the generated ones, and now and then leaves out the query."""
        path, parameters = case.operation.path, case.path_parameters or {}
        by_name = {"kind": self.kinds, "subject": self.subjects}
        by_name["code"] = self.figures if "/figures/" in path else self.listings
        if "/records/" in path:
            by_name = {"code": ["association.committee"], "subject": self.committees}
        elif "/offices/" in path:
            by_name = {"subject": self.offices}
        if path.endswith("/files") and draw(st.booleans()):
            case.body, case.query = paper(), {"name": "批复.pdf"}
        if path.endswith("/attachments/{place}") and draw(st.booleans()):
            parameters.update(entry=self.entry, place=1)
        for name in set(parameters) & set(by_name):
            if draw(st.integers(0, 3)):
                parameters[name] = draw(st.sampled_from(by_name[name]))
        if case.query and draw(st.booleans()):
            case.query = {name: case.query[name] for name in ("page", "size", "series") if name in case.query}
        if isinstance(case.body, dict) and parameters.get("kind") in self.kinds and draw(st.booleans()):
            fields = act_of(parameters["kind"]).fields()
            given = dict.fromkeys(fields, WORDS | st.sampled_from(self.subjects))
            case.body["input"] = draw(st.fixed_dictionaries({}, optional=given))
            case.body["effective_on"], case.body["basis"] = "2026-01-05", "测试"


@pytest.fixture
def known(city: Program) -> Known:
    entry = ActLine.objects.exclude(subject=None).order_by("id")[0].pk
    attach(entry)
    people, firms = city.get("lists/lawyers", size=20)["rows"], city.get("lists/firms", size=20)["rows"]
    return Known(
        [listing.code for listing in all_listings()],
        [figure.code for figure in all_figures()],
        list(all_acts()),
        [row["subject"] for row in (*people, *firms)],
        [row["subject"] for row in city.get("lists/association_committee", size=20)["rows"]],
        [row["subject"] for row in city.get("lists/overseas_offices", size=20)["rows"]],
        entry,
    )


@pytest.fixture
def one_connection(known: Known) -> Iterator[None]:
    """All calls share the test's connection and its transaction. After `known`: Django's client connects them again."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("login", ["demo-city", "public"])
def test_no_call_is_answered_otherwise_than_described(login: str, program_of: Any, known: Known) -> None:
    program: Program = program_of(login)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    good: Counter[str] = Counter()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), "an operation that cannot be read"
        operation = found.ok()

        @given(case=operation.as_strategy(), data=st.data())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        )
        def called(case: Any, data: Any) -> None:
            known.lead_in(case, data.draw)
            with transaction.atomic():
                answer = case.call_and_validate(headers=program.headers(), checks=CHECKS)
                transaction.set_rollback(True)
            good[case.operation.path] += answer.status_code < 300

        called()
    if login == "demo-city":
        assert not [path for path, calls in good.items() if not calls and "acts" not in path], good
