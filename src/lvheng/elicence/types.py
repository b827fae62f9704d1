"""The types of electronic licence and their items, out of `types.yaml`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("types.yaml")
OPEN, CHOSEN = "open", "chosen"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a licence says: always (`open`), or if its holder chooses to show it. `qr`: its place in the code."""

    name: str
    title: str
    english: str
    shown: str
    qr: int = 0


@dataclass(frozen=True, slots=True)
class LicenceType:
    """A type of licence. `mark` stands for it in the code; `code` and `standard` are the nation's, where known."""

    name: str
    mark: int
    title: str
    english: str
    items: tuple[Item, ...]
    code: str = ""
    standard: str = ""

    @property
    def in_code(self) -> list[Item]:
        """The items of the code, in its order."""
        return sorted((item for item in self.items if item.qr), key=lambda item: item.qr)


@dataclass(frozen=True, slots=True)
class Issuer:
    name: str
    english: str
    code: str


@dataclass(frozen=True, slots=True)
class Declared:
    """All that the file says; a face is signed for `lives_days` days."""

    issuer: Issuer
    lives_days: int
    types: dict[str, LicenceType]

    def marked(self, mark: object) -> LicenceType | None:
        return next((each for each in self.types.values() if each.mark == mark), None)


@cache
def declared() -> Declared:
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    types = {
        name: LicenceType(name=name, **{**of, "items": tuple(Item(**item) for item in of["items"])})
        for name, of in told["types"].items()
    }
    return Declared(Issuer(**told["issuer"]), int(told["lives_days"]), types)
