"""Which version of the product's source this is, told from its files."""

import hashlib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
LOCK = PACKAGE.parents[1] / "requirements.txt"
READ = (".py", ".yaml", ".txt")
FACES = frozenset(
    [
        "workbench",
        "portal",
        "api",
        "operation",
        "verbs",
        "benchmarks",
        "launcher",
        "tests",
        "figures",
        "tables",
        "documents",
        "document",
        "views",
    ]
)
"""Folders that no row of a new database follows from: they only show, read or count. Their tables are in migrations."""
SHOWING = (
    "conftest",
    "views",
    "urls",
    "lists",
    "listings",
    "figures",
    "sets",
    "record",
    "timeline",
    "telling",
    "words",
)
"""The same of files, by how their names begin."""


@cache
def digest() -> str:
    """SHA-256 (hexadecimal) of everything that a database's structure, guards and seed rows follow from."""
    mark = hashlib.sha256(LOCK.read_bytes() if LOCK.exists() else b"")
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE)
        if path.suffix in READ and not FACES.intersection(name.parts) and not path.stem.startswith(SHOWING):
            mark.update(name.as_posix().encode() + b"\0" + path.read_bytes())
    return mark.hexdigest()
