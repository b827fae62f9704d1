"""publiccode.yml keeps to the standard (https://yml.publiccode.tools), as far as catalogues refuse what does not."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
MANDATORY = (
    "publiccodeYmlVersion",
    "name",
    "url",
    "releaseDate",
    "platforms",
    "categories",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
)


@pytest.fixture(scope="module")
def told() -> Any:
    return yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


def test_what_every_catalogue_asks_for_is_there(told: Any) -> None:
    assert [key for key in MANDATORY if key not in told] == []
    assert told["softwareType"] == "standalone/web"
    assert told["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    date.fromisoformat(told["releaseDate"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_description_is_as_long_as_the_standard_wants(told: Any, language: str) -> None:
    description = told["description"][language]
    assert len(description["genericName"]) <= 35
    assert len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert description["features"]


def test_licence_and_version_are_those_of_the_project(told: Any) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert told["legal"]["license"] == project["license"] == "MulanPSL-2.0"
    assert told["softwareVersion"] == project["version"]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "木兰宽松许可证，第2版" in licence
    assert "Mulan Permissive Software License，Version 2" in licence


def test_maintenance_by_a_community_names_whom_to_ask(told: Any) -> None:
    assert told["maintenance"]["type"] == "community"
    assert all(contact["name"] for contact in told["maintenance"]["contacts"])
    assert told["localisation"]["availableLanguages"] == ["zh"]
