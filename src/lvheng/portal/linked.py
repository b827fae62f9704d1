"""What a page says to machines: lawyers and firms as linked data (JSON-LD, schema.org), of the columns that are public."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lvheng.register.public_reads import PublicRow

_ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
"""Within a script element no sign of a name may end it."""


def lawyer_linked(request: HttpRequest, row: PublicRow, firm: UUID | None) -> SafeString:
    """A person with a licence, and where he or she practises."""
    values = row.values
    told: dict[str, Any] = {
        "@type": "Person",
        "name": values["name"],
        "url": _here(request, "portal:lawyer", row.subject),
        "jobTitle": "律师",
        "hasCredential": {
            "@type": "EducationalOccupationalCredential",
            "name": "律师执业证",
            "identifier": values["number"],
        },
    }
    if values["organisation"]:
        told["worksFor"] = {"@type": "Organization", "name": values["organisation"]}
        if firm:
            told["worksFor"] |= {"@type": "LegalService", "url": _here(request, "portal:firm", firm)}
    return _script(told)


def firm_linked(request: HttpRequest, row: PublicRow, address: str) -> SafeString:
    """A firm or branch, with its number, seat and day of establishment."""
    values = row.values
    told: dict[str, Any] = {
        "@type": "LegalService",
        "name": values["name"],
        "url": _here(request, "portal:firm", row.subject),
        "identifier": {"@type": "PropertyValue", "name": "统一社会信用代码", "value": values["credit_code"]},
        "foundingDate": values["founded_on"].isoformat(),
    }
    if address:
        told["address"] = {"@type": "PostalAddress", "streetAddress": address, "addressCountry": "CN"}
    return _script(told)


def _here(request: HttpRequest, name: str, subject: UUID) -> str:
    return request.build_absolute_uri(reverse(name, args=[subject]))


def _script(told: Mapping[str, Any]) -> SafeString:
    text = json.dumps({"@context": "https://schema.org", **told}, ensure_ascii=False).translate(_ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above
