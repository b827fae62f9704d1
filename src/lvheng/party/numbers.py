"""The numbers of `numbers.yaml`, by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_TABLE: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))


def number(name: str) -> int:
    """The number itself."""
    return int(_TABLE[name]["value"])


def source(name: str) -> str:
    """Where it comes from, for the sentence of a refusal or a definition."""
    return str(_TABLE[name]["source"])


REQUIRED_MEMBERS = number("required_members")
FULLTIME_MEMBERS = number("fulltime_members")
STANDARD_SCORE = number("standard_score")
JOINT_FIRMS = number("joint_firms")
LEAGUE_MEMBERS = number("league_members")
BRANCH_TERM, COMMITTEE_TERM = number("branch_term_years"), number("committee_term_years")
REPORT_DUE_MONTH = number("report_due_month")
