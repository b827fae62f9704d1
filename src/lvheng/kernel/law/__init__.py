"""Legal bases as a table: law, version and article, each with its source. Law is data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One article of one version of a law. `certain` is false where the article was not read in its text."""

    code: str
    law: str
    version: str
    article: str
    says: str = ""
    certain: bool = True

    @property
    def cited(self) -> str:
        """As a sentence cites it: law and article."""
        return f"《{self.law}》{self.article}"

    def __str__(self) -> str:
        doubt = "" if self.certain else "（未核对原文）"
        return f"《{self.law}》（{self.version}）{self.article}{'：' + self.says if self.says else ''}{doubt}"


@cache
def _all() -> dict[str, LegalBasis]:
    tables = yaml.safe_load((Path(__file__).parent / "bases.yaml").read_text(encoding="utf-8"))
    laws = tables["laws"]
    found = {}
    for code, row in tables["bases"].items():
        law = laws[row["of"]]
        found[code] = LegalBasis(
            code, law["title"], law["version"], row["article"], row.get("says", ""), row.get("certain", True)
        )
    return found


def legal_bases(codes: Iterable[str]) -> list[LegalBasis]:
    """The legal bases of these codes. Raises KeyError: an act cannot cite what is not in the table."""
    return [_all()[code] for code in codes]
