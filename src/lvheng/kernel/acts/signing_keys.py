"""登记签名密钥: that a key was made, put to use or destroyed stands in the public log, so that it cannot be denied later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from lvheng.kernel.acts.act import Act, Place, Written, act
from lvheng.kernel.acts.fields import Listed, Text
from lvheng.kernel.signing.signer import PURPOSES, TITLES
from lvheng.kernel.subjects.keys import organisation_key


def purposes() -> dict[str, str]:
    return PURPOSES


def states() -> dict[str, str]:
    return {state.value: title for state, title in TITLES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTold:
    purpose: Annotated[str, Listed(label="用途", options=purposes)]
    algorithm: Annotated[str, Text(label="算法", longest=16)]
    kid: Annotated[str, Text(label="密钥编号", longest=16)]
    public: Annotated[str, Text(label="公钥", longest=200)]
    state: Annotated[str, Listed(label="状态", options=states)]


@act
class TellSigningKey(Act[KeyTold, None]):
    """The keys are the city bureau's; only the command line of whoever keeps them tells of them."""

    kind = "kernel.tell_signing_key"
    title = "登记签名密钥"
    Input = KeyTold

    @classmethod
    def touches(cls, given: KeyTold) -> Iterable[UUID]:
        return (organisation_key("city_bureau"),)

    @classmethod
    def facts(cls, many: Sequence[KeyTold], days: Sequence[date]) -> list[None]:
        return [None for _ in many]

    @classmethod
    def place(cls, given: KeyTold, fact: None) -> Place:
        return Place(organisation=organisation_key("city_bureau"))

    @classmethod
    def rows(cls, given: KeyTold, fact: None, on: date) -> Written:
        return Written(organisation_key("city_bureau"))
