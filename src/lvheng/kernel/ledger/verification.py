"""Verifying a file off line: a proof or an extract, against the keys that the verifier believes. Pure, no database.

`verified` raises `NoteRefused` with the reason, or answers what the file shows, in Chinese lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from lvheng.kernel.ledger.checkpoint import Checkpoint
from lvheng.kernel.ledger.extract import read_extract
from lvheng.kernel.ledger.note import NoteRefused
from lvheng.kernel.ledger.opened import OpenedEntry, instant_of, read_extra
from lvheng.kernel.ledger.proof import FIRST, check_proof, read_proof
from lvheng.kernel.ledger.trust import Trust

SHANGHAI = timezone(timedelta(hours=8))
LARGEST = 16 << 20
FRAME = {
    "kind": "行为",
    "subject": "对象",
    "actor": "经办",
    "effective_on": "生效日",
    "basis": "依据",
    "district": "区划",
    "version": "版次",
    "prev": "上一条的叶",
    "parent": "批量行为",
    "line": "来源的行",
    "reverses": "所撤回的行为",
}
"""The fields that every entry has, in words."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a believed file shows: a title, lines to read, and the same for programs."""

    title: str
    lines: tuple[str, ...]
    told: Mapping[str, Any]


def verified(content: bytes, trust: Trust) -> Shown:
    """What the file shows. Raises `NoteRefused`."""
    if len(content) > LARGEST:
        raise NoteRefused("文件太大，不是证明或摘录")
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise NoteRefused("不是证明或摘录：不是文本文件") from None
    if not trust.keys:
        raise NoteRefused("没有给出任何所信任的公钥")
    if text.startswith(FIRST):
        return _proof(text, trust)
    if text.startswith("{"):
        return _extract(text, trust)
    raise NoteRefused(f"认不出这是什么：证明以“{FIRST}”开头，摘录是 JSON")


def _proof(text: str, trust: Trust) -> Shown:
    proof = read_proof(text)
    entry = read_extra(proof.extra)
    checkpoint = enough(check_proof(proof, entry.body, trust.keys), trust)
    lines = (*logged(checkpoint), f"序号：{proof.index}", *_entry(entry))
    told = {**head_told(checkpoint), "index": proof.index, "opened": entry.values, "at": instant_of(entry)}
    return Shown("存证证明核对无误", lines, told)


def _extract(text: str, trust: Trust) -> Shown:
    found = read_extract(text, [*trust.signers, *trust.logs, *(each.key for each in trust.witnesses.values())])
    if not {key.name for key in trust.signers} & set(found.signed_by):
        raise NoteRefused("摘录不是所信任的签发密钥签的")
    content = found.content
    lines = [f"{content.get('name', '')}，以 {content.get('on', '')} 为准，{_local(content.get('made_at', ''))} 签发"]
    lines += [f"{each['label']}：{each['value']}" for each in content.get("statements", [])]
    if found.checkpoint:
        lines += [f"所依据的存证 {len(found.entries)} 条，都在日志里：", *logged(enough(found.checkpoint, trust))]
        for entry in found.entries:
            lines += [f"  {line}" for line in _entry(entry)]
    else:
        lines.append("所依据的存证还没有编号，只核对了签名。")
    told = {"content": content, "entries": [entry.values for entry in found.entries]}
    return Shown("摘录核对无误", tuple(lines), told | (head_told(found.checkpoint) if found.checkpoint else {}))


def enough(checkpoint: Checkpoint, trust: Trust) -> Checkpoint:
    """The checkpoint, if the witnesses that the list of trust asks for have cosigned it. Raises `NoteRefused`."""
    if not trust.is_met(checkpoint.witnesses):
        raise NoteRefused(f"见证人不够：检查点上有 {len(checkpoint.witnesses)} 个，信任名单要求的没有齐")
    return checkpoint


def head_told(checkpoint: Checkpoint) -> dict[str, Any]:
    """A checkpoint for programs."""
    head = checkpoint.head
    return {"origin": head.origin, "size": head.size, "root": head.root.hex(), "witnesses": dict(checkpoint.witnesses)}


def logged(checkpoint: Checkpoint) -> list[str]:
    """A checkpoint for people: the log and who saw it when."""
    head = checkpoint.head
    seen = [
        f"见证：{name}，{datetime.fromtimestamp(stamp, UTC).astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
        for name, stamp in checkpoint.witnesses.items()
    ]
    return [f"日志：{head.origin}，共 {head.size} 条", *seen]


def _entry(entry: OpenedEntry) -> list[str]:
    opened = [f"{worded(name)}：{value}" for name, value, _ in entry.fields]
    return [f"登记时刻：{_local(instant_of(entry))}", *opened]


def worded(name: str) -> str:
    """A field's name for people; an input is told by its identifier, for whoever verifies knows no act."""
    if name.startswith("attachment."):
        return f"附件 {name.removeprefix('attachment.')}"
    return FRAME.get(name, name.removeprefix("input."))


def _local(written: str) -> str:
    try:
        at = datetime.fromisoformat(str(written))
    except ValueError:
        return str(written)
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}（北京时间）"
