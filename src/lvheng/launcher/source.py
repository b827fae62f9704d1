"""Which version of the product's source this is, told from its files."""

import hashlib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
LOCK = PACKAGE.parents[1] / "requirements.txt"
READ = (".py", ".yaml", ".txt")
FACES = frozenset({"workbench", "portal", "api", "operation", "verbs", "benchmarks", "launcher", "tests"})
"""Folders that no row of a new database follows from."""


@cache
def digest() -> str:
    """SHA-256 (hexadecimal) of everything that a database's structure, guards and seed rows follow from."""
    paths = sorted(
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in READ and not FACES.intersection(path.relative_to(PACKAGE).parts)
    )
    mark = hashlib.sha256(LOCK.read_bytes() if LOCK.exists() else b"")
    for path in paths:
        mark.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return mark.hexdigest()
