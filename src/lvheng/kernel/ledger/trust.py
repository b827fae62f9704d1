"""Whom a verifier believes: a policy of C2SP `tlog-policy`, with lines more for the keys that sign extracts and licences.

log <vkey>                          a log whose checkpoints are believed
witness <name> <vkey> [<url>]       a witness; its address, for whoever asks it
group <name> <k>|all|any <name>…    witnesses and groups of which k must have cosigned
quorum <name>|none                  what a checkpoint needs besides the log's own signature
signer <vkey>                       ours: a key by which extracts are believed
issuer <vkey>                       ours: a key by which electronic licences and their status lists are believed
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lvheng.kernel.ledger.note import COSIGNATURE, NoteKey, NoteRefused, read_key

Group = tuple[int, tuple[str, ...]]
"""How many of which."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness as a policy names it."""

    name: str
    key: NoteKey
    url: str = ""


@dataclass
class Trust:
    """Keys and the rule about witnesses."""

    logs: list[NoteKey] = field(default_factory=list)
    signers: list[NoteKey] = field(default_factory=list)
    issuers: list[NoteKey] = field(default_factory=list)
    witnesses: dict[str, Witness] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str = "none"

    @property
    def keys(self) -> list[NoteKey]:
        return [*self.logs, *self.signers, *(witness.key for witness in self.witnesses.values())]

    def is_met(self, cosigned_by: Iterable[str]) -> bool:
        """Whether cosignatures by witnesses of these key names are enough."""
        names = set(cosigned_by)
        return self.quorum == "none" or self._met(self.quorum, names)

    def _met(self, name: str, names: set[str]) -> bool:
        if name in self.witnesses:
            return self.witnesses[name].key.name in names
        least, members = self.groups[name]
        return sum(self._met(member, names) for member in members) >= least

    @property
    def least(self) -> int:
        """How many witnesses the quorum takes at the least; 0 if none."""
        return 0 if self.quorum == "none" else self._least(self.quorum)

    def _least(self, name: str) -> int:
        if name in self.witnesses:
            return 1
        least, members = self.groups[name]
        return sum(sorted(self._least(member) for member in members)[:least])


def read_trust(text: str) -> Trust:
    """From its file. Raises `NoteRefused` naming the line."""
    found, quorums = Trust(), 0
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            _take(found, words)
        except (NoteRefused, ValueError, IndexError) as wrong:
            why = str(wrong) if isinstance(wrong, NoteRefused) else "写法不对"
            raise NoteRefused(f"信任名单第 {number} 行：{why}") from None
        quorums += words[0] == "quorum"
    if quorums > 1:
        raise NoteRefused("信任名单里 quorum 只能有一行")
    return found


def _take(found: Trust, words: list[str]) -> None:
    match words:
        case ["log", key] | ["log", key, _]:
            found.logs.append(_of_kind(read_key(key), cosigns=False))
        case ["signer", key]:
            found.signers.append(_of_kind(read_key(key), cosigns=False))
        case ["issuer", key]:
            found.issuers.append(_of_kind(read_key(key), cosigns=False))
        case ["witness", name, key, *rest] if len(rest) < 2:
            _new_name(found, name)
            found.witnesses[name] = Witness(name, _of_kind(read_key(key), cosigns=True), "".join(rest))
        case ["group", name, least, *members] if members:
            _new_name(found, name)
            if strange := [member for member in members if member not in found.witnesses | found.groups]:
                raise NoteRefused(f"前面没有“{strange[0]}”")
            count = {"all": len(members), "any": 1}.get(least) or int(least)
            if not 1 <= count <= len(members):
                raise NoteRefused(f"{len(members)} 个里不能要求 {least} 个")
            found.groups[name] = (count, tuple(members))
        case ["quorum", name]:
            if name != "none" and name not in found.witnesses | found.groups:
                raise NoteRefused(f"前面没有“{name}”")
            found.quorum = name
        case _:
            raise NoteRefused(f"不认识“{words[0]}”，或者项数不对")


def _of_kind(key: NoteKey, *, cosigns: bool) -> NoteKey:
    if (key.kind == COSIGNATURE) is not cosigns:
        raise NoteRefused(f"公钥 {key.name} {'不是见证人的' if cosigns else '是见证人的，不能签日志或摘录'}")
    return key


def _new_name(found: Trust, name: str) -> None:
    if name in {**found.witnesses, **found.groups} or name == "none":
        raise NoteRefused(f"“{name}”重复了")


def written(trust: Trust) -> str:
    """The policy as a file."""
    lines = [f"log {key.written}" for key in trust.logs]
    lines += [
        " ".join(["witness", each.name, each.key.written, each.url]).rstrip() for each in trust.witnesses.values()
    ]
    lines += [f"group {name} {least} {' '.join(members)}" for name, (least, members) in trust.groups.items()]
    return (
        "\n".join(
            [
                *lines,
                f"quorum {trust.quorum}",
                *(f"signer {key.written}" for key in trust.signers),
                *(f"issuer {key.written}" for key in trust.issuers),
            ]
        )
        + "\n"
    )
