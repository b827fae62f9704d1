"""What must hold of an installation whatever has happened to it: asked of the database, and of the published log's files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import psycopg

from lvheng.kernel.ledger.auditing import audited
from lvheng.kernel.ledger.note import NoteRefused
from lvheng.kernel.ledger.sequencing.keys import KEYS
from lvheng.kernel.ledger.trust import read_trust

QUESTIONS = {
    "没有行为的存证": "select count(*) from kernel_ledger_entry e where not exists"
    " (select from kernel_act a where a.id = e.id)",
    "没有存证的行为": "select count(*) from kernel_act a where not exists"
    " (select from kernel_ledger_entry e where e.id = a.id)",
    "没有明文的存证": "select count(*) from kernel_ledger_entry e where not exists"
    " (select from kernel_ledger_opening o where o.entry_id = e.id)",
    "叶与字节不符的存证": r"select count(*) from kernel_ledger_entry where leaf <> sha256('\x00'::bytea || body)",
    "没有编号的存证": "select count(*) from kernel_ledger_entry e where not exists"
    " (select from kernel_log_number n where n.log = 'acts' and n.entry = e.id)",
    "重复或跳过的编号": "select abs(count(*) - count(distinct entry)) + abs(coalesce(max(number) + 1, 0) - count(*))"
    " from kernel_log_number where log = 'acts'",
    "与叶不符的散列": "select count(*) from kernel_log_number n join kernel_ledger_entry e on e.id = n.entry"
    " join kernel_log_tile t on t.log = n.log and t.level = 0 and t.number = n.number / 256"
    " where n.log = 'acts' and substr(t.hashes, (n.number % 256)::int * 32 + 1, 32) <> e.leaf",
}
"""What is counted must be none."""


class Acted(Protocol):
    """Who has acted on a firm: the entries that were acknowledged, and what was wrong with answers."""

    firm: str
    done: list[int]
    wrong: list[str]


def wrong_with(
    owner: str, folder: Path, kind: str, acting: Iterable[Acted], older: Sequence[str]
) -> tuple[int, list[str]]:
    """How many entries there are, and a sentence for everything that is not as it must be.

    `folder`: of all logs; `kind`: of the acts that were acknowledged; `older`: checkpoints that were seen on the way."""
    wrong = [sentence for client in acting for sentence in client.wrong]
    with psycopg.connect(owner) as connection:
        for what, question in QUESTIONS.items():
            [[count]] = connection.execute(question)
            wrong += [f"有 {count} 件{what}。"] if count else []
        for client in acting:
            wrong += _not_once(connection, kind, client)
        [[entries]] = connection.execute("select count(*) from kernel_ledger_entry")
    try:
        size = audited(folder / "acts", read_trust((folder / KEYS).read_text()), older).told["size"]
        wrong += [] if size == entries else [f"公布的日志有 {size} 条，数据库里有 {entries} 条。"]
    except (NoteRefused, OSError) as refused:
        wrong.append(f"公布的日志不能相信：{refused}。")
    return int(entries), wrong


def _not_once(connection: psycopg.Connection, kind: str, client: Acted) -> list[str]:
    """Acts that were acknowledged and are not there, and acts that nobody was told of."""
    found = connection.execute(
        "select id from kernel_act where subject = %s and kind = %s and basis like '中断试验%%'", [client.firm, kind]
    )
    there, told = {entry for (entry,) in found}, set(client.done)
    return [
        *([f"答复过的 {len(told - there)} 件行为不在登记簿里。"] if told - there else []),
        *([f"有 {len(there - told)} 件行为没有人得到过答复：同一个请求办了不止一次。"] if there - told else []),
        *([f"{len(client.done) - len(told)} 次答复了同一件行为。"] if len(told) < len(client.done) else []),
    ]
