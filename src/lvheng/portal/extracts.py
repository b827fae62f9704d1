"""Public extracts: what a public page says, signed and dated, with the entries it rests on, as a file to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.access.public_pages import public_page
from lvheng.kernel.acts.act import all_acts
from lvheng.kernel.acts.opening import opened_entry
from lvheng.kernel.ledger.extract import Placed, make_extract
from lvheng.kernel.ledger.logs import extract_name
from lvheng.kernel.ledger.proving import Place, extract_signers, origin, placed
from lvheng.kernel.ledger.selectors import evidence_of, line_of
from lvheng.kernel.time.clock import now
from lvheng.kernel.time.days import today
from lvheng.register import public_lists as policies
from lvheng.register import public_reads as selectors

UNNAMED = "demonstration.invalid/unnumbered"
"""Signs extracts of an installation whose log has no name yet."""


@public_page
def lawyer_extract(request: HttpRequest, subject: UUID) -> HttpResponse:
    day = today()
    row = selectors.one(policies.LAWYERS, subject, day)
    if row is None:
        raise Http404
    return _file(extract_of("lawyer", row, [], selectors.entries_of_lawyer(subject, day), day), subject)


@public_page
def firm_extract(request: HttpRequest, subject: UUID) -> HttpResponse:
    day = today()
    rows = (selectors.one(shown, subject, day) for shown in (policies.FIRMS, policies.BRANCHES))
    row = next((row for row in rows if row is not None), None)
    if row is None:
        raise Http404
    address = selectors.address_of(subject, day)
    more = [("住所", address)] if address else []
    return _file(extract_of("firm", row, more, selectors.entries_of_firm(subject, day), day), subject)


def _file(text: str, subject: UUID) -> HttpResponse:
    name = f"lvheng-{subject}.json"
    return HttpResponse(
        text,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def extract_of(
    kind: str, row: selectors.PublicRow, more: Sequence[tuple[str, str]], entries: Sequence[int], day: date
) -> str:
    """The signed extract of what the public page of a subject says on `day`; `entries`: the acts that made it so."""
    said = [(column.title, column.word(value)) for column, value in row.cells if value not in (None, "")]
    content: dict[str, Any] = {
        "kind": kind,
        "subject": str(row.subject),
        "name": str(row.values["name"]),
        "on": day.isoformat(),
        "made_at": now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "statements": [{"label": label, "value": str(value)} for label, value in [*said, *more]],
    }
    found = placed(entries)
    signed_as = extract_name(origin() or UNNAMED)
    return make_extract(content, _entries(found.places), found.checkpoint, signed_as, extract_signers())


def _entries(places: Mapping[int, Place]) -> list[Placed]:
    """Each entry that has public content, with just that opened.

    An act without any stays unnamed: that a licence was resumed would tell of a suspension whose disclosure is over."""
    acts = all_acts()
    found: list[Placed] = []
    for entry, (index, hashes) in sorted(places.items()):
        line = line_of(entry)
        opened = opened_entry(acts.get(line.kind) if line else None, evidence_of(entry), FieldClass.PUBLIC)
        if any(name.startswith("input.") for name, _, _ in opened.fields):
            found.append((index, hashes, opened))
    return found
